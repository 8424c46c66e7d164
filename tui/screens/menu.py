"""Menu: a few things to choose from, one key each."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from tui.screens.overlay import Overlay
from tui.text.cells import cell_len
from tui.text.safe import clean
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click, Key

    from tui.widgets.line import Line, Runs

__all__ = ["Menu"]


class Menu(Overlay[str | None]):
    """A small list over the screen; what it gives back is the key that was chosen, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close", show=False),
        Binding("down", "move(1)", "down", show=False),
        Binding("up", "move(-1)", "up", show=False),
        Binding("enter", "choose", "choose", show=False),
    ]

    keys = (
        ("enter", "choose", "choose"),
        ("escape", "close", "dismiss(None)"),
    )

    def __init__(self, title: str, items: Sequence[tuple[str, str]]) -> None:
        """Offer these, each a key of one character and a word for it."""
        super().__init__()
        self._list = _MenuPane(title, items)

    def sheet(self) -> ComposeResult:
        yield self._list

    def on_mount(self) -> None:
        self._list.focus()

    def on_key(self, event: Key) -> None:
        """Choose what has that key."""
        if event.character is not None and event.character in self._list.keys:
            event.prevent_default().stop()
            self._close(event.character)

    def on_click(self, event: Click) -> None:
        """Choose what was clicked; a click beside the list closes it."""
        if event.widget is self:
            self._close(None)
        elif event.widget is self._list and (key := self._list.choice_under(event.y - 1)) is not None:
            self._close(key)

    def action_move(self, rows: int) -> None:
        """Select the next row, or the one before."""
        self._list.move(rows)

    def action_choose(self) -> None:
        """Choose the selected row."""
        self._close(self._list.choice_at(self._list.selected))

    def _close(self, key: str | None) -> None:
        _ = self.dismiss(key)  # waiting for it would be waiting for ourselves


class _MenuPane(Pane):
    """The list itself."""

    def __init__(self, title: str, items: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title = clean(title)
        self._items = [(key, clean(word)) for key, word in items]
        self.selected = 0
        """The row under the cursor."""
        longest = max(cell_len(word) for _, word in (*self._items, ("", self._title)))
        self.styles.width = longest + 10
        self.styles.max_width = "100%"
        self.styles.height = len(self._items) + 2
        self.styles.max_height = "100%"

    @property
    def keys(self) -> set[str]:
        """The keys that choose something."""
        return {key for key, _ in self._items}

    def choice_at(self, row: int) -> str | None:
        """Return the key of a row, if there is such a row."""
        return self._items[row][0] if 0 <= row < len(self._items) else None

    def choice_under(self, line: int) -> str | None:
        """Return the key of the row on a line of the content, if there is a row."""
        return self.choice_at(self._first + line)

    def move(self, rows: int) -> None:
        """Select another row."""
        self.selected = (self.selected + rows) % len(self._items)
        self.sync()

    def title(self) -> Runs:
        return [(self._title, "muted")]

    @property
    def _first(self) -> int:
        """The uppermost row in sight: a low terminal shows those around the selected one."""
        height = self.size.height - 2
        return max(0, min(self.selected - height // 2, len(self._items) - height))

    def content(self, width: int, height: int) -> list[Line]:
        return [
            self.line(width, on="bar" if row == self.selected else "page")
            .put(" ")
            .put(key, "accent-strong")
            .put("  ")
            .put(word)
            .to(width)
            for row, (key, word) in islice(enumerate(self._items), self._first, self._first + height)
        ]
