"""Stream from servers that others have written, and see whether what comes is what they sent.

    python -m tests.benchmarks.real_peers [ENVIRONMENT [NAME...]]

Servers in Python come from the package index, into a directory that is kept if one is named; mosquitto and
nats-server from the system's packages. What is not installed is left out, and said. Everything listens on
loopback and ends with the script.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.peer_visits import LOOKS
from tests.benchmarks.processes import (
    MissingError,
    await_port,
    free_ports,
    make_environment,
    program,
    running,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PEERS = Path(__file__).parent / "peers"
_JUPYTER = (
    "--ServerApp.token=letmein",
    "--ServerApp.open_browser=False",
    "--allow-root",
    "--ServerApp.root_dir=.",
)
_MOSQUITTO = """
allow_anonymous true
listener {other} 127.0.0.1
listener {port} 127.0.0.1
protocol websockets
"""
"""Its version 2.0.11 does not start when there is a listener for WebSockets alone."""
_NATS = 'host: "127.0.0.1"\nport: {other}\nwebsocket {{ host: "127.0.0.1", port: {port}, no_tls: true }}\n'


@dataclass(frozen=True, slots=True)
class Peer:
    """A server: a program of ours from `peers`, or one of the system with a configuration."""

    packages: tuple[str, ...] = ()
    script: str = ""
    arguments: tuple[str, ...] = ()
    settings: str = ""

    def command(self, name: str, root: Path, environment: Path, port: int) -> tuple[str, ...]:
        """Return what runs it, with its configuration written and its packages installed."""
        if not self.packages:
            path = root / f"{name}.conf"
            (other,) = free_ports(1)
            path.write_text(self.settings.format(port=port, other=other))
            return (program(self.script), "-c", str(path))
        make_environment(environment, *self.packages)
        python = environment / "bin" / "python"
        if self.script:
            return (str(python), str(_PEERS / f"{self.script}.py"), str(port), *self.arguments)
        return (str(python), "-m", "jupyter", "server", f"--ServerApp.port={port}", *self.arguments)


PEERS: Mapping[str, Peer] = {
    "websockets": Peer(("websockets",), "with_websockets"),
    "websockets-uvicorn": Peer(("uvicorn", "starlette", "websockets"), "with_starlette", ("websockets",)),
    "wsproto-uvicorn": Peer(("uvicorn", "starlette", "wsproto"), "with_starlette", ("wsproto",)),
    "mosquitto": Peer(script="mosquitto", settings=_MOSQUITTO),
    "socketio": Peer(("python-socketio", "uvicorn", "websockets"), "with_socketio"),
    "strawberry": Peer(("strawberry-graphql", "starlette", "uvicorn", "websockets"), "with_strawberry"),
    "jupyter": Peer(("jupyter-server", "ipykernel"), arguments=_JUPYTER),
    "nats": Peer(script="nats-server", settings=_NATS),
}


def visit(name: str, root: Path, environment: Path) -> bool:
    """Run a peer, look at it and print what was seen; return whether it was as it should be."""
    (port,) = free_ports(1)
    try:
        with running(PEERS[name].command(name, root, environment, port), root):
            await_port(port)
            seen = asyncio.run(LOOKS[name](port))
    except MissingError as error:
        print(f"{name:<20} left out: {error}")
        return True
    except (AssertionError, TimeoutError) as error:
        print(f"{name:<20} FAILED: {error!r}")
        return False
    for line in seen:
        print(f"{name:<20} {line}")
    return True


def main(arguments: Sequence[str]) -> int:
    """Visit the peers that are named, or all of them."""
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        environment = Path(arguments[0]).absolute() if arguments else root / "environment"
        good = [visit(name, root, environment) for name in arguments[1:] or PEERS]
        return int(not all(good))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
