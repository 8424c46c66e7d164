"""Lag: how late the event loop is while messages stream in and a hundred endpoints are checked."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.benchmarks.dashboard import dashboard_on_feed, endpoint_table
from tests.benchmarks.message_server import message_server
from tests.benchmarks.row import Row
from tests.benchmarks.servers import servers
from tui.model.stats import percentile

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["measure"]

_SECONDS = 30.0
_ENDPOINTS = 100
_RATE = 50_000
_P99, _MOST = 0.016, 0.050


def measure() -> Iterable[Row]:
    """Open the dashboard on the feed, following, and have its own loop say how late it is; and at rest."""
    quiet, busy = _lags(rate=1, endpoints=0), _lags(rate=_RATE, endpoints=_ENDPOINTS)
    p99, most = percentile(busy, 99) or 0.0, busy[-1]
    yield Row(
        f"loop lag at {_RATE:,} messages/s and {_ENDPOINTS} endpoints at 1 s",
        f"{p99 * 1000:.1f} / {most * 1000:.0f} ms p99 / max",
        f"{(percentile(quiet, 99) or 0) * 1000:.1f} / {quiet[-1] * 1000:.0f} ms at rest",
        is_good=p99 <= _P99 and most <= _MOST,
        target="≤ 16 / 50 ms",
    )


def _lags(*, rate: int, endpoints: int) -> list[float]:
    """Return how late the loop was, in order of size."""
    with TemporaryDirectory() as name, message_server() as messages, servers() as urls:
        folder = Path(name)
        notes, go = folder / "lags.json", folder / "lags.json.go"
        tables = [endpoint_table(number, urls.health) for number in range(endpoints)]
        command = [sys.executable, "-m", "tests.benchmarks.probe", str(notes)]
        with dashboard_on_feed(folder, messages.even(100, rate), tables=tables, command=command) as terminal:
            go.touch()
            terminal.watch(_SECONDS)
            go.unlink()
            terminal.watch(0.5)
        return sorted(json.loads(notes.read_text(encoding="utf-8")))
