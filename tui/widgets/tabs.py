"""Tabs: the names of things that share one place, in the edge of a pane or in a row of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.message import Message

from tui.text.cells import cell_len
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.events import Click

    from tui.widgets.line import Line, Runs

__all__ = ["Tab", "TabStrip", "tab_at", "tab_runs"]

_GAP = 2


class Tab(Struct, frozen=True):
    """One of several things of which one is shown."""

    id: str
    label: str
    is_shown: bool
    tag: str = "muted"
    """The colour of its name while it is not shown."""


def tab_runs(tabs: Sequence[Tab]) -> Runs:
    """Return the names side by side, the one that is shown strong."""
    runs: Runs = []
    for tab in tabs:
        runs += [(" " * _GAP, "text")] if runs else []
        runs.append((tab.label, "strong" if tab.is_shown else tab.tag))
    return runs


def tab_at(tabs: Sequence[Tab], x: int) -> str | None:
    """Return the tab whose name is at that cell."""
    for tab in tabs:
        length = cell_len(tab.label)
        if 0 <= x < length:
            return tab.id
        x -= length + _GAP
    return None


class TabStrip(Painted):
    """A row of tabs, each with the digit that shows it."""

    DEFAULT_CSS = "TabStrip { height: 1; }"

    @dataclass
    class Picked(Message):
        """A tab was clicked."""

        tab: str

    def __init__(self, tabs: Callable[[], Sequence[Tab]]) -> None:
        super().__init__()
        self._tabs = tabs
        self._spots: list[tuple[int, int, str]] = []

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        line, tabs = self.line(width), self._tabs()
        self._spots = []
        names = sum(cell_len(f" {digit} {tab.label}") for digit, tab in enumerate(tabs, 1))
        gap = _GAP if names + _GAP * (len(tabs) - 1) <= width else 0
        for digit, tab in enumerate(tabs, 1):
            line.put(" ")
            start = line.column
            line.put(f"{digit} ", "accent-strong").put(tab.label, "strong" if tab.is_shown else tab.tag)
            self._spots.append((start, line.column, tab.id))
            line.put(" " * gap)
        return [line]

    def on_click(self, event: Click) -> None:
        """Show the tab under the mouse."""
        for start, end, tab in self._spots:
            if start <= event.x < end:
                self.post_message(self.Picked(tab))
