"""FaultPane: a fault in a configuration, with its lines and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.config.errors import shown_path
from tui.text.cells import cell_len
from tui.text.safe import clean
from tui.widgets.document import crop, paragraph
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.config.errors import ConfigError
    from tui.config.excerpt import Excerpt
    from tui.widgets.line import Line, Runs

__all__ = ["FaultPane"]

_HINT = ", did you mean "
_NUMBER = 4
_INDENT = _NUMBER + 1
_FRAME = 2
_MORE = 10
"""Cells that are shown behind what is wrong in a long line."""


class _Way(NamedTuple):
    """How much room is given to what."""

    is_airy: bool
    """Are there blank rows between the parts?"""
    wraps: bool
    """Are the other faults told to their end?"""
    has_context: bool
    """Is the line before that of the fault shown?"""


_WAYS = (
    _Way(is_airy=True, wraps=True, has_context=True),
    _Way(is_airy=True, wraps=False, has_context=True),
    _Way(is_airy=False, wraps=True, has_context=False),
    _Way(is_airy=False, wraps=False, has_context=False),
)
"""From the most generous one on: the first that fits is taken."""


class FaultPane(Pane):
    """The first fault at length, the others in a line each."""

    margin = 2

    def __init__(self, errors: Sequence[ConfigError], excerpt: Excerpt | None) -> None:
        super().__init__()
        self._errors = errors
        self._excerpt = excerpt

    def show(self, errors: Sequence[ConfigError], excerpt: Excerpt | None) -> None:
        """Show other faults."""
        self._errors, self._excerpt = errors, excerpt
        self.sync()

    def take_room(self, width: int, height: int) -> None:
        """Be as wide as that, and as high as the content, up to that."""
        inner, _ = self.inner_size(width, height)
        content = len(self.content(inner, height - _FRAME))
        self.styles.width, self.styles.height = width, min(height, content + 1 + _FRAME)

    def title(self) -> Runs:
        return [("config not loaded", "strong")]

    def facts(self) -> Runs:
        return [("still running the last good one", "muted")]

    def content(self, width: int, height: int) -> list[Line]:
        _, *others = self._errors
        lines: list[Line] = []
        rest: list[Line] = []
        for way in _WAYS:
            lines, rest = self._first(width, way), self._others(others, width, way)
            if len(lines) + len(rest) <= height:
                return lines + rest
        room = max(0, height - len(lines) - 1)
        more = len(others) - max(0, room - 1)
        return [*lines, *rest[:room], self.line(width).put(" " * _INDENT).put(f"… and {more} more", "muted")]

    def _first(self, width: int, way: _Way) -> list[Line]:
        """Return the first fault, its lines in the file, and what was meant."""
        error = self._errors[0]
        message, hint, meant = error.message.partition(_HINT)
        gap = [self.line(width)] if way.is_airy else []
        lines = [*gap, *self._sentence(error, message, width)]
        if self._excerpt is not None:
            lines += [*gap, *self._excerpt_lines(width, has_context=way.has_context)]
        if hint:
            lines.append(self.line(width).put(" " * _INDENT).put(f"did you mean {clean(meant)}", "ok"))
        return lines

    def _sentence(self, error: ConfigError, message: str, width: int) -> list[Line]:
        """Return where the fault is and what is wrong, in one row if there is room."""
        spot = _spot(error)
        text = clean(": ".join(part for part in (error.where, message) if part))
        if cell_len(spot) + 2 + cell_len(text) <= width:
            return [self.line(width).put(spot, "accent-strong").put("  ").put(text, "err")]
        rows = paragraph(text, width, "err")
        return [
            self.line(width).put(spot, "accent-strong"),
            *(self.line(width).runs(row.runs) for row in rows),
        ]

    def _excerpt_lines(self, width: int, *, has_context: bool) -> list[Line]:
        """Return the lines of the file, moved so far to the left that what is wrong is in sight."""
        excerpt = self._excerpt
        if excerpt is None:
            return []
        *_, (last, text) = excerpt.lines
        start, whole = (cell_len(clean(part, len(text))) for part in (text[: excerpt.start], text))
        length = max(1, cell_len(clean(text[excerpt.start : excerpt.start + excerpt.length], len(text))))
        room = width - _INDENT
        shift = max(0, min(start - 1, min(whole, start + length + _MORE) - room))
        lines = []
        for number, line in excerpt.lines[0 if has_context and not shift else -1 :]:
            shown: Runs = [(clean(line, max(1, len(line))), "text" if number == last else "muted")]
            moved = [("…", "faint"), *crop(shown, shift + 1, room - 1)] if shift else shown
            lines.append(
                self.line(width)
                .put(str(number), "faint", width=_NUMBER, align="right")
                .put(" ")
                .runs(moved, width=room)
            )
        carets = "^" * min(length, room - (start - shift))
        return [*lines, self.line(width).put(" " * (_INDENT + start - shift)).put(carets, "err")]

    def _others(self, errors: Sequence[ConfigError], width: int, way: _Way) -> list[Line]:
        """Return how many other faults there are, and each of them."""
        if not errors:
            return []
        noun = "problem" if len(errors) == 1 else "problems"
        lines = [self.line(width)] if way.is_airy else []
        lines.append(self.line(width).put(" " * _INDENT).put(f"{len(errors)} more {noun}", "muted"))
        start = _INDENT + max(cell_len(self._place(error)) for error in errors) + 2
        return lines + [line for error in errors for line in self._other(error, width, way, start)]

    def _place(self, error: ConfigError) -> str:
        """Return where another fault is; the file is named only where it is not that of the first."""
        is_here = error.path == self._errors[0].path and error.line is not None
        return f"line {error.line}" if is_here else _spot(error)

    def _other(self, error: ConfigError, width: int, way: _Way, start: int) -> list[Line]:
        """Return another fault, whose words begin in the same column as those of the others."""
        spot = self._place(error)
        text = clean(": ".join(part for part in (error.where, error.message) if part))
        if start > width // 2:
            start = _INDENT + cell_len(spot) + 2
        head = self.line(width).put(" " * _INDENT).put(spot, "accent").to(start)
        if not way.wraps or start > width // 2:
            return [head.runs([(text, "muted")])]
        first, *rows = paragraph(text, width - start, "muted")
        return [head.runs(first.runs), *(self.line(width).to(start).runs(row.runs) for row in rows)]


def _spot(error: ConfigError) -> str:
    """Return the file, the line and the column, as far as they are known."""
    parts = (shown_path(error.path) if error.path else "asyncdash", error.line, error.column)
    return clean(":".join(str(part) for part in parts if part is not None))
