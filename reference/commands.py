"""The page of the command line, from the tables of its arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference.markdown import code, table
from tui.cli.arguments import COMMANDS, parser_of
from tui.cli.manual import EXIT_CODES, FILES, VARIABLES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

__all__ = ["commands_page"]

_INTRODUCTION = """\
# Command line

Made from the arguments of the program; `asyncdash --help`, `asyncdash COMMAND --help` and `man asyncdash`
say the same. What is asked for goes to standard output, what is to be said about it to standard error.
"""


def commands_page() -> str:
    """Return the whole page."""
    parser = parser_of(None)
    usages = "\n".join((parser.usage or "").split("  |  "))
    parts = [
        _INTRODUCTION,
        f"## asyncdash\n\n```text\n{usages}\n```\n\n{parser.description}\n{_arguments(parser)}",
    ]
    for name, (usage, what, examples) in COMMANDS.items():
        lines = "\n".join(examples)
        parts.append(
            f"## asyncdash {name}\n\n```text\n{f'asyncdash {name} {usage}'.rstrip()}\n```\n\n{what}\n"
            f"{_arguments(parser_of(name))}\n```sh\n{lines}\n```\n"
        )
    for title, head, rows in (
        ("Exit codes", "Code", EXIT_CODES),
        ("Files", "File", FILES),
        ("Environment", "Variable", VARIABLES),
    ):
        cells = ((code(term), what) for term, what in rows)
        parts.append(f"## {title}\n\n{table((head, 'What it means'), cells)}")
    return "\n".join(parts)


def _arguments(parser: argparse.ArgumentParser) -> str:
    rows = list(_rows(parser))
    return "\n" + table(("Argument", "What it does"), rows) if rows else ""


def _rows(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to ask
        if action.dest == "help":
            continue
        value = str(action.metavar or "|".join(map(str, action.choices or ())) or "N")
        value = value if action.nargs != 0 else ""
        terms = [f"{option} {value}".rstrip() for option in action.option_strings] or [value]
        yield ", ".join(map(code, terms)), action.help or ""
