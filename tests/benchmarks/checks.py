"""Checks: what one costs, against aiohttp's own request on a connection that is open."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.row import Row, Series
from tests.benchmarks.servers import servers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["measure"]

_ROOT = Path(__file__).parents[2]
_ROUNDS = 9
_LIMIT = 1.5


def measure() -> Iterable[Row]:
    """Let a process of each do its rounds in turn, and count the time that its CPU works."""
    ours: list[float] = []
    bare: list[float] = []
    with servers() as urls, _rounds("bare", urls.health) as get, _rounds("ours", urls.health) as check:
        for number in range(_ROUNDS + 1):
            pair = get(), check()
            if number:  # the first warms up
                bare.append(pair[0])
                ours.append(pair[1])
    yield Series(ours, _micros).held_against(
        Series(bare, _micros),
        "CPU of a check, everything recorded",
        name="session.get and read",
        at_most=_LIMIT,
    )


@contextmanager
def _rounds(kind: str, url: str) -> Iterator[Callable[[], float]]:
    """Run a process whose next round the callable waits for; it returns what one request or check cost."""
    command = [sys.executable, "-m", "tests.benchmarks.check_rounds", kind, url]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        assert process.stdin is not None
        asked, told = process.stdin, process.stdout

        def following() -> float:
            asked.write(b"\n")
            asked.flush()
            return float(told.readline())

        yield following
        asked.close()


def _micros(seconds: float) -> str:
    return f"{seconds * 1e6:.0f} µs"
