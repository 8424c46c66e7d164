"""FooterBar: the keys that matter most here, by priority, never cut in a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import cell_len
from tui.text.safe import clean
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.events import Click

    from tui.widgets.line import Line

    Item = tuple[str, str | Callable[[], str], str]
    """A key as it is written, what it does in a word, or what tells that, and its action."""

__all__ = ["FooterBar"]


class FooterBar(Painted):
    """One row of keys and words; what has no room is left out whole, help stays at the right."""

    DEFAULT_CSS = "FooterBar { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._items: Sequence[Item] = ()
        self._last: tuple[str, str, str] | None = None
        self._hint: str | None = None
        self._spots: list[tuple[int, int, str]] = []

    def show(self, items: Sequence[Item], last: tuple[str, str, str] | None = None) -> None:
        """Show these keys, each with its word and its action, if a click is to do something.

        A word that may change is told by a function, which is asked whenever the row is painted; a key that
        has none does nothing now, and is left out.
        `last` stays at the right end.
        """
        self._items, self._last, self._hint = items, last, None
        self.sync()

    def hint(self, text: str) -> None:
        """Say something in place of the keys, until they are shown again or somebody clicks on it."""
        self._hint = clean(text)
        self.sync()

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        line = self.line(width, on="chrome").put(" ")
        self._spots = []
        end = width - 1
        if self._last:
            end -= cell_len(f"{self._last[0]} {self._last[1]}")
        if self._hint:
            line.runs([(self._hint, "muted")], width=max(0, end - line.column - 2))
        else:
            for label, known, action in self._items:
                word = known if isinstance(known, str) else known()
                if not word:
                    continue
                length = cell_len(f"{label} {word}")
                if line.column + length + 2 > end:
                    continue
                if action:
                    self._spots.append((line.column, line.column + length, action))
                line.put(label, "accent-strong").put(f" {word}", "muted").put("  ")
        if self._last and line.column <= end:
            self._spots.append((end, width, self._last[2]))
            line.to(end).put(self._last[0], "accent-strong").put(f" {self._last[1]}", "text")
        return [line]

    async def on_click(self, event: Click) -> None:
        """Do what the key under the mouse does; what hides the keys makes way for them."""
        event.stop()
        for start, end, action in self._spots:
            if start <= event.x < end:
                await self.screen.run_action(action)
                return
        self._hint = None
        self.sync()
