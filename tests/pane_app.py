"""PaneApp: one widget on a terminal of a given size."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from textual.app import App
from textual.events import MouseScrollDown, MouseScrollUp

from tests.factories import NOW
from tui.text.glyphs import BRAILLE
from tui.widgets.outlook import Outlook, no_mark
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.app import ComposeResult
    from textual.pilot import Pilot

    from tui.text.glyphs import Glyphs
    from tui.widgets.painted import Painted

__all__ = ["PaneApp", "lines_of", "make_outlook", "shown", "turn_wheel"]


class PaneApp(App[None]):
    """Shows one widget and nothing else."""

    def __init__(self, widget: Painted) -> None:
        super().__init__()
        self.widget = widget
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def compose(self) -> ComposeResult:
        yield self.widget


def make_outlook(
    window: int = 300, *, glyphs: Glyphs = BRAILLE, marked_at: Callable[[], float | None] = no_mark
) -> Outlook:
    """Return how charts look at the past of the tests."""
    return Outlook(now=lambda: NOW, window=lambda: window, glyphs=lambda: glyphs, marked_at=marked_at)


def lines_of(widget: Painted) -> list[str]:
    """Return the rows that a widget shows."""
    return [strip.text for strip in widget.render_lines(widget.size.region)]


@asynccontextmanager
async def shown(widget: Painted, width: int = 80, height: int = 12) -> AsyncIterator[Pilot[None]]:
    """Show a widget and give what presses keys."""
    async with PaneApp(widget).run_test(size=(width, height)) as pilot:
        widget.sync()
        yield pilot


async def turn_wheel(pilot: Pilot[None], widget: Painted, *, up: bool = False) -> None:
    """Turn the mouse wheel by one notch over a widget."""
    await pilot._post_mouse_events([MouseScrollUp if up else MouseScrollDown], widget=widget)
    await pilot.pause()
