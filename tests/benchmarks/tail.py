"""Tail: messages a second that `asyncdash tail` takes in and prints, against a loop that only receives."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.benchmarks.message_server import MessageServer, message_server
from tests.benchmarks.row import Series
from tests.benchmarks.start import environ_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.benchmarks.row import Row

__all__ = ["BARE_LOOP", "measure", "per_second", "rate_between"]

_ROUNDS = 5
_FEW = 1_000
_ROOT = Path(__file__).parents[2]
_TAIL = [sys.executable, "-m", "tui", "tail", "{url}", "--count", "{count}"]
_LOOP = """
import asyncio, sys, aiohttp

async def main(url, count):
    async with aiohttp.ClientSession() as session, session.ws_connect(url, max_msg_size=0) as socket:
        seen = 0
        async for message in socket:
            seen += 1
            if seen == count:
                return

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""
BARE_LOOP = [sys.executable, "-c", _LOOP, "{url}", "{count}"]
"""The least that aiohttp's users write."""


@dataclass(frozen=True, slots=True)
class _Load:
    """What both receive."""

    title: str
    kind: str
    size: int
    count: int
    promised: float | None = None
    """The share of the bare loop's rate that there has to be."""


_LOADS = (
    _Load("text of 100 B", "text", 100, 1_000_000, 1.0),
    _Load("text of 1 KiB", "text", 1_024, 400_000, 0.9),
    _Load("text of 16 KiB", "text", 16_384, 60_000, 0.8),
    _Load("JSON of 100 B", "json", 100, 1_000_000),
    _Load("JSON of 1 KiB, every sixth a quote", "json", 1_024, 400_000),
    _Load("JSON of 1 KiB, not all ASCII", "world", 1_024, 400_000),
    _Load("JSON of 16 KiB, every sixth a quote", "json", 16_384, 60_000),
)


def measure() -> Iterable[Row]:
    """Have both receive the same, in turns; how long they take to start is left out."""
    with TemporaryDirectory() as name, message_server() as server:
        for load in _LOADS:
            yield _compare(server, load, environ_of(Path(name)))


def _compare(server: MessageServer, load: _Load, environ: dict[str, str]) -> Row:
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(_ROUNDS):
        for rates, command in ((bare, BARE_LOOP), (ours, _TAIL)):
            rates.append(rate_between(server, load.size, load.count, environ, command, kind=load.kind))
    return Series(ours, per_second).held_against(
        Series(bare, per_second),
        f"tail of {load.title}",
        name="bare aiohttp loop",
        at_least=load.promised,
    )


def per_second(rate: float) -> str:
    """Write messages a second."""
    return f"{rate / 1000:,.0f} k/s"


def rate_between(
    server: MessageServer,
    size: int,
    count: int,
    environ: dict[str, str],
    command: list[str],
    *,
    kind: str = "text",
) -> float:
    """Return the messages a second that a command takes between the first thousand and the last."""
    times = []
    for number in (_FEW, count):
        url = server.counted(size, number, kind)
        words = [word.format(url=url, count=number) if word.startswith("{") else word for word in command]
        began = time.perf_counter()
        subprocess.run(words, cwd=_ROOT, env=environ, stdout=DEVNULL, stderr=DEVNULL, check=True)  # noqa: S603 - our own
        times.append(time.perf_counter() - began)
    return (count - _FEW) / (times[1] - times[0])
