"""Large messages: how long the screen takes to answer a key while one of 16 MB comes every second."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec import Struct

from tests.benchmarks.dashboard import dashboard_on_feed
from tests.benchmarks.message_server import message_server
from tests.benchmarks.row import Row
from tui.model.stats import percentile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.benchmarks.message_server import MessageServer
    from tests.benchmarks.terminal import Terminal

__all__ = ["measure"]

_SIZE = 16_000_000
_TIMES = 60
_P99 = 0.100
_SETTLED = 1.5
_FREEZE, _FROZEN, _FOLLOWING = " ", b"FROZEN", b"following"


class _Case(Struct, frozen=True):
    """What is open or asked for while the messages come."""

    name: str
    size: int = _SIZE
    """Bytes of a message."""
    keys: tuple[str, ...] = ()
    """What is pressed first, one after the other."""
    columns: int = 160
    table: tuple[str, ...] = ()
    """What the feed has besides its URL."""
    options: tuple[str, ...] = ()
    is_frozen: bool = False
    """Is the view frozen meanwhile, and the key the one that thaws it?"""


_REST = _Case("at rest", 100)
_CASES = (
    _Case("inspector: pretty", 3_000_000),
    _Case("nothing open", columns=58),
    _Case("inspector: pretty"),
    _Case("inspector: tree", keys=("]",)),
    _Case("inspector: raw", keys=("]", "]")),
    _Case("inspector: hex", keys=("]", "]", "]")),
    _Case("diff", keys=("d",)),
    _Case("filter by JSON", keys=("/", "json $.rows[-1].price > 1", "\r")),
    _Case("filter by a word", keys=("/", "acme", "\r")),
    _Case("search", keys=("/", "acme", "\t", "\r")),
    _Case("column", keys=("C", "$.rows[-1].price", "\r")),
    _Case("trigger", table=("[[feed.trigger]]", "when = 'json $.rows[-1].price == 1'", 'do = ["mark"]')),
    _Case("recording", options=("--record", "session.jsonl")),
    _Case("frozen", is_frozen=True),
)


def measure() -> Iterable[Row]:
    """Freeze a list that follows its feed, again and again, until the screen says so."""
    with message_server() as server:
        rest = _in_words(_answers(_REST, server))
        for case in _CASES:
            times = _answers(case, server)
            yield Row(
                f"key to screen, {case.size // 1_000_000} MB a second, {case.name}",
                _in_words(times),
                f"{rest} at rest",
                is_good=_p99(times) <= _P99,
                least=f"{min(times) * 1000:.0f} ms",
                most=f"{max(times) * 1000:.0f} ms",
                target="p99 ≤ 100 ms",
            )


def _answers(case: _Case, server: MessageServer) -> list[float]:
    with (
        TemporaryDirectory() as name,
        dashboard_on_feed(
            Path(name),
            server.even(case.size, 1, "document"),
            columns=case.columns,
            feed=case.table,
            options=[option.replace("session", f"{name}/session") for option in case.options],
        ) as terminal,
    ):
        for keys in case.keys:
            terminal.press(keys)
            terminal.watch(_SETTLED)
        answer = _thawed if case.is_frozen else _frozen
        return [answer(terminal) for _ in range(_TIMES)]


def _frozen(terminal: Terminal) -> float:
    terminal.watch(random.uniform(0.1, 0.2))
    seconds = terminal.answered_after(_FREEZE, _FROZEN)
    terminal.watch(0.05)
    terminal.press(_FREEZE)
    return seconds


def _thawed(terminal: Terminal) -> float:
    terminal.press(_FREEZE)
    terminal.watch(random.uniform(0.5, 1.5))
    return terminal.answered_after(_FREEZE, _FOLLOWING)


def _in_words(times: list[float]) -> str:
    p50 = percentile(sorted(times), 50) or 0.0
    return f"{p50 * 1000:.0f} / {_p99(times) * 1000:.0f} ms p50 / p99"


def _p99(times: list[float]) -> float:
    return percentile(sorted(times), 99) or 0.0
