"""Overlay: what lies over a screen, asks one thing and goes away with the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen

from tui.screens.below import Below
from tui.widgets.footer_bar import FooterBar
from tui.widgets.painted import Painted
from tui.widgets.pressing import help_item, help_keys, is_command, keys_for, pressed_label, written

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.app import ComposeResult
    from textual.events import Key
    from textual.geometry import Region

__all__ = ["Overlay"]

Answer = TypeVar("Answer")


class Overlay(ModalScreen[Answer]):
    """Answers once: keys that were typed ahead would otherwise close the screen below it as well.

    Its keys stand in the place of those of the screen below, which do nothing now. That is as good as dark,
    unless the overlay has the class `-clear`: then it is part of what one looks at.
    """

    CSS_PATH = "../styles/overlay.tcss"

    keys: ClassVar[tuple[tuple[str, str, str], ...]]
    """What does something here: the key as Textual spells it, a word, and the action of a click on it."""
    has_help: ClassVar[bool] = True
    """Do the keys of `help` list them? Not where whatever is pressed means something else."""
    takes_text: ClassVar[bool] = False
    """Does somebody type here? Then a key that is a character is no command."""

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._footer = FooterBar()

    def compose(self) -> ComposeResult:
        yield from self.sheet()
        yield self._footer

    def sheet(self) -> ComposeResult:
        """Give what lies over the screen."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self._leave_as_elsewhere()
        self._help_as_elsewhere()
        self._show_keys()

    def on_key(self, event: Key) -> None:
        """Say quietly that a key does nothing here, where nothing is typed."""
        if event.key in self.active_bindings or not isinstance(self.focused, Painted | None):
            self._show_keys()
        else:
            self.say(f"{pressed_label(event)} is not bound here — esc leaves")

    def say(self, text: str) -> None:
        """Answer a key in the footer, until the next key."""
        self._footer.hint(text)

    def render(self) -> RenderableType:
        below = super().render()
        if not isinstance(below, BackgroundScreen):
            return below
        has_no_tint = self.app.native_ansi_color
        return Below(below, self.sheets, dims=has_no_tint and not self.has_class("-clear"))

    def sheets(self) -> list[Region]:
        """Return where something lies over the screen below."""
        return [each.region for each in self.children if each.display and each is not self._footer]

    def _leave_as_elsewhere(self) -> None:
        """Let the keys of `back` do what Escape does, apart from those that type or edit something."""
        bindings = self._bindings
        escape = next(iter(bindings.key_to_bindings.get("escape", ())), None)
        for key in keys_for(self.app, "back", "").split(","):
            if escape is not None and is_command(key) and key not in bindings.key_to_bindings:
                bindings.bind(key, escape.action, show=False, priority=escape.priority)

    def _help_as_elsewhere(self) -> None:
        """Let the keys of `help` list those that do something here."""
        for key in help_keys(self.app, is_typing=self.takes_text) if self.has_help else ():
            self._bindings.bind(key, "app.help", show=False)

    def labelled_keys(self) -> list[tuple[str, str, str]]:
        """Return what does something here: the key as it is written for people, a word, and its action."""
        return [(written(self.app, key), word, action) for key, word, action in self.keys]

    def _show_keys(self) -> None:
        last = help_item(self.app, is_typing=self.takes_text) if self.has_help else None
        self._footer.show(self.labelled_keys(), last)

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with that answer, unless it is closed already."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
