"""BadConfig: what is wrong with a configuration that was saved, over what runs on without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from tui.model.target import Origin
from tui.screens.overlay import Overlay
from tui.screens.requests import FileRequested, ReloadRequested
from tui.widgets.fault_pane import FaultPane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click

    from tui.config.errors import ConfigError
    from tui.config.excerpt import Excerpt

__all__ = ["BadConfig"]

_AROUND = 8
_WIDEST = 110
_NARROW = 80
_ABOVE = 3
_HIGH = 20


class BadConfig(Overlay[None]):
    """Stands over the screen until a later configuration is good, or until it is dismissed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "dismiss", show=False),
        Binding("e", "edit", "edit", show=False),
        Binding("r", "retry", "retry", show=False),
    ]

    keys = (
        ("e", "edit", "edit"),
        ("r", "retry", "retry"),
        ("escape", "dismiss", "dismiss(None)"),
    )

    def __init__(self, errors: Sequence[ConfigError], excerpt: Excerpt | None) -> None:
        """Show these faults, of which there is one at least, and the lines around the first."""
        super().__init__()
        self.errors = list(errors)
        """All of them, the first one shown with its lines."""
        self._pane = FaultPane(self.errors, excerpt)

    def sheet(self) -> ComposeResult:
        yield self._pane

    def on_mount(self) -> None:
        self._pane.focus()

    def on_resize(self) -> None:
        self._arrange()

    def show(self, errors: Sequence[ConfigError], excerpt: Excerpt | None) -> None:
        """Show other faults: the file was saved again, and is wrong in another way."""
        self.errors = list(errors)
        self._pane.show(self.errors, excerpt)
        self._arrange()

    def show_again(self) -> None:
        """Say that the files were read again, and that the faults are the same."""
        number = len(self.errors)
        same = "still the same problem" if number == 1 else f"still the same {number} problems"
        self.say(f"read again: {same}")

    def action_edit(self) -> None:
        """Open the file of the first fault at its line."""
        error = next((each for each in self.errors if each.path is not None), None)
        if error is not None and error.path is not None:
            self.post_message(FileRequested(Origin(error.path, error.line or 1)))

    def action_retry(self) -> None:
        """Ask for another reading."""
        self.post_message(ReloadRequested())

    async def on_click(self, event: Click) -> None:
        """Dismiss it at a click beside the frame."""
        if not self._pane.region.contains(event.screen_x, event.screen_y):
            await self.run_action("dismiss(None)")

    def _arrange(self) -> None:
        """Give the frame the room that it needs, as far as there is room."""
        width, height = self.app.size
        above = _ABOVE if height >= _HIGH else 1
        self._pane.styles.margin = (above, 0, 0, 0)
        self._pane.take_room(width if width < _NARROW else min(_WIDEST, width - _AROUND), height - above - 1)
        self.refresh()
