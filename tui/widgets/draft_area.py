"""DraftArea: the text of a draft, with the keys of whoever writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.binding import Binding
from textual.widgets import TextArea

if TYPE_CHECKING:
    from textual.binding import BindingType

__all__ = ["DraftArea", "Writer"]


class Writer(Protocol):
    """Who knows what becomes of a draft."""

    def send(self) -> None:
        """Send it."""

    def leave(self) -> None:
        """Give the keys back; the draft stays."""

    def recall(self, steps: int) -> None:
        """Put an older draft in its place, or a newer one."""

    def next_snippet(self) -> None:
        """Put the next saved message in its place."""


class DraftArea(TextArea):
    """The text itself: Enter sends it, ctrl+j ends a line."""

    DEFAULT_CSS = """
    DraftArea, DraftArea:focus {
        border: none; padding: 0; margin: 1 2 0 4; height: 2; width: 1fr;
        background: $background; background-tint: $background 0%; scrollbar-size-vertical: 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "send", show=False, priority=True),
        Binding("ctrl+j", "new_line", "new line", show=False, priority=True),
        Binding("escape", "leave", "leave", show=False, priority=True),
        Binding("tab", "snippet", "next template", show=False, priority=True),
        Binding("up", "up", "older message", show=False, priority=True),
        Binding("down", "down", "newer message", show=False, priority=True),
    ]

    def __init__(self, text: str, writer: Writer) -> None:
        super().__init__(text, compact=True, highlight_cursor_line=False)
        self._writer = writer

    def put(self, text: str) -> None:
        """Put a text in place of what is there."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    def action_send(self) -> None:
        """Send the draft."""
        self._writer.send()

    def action_new_line(self) -> None:
        """Begin another line."""
        self.insert("\n")

    def action_leave(self) -> None:
        """Give the keys back."""
        self._writer.leave()

    def action_snippet(self) -> None:
        """Put the next saved message there."""
        self._writer.next_snippet()

    def action_up(self) -> None:
        """Go up a line; from the first line to the message before."""
        if self.cursor_location[0] == 0:
            self._writer.recall(-1)
        else:
            self.action_cursor_up()

    def action_down(self) -> None:
        """Go down a line; from the last line to the message after."""
        if self.cursor_location[0] == self.document.line_count - 1:
            self._writer.recall(1)
        else:
            self.action_cursor_down()
