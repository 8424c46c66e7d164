"""A WebSocket server in a process of its own that says as much as is asked for, as fast or as evenly.

What it sends is made before it is sent, so that it costs next to nothing beside
the client that is measured. The path says what: `/size/100/count/500000` as fast
as the client takes them, `/size/100/rate/50000` so many a second without an end;
`/json/…` instead of plain text, `/document/…` an object whose first key is its type
and whose `rows` are the rest.
"""

from __future__ import annotations

import select
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from tests.websocket_servers import CLOSE, PING, PONG, TEXT, accept_head, close_frame, frame

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MessageServer", "message_server"]

_ROOT = Path(__file__).parents[2]
_AT_ONCE = 1 << 20
_STEP = 0.002
_LOG = "2026-11-22T13:14:15.123Z INFO orders: accepted order 4711 of customer 42 in 12.3 ms; "
_TRADE = '{"type":"trade","symbol":"ACME","price":118.42,"note":"'
_ITEM = '{"type":"trade","symbol":"ACME","price":118.42},'


@dataclass(frozen=True, slots=True)
class MessageServer:
    """Where it listens."""

    port: int

    def counted(self, size: int, count: int, kind: str = "text") -> str:
        """Return the URL of so many messages of that size."""
        return f"ws://127.0.0.1:{self.port}/{kind}/size/{size}/count/{count}"

    def even(self, size: int, rate: int, kind: str = "text") -> str:
        """Return the URL of so many messages a second."""
        return f"ws://127.0.0.1:{self.port}/{kind}/size/{size}/rate/{rate}"


@contextmanager
def message_server() -> Iterator[MessageServer]:
    """Run it until the block is left."""
    command = [sys.executable, "-m", "tests.benchmarks.message_server"]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        try:
            yield MessageServer(int(process.stdout.readline()))
        finally:
            process.kill()


def _payload(kind: str, size: int) -> str:
    """Return a text of that length: a line of a log, or JSON in which every sixth character is a quote."""
    if kind == "world":
        return _payload("json", size).replace("ACME", "Łódź")
    if kind == "text":
        return (_LOG * (size // len(_LOG) + 1))[:size]
    if kind == "document":
        rows = f"{_ITEM * (size // len(_ITEM) - 2)}"[:-1]
        return f'{{"type":"snapshot","rows":[{rows}]}}'.ljust(size)
    if size <= len(_TRADE) * 2:
        return _TRADE + "x" * (size - len(_TRADE) - 2) + '"}'
    return f"[{_ITEM * (size // len(_ITEM) - 1)}{'0' * (size % len(_ITEM) + len(_ITEM) - 2)}]"


class _Client:
    """One connection, and what its path asks for."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += connection.recv(65_536)
        text = head.decode("latin-1")
        connection.sendall(accept_head(text))
        _, self._kind, _, size, self._how, number = text.split(" ")[1].split("/")
        self._frame = frame(TEXT, _payload(self._kind, int(size)))
        self._number = int(number)

    def serve(self) -> None:
        with suppress(OSError, ValueError), self._connection:
            (self._flood if self._how == "count" else self._flow)()

    def _flood(self) -> None:
        per_batch = max(1, _AT_ONCE // len(self._frame))
        batch = self._frame * per_batch
        for _ in range(self._number // per_batch):
            self._connection.sendall(batch)
        self._connection.sendall(self._frame * (self._number % per_batch))
        while True:
            self._answer(self._connection.recv(65_536))

    def _flow(self) -> None:
        began, sent = time.perf_counter(), 0
        while True:
            time.sleep(_STEP)
            due = int((time.perf_counter() - began) * self._number)
            self._connection.sendall(self._frame * (due - sent))
            sent = due
            if select.select([self._connection], [], [], 0)[0]:
                self._answer(self._connection.recv(65_536))

    def _answer(self, data: bytes) -> None:
        """Answer a ping or a goodbye: nothing else comes from those who are measured."""
        opcode = data[0] & 0x0F if data else CLOSE
        if opcode == PING:
            mask, length = data[2:6], data[1] & 0x7F
            payload = bytes(byte ^ mask[index % 4] for index, byte in enumerate(data[6 : 6 + length]))
            self._connection.sendall(frame(PONG, payload))
        elif opcode == CLOSE:
            self._connection.sendall(close_frame(1000))
            raise ConnectionResetError


def _main() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        print(server.getsockname()[1], flush=True)
        while True:
            connection, _ = server.accept()
            Thread(target=lambda: _Client(connection).serve(), daemon=True).start()  # noqa: B023 - it begins before the next


if __name__ == "__main__":
    _main()
