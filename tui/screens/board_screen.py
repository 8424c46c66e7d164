"""BoardScreen: what the screens of the board have in common."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on
from textual.events import DescendantFocus

from tui import screens
from tui.keys import keys_of
from tui.screens.barred_screen import BarredScreen
from tui.screens.layout import Layout, layout_of
from tui.text.units import span
from tui.widgets.crosshair import Hovered, TimeAxis
from tui.widgets.movable import Movable
from tui.widgets.painted import Painted
from tui.widgets.pane import Pane
from tui.widgets.pressing import pressing
from tui.widgets.working import begin

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.dom import DOMNode
    from textual.events import Key, Resize
    from textual.widget import Widget

    from tui.keys import Key as Binding
    from tui.screens.context import Context
    from tui.widgets.line import Runs

__all__ = ["BoardScreen", "is_shown"]

_GO_ON = "unfreeze"
"""The word for the key that freezes while the view is frozen; what is paused is resumed by another."""
_ROOM = "Clear, Pane, Movable"
"""What panes are laid out in, and they themselves."""


class BoardScreen(BarredScreen):
    """A screen of panes that repaints what has changed."""

    AUTO_FOCUS = ""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.size_layout = Layout.NARROW
        """How much there is room for."""
        self.zoomed: Widget | None = None
        """What has the whole screen between header and footer."""
        self.hovered_at: float | None = None
        """The moment of a chart that the mouse is over, in seconds since the epoch."""
        self._one_at_a_time = asyncio.Lock()
        """Threads share one interpreter: two that work slow each other down, and the screen with them."""
        self.frozen_at: float | None = None
        """Since when the view stands still, in seconds since the epoch; data keeps arriving."""

    def lay_out(self) -> None:
        """Set up the panes for `size_layout`; runs when the layout has changed, and at first."""

    def escape(self) -> bool:
        """Leave one layer: input, filter, zoom. Return whether there was one."""
        if self.zoomed is not None:
            self.action_zoom()
            return True
        return False

    def repaint(self) -> None:
        """Let every widget that is shown look whether it has changed; a frozen one looks at the past."""
        for widget in self.query(Painted):
            if is_shown(widget):
                widget.sync()

    def aside(self, job: Callable[[], None]) -> None:
        """Have a thread do what would keep the screen waiting, and repaint then."""

        async def work() -> None:
            async with self._one_at_a_time:
                await asyncio.to_thread(job)
            self.repaint()

        begin(self, work, group="aside")

    def is_now(self) -> bool:
        return self.frozen_at is None

    def moment(self) -> float:
        """Return the seconds since the epoch at which the view stands."""
        return self.context.now() if self.frozen_at is None else self.frozen_at

    def past(self) -> float | None:
        """Return the moment of the past that is looked at; `None`: it is now."""
        return self.frozen_at

    def marked_at(self) -> float | None:
        """Return the moment that every chart marks; `None`: there is none."""
        return self.hovered_at

    def on_key(self, event: Key) -> None:  # noqa: ARG002 - any key; Textual calls that of the base as well
        """Mark no moment any more: who uses keys has let the mouse lie somewhere."""
        if self.hovered_at is not None:
            self._mark(None)

    @on(Hovered)
    def _hover(self, event: Hovered) -> None:
        self._mark(event.at)

    def _mark(self, at: float | None) -> None:
        """Mark the moment under the mouse in all charts."""
        self.hovered_at = at
        for widget in self.query(Painted):
            if isinstance(widget, TimeAxis) and is_shown(widget):
                widget.sync()

    def chips(self) -> Runs:
        """Return what must be seen from across the room: a frozen view, a recording."""
        chips: Runs = []
        if (since := self.context.board.offline_since) is not None:
            lasted = span(max(0.0, self.context.now() - since))
            chips.append((f"! NO NETWORK {lasted}", "err-strong"))
        chips += self.standing()
        if (recorded := self.context.recording()) is not None:
            chips.append((f"● REC {recorded}", pressing("app.record", "err-strong")))
        return chips

    def standing(self) -> Runs:
        """Return the words for a view that stands still, if it does."""
        if self.frozen_at is None:
            return []
        frozen = f"‖ FROZEN {span(self.context.now() - self.frozen_at)}"
        return [(frozen, pressing("screen.freeze", "paused-strong"))]

    def is_frozen(self) -> bool:
        """Does the view stand still until somebody lets it go on?"""
        return self.frozen_at is not None

    def word(self, key: Binding) -> str:
        if key.id == "zoom" and self.zoomed is not None:
            return "restore"
        if key.id == "zoom" and not self._making_way():
            return ""
        return _GO_ON if key.id == "freeze" and self.is_frozen() else super().word(key)

    def first_keys(self) -> list[tuple[str, str, str]]:
        keys = super().first_keys()
        if self.is_frozen() and any(key.id == "freeze.view" for key in keys_of(self.scope)):
            keys.insert(0, (self.label("freeze.view", "space"), _GO_ON, "freeze"))
        return keys

    def jump_spots(self) -> list[screens.JumpSpot]:
        """Return what can be jumped to and where it is: every pane, and what the screen adds."""
        return [
            screens.JumpSpot(pane.region.x + 1, pane.region.y, pane)
            for pane in self.query(Pane)
            if pane.display and pane.visible and pane.region.area
        ]

    def jump(self, target: object) -> None:
        """Go to what was jumped to; `None` is nothing."""
        if isinstance(target, Pane):
            target.focus()

    def on_compose(self) -> None:
        """Take the class of the layout before there is anything whose style depends on it."""
        layout = layout_of(self.app.size.width, self.app.size.height)
        self.add_class(f"-{layout}", update=False)

    def on_mount(self) -> None:
        self._arrange(self.app.size.width, self.app.size.height)
        self.show_keys()

    def on_resize(self, event: Resize) -> None:
        self._arrange(event.size.width, event.size.height)

    def on_screen_resume(self) -> None:
        self.repaint()

    def on_screen_suspend(self) -> None:
        """Let no bar and no frame say that the keys are here, when they are with what lies over it."""
        if self.app.screen.is_modal:
            self.repaint()

    def action_zoom(self) -> None:
        """Give the focused pane the whole screen, or give it back."""
        others = self._making_way() if self.zoomed is None else []
        if self.zoomed is None and not others:
            self.say("nothing beside this pane could make way")
            return
        self.zoomed = self.focused if self.zoomed is None else None
        for widget in self.query(_ROOM):
            widget.display = widget not in others
        self.set_class(self.zoomed is not None, "-zoomed")
        if self.zoomed is None:
            self.lay_out()
        self.show_keys()

    def _making_way(self) -> list[Widget]:
        """Return what would make way for the pane that has the keys, were it zoomed."""
        pane = self.focused
        if not isinstance(pane, Pane | Movable):
            return []
        kept = set(pane.ancestors_with_self)
        others = [each for each in self.query(_ROOM) if each not in kept and pane not in each.ancestors]
        return others if any(map(is_shown, others)) else []

    def make_room(self, pane: Pane | Movable | None = None) -> None:
        """Lay the panes out anew; a zoom of another pane than this one makes way."""
        if not self.is_attached:
            return  # it was left before its turn came
        if self.zoomed is None:
            self.lay_out()
        elif self.zoomed is not pane:
            self.action_zoom()

    def go_on(self) -> bool:
        """Leave the moment of the past that is looked at for now. Return whether there was one."""
        return False

    @on(DescendantFocus)
    def _lead_to_now(self, event: DescendantFocus) -> None:
        """Let the key to the end lead to now from wherever it is pressed."""
        if isinstance(event.widget, Movable):
            event.widget.go_on = self.go_on

    def action_to_end(self) -> None:
        """Let the past go, where no list has the keys."""
        if not self.go_on():
            self.say("this is now")

    def action_freeze(self) -> None:
        """Let the view stand still, or go on."""
        self.frozen_at = self.context.now() if self.frozen_at is None else None
        self.show_keys()
        self.repaint()

    def action_focus_pane(self, number: int) -> None:
        """Focus the pane whose title carries that digit."""
        panes = [
            pane
            for pane in self.query(Pane)
            if pane.number == number and pane.visible and pane.display and pane.region
        ]
        if panes:
            panes[0].focus()
        else:
            self.say(f"there is no pane {number} here")

    def action_window(self, steps: int) -> None:
        """Look back further, or less far."""
        self.context.view.change_window(steps)
        self.say(f"the last {span(self.context.view.window)}")
        self.repaint()

    def action_toggle_time(self) -> None:
        """Show times of day, or how long ago."""
        self.context.view.ages = not self.context.view.ages
        self.repaint()
        self.say("ages in place of times of day" if self.context.view.ages else "times of day")

    def _arrange(self, width: int, height: int) -> None:
        layout = layout_of(width, height)
        self.size_layout = layout
        self.update_classes({f"-{each}": each is layout for each in Layout})
        if self.zoomed is None:
            self.lay_out()
        self.footer.sync()


def is_shown(node: DOMNode) -> bool:
    """Is it shown, and all that holds it? What has just been shown has no size yet."""
    return all(each.display for each in node.ancestors_with_self)
