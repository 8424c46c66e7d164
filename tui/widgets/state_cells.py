"""StateCells: an endpoint or a feed in the words and numbers that list and cards share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.model.conditions.facts import Subject
from tui.model.conditions.tree import Compare, Operator, Test
from tui.model.connection import ConnectionState
from tui.model.endpoint_state import EndpointState
from tui.model.stats import latencies, percentile, uptime
from tui.text.charts import latency_columns, rate_columns, recent, sparkline
from tui.text.safe import clean
from tui.text.states import glyph, state_word, tag
from tui.text.units import duration, percent, rate, span

if TYPE_CHECKING:
    from tui.model.board import State
    from tui.model.condition import Condition
    from tui.model.feed_state import FeedState
    from tui.text.glyphs import Glyphs

__all__ = ["CellCache", "StateCells", "latency_limit"]

_GOOD_SHARE = 0.995
_HEADROOM = 1.8


class StateCells(Struct, frozen=True):
    """What one row or card says; each text comes with the tag of its colour."""

    glyph: tuple[str, str]
    name: tuple[str, str]
    word: tuple[str, str]
    last: tuple[str, str]
    p95: tuple[str, str]
    up: tuple[str, str]
    next: tuple[str, str]
    spark: list[tuple[str, str]]


class CellCache:
    """Makes the cells of states, and makes them again only when something has changed."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[object, StateCells]] = {}

    def cells(self, state: State, *, now: float, window: int, width: int, glyphs: Glyphs) -> StateCells:
        """Return the cells of a state with a sparkline of `width`; the time counts in whole seconds."""
        key = (id(state), state.revision, int(now), window, width, glyphs)
        kept = self._kept.get(state.name)
        if kept is not None and kept[0] == key:
            return kept[1]
        make = _endpoint_cells if isinstance(state, EndpointState) else _feed_cells
        cells = make(state, now, window, width, glyphs)  # type: ignore[arg-type]  # chosen by the type
        self._kept[state.name] = (key, cells)
        return cells


def _endpoint_cells(state: EndpointState, now: float, window: int, width: int, glyphs: Glyphs) -> StateCells:
    samples = recent(state.samples, now - window)
    colour = tag(state.health)
    newest = state.samples.newest
    p95 = percentile(sorted(latencies(samples)), 95)
    share = uptime(samples)
    limit = latency_limit(state.endpoint.warns + state.endpoint.asserts)
    columns = latency_columns(samples, width, now=now, span=window)
    is_known = newest is not None and not state.is_paused
    latency = newest.latency if newest is not None and is_known else None
    loud = colour in {"err", "warn"}
    is_slow = latency is not None and limit is not None and latency > limit
    told = colour if colour == "err" or (colour == "warn" and is_slow) else "text"
    return StateCells(
        glyph=(glyph(state.health, ascii_only=glyphs.name == "ascii"), f"{colour}-strong"),
        name=(clean(state.name), "text" if colour != "none" else "muted"),
        word=(state_word(state), f"{colour}-strong" if loud else _quiet(colour)),
        last=(duration(latency), "muted" if latency is None else told),
        p95=(duration(p95), "muted"),
        up=(percent(share), "muted" if share is None or share >= _GOOD_SHARE else "warn"),
        next=(_next(state.next_at, now, is_checking=state.checking_since is not None), "muted"),
        spark=sparkline(columns, width, threshold=limit, glyphs=glyphs),
    )


def _feed_cells(state: FeedState, now: float, window: int, width: int, glyphs: Glyphs) -> StateCells:
    colour = tag(state.health)
    loud = colour in {"err", "warn", "busy"}
    share = state.uptime(now)
    is_open = state.state is ConnectionState.OPEN
    if state.next_at is not None:
        following = f"in {_next(state.next_at, now)}"
    else:
        following = _age(now - state.last_at) if is_open and state.last_at is not None else "—"
    return StateCells(
        glyph=(glyph(state.health, ascii_only=glyphs.name == "ascii"), f"{colour}-strong"),
        name=(clean(state.name), "text" if colour != "none" else "muted"),
        word=(state_word(state), f"{colour}-strong" if loud else _quiet(colour)),
        last=(rate(state.rates.rate(now)) if not state.is_paused else "—", "text"),
        p95=(duration(state.rtt), "muted"),
        up=(percent(share), "muted" if share is None or share >= _GOOD_SHARE else "warn"),
        next=(following, "muted"),
        spark=_rate_spark(state, now, window, width, glyphs),
    )


def _quiet(colour: str) -> str:
    return "text" if colour == "ok" else colour


def _next(at: float | None, now: float, *, is_checking: bool = False) -> str:
    if is_checking:
        return "now"
    return span(math.ceil(max(0.0, at - now))) if at is not None else "—"


def _age(seconds: float) -> str:
    return f"{max(0.0, seconds):.1f}s" if seconds < 10 else span(seconds)  # noqa: PLR2004 - two digits


def latency_limit(conditions: tuple[Condition, ...]) -> float | None:
    """Return the limit in seconds that conditions set on the latency, if one of them does."""
    for condition in conditions:
        match condition.tree:
            case Test(
                subject=Subject(name="latency"),
                predicate=Compare(
                    operator=Operator.LESS | Operator.AT_MOST, literal=float() | int() as limit
                ),
                negated=False,
            ):
                return float(limit)
            case _:
                continue
    return None


def _rate_spark(
    state: FeedState, now: float, window: int, width: int, glyphs: Glyphs
) -> list[tuple[str, str]]:
    """Draw a feed's rate with room above it: a steady feed is a quiet line and no wall."""
    columns = rate_columns(state, width, now=now, span=window)
    highest = max((value for value in columns if isinstance(value, int | float)), default=0.0)
    pieces = sparkline(columns, width, ceiling=max(1.0, highest * _HEADROOM), glyphs=glyphs)
    return [(text, "series-feed" if tag == "series" else tag) for text, tag in pieces]
