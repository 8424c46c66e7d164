"""WebSocket servers on loopback that do what no library would: flood, fall silent, break every rule.

`serve_frames` makes the handshake and leaves the frames to the test.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import struct
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.servers import reset, serve_raw

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator

    from tests.servers import Server

__all__ = [
    "BINARY",
    "CLOSE",
    "CONTINUATION",
    "PING",
    "PONG",
    "TEXT",
    "Behaviour",
    "FrameServer",
    "Peer",
    "accept_head",
    "chatter",
    "close_frame",
    "end",
    "flood",
    "frame",
    "polite",
    "reset_by",
    "say",
    "serve_frames",
    "silent",
]

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
_KEY = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_SHORT, _LONG = 126, 65_536
_PATIENCE = 10.0

Behaviour = Callable[["Peer"], Awaitable[None]]


@dataclass(slots=True)
class FrameServer:
    """A running server and what it saw."""

    raw: Server
    heads: list[str] = field(default_factory=list)
    """The requests of the handshakes."""
    frames: list[tuple[int, bytes]] = field(default_factory=list)
    """Every frame that came, over all connections: its opcode and payload."""

    @property
    def url(self) -> str:
        """Where to connect."""
        return self.raw.url.replace("http", "ws", 1)

    @property
    def closes(self) -> list[int | None]:
        """The codes of the close frames that came; `None`: there was none in it."""
        return [
            int.from_bytes(payload[:2]) if payload else None
            for opcode, payload in self.frames
            if opcode == CLOSE
        ]

    def payloads(self, opcode: int = TEXT) -> list[bytes]:
        """Return the payloads of the frames of one kind."""
        return [payload for each, payload in self.frames if each == opcode]


@dataclass(slots=True)
class Peer:
    """The server's end of one connection."""

    server: FrameServer
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.writer.write(data)
        await self.writer.drain()

    async def receive(self) -> tuple[int, bytes]:
        """Return the opcode and the payload of the next frame, and note it."""
        first, second = await self.reader.readexactly(2)
        length = second & 0x7F
        if length == _SHORT:
            (length,) = struct.unpack("!H", await self.reader.readexactly(2))
        elif length > _SHORT:
            (length,) = struct.unpack("!Q", await self.reader.readexactly(8))
        mask = await self.reader.readexactly(4)
        masked = await self.reader.readexactly(length)
        seen = first & 0x0F, bytes(byte ^ mask[index % 4] for index, byte in enumerate(masked))
        self.server.frames.append(seen)
        return seen


@asynccontextmanager
async def serve_frames(
    behave: Behaviour,
    *,
    fields: str = "",
    connection: str = "Upgrade",
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[FrameServer]:
    """Accept every handshake, with more `fields` in the answer, and behave so from there on."""
    server: FrameServer

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        server.heads.append(head)
        peer = Peer(server, reader, writer)
        await peer.send(accept_head(head, fields=fields, connection=connection))
        await behave(peer)

    async with serve_raw(talk, tls=tls) as raw:
        server = FrameServer(raw)
        yield server


def accept_head(head: str, *, fields: str = "", connection: str = "Upgrade") -> bytes:
    """Return the answer that accepts a handshake."""
    lines = (line.partition(":") for line in head.split("\r\n"))
    key = next(value.strip() for name, _, value in lines if name.lower() == "sec-websocket-key")
    accept = base64.b64encode(hashlib.sha1(key.encode() + _KEY).digest()).decode()  # noqa: S324 - RFC 6455 says so
    return (
        f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: {connection}\r\n"
        f"Sec-WebSocket-Accept: {accept}\r\n{fields}\r\n"
    ).encode()


def frame(opcode: int, payload: str | bytes = b"", *, reserved: int = 0, is_final: bool = True) -> bytes:
    """Return a frame as a server sends it."""
    payload = payload.encode() if isinstance(payload, str) else payload
    first = (0x80 if is_final else 0) | reserved | opcode
    if len(payload) < _SHORT:
        return struct.pack("!BB", first, len(payload)) + payload
    if len(payload) < _LONG:
        return struct.pack("!BBH", first, _SHORT, len(payload)) + payload
    return struct.pack("!BBQ", first, _SHORT + 1, len(payload)) + payload


def close_frame(code: int, reason: str = "") -> bytes:
    """Return a close frame, whether that code may be sent or not."""
    return frame(CLOSE, struct.pack("!H", code) + reason.encode())


async def polite(peer: Peer) -> None:
    """Answer pings and the close, as a server should."""
    while True:
        opcode, payload = await peer.receive()
        if opcode == PING:
            await peer.send(frame(PONG, payload))
        if opcode == CLOSE:
            await peer.send(frame(CLOSE, payload))
            return


async def silent(peer: Peer) -> None:
    """Note what comes and answer nothing."""
    while True:
        await peer.receive()


async def chatter(peer: Peer) -> None:
    """Say something all the time, and answer no close."""
    await asyncio.gather(silent(peer), _talk(peer, frame(TEXT, '{"type": "tick"}'), 0.002))


async def flood(peer: Peer) -> None:
    """Send as much as goes, without an end, and answer no close."""
    await asyncio.gather(silent(peer), _talk(peer, frame(TEXT, '{"type": "tick", "price": 42}') * 500, 0.0))


async def end(_peer: Peer) -> None:
    """Close the connection without a word."""


async def reset_by(peer: Peer) -> None:
    """End the connection with a TCP reset."""
    await reset(peer.reader, peer.writer)


def say(*data: bytes, then: Behaviour = polite) -> Behaviour:
    """Send those bytes, then behave so."""

    async def behave(peer: Peer) -> None:
        await peer.send(b"".join(data))
        await then(peer)

    return behave


async def _talk(peer: Peer, data: bytes, pause: float) -> None:
    with suppress(OSError):  # the client has gone
        while True:
            await peer.send(data)
            await asyncio.sleep(pause)
