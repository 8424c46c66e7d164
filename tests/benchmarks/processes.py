"""Programs of others, run on loopback for as long as a script needs them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["MissingError", "await_port", "free_ports", "make_environment", "program", "running"]

_DEADLINE = 60.0


class MissingError(Exception):
    """A program is not installed."""


def program(name: str) -> str:
    """Return where a program is."""
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if path is None:
        msg = f"{name} is not installed: apt-get install {name}"
        raise MissingError(msg)
    return path


def make_environment(directory: Path, *packages: str) -> None:
    """Make a virtual environment, if it is missing, and install packages from the package index into it."""
    if not directory.exists():
        subprocess.run([sys.executable, "-m", "venv", str(directory)], check=True)  # noqa: S603 - our own words
    pip = [str(directory / "bin" / "pip"), "install", "--quiet", *packages]
    try:
        subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - our own words
    except subprocess.CalledProcessError as error:
        msg = f"cannot be installed: {' '.join(packages)}"
        raise MissingError(msg) from error


@contextmanager
def running(command: Sequence[str], root: Path) -> Iterator[None]:
    """Run a program until the block is left; what it says goes to a file."""
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    with (root / f"{Path(command[0]).name}.out").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=clean, cwd=root)  # noqa: S603 - our own words
        try:
            yield
        finally:
            process.terminate()
            process.wait(_DEADLINE)


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def await_port(port: int) -> None:
    """Come back when somebody listens there."""
    deadline = time.monotonic() + _DEADLINE
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1.0):
            return
        time.sleep(0.05)
    msg = f"nobody listens on port {port}"
    raise MissingError(msg)
