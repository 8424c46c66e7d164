"""CommandList: commands under their headings, one of them selected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.text.safe import clean
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import MouseScrollDown, MouseScrollUp

    from tui.screens.command import Command
    from tui.widgets.line import Line

__all__ = ["CommandList"]

_LONGEST = 24
"""Cells that a label can have before it is in the way of its text, and of those of all others."""


class CommandList(Painted):
    """The commands under their headings."""

    @dataclass
    class Scrolled(Message):
        """So many commands are out of sight."""

        above: int
        below: int

    def __init__(self, known: Sequence[Command], commands: Sequence[Command]) -> None:
        """Show `commands`, which stand where they would among all that are known."""
        super().__init__()
        self._label = max((min(len(each.label), _LONGEST) for each in known), default=0)
        self._commands = list(commands)
        self._at = 0
        self._top = 0
        self._told: tuple[int, int] | None = None

    @property
    def selected(self) -> Command | None:
        """The command under the cursor."""
        return self._commands[self._at] if self._commands else None

    @property
    def height(self) -> int:
        """Rows that show everything, or that there is nothing."""
        return max(2, len(self._rows()))

    @property
    def sections(self) -> list[str]:
        """The sections that there is a command of, from the top."""
        return list(dict.fromkeys(command.section for command in self._commands))

    def show(self, commands: Sequence[Command]) -> None:
        """Show these instead."""
        self._commands, self._at, self._top = list(commands), 0, 0
        self.sync()

    def move(self, rows: int) -> None:
        """Select another command."""
        self._at = max(0, min(self._at + rows, len(self._commands) - 1))
        self.sync()

    def move_section(self, step: int) -> None:
        """Select the first command of the next section, or of the one before."""
        sections = self.sections
        if self.selected is not None:
            wanted = sections[(sections.index(self.selected.section) + step) % len(sections)]
            self._at = next(index for index, each in enumerate(self._commands) if each.section == wanted)
            self.sync()

    def select_row(self, y: int) -> bool:
        """Select the command in that row, and return whether there is one."""
        rows = self._rows()
        index = self._top + y
        if index >= len(rows) or isinstance(rows[index], str):
            return False
        self._at = index - sum(isinstance(row, str) for row in rows[:index])
        return True

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Go down."""
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Go up."""
        event.stop()
        self.move(-3)

    def paint(self, width: int, height: int) -> list[Line]:
        rows = self._rows()
        if not rows:
            self._tell(0, 0)
            return [self.line(width), self.line(width).put("  nothing is called that", "muted")]
        at = next(index for index, row in enumerate(rows) if not isinstance(row, str) and row[0] == self._at)
        self._top = max(0, min(self._top, at - 1, len(rows) - height), at - height + 1)
        hidden = rows[: self._top], rows[self._top + height :]
        self._tell(*(sum(not isinstance(row, str) for row in part) for part in hidden))
        return [self._line(width, row) for row in rows[self._top : self._top + height]]

    def _tell(self, above: int, below: int) -> None:
        """Tell how many commands are out of sight, if that has changed."""
        if self._told != (above, below):
            self._told = (above, below)
            self.post_message(self.Scrolled(above, below))

    def _rows(self) -> list[str | tuple[int, Command]]:
        rows: list[str | tuple[int, Command]] = []
        section = None
        for index, command in enumerate(self._commands):
            if command.section != section:
                section = command.section
                rows.append(section)
            rows.append((index, command))
        return rows

    def _line(self, width: int, row: str | tuple[int, Command]) -> Line:
        if isinstance(row, str):
            return self.line(width).put(row, "muted-strong")
        index, command = row
        line = self.line(width, on="bar" if index == self._at else "page")
        width = max(self._label, len(command.label))
        line.put(command.label, "accent-strong", width=width, align="right").put("  ")
        if command.fault:
            line.put(clean(command.fault), "err")
        else:
            line.put(clean(command.text), "strong" if index == self._at else "text")
            line.put(f" {command.argument}" if command.argument else "", "muted")
        return line.to(width)
