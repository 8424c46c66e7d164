"""Paths: where everything is that asyncdash reads and writes, for those who look for it."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from tui.config.errors import ConfigErrors
from tui.config.files import exists
from tui.config.loader import find_config, load_config, places
from tui.config.memory import MEMORY
from tui.config.places import dumps_dir, recordings_dir, state_dir
from tui.text.cells import cell_len, fit
from tui.text.safe import clean
from tui.text.units import counted, size

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["table_of_paths"]

_Row = tuple[str, str, str]
"""What it is, its path, and what is there."""


def table_of_paths(explicit: Path | None, environ: Mapping[str, str]) -> str:
    """Return a line for each file and directory; `explicit` is the configuration that was asked for."""
    rows = [*_configuration(explicit, environ), *_written(environ)]
    first, second = (max(cell_len(row[column]) for row in rows) for column in (0, 1))
    return "".join(f"{fit(what, first)}  {fit(path, second)}  {found}\n" for what, path, found in rows)


def _configuration(explicit: Path | None, environ: Mapping[str, str]) -> Iterator[_Row]:
    """Give the places where a configuration is looked for, then what the one in use is read with."""
    used = find_config(explicit, environ)
    looked_for = [explicit] if explicit else places(environ)
    for place in dict.fromkeys(each.absolute() for each in looked_for):  # a variable may name a usual place
        if not exists(place):
            yield _row("configuration", place, "not there")
        elif used is None or place != used.absolute():
            yield _row("configuration", place, "there, but not in use")
        else:
            yield from _in_use(place, environ, option=f" -c {quote(str(explicit))}" if explicit else "")


def _in_use(config: Path, environ: Mapping[str, str], *, option: str) -> Iterator[_Row]:
    """Give the configuration and every other file that it is read from, if only to find its faults."""
    try:
        sources, state = load_config(config, environ=environ).sources, "in use"
    except ConfigErrors as error:
        sources, first = error.sources, error.errors[0]
        is_unreadable = first.path == config.absolute() and first.line is None
        state = first.message if is_unreadable else f"in use, with faults: asyncdash validate{clean(option)}"
    yield _row("configuration", config, state)
    for file in sorted(sources.files - {config.absolute()}):
        if exists(file):
            yield _row("", file, "read with it")


def _written(environ: Mapping[str, str]) -> Iterator[_Row]:
    state = state_dir(environ)
    choices = state / MEMORY
    yield _row("choices", choices, size(choices.stat().st_size) if exists(choices) else "none yet")
    yield _row("crash reports", state, _contents(state, "crash-*.log"))
    for what, directory in (("recordings", recordings_dir(environ)), ("dumps", dumps_dir(environ))):
        yield _row(what, directory, _contents(directory, "*"))


def _contents(directory: Path, pattern: str) -> str:
    """Say how much of that name is in a directory."""
    try:
        sizes = [file.stat().st_size for file in directory.glob(pattern)]
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return f"{counted(len(sizes), 'file')}, {size(sum(sizes))}" if sizes else "none yet"


def _row(what: str, path: Path, found: str) -> _Row:
    return what, clean(str(path.absolute())), found
