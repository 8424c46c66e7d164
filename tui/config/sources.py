"""Sources: what a configuration is read from, and how all of it looks from outside."""

from __future__ import annotations

from glob import glob
from os.path import isfile
from pathlib import Path
from stat import S_ISFIFO
from typing import ClassVar

from msgspec import field

from tui.model.record import Record

__all__ = ["Look", "Sources", "matching", "stamp"]

Stamp = tuple[int, ...]
"""What tells one state of a file from another."""

Look = dict[Path, Stamp | None]
"""What the file system says about each file; `None`: it cannot be seen."""


class Sources(Record, frozen=True):
    """The files that a configuration is read from: a change in them changes the configuration."""

    ASIDE: ClassVar[frozenset[str]] = frozenset({"seen"})
    HIDDEN: ClassVar[frozenset[str]] = frozenset({"seen"})

    files: frozenset[Path] = frozenset()
    """Also those that are not there, but would be read if they were."""
    patterns: frozenset[tuple[Path, str]] = frozenset()
    """What was included with wildcards: the directory where that begins, and the pattern."""
    seen: Look = field(default_factory=dict)
    """How each file looked just before it was read: what has changed since has not been read."""

    def __or__(self, other: Sources) -> Sources:
        return Sources(self.files | other.files, self.patterns | other.patterns, {**self.seen, **other.seen})

    def look(self) -> Look:
        """Return how every file looks now, those included that have come to match a pattern.

        Names are looked up, links followed: a file that an editor has put in
        the place of another is seen, as is a link that leads elsewhere.
        """
        included = (file for directory, pattern in self.patterns for file in matching(pattern, directory))
        return {path: stamp(path) for path in (*self.files, *included)}


def matching(pattern: str, directory: Path) -> list[Path]:
    """Return the files that a pattern with wildcards matches; a relative one begins at the directory."""
    found = sorted(glob(pattern, root_dir=directory, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    return [file for name in found if isfile(file := directory / name)]  # noqa: PTH113 - Path.is_file may raise


def stamp(path: Path) -> Stamp | None:
    """Return how a file looks; `None`: it cannot be seen."""
    try:
        seen = path.stat()
    except (OSError, ValueError):
        return None
    if S_ISFIFO(seen.st_mode):  # what somebody writes into it has its times change while it is read
        return seen.st_dev, seen.st_ino
    return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns
