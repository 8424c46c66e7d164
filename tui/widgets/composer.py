"""Composer: write a message, recall one, send it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.widgets import TextArea

from tui.text import safe
from tui.text.draft import Draft, DraftKind, verdict
from tui.widgets.draft_area import DraftArea
from tui.widgets.pane import Pane
from tui.widgets.pressing import pressing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

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
    Composer.-plain DraftArea { margin: 1 1 0 3; }
    """

    @dataclass
    class Sent(Message):
        """The draft is to be sent."""

        draft: Draft

    class Left(Message):
        """Whoever wrote is done for now; the draft stays."""

    def __init__(self, *, history: list[Draft], snippets: Mapping[str, str], draft: Draft) -> None:
        """Take what was sent before, the newest last, and messages to send by name."""
        super().__init__()
        self.kind = draft.kind
        """How the draft is read."""
        self.error: str | None = None
        """Why the draft could not be sent."""
        self.repeating: str | None = None
        """How often it is sent again, and how often it has been; `None`: it is not."""
        self._history = history
        self._snippets = list(snippets.items())
        self._snippet: int | None = None
        self._recalled: int | None = None
        self._draft = draft
        self._sending: Draft | None = None
        self._area = DraftArea(draft.text, self)

    @property
    def text(self) -> str:
        """The draft's text."""
        return self._area.text

    @property
    def draft(self) -> Draft:
        """The draft as it stands."""
        return Draft(self.text, self.kind)

    @property
    def is_editing(self) -> bool:
        """Is somebody writing?"""
        return self.is_mounted and self.has_focus_within

    def compose(self) -> ComposeResult:
        yield self._area

    def focus(self, scroll_visible: bool = True) -> Composer:  # noqa: FBT001, FBT002 - as Textual has it
        self._area.focus(scroll_visible)
        return self

    def send(self) -> None:
        """Ask for the draft to be sent, if there is one."""
        if self.text.strip() or self.kind in {DraftKind.PING, DraftKind.CLOSE}:
            self._sending = self.draft
            self.post_message(self.Sent(self._sending))

    def leave(self) -> None:
        """Give the keys back; the draft stays."""
        self.post_message(self.Left())

    def next_kind(self) -> None:
        """Read the draft in the next way: as text, as bytes, as the name of a file."""
        self.kind = self.kind.next()
        self.error = None
        self.sync()

    def sent(self, error: str | None) -> None:
        """Hear what became of the draft: gone, unless it is another by now, or kept with the reason."""
        if self._sending is None:
            return
        self.error = error
        if error is None:
            self._history.append(self._sending)
            self._recalled = self._snippet = None
            if self.draft == self._sending:
                self._area.load_text("")
        self._sending = None
        self.sync()

    def recall(self, steps: int) -> None:
        """Put an older message in place of the draft, or a newer one; after the newest the draft again."""
        if not self._history or (steps > 0 and self._recalled is None):
            return
        if self._recalled is None:
            self._draft, self._recalled = self.draft, len(self._history)
        self._recalled = max(0, self._recalled + steps)
        if self._recalled >= len(self._history):
            self._recalled = None
        shown = self._draft if self._recalled is None else self._history[self._recalled]
        self.kind = shown.kind
        self._area.put(shown.text)

    @property
    def idle(self) -> set[str]:
        """The actions that have nothing to bring back."""
        return {
            *(() if self._history else ("recall_draft",)),
            *(() if self._snippets else ("next_snippet",)),
        }

    def next_snippet(self) -> None:
        """Put the next saved message into an empty draft, or in place of one that was put there."""
        shown = None if self._snippet is None else self._snippets[self._snippet][1]
        if self._snippets and self.text in {"", shown}:
            self._snippet = 0 if self._snippet is None else (self._snippet + 1) % len(self._snippets)
            self.kind, self._recalled = DraftKind.TEXT, None
            self._area.put(self._snippets[self._snippet][1])

    def new_line(self) -> None:
        """Begin another line."""
        self._area.action_new_line()

    def title(self) -> Runs:
        repeating: Runs = [(f"  ↻ {self.repeating}", "accent-strong")] if self.repeating else []
        return [("send", "muted"), *repeating]

    def facts(self) -> Runs:
        label, tag = self.key("compose.kind", tag="muted" if self.kind is DraftKind.TEXT else "accent")
        return [(f"{self.kind} ▾ {label}", tag)]

    def foot(self) -> Runs:
        if self._recalled is not None:
            words = f"↑ {len(self._history) - self._recalled} back of {len(self._history)}"
            return [(words, pressing("screen.recall_draft"))]
        return [("↑ history", pressing("screen.recall_draft"))] if self._history else []

    def foot_facts(self) -> Runs:
        if self._snippet is not None and self.text == self._snippets[self._snippet][1]:
            return [("snippet: ", "muted"), (safe.clean(self._snippets[self._snippet][0], 30), "text")]
        if not self._snippets or self.text:
            return []
        number = len(self._snippets)
        words = f"tab {number} {'snippet' if number == 1 else 'snippets'}"
        return [(words, pressing("screen.next_snippet", "faint"))]

    def content(self, width: int, height: int) -> list[Line]:
        margin = "" if self.boxed else " "
        prompt = self.line(width).put(f"{margin}› ", "accent" if self.is_editing else "muted")
        blank = [self.line(width) for _ in range(max(0, height - 2))]
        return [prompt, *blank, self.line(width).put(margin).runs(self._verdict())]

    def _verdict(self) -> Runs:
        """Say what the draft is, or what came of it."""
        if self.error is not None:
            return [("not sent: ", "err-strong"), (safe.clean(self.error), "err")]
        if self.text or self.kind is not DraftKind.TEXT:
            return verdict(self.draft)
        return self.sentence(
            "leaving keeps the draft" if self.is_editing else "{compose writes a message}", "faint"
        )

    @on(TextArea.Changed)
    def _change(self, event: TextArea.Changed) -> None:
        event.stop()
        self.error = None
        lines = max(2, min(_TALLEST, self._area.document.line_count))
        self._area.styles.height = lines
        self.styles.height = lines + 3 if self.boxed else lines + 2
        self.sync()
