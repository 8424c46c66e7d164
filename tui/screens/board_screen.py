"""BoardScreen: what the screens of the board have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container
from textual.screen import Screen

from tui.keys import key_label, keys_of
from tui.screens.context import Layout, layout_of
from tui.screens.jump import JumpSpot
from tui.text.units import span
from tui.widgets.footer_bar import FooterBar
from tui.widgets.header_bar import HeaderBar
from tui.widgets.painted import Painted
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from textual.events import Key as KeyEvent
    from textual.events import Resize

    from tui.screens.context import Context
    from tui.widgets.line import Runs

__all__ = ["BoardScreen"]

_FULL_STAMP = 100


class BoardScreen(Screen[None]):
    """A screen with a header, panes and a footer that repaints what has changed."""

    scope: ClassVar[str]
    """Its word in the table of keys."""
    AUTO_FOCUS = ""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.size_layout = Layout.NARROW
        """How much there is room for."""
        self.zoomed: Pane | None = None
        self.frozen_at: float | None = None
        """Since when the view stands still, in seconds since the epoch; data keeps arriving."""

    def header(self, width: int) -> tuple[Runs, Runs, Runs]:
        """Return the left, middle and right part of the header."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Set up the panes for `size_layout`; runs when the layout has changed, and at first."""

    def escape(self) -> bool:
        """Leave one layer: input, filter, zoom. Return whether there was one."""
        if self.zoomed is not None:
            self.action_zoom()
            return True
        return False

    def repaint(self) -> None:
        """Let every visible widget look whether it has changed; a frozen view stands still."""
        for widget in self.query(Painted):
            if widget.display and (self.frozen_at is None or isinstance(widget, HeaderBar)):
                widget.sync()

    def chips(self) -> Runs:
        """Return what must be seen from across the room: a frozen view, a recording."""
        if self.frozen_at is None:
            return []
        return [(f"‖ FROZEN {span(self.context.now() - self.frozen_at)}", "paused-strong")]

    def say(self, text: str) -> None:
        """Answer a key in the footer, until the next key."""
        self.query_one(FooterBar).hint(text)

    def jump_spots(self) -> list[JumpSpot]:
        """Return what can be jumped to and where it is: every pane, and what the screen adds."""
        return [
            JumpSpot(pane.region.x + 1, pane.region.y, pane)
            for pane in self.query(Pane)
            if pane.display and pane.region.area
        ]

    def jump(self, target: object) -> None:
        """Go to what was jumped to; `None` is nothing."""
        if isinstance(target, Pane):
            target.focus()

    def make_header(self) -> HeaderBar:
        """Return the widget for the top row."""
        return HeaderBar(self.header)

    def show_keys(self) -> None:
        """Put this screen's keys into the footer."""
        shown = [key for key in keys_of(self.scope, "app") if key.footer]
        items = [
            (self.label(key.id, key.keys), key.footer or "", key.action) for key in shown if key.id != "help"
        ]
        self.query_one(FooterBar).show(items, (self.label("help", "question_mark"), "help", "app.help"))

    def label(self, key_id: str, keys: str) -> str:
        """Return how the key of that id is written, as the user's keymap has it."""
        return key_label(self.app._keymap.get(key_id, keys))  # noqa: SLF001 - Textual has no getter for it

    def on_mount(self) -> None:
        self._arrange(self.app.size.width, self.app.size.height)
        self.show_keys()

    def on_resize(self, event: Resize) -> None:
        self._arrange(event.size.width, event.size.height)

    def on_screen_resume(self) -> None:
        self.repaint()

    def on_key(self, event: KeyEvent) -> None:
        """Say quietly that a key does nothing here."""
        if event.key in self.active_bindings or not isinstance(self.focused, Painted | None):
            self.show_keys()
        else:
            label = key_label(event.key)
            self.query_one(FooterBar).hint(f"{label} is not bound — ? lists keys")

    def action_zoom(self) -> None:
        """Give the focused pane the whole screen, or give it back."""
        self.zoomed = self.focused if self.zoomed is None and isinstance(self.focused, Pane) else None
        for container in self.query(Container):
            container.display = self.zoomed is None or self.zoomed in container.query(Pane)
        for pane in self.query(Pane):
            pane.display = pane is self.zoomed if self.zoomed else True
        if self.zoomed is None:
            self.lay_out()

    def action_freeze(self) -> None:
        """Let the view stand still, or go on."""
        self.frozen_at = self.context.now() if self.frozen_at is None else None
        self.repaint()

    def action_focus_pane(self, number: int) -> None:
        """Focus the pane whose title carries that digit."""
        for pane in self.query(Pane):
            if pane.number == number and pane.display:
                pane.focus()

    def action_window(self, steps: int) -> None:
        """Look back further, or less far."""
        self.context.view.change_window(steps)
        self.repaint()

    def action_toggle_time(self) -> None:
        """Show times of day, or how long ago."""
        self.context.view.ages = not self.context.view.ages
        self.repaint()

    def _arrange(self, width: int, height: int) -> None:
        layout = layout_of(width, height)
        self.size_layout = layout
        for each in Layout:
            self.set_class(each is layout, f"-{each}")
        if self.zoomed is None:
            self.lay_out()
