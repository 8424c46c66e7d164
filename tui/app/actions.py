"""Actions: what the keys and commands do that work on every screen."""

from __future__ import annotations

import time
from asyncio import to_thread

from textual import widgets

from tui import screens
from tui.app.files import write_new
from tui.app.navigation import Navigation
from tui.model.quantity import parse_duration
from tui.screens.item_actions import duration_fault
from tui.screens.requests import CopyRequested, IntervalRequested
from tui.widgets.pressing import spoken

__all__ = ["Actions"]

_TWICE = 2.0


class Actions(Navigation):
    """An app that can be looked at in other colours, saved as a picture, and left."""

    has_mouse = True
    _interrupted_at = 0.0

    def action_interrupt(self) -> None:
        """Copy the selection of an input; without one, quit when it is asked twice."""
        focused = self.focused
        selected = focused.selected_text if isinstance(focused, widgets.Input | widgets.TextArea) else ""
        if selected:
            self.post_message(CopyRequested(selected, "selection"))
            return
        now = time.monotonic()
        if now - self._interrupted_at <= _TWICE:
            self.exit()
        self._interrupted_at = now
        self.say(spoken(self, "{interrupt again to quit}"))

    def action_pick_theme(self) -> None:
        """Choose a theme; the cursor shows what it looks like."""
        _ = self.push_screen(screens.ThemeMenu(), self.keep_theme)

    def action_toggle_mouse(self) -> None:
        """Give the mouse back to the terminal, so that it selects text, or take it again."""
        driver = self._steady_driver()
        if driver is None:
            return
        self.has_mouse = not self.has_mouse
        driver.use_mouse(is_ours=self.has_mouse)
        lent = "the terminal has the mouse; {mouse takes it back}"
        self.say("the mouse is ours again" if self.has_mouse else spoken(self, lent))

    async def action_save_screen(self) -> None:
        """Write what the screen shows to files, as SVG and as text."""
        name = time.strftime("asyncdash-%Y%m%d-%H%M%S")
        lines = [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]  # noqa: SLF001 - no public name
        try:
            picture = await to_thread(write_new, f"{name}.svg", self.export_screenshot(title=self.title))
            text = await to_thread(write_new, f"{name}.txt", "\n".join(lines) + "\n")
        except OSError as error:
            self.say(f"the screen was not saved: {error.strerror}: {error.filename}")
        else:
            self.say(f"saved {picture.name} and {text.name} in {picture.parent}")

    def action_use_theme(self, name: str) -> None:
        """Change the theme."""
        self.theme = name
        self.keep_theme(name)

    def keep_theme(self, name: str | None) -> None:
        """Start with this theme the next time."""
        if name is not None:
            self.context.remember("theme", name)

    def action_set_interval_of_item(self, text: str) -> None:
        """Change how often the selected item is checked or pinged."""
        item = getattr(self.screen, "item", None)
        state = item() if item is not None else None
        if state is None:
            self.say("select an endpoint or a feed first")
            return
        fault = duration_fault(text)
        if fault is None:
            self.screen.post_message(IntervalRequested(state.name, parse_duration(text)))
        else:
            self.say(fault)

    def action_filter_by(self, text: str) -> None:
        """Filter what the screen lists."""
        filter_by = getattr(self.screen, "filter_by", None)
        if filter_by is not None:
            filter_by(text)
