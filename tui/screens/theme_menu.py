"""ThemeMenu: the themes, each shown as soon as the cursor is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from tui.screens.overlay import Overlay
from tui.widgets.movable import Movable
from tui.widgets.pane import Pane
from tui.widgets.themes import showable

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click

    from tui.widgets.line import Line, Runs

__all__ = ["ThemeMenu"]

_ROWS = 14


class ThemeMenu(Overlay[str | None]):
    """Gives back the theme that was chosen; Escape puts the one before back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "cancel", show=False),
        Binding("enter", "keep", "keep", show=False),
    ]

    keys = (
        ("down", "show the next", "move(1)"),
        ("enter", "keep", "keep"),
        ("escape", "as it was", "cancel"),
    )

    def __init__(self) -> None:
        super().__init__(classes="-clear")

    def sheet(self) -> ComposeResult:
        names = sorted(showable(self.app), key=lambda name: (not name.startswith("asyncdash"), name))
        self._before = self.app.theme
        self._pane = _ThemePane(names, names.index(self._before))
        yield self._pane

    def on_mount(self) -> None:
        self._pane.focus()

    def on_click(self, event: Click) -> None:
        """Cancel at a click beside it."""
        if event.widget is self:
            self.action_cancel()

    def action_move(self, rows: int) -> None:
        """Show the next theme, or the one before."""
        self._pane.move_by(rows)

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
        self.styles.max_height = "100%"
        self.styles.margin = (1, 0, 0, 0)  # the counters of the header stay in sight

    def move_by(self, rows: int) -> None:
        self._at = max(0, min(self._at + rows, len(self._names) - 1))
        self.app.theme = self._names[self._at]
        self.sync()

    def move_to(self, *, end: bool) -> None:
        self.move_by(len(self._names) if end else -len(self._names))

    async def on_click(self, event: Click) -> None:
        """Show the theme under the mouse; the one that is shown is kept."""
        event.stop()
        at = self._first(self.size.height - 2) + event.y - 1
        if not 0 < event.y < self.size.height - 1 or at >= len(self._names):
            return
        if at == self._at:
            await self.screen.run_action("keep")
        else:
            self.move_by(at - self._at)

    def scroll_view(self, rows: int) -> None:
        self.move_by(1 if rows > 0 else -1)

    def title(self) -> Runs:
        return [("theme", "muted")]

    def facts(self) -> Runs:
        return [(f"{self._at + 1}/{len(self._names)}", "muted")]

    def foot_facts(self) -> Runs:
        height = self.inner_size(*self.size)[1]
        first = self._first(height)
        above, below = first, max(0, len(self._names) - first - height)
        signs = [(f"↑ {above} above", above), (f"↓ {below} below", below)]
        return [("  ".join(text for text, count in signs if count), "muted")] if above or below else []

    def content(self, width: int, height: int) -> list[Line]:
        first = self._first(height)
        return [
            self.line(width, on="bar" if index == self._at else "page")
            .put(f" {name}", "strong" if index == self._at else "text")
            .to(width)
            for index, name in enumerate(self._names[first : first + height], first)
        ]

    def _first(self, height: int) -> int:
        """Return which name is in the first of that many rows."""
        return max(0, min(self._at - height // 2, len(self._names) - height))
