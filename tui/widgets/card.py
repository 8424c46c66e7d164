"""Card: one endpoint or feed in a frame, with as much of it as the height allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.endpoint_state import EndpointState
from tui.model.message import Direction, FeedMessage
from tui.text.canvas import GUTTER
from tui.text.cells import cell_len, cut_at_word, fit_name
from tui.text.charts import NARROW, latency_chart, recent
from tui.text.safe import clean
from tui.text.summary import summary
from tui.widgets.crosshair import Axis, cross, reading
from tui.widgets.document import put_runs
from tui.widgets.state_cells import latency_limit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.model.feed_state import FeedState
    from tui.model.message import Row
    from tui.text.glyphs import Glyphs
    from tui.widgets.card_plan import CardPlace
    from tui.widgets.line import Line, Runs
    from tui.widgets.state_cells import StateCells

__all__ = ["CardPainter", "axis_of", "chart_rows"]

_CHART_ROWS = 4
_AROUND_CHART = 5
"""Rows of a card that are no chart: its frame, state, percentiles and reason."""
_REASON_ROWS = 3
_AROUND_NAME = 6


def axis_of(place: CardPlace, *, now: float, window: int) -> Axis:
    """Return where the time of a card's chart is, counted from the left of the wall."""
    width = place.width - 4
    rows = place.height - _AROUND_CHART
    has_gutter = isinstance(place.state, EndpointState) and rows >= _CHART_ROWS and width >= NARROW
    start = GUTTER if has_gutter else 0
    return Axis(place.x + 2 + start, width - start, now, window)


def chart_rows(place: CardPlace) -> range:
    """Return the rows of a card that are a chart, counted from the top of the wall."""
    body = place.height - 3
    first = place.y + 2
    if not isinstance(place.state, EndpointState):
        above = int(body > _REASON_ROWS)
        return range(first + above, first + above + 1)
    chart = place.height - _AROUND_CHART
    return range(first + body - (chart if chart >= _CHART_ROWS else 1), first + body)


class CardPainter:
    """Paints cards for one moment in time."""

    def __init__(
        self,
        line: Callable[[int], Line],
        *,
        now: float,
        window: int,
        glyphs: Glyphs,
        mask: Callable[[str], str],
        marked_at: float | None = None,
    ) -> None:
        self._line = line
        self._now = now
        self._window = window
        self._glyphs = glyphs
        self._mask = mask
        self._marked_at = marked_at

    def paint(self, place: CardPlace, cells: StateCells, *, is_selected: bool, has_focus: bool) -> list[Line]:
        """Return the rows of a card, frame included."""
        width, inner = place.width, place.width - 4
        edge = "accent" if is_selected and has_focus else "hairline"
        name_tag = "strong" if is_selected else cells.name[1]
        facts = f" {cells.next[0]} " if cells.next[0] != "—" else ""
        if cell_len(cells.name[0]) + len(facts) + _AROUND_NAME > width:
            facts = ""  # a name says more than when the next check is
        top = self._line(width).put("╭─ ", edge)
        room = min(cell_len(cells.name[0]), width - _AROUND_NAME - len(facts))
        top.put(fit_name(cells.name[0], room), name_tag)
        top.put(" ", edge).to(width - 2 - len(facts), "─", edge).put(facts, "muted").put("─╮", edge)
        rows = [self._line(inner).put(*cells.glyph).put(" ").put(*cells.word)]
        rows[0].right([(cells.last[0], _strong(cells.last[1]))])
        body = place.height - 3
        if isinstance(place.state, EndpointState):
            rows += self._endpoint(place.state, cells, inner, body)
        else:
            rows += self._feed(place.state, cells, inner, body)
        framed = [self._line(width).put("│ ", edge).join(row).put(" │", edge) for row in rows]
        bottom = self._line(width).put("╰", edge)
        axis = axis_of(place, now=self._now, window=self._window)
        if read := reading(place.state, axis, self._marked_at):
            length = min(sum(len(text) for text, _ in read), width - 5)
            bottom.put("─ ", edge).runs(read, width=length).put(" ", edge)
        bottom.to(width - 1, "─", edge).put("╯", edge)
        return [top, *framed, bottom]

    def _endpoint(self, state: EndpointState, cells: StateCells, width: int, height: int) -> list[Line]:
        """Return the rows below the first: percentiles, the reason of a failure, and the history."""
        rows: list[Line] = []
        if height > 1:
            rows.append(self._numbers(cells, width, f"p95 {cells.p95[0]}"))
        if height >= _REASON_ROWS:
            rows.append(self._line(width).runs(self._reason(state, width, said=cells.word[0])))
        left = height - len(rows)
        if left >= _CHART_ROWS:
            limit = latency_limit(state.endpoint.warns + state.endpoint.asserts)
            chart = latency_chart(
                recent(state.samples, self._now - self._window),
                width=width,
                height=left,
                now=self._now,
                span=self._window,
                threshold=limit,
                glyphs=self._glyphs,
            )
            return rows + self._crossed(chart, width)
        rows += [self._line(width) for _ in range(left - 1)]
        return [*rows, *self._crossed([cells.spark], width)]

    def _crossed(self, chart: Sequence[Runs], width: int) -> list[Line]:
        """Return the rows of a chart with the moment that all cards mark."""
        start = GUTTER if len(chart) > 1 and width >= NARROW else 0
        column = Axis(0, width - start, self._now, self._window).column(self._marked_at)
        rows = cross(chart, None if column is None else start + column, self._glyphs)
        return [put_runs(self._line(width), row) for row in rows]

    def _feed(self, state: FeedState, cells: StateCells, width: int, height: int) -> list[Line]:
        """Return the rows below the first: the rate, and the newest messages or why there are none."""
        rows = self._crossed([cells.spark], width)
        if height > _REASON_ROWS:
            rows.insert(0, self._numbers(cells, width, f"rtt {cells.p95[0]}"))
        left = height - len(rows)
        messages = [self._message(row, width) for row in state.rows.tail(left)] if left > 0 else []
        return rows + messages + [self._line(width) for _ in range(left - len(messages))]

    def _numbers(self, cells: StateCells, width: int, text: str) -> Line:
        share = f"{cells.up[0]}%" if cells.up[0] != "—" else ""
        return self._line(width).put(text, "muted").right([(share, cells.up[1])])

    def _reason(self, state: EndpointState, width: int, *, said: str) -> Runs:
        """Say why it failed or what it was warned of, without what the row above has `said` already."""
        newest = state.newest
        if newest is None or state.is_paused:
            return []
        if newest.failure is not None:
            why = clean(self._mask(newest.failure.message), 300)
            return [(cut_at_word(why.removeprefix(f"{said} "), width), "err")]
        failed = next((each for each in newest.warnings if not each.passed), None)
        return [(cut_at_word(clean(self._mask(str(failed)), 300), width), "warn")] if failed else []

    def _message(self, row: Row, width: int) -> Line:
        line = self._line(width)
        if not isinstance(row, FeedMessage):
            return line.put("· ", "muted").put(clean(self._mask(row.text), 300), "muted")
        glyphs = self._glyphs
        is_in = row.direction is Direction.RECEIVED
        line.put(f"{glyphs.received} " if is_in else f"{glyphs.sent} ", "info" if is_in else "warn")
        return line.runs(summary(row, 2 * width, mask=self._mask))


def _strong(tag: str) -> str:
    return "strong" if tag == "text" else f"{tag}-strong"
