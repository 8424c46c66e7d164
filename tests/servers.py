"""Servers on loopback for tests: good ones, bad ones, and some that do not speak HTTP at all.

`serve` runs an aiohttp handler and notes every request; `serve_raw` runs a
function over a bare connection, for faults that no HTTP library would make.
"""

from __future__ import annotations

import asyncio
import ssl
import struct
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from socket import SO_LINGER, SOL_SOCKET, socket
from typing import TYPE_CHECKING

import trustme
from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

__all__ = [
    "Authority",
    "Handler",
    "Seen",
    "Server",
    "Talk",
    "endless",
    "flaky",
    "hang",
    "ok",
    "redirecting",
    "reset",
    "respond",
    "send",
    "serve",
    "serve_proxy",
    "serve_raw",
    "slow",
    "unused_port",
]

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as the server saw it."""

    method: str
    target: str
    """Path and query, or the whole URL when it came to a proxy."""
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Server:
    """A running server and what it saw."""

    port: int
    scheme: str = "http"
    seen: list[Seen] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        """Its root, by address; by name for TLS, whose certificates are for names."""
        return f"{self.scheme}://{self.host}:{self.port}/"

    @property
    def host(self) -> str:
        """The host to connect to."""
        return "localhost" if self.scheme == "https" else "127.0.0.1"


class Authority:
    """A certificate authority that nobody trusts but the test that makes it."""

    def __init__(self) -> None:
        self._ca = trustme.CA(key_type=trustme.KeyType.ECDSA)

    def write(self, directory: Path) -> Path:
        """Write the authority's certificate there and return its path."""
        path = directory / "ca.pem"
        self._ca.cert_pem.write_to_path(str(path))
        return path

    def write_client(self, directory: Path) -> tuple[Path, Path]:
        """Write a client's certificate and key there and return their paths."""
        leaf = self._ca.issue_cert("client@example.org")
        cert, key = directory / "client.pem", directory / "client.key"
        leaf.cert_chain_pems[0].write_to_path(str(cert))
        leaf.private_key_pem.write_to_path(str(key))
        return cert, key

    def server_context(
        self, *names: str, expires_in: timedelta = timedelta(days=30), wants_client: bool = False
    ) -> ssl.SSLContext:
        """Return the context of a server whose certificate is for those names."""
        not_after = datetime.now(UTC) + expires_in
        not_before = min(datetime.now(UTC), not_after) - timedelta(days=1)
        leaf = self._ca.issue_cert(*(names or ("localhost",)), not_before=not_before, not_after=not_after)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        leaf.configure_cert(context)
        if wants_client:
            self._ca.configure_trust(context)
            context.verify_mode = ssl.CERT_REQUIRED
        return context


@asynccontextmanager
async def serve(handler: Handler, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """Run a handler on a free port; it is gone when the block is left, whatever it was doing."""
    server = Server(port=0, scheme="https" if tls else "http")

    async def note(request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        server.seen.append(Seen(request.method, request.raw_path, request.headers, body))
        return await handler(request)

    runner = web.ServerRunner(web.Server(note, access_log=None), handle_signals=False, shutdown_timeout=0.05)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
        server.port = runner.addresses[0][1]
        yield server
    finally:
        await runner.cleanup()


@asynccontextmanager
async def serve_raw(talk: Talk, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """Run `talk` over every connection to a free port, and end those that are left."""
    server = Server(port=0, scheme="https" if tls else "http")
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.connections += 1
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):  # the client has gone
                await talk(reader, writer)
                writer.close()
                await writer.wait_closed()
        except asyncio.CancelledError:  # the server stops
            pass
        finally:
            writer.transport.abort()
        tasks.discard(task)

    listener = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=tls)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)


@asynccontextmanager
async def serve_proxy(answer: bytes | None = None) -> AsyncIterator[Server]:
    """Run a proxy: CONNECT opens a tunnel, an absolute URL is fetched.

    `answer` is what it says to every request instead, in the bytes of the wire.
    """
    proxy: Server

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        method, target, headers = _parsed(head)
        proxy.seen.append(Seen(method, target, headers, b""))
        if answer is not None:
            writer.write(answer)
            await writer.drain()
            return
        authority = target if method == "CONNECT" else target.split("/")[2]
        host, _, port = authority.rpartition(":")
        upstream_reader, upstream_writer = await asyncio.open_connection(host, int(port))
        try:
            if method == "CONNECT":
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                path = "/" + "/".join(target.split("/")[3:])
                upstream_writer.write(head.replace(target.encode(), path.encode(), 1))
            async with asyncio.TaskGroup() as pumps:
                pumps.create_task(_pump(reader, upstream_writer))
                pumps.create_task(_pump(upstream_reader, writer))
        finally:
            upstream_writer.close()

    async with serve_raw(talk) as proxy:
        yield proxy


def ok(body: bytes = b"ok", *, status: int = 200, headers: Mapping[str, str] | None = None) -> Handler:
    """Answer every request with the same response."""

    async def handler(_request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=status, body=body, headers=headers)

    return handler


def slow(seconds: float, body: bytes = b"ok") -> Handler:
    """Think for that long before the answer."""

    async def handler(_request: web.BaseRequest) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return web.Response(body=body)

    return handler


def endless(*, status: int = 200) -> Handler:
    """Send a body that ends only when the client goes away."""

    async def handler(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(status=status)
        await response.prepare(request)
        with suppress(ConnectionError):  # that is the end
            while True:
                await response.write(b"x" * 65_536)
        return response

    return handler


def flaky(failures: int, *, status: int = 503, headers: Mapping[str, str] | None = None) -> Handler:
    """Fail with that status as many times, and answer 200 from then on."""
    numbers = count(1)

    async def handler(_request: web.BaseRequest) -> web.StreamResponse:
        if next(numbers) <= failures:
            return web.Response(status=status, headers=headers, body=b"not now")
        return web.Response(body=b"ok")

    return handler


def redirecting(hops: int, *, status: int = 302) -> Handler:
    """Send the client on as many times, then answer 200; fewer than none: for ever."""

    async def handler(request: web.BaseRequest) -> web.StreamResponse:
        done = int(request.rel_url.query.get("hop", "0"))
        if done == hops:
            return web.Response(body=b"arrived")
        return web.Response(status=status, headers={"Location": f"/?hop={done + 1}"})

    return handler


def respond(text: str | bytes, *, then: Talk | None = None) -> Talk:
    """Read a request and send those bytes; then close, or do what `then` says."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(text.encode() if isinstance(text, str) else text)
        await writer.drain()
        if then is not None:
            await then(reader, writer)

    return talk


def send(data: bytes) -> Talk:
    """Send those bytes without reading anything, then close."""

    async def talk(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()

    return talk


async def hang(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Say nothing until the client goes away."""
    while await reader.read(65_536):
        pass


async def reset(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """End the connection with a TCP reset."""
    connection = writer.get_extra_info("socket")
    connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def unused_port() -> int:
    """Return a port of loopback on which nobody listens."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _parsed(head: bytes) -> tuple[str, str, dict[str, str]]:
    """Take the head of a request apart."""
    first, *lines = head.decode("latin-1").rstrip().split("\r\n")
    method, target, _ = first.split(" ")
    return method, target, {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry bytes from one side of a tunnel to the other until one side ends."""
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()
    writer.close()
