"""FaultPane: a fault in a configuration, with its lines and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

_KEYS = (("e edit", "edit"), ("r retry", "retry"), ("esc dismiss", "dismiss(None)"))
_BETWEEN = " · "
_HINT = ", did you mean "
_NUMBER = 4
_INDENT = _NUMBER + 1
_FRAME = 2
_MORE = 10
"""Cells that are shown behind what is wrong in a long line."""


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

    def action_at(self, x: int, y: int) -> str | None:
        """Return the action whose word stands there on the lower edge."""
        at = len("╰─ ")
        if y != self.size.height - 1:
            return None
        for word, action in _KEYS:
            if at <= x < at + len(word):
                return action
            at += len(word) + len(_BETWEEN)
        return None

    def title(self) -> Runs:
        return [("config not loaded", "strong")]

    def facts(self) -> Runs:
        return [("still running the last good one", "muted")]

    def foot(self) -> Runs:
        return [(_BETWEEN.join(word for word, _ in _KEYS), "muted")]

    def content(self, width: int, height: int) -> list[Line]:
        first, *others = self._errors
        message, hint, meant = first.message.partition(_HINT)
        lines = [self.line(width), *self._sentence(first, message, width)]
        lines += [self.line(width), *self._excerpt_lines(width)] if self._excerpt is not None else []
        if hint:
            lines.append(self.line(width).put(" " * _INDENT).put(f"did you mean {clean(meant)}", "ok"))
        return lines + self._others(others, width, height - len(lines))

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

    def _excerpt_lines(self, width: int) -> list[Line]:
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
        for number, line in excerpt.lines[-1 if shift else 0 :]:
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

    def _others(self, errors: Sequence[ConfigError], width: int, room: int) -> list[Line]:
        """Return the other faults, as many as there is room for, and how many more there are."""
        if not errors:
            return []
        noun = "problem" if len(errors) == 1 else "problems"
        head = self.line(width).put(" " * _INDENT).put(f"{len(errors)} more {noun}", "muted")
        shown = list(errors) if len(errors) <= room - 2 else list(errors[: max(0, room - 3)])
        lines = [self.line(width), head]
        room = width - _INDENT
        lines += [self.line(width).put(" " * _INDENT).runs(self._short(each), width=room) for each in shown]
        if len(shown) < len(errors):
            lines.append(self.line(width).put(" " * _INDENT).put("…", "muted"))
        return lines

    def _short(self, error: ConfigError) -> Runs:
        """Return a fault in a line; the file is named only where it is not that of the first."""
        is_here = error.path == self._errors[0].path and error.line is not None
        spot = f"line {error.line}" if is_here else _spot(error)
        text = ": ".join(part for part in (error.where, error.message) if part)
        return [(spot, "accent"), ("  ", "text"), (clean(text), "muted")]


def _spot(error: ConfigError) -> str:
    """Return the file, the line and the column, as far as they are known."""
    parts = (shown_path(error.path) if error.path else "asyncdash", error.line, error.column)
    return clean(":".join(str(part) for part in parts if part is not None))
