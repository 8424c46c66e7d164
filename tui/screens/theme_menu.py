"""ThemeMenu: the themes, each shown as soon as the cursor is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from tui.screens.overlay import Overlay
from tui.widgets.movable import Movable
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.widgets.line import Line, Runs

__all__ = ["ThemeMenu"]

_ROWS = 14


class ThemeMenu(Overlay[str | None]):
    """Gives back the theme that was chosen; Escape puts the one before back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "cancel", show=False),
        Binding("enter", "keep", "keep", show=False),
    ]

    def compose(self) -> ComposeResult:
        names = sorted(self.app.available_themes, key=lambda name: (not name.startswith("asyncdash"), name))
        self._before = self.app.theme
        self._pane = _ThemePane(names, names.index(self._before))
        yield self._pane

    def on_mount(self) -> None:
        self._pane.focus()

    def action_cancel(self) -> None:
        """Put the theme from before back."""
        self.app.theme = self._before
        _ = self.dismiss(None)

    def action_keep(self) -> None:
        """Keep what is shown."""
        _ = self.dismiss(self.app.theme)


class _ThemePane(Movable, Pane):
    """The names."""

    def __init__(self, names: list[str], at: int) -> None:
        super().__init__()
        self._names = names
        self._at = at
        self.styles.width = max(map(len, names)) + 6
        self.styles.height = min(_ROWS, len(names)) + 2

    def move_by(self, rows: int) -> None:
        self._at = max(0, min(self._at + rows, len(self._names) - 1))
        self.app.theme = self._names[self._at]
        self.sync()

    def move_to(self, *, end: bool) -> None:
        self.move_by(len(self._names) if end else -len(self._names))

    def title(self) -> Runs:
        return [("theme", "muted")]

    def foot_facts(self) -> Runs:
        return [("⏎ keep · esc", "muted")]

    def content(self, width: int, height: int) -> list[Line]:
        first = max(0, min(self._at - height // 2, len(self._names) - height))
        return [
            self.line(width, on="bar" if index == self._at else "page")
            .put(f" {name}", "strong" if index == self._at else "text")
            .to(width)
            for index, name in enumerate(self._names[first : first + height], first)
        ]
