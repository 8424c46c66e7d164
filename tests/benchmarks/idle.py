"""Idle: what a dashboard costs on which nearly nothing happens."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.process import cpu_seconds
from tests.benchmarks.row import Row, Series
from tests.benchmarks.servers import servers
from tests.benchmarks.start import ASYNCDASH, environ_of, minimal_app, write_config
from tests.benchmarks.terminal import running

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.benchmarks.terminal import Terminal

__all__ = ["measure", "measure_long"]

_WARM_UP = 5.0
_WINDOW = 10.0
"""As long as the interval of the endpoints: every window has one check of each."""
_WINDOWS, _ALL_WINDOWS = 5, 12
_CPU, _BYTES = 0.05, 2_000.0


def measure() -> Iterable[Row]:
    """Watch a hundred endpoints every ten seconds and five quiet feeds, for fifty seconds."""
    return _measured(_WINDOWS)


def measure_long() -> Iterable[Row]:
    """The same for two minutes."""
    return _measured(_ALL_WINDOWS)


def _measured(windows: int) -> Iterable[Row]:
    if not sys.platform.startswith("linux"):
        return  # only /proc tells what another process has used so far
    with tempfile.TemporaryDirectory() as name, servers() as urls:
        folder = Path(name)
        config = write_config(folder, urls, endpoints=100, feeds=5)
        environ = environ_of(folder)
        minimal = [sys.executable, str(minimal_app(folder))]
        with (
            running(minimal, folder=folder, environ=environ) as least,
            running([*ASYNCDASH, "-c", str(config)], folder=folder, environ=environ) as ours,
        ):
            least.watch(_WARM_UP / 2)
            ours.watch(_WARM_UP)
            pairs = [_window(ours, least) for _ in range(windows)]
    cpu, drawn, beside = zip(*pairs, strict=True)
    what = "idle: 100 endpoints at 10 s, 5 quiet feeds"
    yield Series(cpu, _share).alone(
        f"{what}, CPU", at_most=_CPU, beside=f"{_share(sum(beside) / windows)} one Static"
    )
    yield Series(drawn, _rate).alone(f"{what}, drawn", at_most=_BYTES)


def _window(ours: Terminal, least: Terminal) -> tuple[float, float, float]:
    before = cpu_seconds(ours.pid), cpu_seconds(least.pid)
    drawn = ours.watch(_WINDOW)
    after = cpu_seconds(ours.pid), cpu_seconds(least.pid)
    return (after[0] - before[0]) / _WINDOW, drawn / _WINDOW, (after[1] - before[1]) / _WINDOW


def _share(cores: float) -> str:
    return f"{cores:.1%} of a core"


def _rate(count: float) -> str:
    return f"{count / 1000:.1f} kB/s"
