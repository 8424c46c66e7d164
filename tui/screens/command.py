"""Command: what can be run by its name, and which of many somebody means who types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Command", "narrowed"]


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
