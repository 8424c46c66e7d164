"""An HTTP server in a process of its own that answers every request after exactly twenty milliseconds."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DELAY", "punctual_server"]

DELAY = 0.020
_ROOT = Path(__file__).parents[2]
_ALMOST = 0.002
"""Seconds before the time at which it stops sleeping and looks at the clock: a sleep may last longer."""
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"


@contextmanager
def punctual_server() -> Iterator[str]:
    """Run it until the block is left, and give its URL."""
    command = [sys.executable, "-m", "tests.benchmarks.punctual_server"]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/"
        finally:
            process.kill()


def _serve(connection: socket.socket) -> None:
    with suppress(OSError), connection:
        while connection.recv(65_536):
            due = time.perf_counter() + DELAY
            time.sleep(DELAY - _ALMOST)
            while time.perf_counter() < due:
                pass
            connection.sendall(_ANSWER)


def _main() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        print(server.getsockname()[1], flush=True)
        while True:
            connection, _ = server.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            Thread(target=_serve, args=(connection,), daemon=True).start()


if __name__ == "__main__":
    _main()
