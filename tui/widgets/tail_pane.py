"""TailPane: the newest messages of a feed, live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.message_type import TypeReader
from tui.text.glyphs import ASCII, BRAILLE
from tui.text.safe import clean
from tui.text.states import glyph, state_word, tag
from tui.text.units import duration, rate
from tui.widgets.message_row import RowLook, write_row
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.feed_state import FeedState
    from tui.model.mask import Mask
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Line, Runs

__all__ = ["TailPane"]


class TailPane(Pane):
    """As many of the newest rows as there is room for, the newest at the bottom."""

    def __init__(
        self,
        feed: Callable[[], FeedState | None],
        *,
        mask: Mask,
        now: Callable[[], float],
        ages: Callable[[], bool],
        glyphs: Callable[[], Glyphs] = lambda: BRAILLE,
        number: int | None = None,
    ) -> None:
        """Take what gives the feed, what gives the time and how it is to be written, and the glyphs."""
        super().__init__()
        self.number = number
        self._feed, self._mask, self._now, self._ages, self._glyphs = feed, mask, now, ages, glyphs
        self._readers: dict[str | None, TypeReader] = {}

    def title(self) -> Runs:
        state = self._feed()
        return [(clean(state.name) if state else "messages", "muted")]

    def facts(self) -> Runs:
        state = self._feed()
        if state is None:
            return []
        colour = tag(state.health)
        facts: Runs = [(f"{glyph(state.health)} {state_word(state)}", colour)]
        facts.append((f" · {rate(state.rates.rate(self._now()))}", "muted"))
        if state.rtt is not None:
            facts.append((f" · {duration(state.rtt)} rtt", "muted"))
        return facts

    def content(self, width: int, height: int) -> list[Line]:
        state = self._feed()
        if state is None:
            return [self.line(width).put("no feed is configured", "muted")]
        rows = range(max(state.rows.start, state.rows.end - height), state.rows.end)
        if not rows:
            return [self.line(width).put("no message yet", "muted")]
        reader = self._readers.setdefault(state.feed.type_path, TypeReader(state.feed.type_path))
        look = RowLook(ages=self._ages(), ascii_only=self._glyphs() is ASCII)
        return [
            write_row(
                self.line(width),
                state.rows[number],
                state.ordinal(number),
                look=look,
                reader=reader,
                mask=self._mask,
                now=self._now(),
            )
            for number in rows
        ]
