"""A WebSocket server that says a number of small messages as fast as it can, as a process of its own.

    python -m tests.flood 1000000

The first line of its output is the port. What it sends is made before anybody
connects, so that all there is to measure is the client.
"""

from __future__ import annotations

import socket
import sys

from tests.websocket_servers import TEXT, accept_head, close_frame, frame

__all__ = ["serve"]

_BATCH = 10_000


def serve(count: int) -> None:
    """Accept one client, say that many messages, every second of them a tick, and goodbye."""
    batch = b"".join(
        frame(TEXT, f'{{"type":"{"tick" if number % 2 else "trade"}","n":{number + _BATCH}}}')
        for number in range(_BATCH)
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        sys.stdout.write(f"{server.getsockname()[1]}\n")
        sys.stdout.flush()
        client, _ = server.accept()
        with client:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += client.recv(65_536)
            client.sendall(accept_head(head.decode("latin-1")))
            for _ in range(count // _BATCH):
                client.sendall(batch)
            client.sendall(close_frame(1000, "that was all"))
            while client.recv(65_536):
                pass


if __name__ == "__main__":
    serve(int(sys.argv[1]))
