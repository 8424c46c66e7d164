"""What makes lookups and connections slow for `second_opinion`: a name server and a listener of our own."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
import subprocess
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import AsyncIterator, Iterator
    from typing import Any

__all__ = ["SLOW_NAME", "full_backlog", "own_name_servers", "slow_name_server"]

SLOW_NAME = "slow.test"
_ADDRESS = "127.0.5.3"
"""Where our name server listens, on a part of loopback that nobody else has."""
_RESOLV_CONF = "/etc/resolv.conf"
_A = 1
_HEADER = struct.Struct("!HHHHHH")


@contextmanager
def own_name_servers(root: Path) -> Iterator[bool]:
    """Let this process ask our name server, and say whether that can be.

    The system has one file of name servers; another may only be put over it
    where nobody else sees that, in a mount namespace of our own.
    """
    if Path("/proc/self/ns/mnt").readlink() == Path(f"/proc/{os.getppid()}/ns/mnt").readlink():
        yield False
        return
    own = root / "resolv.conf"
    own.write_text(f"nameserver {_ADDRESS}\n")
    subprocess.run(["mount", "--bind", str(own), _RESOLV_CONF], check=True)  # noqa: S603, S607 - our own words
    try:
        yield True
    finally:
        subprocess.run(["umount", _RESOLV_CONF], check=True)  # noqa: S603, S607 - our own words


@asynccontextmanager
async def slow_name_server(delay: float) -> AsyncIterator[None]:
    """Answer for `SLOW_NAME` after so many seconds, and that there is no such name for every other."""
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: _Names(delay), local_addr=(_ADDRESS, 53)
    )
    try:
        yield
    finally:
        transport.close()


class _Names(asyncio.DatagramProtocol):
    """A name server (RFC 1035, section 4.1) that knows one name."""

    def __init__(self, delay: float) -> None:
        self._delay = delay

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        number = _HEADER.unpack_from(data)[0]
        end = data.index(b"\0", _HEADER.size) + 5
        question = data[_HEADER.size : end]
        kind = struct.unpack("!H", question[-4:-2])[0]
        is_known = question[:-4] == b"\4slow\4test\0"
        answers = [b"\xc0\x0c" + struct.pack("!HHIH", _A, 1, 0, 4) + socket.inet_aton("127.0.0.1")]
        answers = answers if is_known and kind == _A else []
        flags = 0x8580 | (0 if is_known else 3)
        head = _HEADER.pack(number, flags, 1, len(answers), 0, 0)
        delay = self._delay if is_known else 0.0
        asyncio.get_running_loop().call_later(
            delay, self._transport.sendto, b"".join((head, question, *answers)), addr
        )


@asynccontextmanager
async def full_backlog(port: int, seconds: float) -> AsyncIterator[int]:
    """Listen before another port, and accept nobody for so long: who connects meanwhile has to try again."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        listener.setblocking(False)  # noqa: FBT003 - the socket's own signature
        waiting = [socket.socket() for _ in range(2)]
        for each in waiting:
            each.setblocking(False)  # noqa: FBT003 - the socket's own signature
            each.connect_ex(listener.getsockname())

        async def accept() -> None:
            await asyncio.sleep(seconds)
            for each in waiting:
                each.close()
            async with await asyncio.start_server(lambda *ends: _carry(port, *ends), sock=listener):
                await asyncio.Event().wait()

        async with asyncio.TaskGroup() as group:
            task = group.create_task(accept())
            try:
                yield listener.getsockname()[1]
            finally:
                task.cancel()


async def _carry(port: int, reader: StreamReader, writer: StreamWriter) -> None:
    """Carry what is said between a client and the server behind."""
    server_reader, server_writer = await asyncio.open_connection("127.0.0.1", port)

    async def pump(source: StreamReader, target: StreamWriter) -> None:
        while data := await source.read(65_536):
            target.write(data)
        target.close()

    with suppress(OSError):
        await asyncio.gather(pump(reader, server_writer), pump(server_reader, writer))
