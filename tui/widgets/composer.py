"""Composer: write a message, recall one, send it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from tui.text import safe, units
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.widgets.line import Line, Runs

__all__ = ["Composer"]

_TALLEST = 8
"""Lines of text that it grows to."""


class Composer(Pane, can_focus=False):
    """A draft with what it is and how large; Enter sends it, and nothing else does.

    Guessing whether Enter ends a line or a message is fragile (wscat took it
    back within a release), so a line ends with ctrl+j.
    """

    DEFAULT_CSS = """
    Composer { width: 1fr; height: 5; layout: vertical; }
    Composer TextArea, Composer TextArea:focus {
        border: none; padding: 0; margin: 1 2 0 4; height: 2; width: 1fr;
        background: $background; background-tint: $background 0%; scrollbar-size-vertical: 1;
    }
    Composer.-plain TextArea { margin: 1 1 0 3; }
    """

    @dataclass
    class Sent(Message):
        """The draft is to be sent."""

        text: str

    class Left(Message):
        """Whoever wrote is done for now; the draft stays."""

    def __init__(self, *, history: list[str], snippets: Mapping[str, str], draft: str = "") -> None:
        """Take what was sent before, the newest last, and messages to send by name."""
        super().__init__()
        self.error: str | None = None
        """Why the draft could not be sent."""
        self._history = history
        self._snippets = list(snippets.items())
        self._snippet: int | None = None
        self._recalled: int | None = None
        self._draft = draft
        self._sending: str | None = None
        self._area = _Area(draft)

    @property
    def text(self) -> str:
        """The draft."""
        return self._area.text

    @property
    def is_editing(self) -> bool:
        """Is somebody writing?"""
        return self.is_mounted and self.has_focus_within

    def compose(self) -> ComposeResult:
        yield self._area

    def edit(self) -> None:
        """Take the keys."""
        self._area.focus()

    def focus(self, scroll_visible: bool = True) -> Composer:  # noqa: FBT001, FBT002 - as Textual has it
        self._area.focus(scroll_visible)
        return self

    def send(self) -> None:
        """Ask for the draft to be sent, if there is one."""
        if self.text.strip():
            self._sending = self.text
            self.post_message(self.Sent(self.text))

    def sent(self, error: str | None) -> None:
        """Note what became of the draft: gone, unless it is another by now, or kept with the reason."""
        if self._sending is None:
            return
        self.error = error
        if error is None:
            self._history.append(self._sending)
            self._recalled = self._snippet = None
            if self.text == self._sending:
                self._area.load_text("")
        self._sending = None
        self.sync()

    def recall(self, steps: int) -> None:
        """Put an older message in place of the draft, or a newer one; after the newest the draft again."""
        if not self._history or (steps > 0 and self._recalled is None):
            return
        if self._recalled is None:
            self._draft, self._recalled = self.text, len(self._history)
        self._recalled = max(0, self._recalled + steps)
        if self._recalled >= len(self._history):
            self._recalled = None
        self._replace(self._draft if self._recalled is None else self._history[self._recalled])

    def next_snippet(self) -> None:
        """Put the next saved message into an empty draft, or in place of one that was put there."""
        shown = None if self._snippet is None else self._snippets[self._snippet][1]
        if self._snippets and self.text in {"", shown}:
            self._snippet = 0 if self._snippet is None else (self._snippet + 1) % len(self._snippets)
            self._replace(self._snippets[self._snippet][1])

    def new_line(self) -> None:
        """Begin another line."""
        self._area.insert("\n")

    def title(self) -> Runs:
        return [("send", "muted")]

    def facts(self) -> Runs:
        return [("⏎ send · ctrl+j newline", "muted")]

    def foot(self) -> Runs:
        if self._recalled is not None:
            return [(f"↑ {len(self._history) - self._recalled} back of {len(self._history)}", "muted")]
        return [("↑ history", "muted")] if self._history else []

    def foot_facts(self) -> Runs:
        if self._snippet is not None and self.text == self._snippets[self._snippet][1]:
            return [("template: ", "muted"), (safe.clean(self._snippets[self._snippet][0], 30), "text")]
        return [(f"tab {len(self._snippets)} templates", "faint")] if self._snippets and not self.text else []

    def content(self, width: int, height: int) -> list[Line]:
        margin = "" if self.boxed else " "
        prompt = self.line(width).put(f"{margin}› ", "accent" if self.is_editing else "muted")
        blank = [self.line(width) for _ in range(max(0, height - 2))]
        return [prompt, *blank, self.line(width).put(margin).runs(self._verdict())]

    def _verdict(self) -> Runs:
        """Say what the draft is, or what came of it."""
        if self.error is not None:
            return [("not sent: ", "err-strong"), (safe.clean(self.error), "err")]
        text = self.text
        if not text:
            hint = "⏎ sends · esc leaves and keeps the draft" if self.is_editing else "i writes a message"
            return [(hint, "faint")]
        size = units.size(len(text.encode(errors="replace")))
        if text.lstrip()[:1] not in {"{", "["}:
            return [(f"text · {size}", "muted")]
        try:
            msgspec.json.decode(text.encode(errors="replace"))
        except (msgspec.DecodeError, RecursionError) as error:
            said = safe.clean(str(error).removeprefix("JSON is malformed: "))
            return [(f"not JSON: {said}", "warn"), (" (sent as text)", "muted"), (f" · {size}", "muted")]
        return [("valid json", "ok"), (f" · {size}", "muted")]

    def _replace(self, text: str) -> None:
        self._area.load_text(text)
        self._area.move_cursor(self._area.document.end)

    @on(TextArea.Changed)
    def _change(self, event: TextArea.Changed) -> None:
        event.stop()
        self.error = None
        lines = max(2, min(_TALLEST, self._area.document.line_count))
        self._area.styles.height = lines
        self.styles.height = lines + 3 if self.boxed else lines + 2
        self.sync()


class _Area(TextArea):
    """The text itself, with the keys of the composer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "send", show=False, priority=True),
        Binding("ctrl+j", "new_line", "new line", show=False, priority=True),
        Binding("escape", "leave", "leave", show=False, priority=True),
        Binding("tab", "snippet", "next template", show=False, priority=True),
        Binding("up", "up", "older message", show=False, priority=True),
        Binding("down", "down", "newer message", show=False, priority=True),
    ]

    def __init__(self, text: str) -> None:
        super().__init__(text, compact=True, highlight_cursor_line=False)

    @property
    def composer(self) -> Composer:
        """The composer that it is the text of."""
        assert isinstance(self.parent, Composer)  # noqa: S101 - nobody else makes one
        return self.parent

    def action_send(self) -> None:
        """Send the draft."""
        self.composer.send()

    def action_new_line(self) -> None:
        """Begin another line."""
        self.insert("\n")

    def action_leave(self) -> None:
        """Give the keys back."""
        self.post_message(Composer.Left())

    def action_snippet(self) -> None:
        """Put the next saved message there."""
        self.composer.next_snippet()

    def action_up(self) -> None:
        """Go up a line; from the first line to the message before."""
        if self.cursor_location[0] == 0:
            self.composer.recall(-1)
        else:
            self.action_cursor_up()

    def action_down(self) -> None:
        """Go down a line; from the last line to the message after."""
        if self.cursor_location[0] == self.document.line_count - 1:
            self.composer.recall(1)
        else:
            self.action_cursor_down()
