"""Flood: messages a second with the dashboard open on the feed, against a loop that only receives."""

from __future__ import annotations

import re
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.benchmarks.dashboard import COLUMNS, ROWS, dashboard_on_feed
from tests.benchmarks.message_server import message_server
from tests.benchmarks.row import Series
from tests.benchmarks.start import environ_of
from tests.benchmarks.tail import BARE_LOOP, per_second, rate_between
from tests.pty_screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.benchmarks.message_server import MessageServer
    from tests.benchmarks.row import Row

__all__ = ["measure"]

_ROUNDS = 5
_SIZE = 100
_COUNT = 1_000_000
_WITHOUT_END = 1_000_000_000
_SECONDS = 5.0
_PROMISED = 0.6
_LEDGER = re.compile(r"([\d,]+) received (.)")


def measure() -> Iterable[Row]:
    """Let both take what they can, in turns; what the dashboard took is what its ledger says."""
    ours: list[float] = []
    bare: list[float] = []
    with TemporaryDirectory() as name, message_server() as server:
        for round_ in range(_ROUNDS):
            folder = Path(name) / str(round_)
            folder.mkdir()
            bare.append(rate_between(server, _SIZE, _COUNT, environ_of(folder), BARE_LOOP))
            ours.append(_taken(folder, server))
    yield Series(ours, per_second).held_against(
        Series(bare, per_second),
        f"dashboard open on a feed of {_SIZE} B, {COLUMNS}x{ROWS}, nothing lost",
        name="bare aiohttp loop",
        at_least=_PROMISED,
    )


def _taken(folder: Path, server: MessageServer) -> float:
    with dashboard_on_feed(folder, server.counted(_SIZE, _WITHOUT_END)) as terminal:
        before, began = bytes(terminal.transcript), time.perf_counter()
        terminal.watch(_SECONDS)
        meanwhile, seconds = bytes(terminal.transcript[len(before) :]), time.perf_counter() - began
    screen = Screen(COLUMNS, ROWS)
    screen.feed(before)
    first = _received(screen)
    screen.feed(meanwhile)
    return (_received(screen) - first) / seconds


def _received(screen: Screen) -> int:
    """Return what the ledger says, which must add up."""
    found = _LEDGER.search(screen.text)
    assert found is not None, f"there is no ledger:\n{screen.text}"
    assert found[2] == "=", f"the ledger does not add up:\n{screen.text}"
    return int(found[1].replace(",", ""))
