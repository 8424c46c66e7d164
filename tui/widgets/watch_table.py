"""WatchTable: the newest watched values of each thing that a feed tells of, as they change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.text import safe, units
from tui.text.charts import sparkline
from tui.widgets.movable import Movable
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click

    from tui.model.conditions.json_path import JsonPath
    from tui.model.mask import Mask
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Line, Runs
    from tui.widgets.listing import Listing
    from tui.widgets.watched_values import WatchedCell

__all__ = ["WatchTable"]

_FLASH = 0.5
"""Seconds that a cell stands out after it changed."""
_THING, _VALUE, _CHANGE, _AGE = 12, 9, 8, 6
_LEAST_SPARK, _MOST_SPARK = 6, 40
_CHANGE_FROM = 46
"""Cells of a row from which there is room for by how much a single value changed."""
_TAGS = {"series": "series-feed"}


class WatchTable(Pane, Movable):
    """A row for each thing, in the order in which they were first heard of; a chosen one is shown alone."""

    margin = 0

    @dataclass
    class Chosen(Message):
        """Only the messages about this are to be shown."""

        thing: str
        key: JsonPath | None
        """Where messages say what they are about; `None`: their type says it."""

    def __init__(
        self, listing: Listing, *, mask: Mask, now: Callable[[], float], glyphs: Callable[[], Glyphs]
    ) -> None:
        super().__init__()
        self.watched = listing.watched
        self._mask = mask
        self._now = now
        self._glyphs = glyphs
        self._cursor = self._top = 0
        self._is_fresh = False

    def move_by(self, rows: int) -> None:
        self._cursor = max(0, min(self._cursor + rows, len(self.watched.things) - 1))
        self.sync()

    def move_to(self, *, end: bool) -> None:
        self.move_by(len(self.watched.things) if end else -len(self.watched.things))

    def choose(self) -> None:
        """Show only the messages about the selected thing."""
        things = list(self.watched.things)
        if self._cursor < len(things):
            self.post_message(self.Chosen(things[self._cursor], self.watched.key))

    def sync(self) -> None:
        self._is_fresh = False
        super().sync()
        if self._is_fresh:
            self.sync_in(_FLASH)

    def title(self) -> Runs:
        by = safe.clean(str(self.watched.key), 24) if self.watched.key is not None else "type"
        return [("watched", "muted"), (f" · by {by}", "muted")]

    def facts(self) -> Runs:
        estimate = "≈ " if self.watched.skipped else ""
        return [(f"{estimate}{units.count(len(self.watched.things))}", "muted")]

    def foot_facts(self) -> Runs:
        return (
            [self.key("message.open", "shows only one", "faint")]
            if self.has_focus and self.watched.things
            else []
        )

    def content(self, width: int, height: int) -> list[Line]:
        if not self.watched.things:
            return [self.line(width).put(" no message has a value there yet", "muted")]
        if len(self.watched.paths) > 1:
            height -= 1
        self._cursor = min(self._cursor, len(self.watched.things) - 1)
        self._top = max(min(self._top, self._cursor), self._cursor - height + 1, 0)
        shown = list(self.watched.things.items())[self._top : self._top + height]
        rows = [self._row(at, thing, cells, width) for at, (thing, cells) in enumerate(shown, self._top)]
        return [self._head(width), *rows] if len(self.watched.paths) > 1 else rows

    def _head(self, width: int) -> Line:
        """Write the paths over their values, where there are several."""
        line = self.line(width).put(" " * (_THING + 2))
        room = self._room(width)
        for path in self.watched.paths:
            name = str(path).removeprefix("$.")
            line.put(safe.fit(name, _VALUE, align="right"), "faint").put(" " * (room + 1))
        return line

    def _row(self, at: int, thing: str, cells: dict[JsonPath, WatchedCell], width: int) -> Line:
        is_current = at == self._cursor and self.has_focus
        line = self.line(width, on="bar" if is_current else "page").put("▌" if is_current else " ", "accent")
        line.put(safe.fit(self._mask(thing), _THING), "literal").put(" ")
        room, now = self._room(width), self._now()
        for path in self.watched.paths:
            self._write_cell(line, cells.get(path), room=room, now=now)
        if len(self.watched.paths) == 1 and width >= _CHANGE_FROM:
            line.put(_change(cells.get(self.watched.paths[0])), "muted", width=_CHANGE, align="right")
        age = now - max(cell.at for cell in cells.values())
        return line.to(width - _AGE - 1).put(
            units.span(age) if age >= 1 else "now", "faint", width=_AGE, align="right"
        )

    def _write_cell(self, line: Line, cell: WatchedCell | None, *, room: int, now: float) -> None:
        """Write a value and what it was before; one that has just changed stands out, bold at least."""
        if cell is None:
            line.put(units.NOTHING, "faint", width=_VALUE, align="right").put(" " * (room + 1))
            return
        text = safe.fit(self._mask(cell.value), _VALUE, align="right")
        is_fresh = cell.changed_at is not None and now - cell.changed_at < _FLASH
        self._is_fresh = self._is_fresh or is_fresh
        on = "flash" if is_fresh and not self.app.native_ansi_color else None
        line.put(text, "strong" if is_fresh else "number", on=on).put(" ")
        if room > 0:
            pieces = sparkline(_levels(list(cell.numbers)[-room:]), room, glyphs=self._glyphs())
            line.runs([(piece, _TAGS.get(tag, tag)) for piece, tag in pieces])

    def _room(self, width: int) -> int:
        """Return the cells that a sparkline has; 0: there is no room for any."""
        count = len(self.watched.paths)
        change = _CHANGE if count == 1 and width >= _CHANGE_FROM else 0
        room = (width - _THING - 2 - _AGE - 2 - change) // max(1, count) - _VALUE - 1
        return min(_MOST_SPARK, room) if room >= _LEAST_SPARK else 0

    def on_click(self, event: Click) -> None:
        """Select the row under the mouse; a second click shows only that one."""
        row = self._top + event.y - (1 + (len(self.watched.paths) > 1))
        if 0 <= row < len(self.watched.things):
            self._cursor = row
            self.sync()
            if event.chain > 1:
                self.choose()


def _change(cell: WatchedCell | None) -> str:
    """Write by how much a value changed last: "+0.02"."""
    return "" if cell is None or not cell.change else f"{cell.change:+.4g}"


def _levels(numbers: list[float]) -> list[float]:
    """Lift values so that the lowest of them is at the bottom: what changes is to be seen."""
    lowest = min(numbers, default=0.0)
    return [number - lowest for number in numbers]
