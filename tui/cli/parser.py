"""Parser: reads options that may stand once, and says what is wrong in one line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn

    from _typeshed import SupportsWrite

__all__ = ["SHELLS", "Parser", "as_count", "as_path", "as_port", "as_shell", "parse_all"]

SHELLS = ("bash", "zsh", "fish")
"""The shells that there is completion for."""


class _Once(argparse.Action):
    """Stores the value of an option; what is said twice is not what was meant, whichever came last."""

    is_given = False

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - argparse's
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if self.is_given:
            raise argparse.ArgumentError(self, "given twice")
        self.is_given = option_string is not None
        setattr(namespace, self.dest, values)


class Parser(argparse.ArgumentParser):
    """Reads a command line on which each option has one value; what is wrong is told in one line."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's, handed on
        super().__init__(**options)
        self.register("action", None, _Once)

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Write the help; that it cannot be written is an error, not nothing."""
        (file or sys.stdout).write(self.format_help())

    def error(self, message: str) -> NoReturn:
        """End the program, and say why and where there is more to know."""
        from tui.cli.complaint import complain  # noqa: PLC0415 - only where something is wrong
        from tui.text.safe import clean  # noqa: PLC0415

        end = "" if message.endswith("?") else ";"
        raise SystemExit(complain(f"{self.prog}: {clean(message)}{end} see {self.prog} --help"))


def parse_all(parser: argparse.ArgumentParser, argv: Sequence[str]) -> argparse.Namespace:
    """Return what was asked for; to a file where none belongs, say how a configuration is named."""
    options, rest = parser.parse_known_args(argv)
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}{_hint(parser, options, rest[0])}")
    return options


def _hint(parser: argparse.ArgumentParser, options: argparse.Namespace, word: str) -> str:
    """Return what was probably meant by a word that has no place."""
    if word.startswith("-"):
        from tui.config.errors import did_you_mean  # noqa: PLC0415 - only where something is wrong

        known = (option for action in parser._actions for option in action.option_strings)  # noqa: SLF001 - no other way to ask
        return did_you_mean(word.partition("=")[0], known)
    return f'; a configuration is given as "-c {word}"' if hasattr(options, "config") else ""


def as_path(text: str) -> Path:
    """Return the path of a file; an empty one is a variable of a script that was not set."""
    if not text:
        raise argparse.ArgumentTypeError("the name of the file is empty")
    return Path(text)


def as_shell(text: str) -> str:
    """Return the name of a shell that there is completion for."""
    if text not in SHELLS:
        raise argparse.ArgumentTypeError(
            f"there is completion for {', '.join(SHELLS)}, not for {text or 'none'}"
        )
    return text


def as_port(text: str) -> int:
    """Return the number of a TCP port; 0: any free one."""
    port = _whole(text)
    if port is None or not 0 <= port <= 65_535:  # noqa: PLR2004 - what a port can be
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {text}")
    return port


def as_count(text: str) -> int:
    """Return how many, at least one."""
    count = _whole(text)
    if count is None or count < 1:
        raise argparse.ArgumentTypeError(f"a count is a number from 1, not {text}")
    return count


def _whole(text: str) -> int | None:
    """Return the whole number that a text is; `None`: it is none."""
    try:
        return int(text)
    except ValueError:
        return None
