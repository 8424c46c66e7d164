"""Keys: how long the screen takes to answer a key while messages stream in."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.benchmarks.dashboard import dashboard_on_feed
from tests.benchmarks.message_server import message_server
from tests.benchmarks.row import Row
from tui.model.stats import percentile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.benchmarks.terminal import Terminal

__all__ = ["measure"]

_TIMES = 100
_RATES = (1, 10_000, 50_000)
_P50, _P99 = 0.025, 0.060
_FREEZE, _FROZEN = " ", b"FROZEN"


def measure() -> Iterable[Row]:
    """Freeze a list that follows its feed, again and again, until the screen says so."""
    rest = ""
    with message_server() as server:
        for rate in _RATES:
            with (
                TemporaryDirectory() as name,
                dashboard_on_feed(Path(name), server.even(100, rate)) as terminal,
            ):
                times = sorted(_answer(terminal) for _ in range(_TIMES))
            p50, p99 = percentile(times, 50) or 0.0, percentile(times, 99) or 0.0
            found = f"{p50 * 1000:.0f} / {p99 * 1000:.0f} ms p50 / p99"
            if not rest:
                rest = found
                continue
            yield Row(
                f"key to screen at {rate:,} messages/s",
                found,
                f"{rest} at rest",
                is_good=p50 <= _P50 and p99 <= _P99,
                least=f"{times[0] * 1000:.0f} ms",
                most=f"{times[-1] * 1000:.0f} ms",
                target="≤ 25 / 60 ms",
            )


def _answer(terminal: Terminal) -> float:
    terminal.watch(random.uniform(0.1, 0.2))
    seconds = terminal.answered_after(_FREEZE, _FROZEN)
    terminal.watch(0.05)
    terminal.press(_FREEZE)
    return seconds
