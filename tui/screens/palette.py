"""Palette: every key and command in one list that is narrowed down by typing; it is the help, too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from tui.screens.layout import Layout, layout_of
from tui.screens.overlay import Overlay
from tui.text.safe import clean
from tui.text.units import count
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize

    from tui.widgets.line import Line

__all__ = ["Command", "Palette", "narrowed"]

_HIGHEST, _SHARE = 40, 0.8
"""Rows that the sheet has at most, and the part of the screen that it takes if that is less."""
_AROUND = 4
"""Rows of the sheet beside those of the list: its edges, what is typed, and one that is blank."""
_LONGEST = 24
"""Cells that a label can have before it is in the way of its text, and of those of all others."""


def _no_fault(_: str) -> str | None:
    """Take any argument."""
    return None


class Command(Struct, frozen=True):
    """Something that can be run by its name."""

    section: str
    """The heading under which it stands."""
    label: str
    """Its key, or what to type for it: ":theme nord"."""
    text: str
    """What it does."""
    action: str
    """What runs it, in the words of `run_action`."""
    argument: str = ""
    """What may follow its label: "interval 5s" for "interval"; the action takes it as its last argument."""
    check: Callable[[str], str | None] = _no_fault
    """Says why an argument will not do; `None`: it will."""
    is_default: bool = False
    """Is the argument what the action takes where nothing follows, and not only an example?"""
    fault: str = ""
    """Why it cannot be run as it is."""


def narrowed(commands: Sequence[Command], typed: str) -> list[Command]:
    """Return the commands that every typed word is found in; one that takes an argument gets it."""
    verb, _, rest = typed.removeprefix(":").strip().partition(" ")
    query = f"{verb} {rest}".strip().lower()
    if not query:
        return [command for command in commands if not command.argument]
    found = [
        command
        for command in commands
        if all(word in f"{command.label} {command.text}".lower() for word in query.split())
    ]
    for command in commands:
        if command.argument and _name(command) == verb.lower() and rest:
            given = _given(command, rest.strip())
            others = [each for each in found if each.label == command.label]
            return others if given.fault and others else [given]
    exact = [command for command in found if query in _names(command)]
    first = exact if len(exact) == 1 else []
    others = [command for command in found if command not in first]
    return first + sorted(
        others, key=lambda command: query not in command.text.lower().replace("…", "").split()
    )


def _name(command: Command) -> str:
    """Return what to type for such a command."""
    return command.label.removeprefix(":").lower() if command.label != ":" else ""


def _names(command: Command) -> tuple[str, ...]:
    """Return what is typed for exactly that command: "events", "cart-api" or "endpoint cart-api"."""
    name, text = _name(command), command.text.lower()
    return name, text, f"{name} {text}"


def _given(command: Command, argument: str) -> Command:
    """Return a command with its argument, or with why that will not do."""
    fault = command.check(argument) or ""
    begin = f"{command.action.removesuffix(')')}, " if "(" in command.action else f"{command.action}("
    text = f"{command.text} {argument}"
    return Command(command.section, command.label, text, f"{begin}{argument!r})", fault=fault)


class _CommandList(Painted):
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
        sections = list(dict.fromkeys(command.section for command in self._commands))
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
        self._list = _CommandList(commands, narrowed(commands, typed))
        self._sheet = Vertical()

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
        self.refresh()

    @on(_CommandList.Scrolled)
    def _tell_rest(self, event: _CommandList.Scrolled) -> None:
        """Say in the frame how many commands are out of sight."""
        signs = [
            (f"↑ {count(event.above)} above", event.above),
            (f"↓ {count(event.below)} below", event.below),
        ]
        self._sheet.border_subtitle = "  ".join(text for text, number in signs if number)

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
        self._list.show(narrowed(self._commands, event.value))
        self._fit()

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
            missing = f"what comes after it is missing, as in {begun}{command.argument}"
            self._list.show([replace(command, argument="", fault=missing)])
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
