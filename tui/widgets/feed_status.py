"""FeedStatus: one row that says how a feed is doing; FrozenBar: one that says the view is not live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.connection import ConnectionState
from tui.model.health import Health
from tui.model.stats import percentiles
from tui.text import safe, units
from tui.text.charts import rate_columns, sparkline
from tui.text.states import glyph, state_word, tag
from tui.widgets.crosshair import Axis, TimeAxis, cross
from tui.widgets.document import put_runs
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.feed_state import FeedState
    from tui.model.mask import Mask
    from tui.model.pairs import Pairs
    from tui.widgets.line import Line, Runs
    from tui.widgets.listing import Listing
    from tui.widgets.outlook import Outlook

__all__ = ["FeedStatus", "FrozenBar"]

_SHORTEST = 8
"""Cells from which a sparkline says something."""
_TAGS = {"series": "series-feed"}
_GAP = 3
"""Cells between two things that a bar says."""


class FeedStatus(TimeAxis, Painted):
    """State and since when, rates, round trip, how many in all, and the rate as a line.

    While something is wrong the reason comes right after the state: it is the
    last thing that may be cut.
    """

    def __init__(
        self,
        listing: Listing,
        outlook: Outlook,
        *,
        mask: Mask,
    ) -> None:
        """Take what is listed, and how the line of its rate looks at the past."""
        super().__init__()
        self.listing = listing
        self.state = listing.state
        self._outlook = outlook
        self._axis = Axis(0, 0, 0.0, 0.0)
        self.says_place = False
        """Say where the list stands, because it has no frame that could?"""
        self.says_name = False
        """Say which feed it is, because it is not the only one?"""
        self._mask = mask

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        state, now = self.state, self._outlook.now()
        kind = tag(state.health)
        line = self.line(width).put(" ")
        line.put(glyph(state.health, ascii_only=self._outlook.glyphs().name == "ascii"), kind)
        if self.says_name:
            line.put(f" {safe.clean(state.name, max(_SHORTEST, width // 3))}", "strong")
        line.put(f" {state_word(state)}", f"{kind}-strong").runs(_since(state, now)).put("  ")
        reason = safe.clean(self._mask(_reason(state)))
        runs: Runs = [(reason, kind)] if reason else []
        if way := _way_out(state):
            runs += self.sentence(way, "muted" if state.is_paused else kind)
        if runs:
            return [line.runs(runs).to(width)]
        place = self._place(line.left - 1)
        taken = _length(place) + 2 if place else 0
        for runs in self._parts():
            if _length(runs) <= line.left - taken:
                line.runs(runs)
        room = line.left - 1 - taken
        if room >= _SHORTEST:
            window, glyphs = self._outlook.window(), self._outlook.glyphs()
            self._axis = Axis(line.column, room, now, window)
            columns = rate_columns(state, room, now=now, span=window)
            spark = sparkline(columns, room, glyphs=glyphs)
            coloured = [(text, _TAGS.get(name, name)) for text, name in spark]
            put_runs(line, *cross([coloured], self._axis.column(self._outlook.marked_at()), glyphs))
        return [line.right(place, margin=1) if place else line]

    def _place(self, room: int) -> Runs:
        """Return where the list stands, as much of it as there is room for; nothing: that can be seen."""
        view = self.listing.view
        if not self.says_place or view.follows or view.is_frozen:
            return []
        place = self.listing.place(self.key)
        while place and _length(place) > room:
            place.pop()
        return place

    def moment_under(self, x: int, y: int) -> float | None:  # noqa: ARG002 - there is one row
        return self._axis.moment(x)

    def _parts(self) -> list[Runs]:
        """Return the figures, the most telling first; one that has no room is left out whole."""
        state, glyphs = self.state, self._outlook.glyphs()
        parts: list[Runs] = [
            [(f"{glyphs.received}{units.rate(state.rates.rate(self._outlook.now()))} ", "info")],
            [(f"{glyphs.sent}{units.count(state.sent)} sent  ", "warn" if state.sent else "muted")],
        ]
        if state.rtt is not None:
            parts.append([(f"rtt {units.duration(state.rtt)}  ", "muted")])
        parts += _answers(state.noticed.pairs)
        total = state.received + state.sent
        return [*parts, [(f"{units.count(total)} msg{'' if total == 1 else 's'}  ", "muted")]]


class FrozenBar(Painted):
    """How long the view has stood still, and what has arrived since."""

    def __init__(self, listing: Listing, *, now: Callable[[], float]) -> None:
        super().__init__()
        self.listing = listing
        self.since: float | None = None
        """When it was frozen, in seconds since the epoch."""
        self._now = now

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        stood = units.span(self._now() - (self.since or self._now()))
        line = self.line(width, on="frozen").put(f" ‖ FROZEN {stood}", "paused-strong").put("  ")
        view = self.listing.view
        dropped = f"{units.count(view.dropped)} dropped" if view.dropped else "none dropped"
        arrived = f"{units.count(view.arrived)} new {'message' if view.arrived == 1 else 'messages'} buffered"
        line.put(arrived, "text")
        resumes = self.key("freeze", "resumes")
        room = line.left - len(resumes[0]) - _GAP
        if view.dropped or len(dropped) + _GAP < room:
            line.put(" · ", "muted").put(dropped, "warn" if view.dropped else "muted")
        if line.left > len(resumes[0]) + _GAP:
            line.right([resumes], margin=1)
        return [line]


def _length(runs: Runs) -> int:
    return sum(len(text) for text, _ in runs)


def _answers(pairs: Pairs) -> list[Runs]:
    """Say how long answers take, and how many have not come."""
    parts: list[Runs] = []
    if pairs.open:
        parts.append([(f"{units.count(len(pairs.open))} unanswered  ", "warn")])
    if pairs.recent:
        half, most = percentiles(pairs.recent, (50, 95))
        took = f"answers p50 {units.duration(half)} p95 {units.duration(most)}  "
        parts.append([(took, "muted")])
    return parts


def _since(state: FeedState, now: float) -> Runs:
    """Say for how long, or when it is tried again."""
    if state.state is ConnectionState.WAITING and state.next_at is not None and not state.is_paused:
        return [(f" in {units.span(max(0.0, state.next_at - now))}", "text")]
    if state.since is None or state.health is Health.PAUSED:
        return []
    return [(f" {units.span(max(0.0, now - state.since))}", "text")]


def _reason(state: FeedState) -> str:
    """Say why there is no connection; "": there is one, or none is wanted."""
    if state.is_paused:
        return ""
    if state.state is ConnectionState.OPEN:
        return f"assert: {state.noticed.failing[0]}" if state.noticed.failing else ""
    if state.failure is not None:
        return str(state.failure)
    return f"closed {state.close}" if state.close is not None else ""


def _way_out(state: FeedState) -> str:
    """Say what to do where nothing will happen by itself."""
    if state.is_paused:
        return "{pause connects again}"
    return "  {feed.reconnect tries again}" if state.state is ConnectionState.STOPPED else ""
