"""BarredScreen: a screen between a header and a footer that names its keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.screen import Screen
from textual.strip import Strip

from tui.keys import action_of, find_key, keys_of
from tui.widgets.footer_bar import FooterBar
from tui.widgets.header_bar import HeaderBar
from tui.widgets.ink import ink_of
from tui.widgets.painted import Painted
from tui.widgets.pressing import help_item, keys_for, label_of, pressed_label, spoken
from tui.widgets.query_bar import QueryBar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from textual.app import App
    from textual.events import Key as KeyEvent
    from textual.geometry import Region

    from tui.keys import Key
    from tui.widgets.footer_bar import Item
    from tui.widgets.line import Runs

__all__ = ["BarredScreen"]

_QUERY_KEYS = (
    ("enter", "keep", "app.escape"),
    ("down", "to the list", "app.escape"),
    ("escape", "leave", "app.escape"),
)
"""What acts while somebody types a filter; all of it leaves the row."""


class BarredScreen(Screen[None]):
    """The row on top says where one is and how things are, the one below which keys do something."""

    scope: ClassVar[str]
    """Its word in the table of keys."""

    def __init__(self) -> None:
        super().__init__()
        self.footer = FooterBar()
        """The row below; it is told of keys and answers also before it is there to be seen."""

    def header(self, width: int) -> tuple[Runs, Runs, Runs]:
        """Return the left, middle and right part of the header."""
        raise NotImplementedError

    def make_header(self) -> HeaderBar:
        """Return the widget for the top row."""
        return HeaderBar(self.header, is_now=self.is_now)

    def is_now(self) -> bool:
        """Does the screen show how things are now?"""
        return True

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return blank rows, for what no widget covers."""
        ground = Style(bgcolor=ink_of(self.app).style("text").bgcolor)
        return [Strip.blank(crop.width, ground)] * crop.height

    def _on_timer_update(self) -> None:
        """Paint what has been laid out anew, once; Textual would paint all of it a second time."""
        if self._layout_required and self._repaint_required:
            self._dirty_widgets.add(self)
            self._repaint_required = False
        super()._on_timer_update()

    def as_text(self) -> str:
        """Return what it shows, line by line."""
        return "\n".join(strip.text.rstrip() for strip in self._compositor.render_strips())

    def say(self, text: str) -> None:
        """Answer a key in the footer, until the next key."""
        self.footer.hint(text)

    def say_keys(self, text: str) -> None:
        """Say a sentence of ours that names keys: "{back ends the search}"."""
        self.say(spoken(self.app, text))

    def show_keys(self) -> None:
        """Put this screen's keys into the footer."""
        if any(bar.is_editing for bar in self.query(QueryBar)):
            self.footer.show(self.labelled(_QUERY_KEYS), help_item(self.app, is_typing=True))
            return
        shown = [key for key in keys_of(self.scope, "app") if key.footer and self.acts(key)]
        items: list[Item] = [
            (label, partial(self.word, key), action_of(key))
            for key in shown
            if key.id != "help" and (label := self.label(key.id, key.keys))
        ]
        self.footer.show([*self.first_keys(), *items], help_item(self.app, is_typing=False))

    def acts(self, key: Key) -> bool:  # noqa: ARG002 - the keys of a screen act unless it says otherwise
        """Does that key do anything now?"""
        return True

    def word(self, key: Key) -> str:
        """Return in a word what a key of the footer does now; "": nothing."""
        return key.footer or ""

    def first_keys(self) -> list[tuple[str, str, str]]:
        """Return what comes before the keys of the table: each with its word and its action."""
        is_first = self.app.screen_stack[:1] == [self]
        return [] if is_first else [(self.label("back", "escape"), "back", "app.escape")]

    def label(self, key_id: str, keys: str) -> str:
        """Return how the key of that id is written, as the user's keymap has it."""
        return label_of(self.app, key_id, keys)

    def labelled(self, items: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
        """Return items of the footer, each with a key or the id of one, as they are written for people."""
        return [
            (self.label(key, known.keys if (known := find_key(key)) else key), word, action)
            for key, word, action in items
        ]

    def on_descendant_focus(self) -> None:
        self.show_keys()

    def on_descendant_blur(self) -> None:
        self.show_keys()

    def on_key(self, event: KeyEvent) -> None:
        """Say quietly that a key does nothing here."""
        if event.key in self.active_bindings or not isinstance(self.focused, Painted | None):
            self.show_keys()
        elif event.key in _moving(self.app):
            way = ": {pane.next leads to the next}" if len(self.focus_chain) > 1 else ""
            self.say_keys(f"nothing moves in this pane{way}")
        else:
            self.say(
                f"{pressed_label(event)} is not bound — {self.label('help', 'question_mark')} lists keys"
            )


def _moving(app: App[Any]) -> set[str]:
    """Return the keys that move something wherever there are rows."""
    return {each for key in keys_of("list") for each in keys_for(app, key.id, key.keys).split(",")}
