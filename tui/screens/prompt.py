"""Prompt: one line to type, refused with a reason as long as it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from tui.screens.overlay import Overlay
from tui.text.safe import clean, fit
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click

    from tui.widgets.line import Line

__all__ = ["Prompt"]


class Prompt(Overlay[str | None]):
    """Asks for a line of text; what it gives back is the text, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "cancel", show=False)]

    keys = (
        ("enter", "done", "submit"),
        ("escape", "cancel", "dismiss(None)"),
    )
    takes_text = True

    def __init__(
        self,
        title: str,
        *,
        value: str = "",
        example: str = "",
        check: Callable[[str], str | None] = lambda _: None,
        fault: str = "",
    ) -> None:
        """Ask under a title; `check` returns why a text will not do, or `None`.

        Args:
            title: What is asked for.
            value: What stands there at first, selected.
            example: What stands there, grey, while nothing is typed.
            check: Says why a text will not do.
            fault: Why the text that stands there at first will not do.
        """
        super().__init__()
        self._check = check
        self._refused = value if fault else None
        self._sheet = Vertical()
        self._sheet.border_title = Content(clean(title, 60))
        self._input = Input(value, placeholder=example, compact=True)
        self._hint = f"for example {example}" if value and example else ""
        self._answer = _Row(clean(fault), "err") if fault else _Row(self._hint, "muted")

    def sheet(self) -> ComposeResult:
        with self._sheet:
            yield self._input
            yield self._answer

    def on_mount(self) -> None:
        self._input.focus()

    def on_click(self, event: Click) -> None:
        """Close it when the click is beside it."""
        if event.widget is self:
            self._close(None)

    @on(Input.Changed)
    def _change(self, event: Input.Changed) -> None:
        if event.value != self._refused:
            self._answer.say(self._hint, "muted")

    @on(Input.Submitted)
    def action_submit(self) -> None:
        """Give back what is typed, or say why it will not do."""
        typed = self._input.value.strip()
        error = self._check(typed)
        if error is None:
            self._close(typed)
        else:
            self._answer.say(clean(error), "err")

    def _close(self, text: str | None) -> None:
        _ = self.dismiss(text)  # waiting for it would be waiting for ourselves


class _Row(Painted):
    """A line of text around the input."""

    def __init__(self, text: str, tag: str) -> None:
        super().__init__()
        self._text, self._tag = text, tag

    def say(self, text: str, tag: str) -> None:
        """Say something else."""
        self._text, self._tag = text, tag
        self.sync()

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        return [self.line(width).put(fit(self._text, width, elide="middle"), self._tag)]
