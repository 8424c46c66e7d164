"""What `${...}` stands for, and the list of values that nobody may see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.config.errors import BadValueError, ConfigError, shown_path
from tui.config.files import BadFileError, home_path, is_file, read_text
from tui.config.references import References
from tui.config.sources import stamp
from tui.config.spellings import spellings
from tui.model.mask import Mask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from dotenv.parser import Original

    from tui.config.sources import Look

__all__ = ["Secrets", "Variables", "expand_text", "variables_in"]

_DOLLAR = re.compile(r"\$[${]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Secrets:
    """The values that nobody may see, in each way in which they may be written."""

    def __init__(self) -> None:
        """Know none."""
        self._values: set[str] = set()

    def add(self, value: str) -> None:
        """Keep this value from being seen, also in a URL and in JSON; it need not be text (PEP 383)."""
        self._values |= spellings(value)

    def mask(self) -> Mask:
        """Return what hides them."""
        return Mask(self._values)


class Variables:
    """Replaces `${NAME}`, `${NAME:-default}`, `${file:PATH}` and `$$` in the texts of a configuration."""

    def __init__(
        self, environ: Mapping[str, str], *, env_file: Path, secrets: Secrets, waits: bool = True
    ) -> None:
        """Look names up in the environment first, then in the file; wait for pipes, or refuse them."""
        self._waits = waits
        self._environ = environ
        self._env_file = env_file
        self._secrets = secrets
        self._from_file: Mapping[str, tuple[str, int]] | None = None
        self._written: dict[str, str] = {}
        self.faults: list[ConfigError] = []
        """What is wrong with the file of variables."""
        self.seen: Look = {}
        """How the files with values looked before they were read."""

    @property
    def references(self) -> References:
        """Every variable that was replaced by something so far."""
        return References({value: written for value, written in self._written.items() if value})

    def expand(self, text: str, *, directory: Path, written: Callable[[str], str] = str) -> str:
        """Return the text with its variables replaced; what replaces them becomes a secret.

        Args:
            text: Where they stand.
            directory: What the names of files in it are relative to.
            written: Says how a value is written in a text of this kind.
        """
        done: list[str] = []
        at = 0
        while found := _DOLLAR.search(text, at):
            done.append(text[at : found.start()])
            if found[0] == "$$":
                done.append("$")
                at = found.end()
                continue
            end = _closing_brace(text, found.end())
            value = self._value(text[found.end() : end], directory)
            self._secrets.add(value)
            self._written[value] = _anywhere(text[found.start() : end + 1], directory)
            done.append(written(value))
            at = end + 1
        return "".join((*done, text[at:]))

    def _value(self, inside: str, directory: Path) -> str:
        """Return what `${inside}` stands for."""
        if inside.startswith("file:"):
            return self._file_content(inside.removeprefix("file:"), directory)
        name, separator, default = inside.partition(":-")
        if not _NAME.fullmatch(name):
            raise BadValueError(
                f"${{{inside}}} is no variable: write ${{NAME}}, ${{NAME:-default}} or ${{file:PATH}},"
                " and $$ for a dollar",
            )
        value = self._look_up(name)
        if separator:
            return value or self.expand(default, directory=directory)
        if value is None:
            raise BadValueError(
                f"${{{name}}} is not set: set {name} in the environment or in .env,"
                f" or write ${{{name}:-default}}",
            )
        return value

    def _look_up(self, name: str) -> str | None:
        """Return the variable's value; `.env` is read when the environment lacks a name."""
        if name in self._environ:
            return self._environ[name]
        found = self._in_file(name)
        return found[0] if found else None

    def _in_file(self, name: str) -> tuple[str, int] | None:
        """Return the value that the `.env` file has for a name, and its line."""
        if self._from_file is None:
            self._from_file = self._read_env_file() if is_file(self._env_file) else {}
        return self._from_file.get(name)

    def source_of(self, name: str) -> str:
        """Say where the value of a variable comes from."""
        if name in self._environ:
            value, source = self._environ[name], "environment"
        elif (found := self._in_file(name)) is not None:
            value, source = found[0], f"{shown_path(self._env_file)}:{found[1]}"
        else:
            return "not set"
        return source if value else f"{source}, empty"

    def is_empty(self, name: str) -> bool:
        """Has the variable no value, so that what stands behind `:-` counts?"""
        return not self._look_up(name)

    def _file_content(self, written: str, directory: Path) -> str:
        """Return a file's content without its last newline."""
        if not written:
            raise BadValueError("${file:} names no file: write ${file:/run/secrets/token}")
        path = directory / home_path(written, self._environ)
        self.seen[path] = stamp(path)
        return read_text(path, waits=self._waits).removesuffix("\n").removesuffix("\r")

    def _read_env_file(self) -> Mapping[str, tuple[str, int]]:
        """Return the values and lines of the names in `.env`; its faults are of that file."""
        from io import StringIO  # noqa: PLC0415 - goes with the import below

        from dotenv.parser import parse_stream  # noqa: PLC0415 - 30 ms that most configurations need not pay

        self.seen[self._env_file] = stamp(self._env_file)
        try:
            bindings = list(parse_stream(StringIO(read_text(self._env_file))))
        except BadFileError as fault:
            self.faults.append(ConfigError(path=self._env_file, message=fault.reason))
            return {}
        self.faults += [
            ConfigError(path=self._env_file, line=binding.original.line, message="is not NAME=value")
            for binding in bindings
            if binding.error
        ]
        return {
            binding.key: (binding.value or "", _line_of(binding.original))
            for binding in bindings
            if binding.key is not None
        }


def expand_text(text: str, *, environ: Mapping[str, str], directory: Path) -> tuple[str, Mask]:
    """Return a text as it is in a file of that directory, and what hides the values in it.

    Raises:
        BadValueError: A variable is not set, or is none.
        BadFileError: A file that it names cannot be read.
    """
    secrets = Secrets()
    variables = Variables(environ, env_file=directory / ".env", secrets=secrets)
    return variables.expand(text, directory=directory), secrets.mask()


def variables_in(text: str) -> Iterator[tuple[int, int]]:
    """Give where each variable of a text begins and ends; what stands in its default is part of it."""
    at = 0
    while found := _DOLLAR.search(text, at):
        at = found.end()
        if found[0] != "$$":
            at = _closing_brace(text, at) + 1
            yield found.start(), at


def _anywhere(variable: str, directory: Path) -> str:
    """Return a variable that means the same in a file of any directory."""
    start = "${file:"
    path = variable.removeprefix(start)
    return f"{start}{directory / path}" if path != variable and not path.startswith("~") else variable


def _line_of(original: Original) -> int:
    """Return the line of a binding; the blank lines in front of it are counted as its own."""
    return original.line + original.string[: -len(original.string.lstrip()) or None].count("\n")


def _closing_brace(text: str, start: int) -> int:
    """Return where the brace that was opened in front of `start` is closed; a default may hold braces."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return at
    raise BadValueError(f'"{text[start - 2 :]}" is not closed: write ${{NAME}}, and $$ for a dollar')
