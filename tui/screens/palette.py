"""Palette: every key and command in one list that is narrowed down by typing; it is the help, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from tui.screens.command import narrowed
from tui.screens.command_list import CommandList
from tui.screens.layout import Layout, layout_of
from tui.screens.overlay import Overlay
from tui.text.units import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click, Resize

    from tui.screens.command import Command

__all__ = ["Palette"]

_HIGHEST, _SHARE = 40, 0.8
"""Rows that the sheet has at most, and the part of the screen that it takes if that is less."""
_AROUND = 4
"""Rows of the sheet beside those of the list: its edges, what is typed, and one that is blank."""


class _Sheet(Vertical):
    """What lies over the screen, as high as what is found."""

    def on_resize(self) -> None:
        """Show what has come to light beside it."""
        self.screen.refresh()


class Palette(Overlay[str | None]):
    """Gives back the action to run, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close", show=False, priority=True),
        Binding("down,ctrl+n", "move(1)", "down", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", "up", show=False, priority=True),
        Binding("pagedown", "move(10)", "a page down", show=False, priority=True),
        Binding("pageup", "move(-10)", "a page up", show=False, priority=True),
        Binding("tab", "section(1)", "next section", show=False, priority=True),
        Binding("shift+tab", "section(-1)", "previous section", show=False, priority=True),
    ]

    keys = (
        ("enter", "run", "run"),
        ("down", "choose", "move(1)"),
        ("tab", "next section", "section(1)"),
        ("escape", "close", "dismiss(None)"),
    )
    has_help = False

    def __init__(self, commands: Sequence[Command], typed: str = "") -> None:
        super().__init__()
        self._commands = commands
        self._input = Input(typed, placeholder="type to filter", compact=True, select_on_focus=False)
        self._list = CommandList(commands, narrowed(commands, typed))
        self._sheet = _Sheet()

    def sheet(self) -> ComposeResult:
        self._sheet.border_title = "keys and commands"
        with self._sheet:
            yield self._input
            yield self._list

    def on_resize(self, event: Resize) -> None:
        """Stand beside what is on the screen where that is wide enough."""
        self.set_class(layout_of(*event.size) is Layout.WIDE, "-wide", "-clear")
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is found; the upper edge, and what is typed, stay where they are."""
        room = self.size.height - 1
        most = room if self.has_class("-wide") else min(_HIGHEST, round(room * _SHARE))
        self._sheet.styles.height = min(most, self._list.height + _AROUND)
        self._sheet.styles.margin = ((room - most) // 2, 0, 0, 0)

    @on(CommandList.Scrolled)
    def _tell_rest(self, event: CommandList.Scrolled) -> None:
        """Say in the frame how many commands are out of sight."""
        signs = [
            (f"↑ {count(event.above)} above", event.above),
            (f"↓ {count(event.below)} below", event.below),
        ]
        self._sheet.border_subtitle = "  ".join(text for text, number in signs if number)

    def labelled_keys(self) -> list[tuple[str, str, str]]:
        """Return what does something here; where there is one section, nothing leads to the next."""
        keys = super().labelled_keys()
        return keys if len(self._list.sections) > 1 else [each for each in keys if each[2] != "section(1)"]

    def on_mount(self) -> None:
        self._input.focus()
        self._input.cursor_position = len(self._input.value)

    def action_move(self, rows: int) -> None:
        self._list.move(rows)

    def action_section(self, step: int) -> None:
        """Go to the first command of another section."""
        self._list.move_section(step)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._offer(narrowed(self._commands, event.value))

    def _offer(self, commands: Sequence[Command]) -> None:
        """List these, in as many rows as that takes, and the keys that do something there."""
        self._list.show(commands)
        self._fit()
        self._show_keys()

    @on(Input.Submitted)
    def action_run(self) -> None:
        """Run the selected command, or ask for what it needs."""
        command = self._list.selected
        if command is not None and command.fault:
            return
        if command is not None and command.argument and not command.is_default:
            self._ask_for_argument(command)
        else:
            self._close(command)

    def _ask_for_argument(self, command: Command) -> None:
        """Write what comes before it; where that stands already, say what is missing."""
        begun = f"{command.label} "
        if self._input.value == begun:
            missing = f"what follows is missing, as in {begun}{command.argument}"
            self._offer([replace(command, argument="", fault=missing)])
        else:
            self._input.value = begun
            self._input.cursor_position = len(begun)

    def on_click(self, event: Click) -> None:
        """Run what was clicked; a click beside the sheet closes it."""
        if event.widget is self:
            self._close(None)
        elif event.widget is self._list and self._list.select_row(event.y):
            self.action_run()

    def _close(self, command: Command | None) -> None:
        _ = self.dismiss(command.action if command else None)  # waiting for it would be waiting for ourselves
