"""Probe: runs asyncdash and notes how late its event loop is, every five milliseconds.

    python -m tests.benchmarks.probe LAGS.json ASYNCDASH-ARGUMENTS

While a file LAGS.json.go exists it takes notes; it writes them down in the end.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from tui.cli import main

_EVERY = 0.005
_LOOK_EVERY = 20
"""Ticks after which it is looked whether notes are wanted."""


class _Probe(asyncio.DefaultEventLoopPolicy):
    """Gives event loops that watch themselves."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._go = path.with_name(path.name + ".go")
        self._ticks = 0
        self._is_wanted = False
        self._due = 0.0
        self.lags: list[float] = []

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        loop = super().new_event_loop()
        self._due = loop.time()
        loop.call_soon(self._tick, loop)
        return loop

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        if self._is_wanted:
            self.lags.append(now - self._due)
        self._ticks += 1
        if self._ticks % _LOOK_EVERY == 0:
            self._is_wanted = self._go.exists()
        self._due = loop.time() + _EVERY
        loop.call_at(self._due, self._tick, loop)


def _run(path: Path, arguments: list[str]) -> int:
    probe = _Probe(path)
    asyncio.set_event_loop_policy(probe)
    try:
        return main(arguments)
    finally:
        path.write_text(json.dumps(probe.lags), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(_run(Path(sys.argv[1]), sys.argv[2:]))
