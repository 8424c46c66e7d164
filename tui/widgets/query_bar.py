"""QueryBar: one row to type a filter or a search in, with what it finds at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from tui.text.cells import cell_len, cells_of
from tui.widgets.painted import Painted
from tui.widgets.pressing import named_key

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tui.widgets.line import Line, Runs

__all__ = ["QueryBar"]

_NARROWEST = 12
"""Cells that the text keeps; the facts give way."""
_LONGEST = 1_000
"""Characters of a filter: every message is held against each of its words."""


class _Field(Input):
    """Keeps as much of what is pasted as there is room for, as the fields of browsers do."""

    def replace(self, text: str, start: int, end: int) -> None:
        room = _LONGEST - len(self.value) + abs(end - start)
        super().replace(text[: max(0, room)], start, end)


class QueryBar(Horizontal):
    """Posts every change while one types; it stays in view as long as it holds a text.

    Enter, Escape and ↓ leave it and keep the text: nobody loses a filter by
    looking at what it found. `clear` is the next Escape, which is the screen's.
    """

    DEFAULT_CSS = """
    QueryBar { height: 1; width: 1fr; background: $panel; display: none; }
    QueryBar.-open { display: block; }
    QueryBar Painted { width: 3; height: 1; }
    QueryBar Input, QueryBar Input:focus {
        width: 1fr; height: 1; border: none; padding: 0; background: $panel; background-tint: $panel 0%;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,down", "leave", "to the list", show=False),
        Binding("tab", "toggle_highlight", "filter or highlight", show=False),
        Binding("shift+tab", "leave", "to the list", show=False),
    ]

    @dataclass
    class Changed(Message):
        """The text, or what it is used for, is another."""

        text: str
        highlights: bool
        """Mark what it finds, instead of hiding the rest?"""

    class Left(Message):
        """Whoever typed is done."""

    def __init__(self, *, placeholder: str = "", can_highlight: bool = False) -> None:
        super().__init__()
        self.can_highlight = can_highlight
        self.highlights = False
        """Does it mark what it finds, instead of hiding the rest?"""
        self._mark = _Label()
        self._input = _Field(placeholder=placeholder, compact=True, select_on_focus=False)
        self._facts = _Label()
        self._found: Runs = []

    @property
    def text(self) -> str:
        """What has been typed."""
        return self._input.value

    @property
    def is_editing(self) -> bool:
        """Is somebody typing in it?"""
        return self.is_mounted and self.has_focus_within

    def edit(self, text: str | None = None) -> None:
        """Come into view and take the keys; `text` is selected, so that typing replaces it."""
        if text is not None and text != self._input.value:
            self._input.value = text
        self._open()
        self._show_mark()
        self._input.focus()
        self._input.action_select_all()

    def put(self, text: str) -> None:
        """Hold that text, as if it had been typed."""
        if text:
            self._open()
        self._fill()
        self._input.value = text

    def tuck_away(self) -> None:
        """Go out of view and keep the text: the screen shows it elsewhere."""
        self.remove_class("-open")

    def clear(self) -> None:
        """Take the text away, and the row with it."""
        self._input.value = ""
        self.remove_class("-open")

    def leave_layer(self) -> bool:
        """Leave the typing, else what has been typed. Return whether there was either."""
        if self.is_editing:
            self.action_leave()
        elif self.text:
            self.clear()
        else:
            return False
        return True

    def show_facts(self, facts: Runs) -> None:
        """Say at the right what the text finds, and what Escape does next."""
        self._found = facts
        out = named_key(self.app, "back", "leaves" if self.is_editing else "clears", "faint")
        escape: Runs = [("   ", "faint"), out] if facts else []
        self._facts.show([*facts, *escape], room=self.size.width - 3 - _NARROWEST)

    def action_leave(self) -> None:
        """Give the keys back, and keep the text."""
        if not self.text:
            self.remove_class("-open")
        self.post_message(self.Left())

    def action_toggle_highlight(self) -> None:
        """Hide what does not match, or only mark what does; where nothing can be marked, go to the list."""
        if not self.can_highlight:
            self.action_leave()
            return
        self.highlights = not self.highlights
        self._show_mark()
        self.post_message(self.Changed(self.text, self.highlights))

    @on(Input.Changed)
    def _change(self, event: Input.Changed) -> None:
        event.stop()
        if self.text:
            self._open()
        self.post_message(self.Changed(self.text, self.highlights))

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_leave()

    def on_resize(self) -> None:
        self.show_facts(self._found)

    def on_descendant_focus(self) -> None:
        """Say what Escape does now."""
        self._show_mark()
        self.show_facts(self._found)

    def on_descendant_blur(self) -> None:
        """Say what Escape does now, and let what is kept stand out."""
        self._show_mark()
        self.show_facts(self._found)

    def _open(self) -> None:
        self._fill()
        self.add_class("-open")

    def _fill(self) -> None:
        """Mount what is in it, which nobody needs before the first text."""
        if not self._input.is_attached:
            _ = self.mount(self._mark, self._input, self._facts)
            self._show_mark()

    def _show_mark(self) -> None:
        mark = " ≡ " if self.highlights else " / "
        if self.is_editing:
            self._mark.show([(mark, "accent-strong")])
        else:
            self._mark.show([(mark, "strong")], on="flash")


class _Label(Painted):
    """A piece of the row that is as wide as what it says."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: Runs = []
        self._on = "chrome"

    def show(self, runs: Runs, *, room: int | None = None, on: str = "chrome") -> None:
        """Say this on that ground; `room`: as much as there is room for, apart from what is beside it."""
        self._runs, self._on = list(runs), on
        length = cells_of(runs) + (3 if room is not None else 0)
        while room is not None and length > max(0, room) and self._runs:
            length -= cell_len(self._runs.pop()[0])
        self.styles.width = length if self._runs else 0
        self.sync()

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        free = width - cells_of(self._runs)
        return [self.line(width, on=self._on).put(" " * max(0, free - 1)).runs(self._runs).to(width)]
