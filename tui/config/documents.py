"""The main file and every file that it includes."""

from __future__ import annotations

from glob import has_magic
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config.errors import BadValueError, ConfigError, shown_path
from tui.config.files import BadFileError, home_path, read_text
from tui.config.kinds import attempt
from tui.config.place import Place
from tui.config.sources import matching, stamp
from tui.config.syntax import NotTomlError, parse_document
from tui.config.tables import INCLUDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.config.place import Document, Reading

__all__ = ["read_documents"]


def read_documents(path: Path, reading: Reading) -> None:
    """Add the file and what it includes to the reading, each once; report those that cannot be read."""
    try:
        _read(path, reading, ())
    except BadFileError as fault:
        hint = f": asyncdash init {shown_path(path)} writes one" if fault.reason == "does not exist" else ""
        reading.report(_error_of(path, fault, hint))


def _read(path: Path, reading: Reading, parents: tuple[Path, ...]) -> None:
    """Add a file, and then what it includes."""
    reading.paths.append(path)
    reading.seen[path] = stamp(path)
    try:
        document = parse_document(path, read_text(path, waits=reading.waits))
    except NotTomlError as fault:
        reading.report(fault.error)
        return
    reading.documents.append(document)
    parents = (*parents, _real(path))
    for place, included in _included(document, reading):
        if _real(included) in parents:
            shown = shown_path(_real(included))
            place.report(f"includes {shown}, which includes this file: take one of the two away")
        elif _real(included) not in {_real(other.path) for other in reading.documents}:
            _read_included(place, included, parents)


def _read_included(place: Place, path: Path, parents: tuple[Path, ...]) -> None:
    """Add a file that the pattern at this place matched."""
    try:
        _read(path, place.reading, parents)
    except BadFileError as fault:
        if fault.position:
            place.reading.report(_error_of(path, fault))
        else:
            place.report(fault)


def _included(document: Document, reading: Reading) -> Iterator[tuple[Place, Path]]:
    """Yield every file that the document includes, with the place that says so."""
    patterns = document.table.get("include")
    place = Place(reading, document).child("include")
    for number, written in enumerate(patterns if isinstance(patterns, list) else ()):
        item = place.child(number)
        pattern = attempt(INCLUDE.item, written, item)
        if pattern is None:
            continue
        try:
            matches = _matches(pattern, document.path, reading)
        except ValueError as fault:
            item.report(fault)
            continue
        for match in matches:
            yield item, match


def _matches(pattern: str, path: Path, reading: Reading) -> list[Path]:
    """Return the files that a pattern names; one with wildcards never means the file that it stands in."""
    whole = home_path(pattern, reading.environ)
    if not has_magic(pattern):
        return [path.parent / whole]
    reading.patterns.append((path.parent, str(whole)))
    files = [file for file in matching(str(whole), path.parent) if _real(file) != _real(path)]
    if not files:
        raise BadValueError(f'"{pattern}" matches no file below {shown_path(path.parent)}')
    return files


def _real(path: Path) -> Path:
    """Return the path without links; `Path.resolve` raises where they lead in a circle."""
    return Path(realpath(path))


def _error_of(path: Path, fault: BadFileError, hint: str = "") -> ConfigError:
    """Return the fault of a file that cannot be read."""
    position = fault.position
    return ConfigError(
        path=path,
        line=position.line if position else None,
        column=position.column if position else None,
        message=fault.reason + hint,
    )
