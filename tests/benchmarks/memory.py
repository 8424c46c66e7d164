"""Memory: a feed that never ends, and a large board."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.board import dashboard
from tests.benchmarks.message_server import message_server
from tests.benchmarks.process import resident_bytes
from tests.benchmarks.row import Row, Series
from tests.benchmarks.servers import servers
from tests.benchmarks.start import environ_of, minimal_app
from tests.benchmarks.terminal import running

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["measure", "measure_long"]

_APP = Path(__file__).with_name("memory_app.py")
_MESSAGES, _STEP, _SIZE = 1_000_000, 100_000, 100
_ROUNDS = 5
_ENDPOINTS = 1_000
_SHORT, _LONG = 60.0, 600.0
_SETTLE = 3.0
_MOST_OVER = 60e6
_GROWTH = 1.05
"""What counts as flat: the allocator's own ups and downs."""


def measure() -> Iterable[Row]:
    """Watch a thousand endpoints for a minute."""
    return _measured(_SHORT)


def measure_long() -> Iterable[Row]:
    """Watch them for ten minutes."""
    return _measured(_LONG)


def _measured(seconds: float) -> Iterable[Row]:
    if not sys.platform.startswith("linux"):
        return  # only /proc tells what another process has used so far
    yield _feed()
    yield _board(seconds)


def _feed() -> Row:
    """Let a feed of which 10,000 messages are kept take in a hundred times as many, five times over."""
    early: list[float] = []
    late: list[float] = []
    with message_server() as server:
        url = server.counted(_SIZE, _MESSAGES)
        for _ in range(_ROUNDS):
            command = [sys.executable, str(_APP), url, str(_MESSAGES), str(_STEP)]
            told = subprocess.run(  # noqa: S603 - our own
                command, check=True, capture_output=True, env=environ_of(_APP.parent), text=True
            ).stdout.split()
            early.append(float(told[0]))
            late.append(float(told[-1]))
    return Series(late, _megabytes).held_against(
        Series(early, _megabytes),
        "memory after 1,000,000 messages, 10,000 kept",
        name="after the first 100,000",
        at_most=_GROWTH,
    )


def _board(seconds: float) -> Row:
    with tempfile.TemporaryDirectory() as name, servers() as urls:
        folder = Path(name)
        with running(
            [sys.executable, str(minimal_app(folder))], folder=folder, environ=environ_of(folder)
        ) as least:
            least.watch(_SETTLE)
            base = resident_bytes(least.pid)
        sizes: list[float] = []
        with dashboard(urls, _ENDPOINTS, folder / "report.json") as terminal:
            for _ in range(_ROUNDS):
                terminal.watch(seconds / _ROUNDS)
                sizes.append(resident_bytes(terminal.pid) - base)
    how_long = f"{seconds / 60:.0f} min" + ("" if seconds == _LONG else ", not the 10 of the promise")
    return Series([sizes[-1]], _megabytes).alone(
        f"memory of 1,000 endpoints at 1 s over a minimal app ({how_long})",
        at_most=_MOST_OVER,
        beside=f"{_megabytes(base)} one Static; {_megabytes(sizes[0])} after a fifth of the time",
    )


def _megabytes(count: float) -> str:
    return f"{count / 1e6:.0f} MB"
