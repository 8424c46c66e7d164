"""Every phase against a server that delays exactly that one."""

from __future__ import annotations

import asyncio
import socket
import sys
import time
import warnings
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import TYPE_CHECKING
from unittest import skipUnless
from unittest.mock import patch

from tests.factories import make_endpoint
from tests.probing import PATIENCE, ProberCase, probing
from tests.servers import ok, respond, serve, serve_raw, slow
from tui.engine.resolver import ThreadResolver
from tui.model.target import Method, TextBody

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any

    from tui.model.check import CheckResult

DELAY = 0.3
"""Seconds."""


@asynccontextmanager
async def late_relay(port: int) -> AsyncIterator[int]:
    """Carry what is said to another port and back, but nothing of it before the delay is over."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(DELAY)
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            async with asyncio.TaskGroup() as pumps:
                pumps.create_task(pump(reader, there_writer))
                pumps.create_task(pump(there_reader, writer))
        finally:
            there_writer.close()

    async def pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while data := await source.read(65_536):
            target.write(data)
            await target.drain()
        target.close()

    async with serve_raw(talk) as relay:
        yield relay.port


class DelaysTest(ProberCase):
    def assert_delayed(self, phase: str, result: CheckResult) -> None:
        """Is that the phase that took so long, and the delay in none of the others as well?"""
        lengths = {name: length for name, length in result.phases if name != "queued"}

        assert lengths[phase] >= DELAY / 2, lengths  # who began to wait late has waited for less
        assert result.latency is not None
        assert sum(lengths.values()) <= result.latency, lengths

    async def test_a_name_that_is_found_late_is_dns(self) -> None:
        def look_up(*_names: object, **_options: object) -> list[tuple[Any, ...]]:
            time.sleep(DELAY)  # in a thread, as the system's resolver would
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]

        async with serve(ok()) as server, probing(resolver=ThreadResolver(look_up)) as prober:
            url = f"http://late.test:{server.port}/"
            result = await prober.check(make_endpoint(url=url, timeout=PATIENCE))

        self.assert_delayed("dns", result)

    @skipUnless(sys.platform == "linux", "other systems answer when the backlog is full")
    async def test_a_connection_that_is_accepted_late_is_connect(self) -> None:
        async def accept_later(listener: socket.socket, waiting: list[socket.socket]) -> None:
            await connecting.wait()
            await asyncio.sleep(DELAY)
            for each in waiting:
                each.close()
            while True:
                connection, _ = await loop.sock_accept(listener)
                with connection, suppress(ConnectionError):  # of those that only waited
                    if await loop.sock_recv(connection, 65_536):
                        await loop.sock_sendall(connection, ANSWER)

        async def connect(*where: Any) -> None:
            connecting.set()
            await sock_connect(*where)

        loop, connecting = asyncio.get_running_loop(), asyncio.Event()
        sock_connect = loop.sock_connect
        async with AsyncExitStack() as stack:
            stack.enter_context(patch.object(loop, "sock_connect", connect))
            listener = stack.enter_context(socket.socket())
            listener.bind(("127.0.0.1", 0))
            listener.listen(0)
            listener.setblocking(False)  # noqa: FBT003 - the socket's own signature
            waiting = [stack.enter_context(socket.socket()) for _ in range(4)]
            for each in waiting:
                each.setblocking(False)  # noqa: FBT003 - the socket's own signature
                each.connect_ex(listener.getsockname())
            async with asyncio.TaskGroup() as group:
                accepting = group.create_task(accept_later(listener, waiting))
                result = await self.check(f"http://127.0.0.1:{listener.getsockname()[1]}/")
                accepting.cancel()

        self.assert_delayed("connect", result)

    async def test_a_handshake_that_is_answered_late_is_tls(self) -> None:
        context, options = self.trusted()
        async with serve(ok(), tls=context) as server, late_relay(server.port) as port:
            result = await self.check(f"https://localhost:{port}/", tls=options)

        self.assert_delayed("tls", result)

    async def test_a_request_that_is_taken_late_is_send(self) -> None:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            transport = writer.transport
            assert isinstance(transport, asyncio.ReadTransport)
            transport.pause_reading()
            await asyncio.sleep(DELAY)
            transport.resume_reading()
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            await reader.readexactly(length)
            writer.write(ANSWER)
            await writer.drain()

        async with serve_raw(talk) as server:
            body = TextBody("x" * 20_000_000)  # more than the buffers of the system hold
            with warnings.catch_warnings(action="ignore", category=ResourceWarning):  # that it is large
                result = await self.check(server, method=Method.POST, body=body)

        self.assert_delayed("send", result)

    async def test_an_answer_that_comes_late_is_wait(self) -> None:
        async with serve(slow(DELAY)) as server:
            result = await self.check(server)

        self.assert_delayed("wait", result)

    async def test_a_body_that_ends_late_is_receive(self) -> None:
        async def rest(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(DELAY)
            writer.write(b"k")
            await writer.drain()

        async with serve_raw(respond(ANSWER[:-1], then=rest)) as server:
            result = await self.check(server)

        self.assert_delayed("receive", result)


ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
