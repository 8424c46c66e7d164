"""Place: where a value of a configuration stands, and who hears of a fault in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct
from msgspec.structs import replace

from tui.config.errors import BadValueError, ConfigError
from tui.config.files import home_path
from tui.config.sources import Sources, stamp
from tui.config.urls import as_user_part, user_part_of
from tui.config.variables import Secrets, Variables
from tui.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tui.config.config import Position
    from tui.config.positions import KeyPath
    from tui.config.sources import Look

__all__ = ["BadTextError", "Document", "Place", "Reading", "ReportedError"]


class ReportedError(BadValueError):
    """A value is not usable, and every reason has been reported where it stands."""


class BadTextError(BadValueError):
    """A fault in a text of which one character can be pointed at."""

    def __init__(self, message: str, *, excerpt: str, caret: int) -> None:
        """Point at the character numbered `caret`, from 0."""
        super().__init__(message)
        self.excerpt = excerpt
        self.caret = caret


class Document(Struct, frozen=True):
    """A TOML file with the positions of its keys."""

    path: Path
    table: Mapping[str, object]
    positions: Mapping[KeyPath, Position]


class Reading:
    """What one reading of a configuration gathers: faults, secrets, and the files that it touched."""

    def __init__(self, environ: Mapping[str, str], *, env_file: Path, waits: bool = True) -> None:
        """Take variables from the environment, and from the file where it lacks them."""
        self.environ = environ
        self.waits = waits
        """May it wait for what comes through a pipe?"""
        self.secrets = Secrets()
        self.variables = Variables(environ, env_file=env_file, secrets=self.secrets, waits=waits)
        self.documents: list[Document] = []
        self.paths: list[Path] = []
        """Every file that was asked for, the readable and the others."""
        self.seen: Look = {}
        """How each of them looked before it was read."""
        self.patterns: list[tuple[Path, str]] = []
        """Every pattern with wildcards that was followed, and the directory that it begins at."""
        self._env_file = env_file
        self._faults: list[ConfigError] = []

    @property
    def count(self) -> int:
        """How many faults there are so far."""
        return len(self._faults)

    def report(self, fault: ConfigError) -> None:
        """Add a fault."""
        self._faults.append(fault)

    def faults_since(self, count: int) -> list[ConfigError]:
        """Take the faults back that were added after there were `count`."""
        taken = self._faults[count:]
        del self._faults[count:]
        return taken

    def sources(self) -> Sources:
        """Return everything that the configuration was read from, or would have been if it were there."""
        seen = {self._env_file: stamp(self._env_file), **self.variables.seen, **self.seen}
        return Sources(frozenset(seen), frozenset(self.patterns), seen)

    def faults(self) -> list[ConfigError]:
        """Return every fault in the order of the files, fit to be shown."""
        mask = self.secrets.mask()
        order: dict[Path | None, int] = {path: number for number, path in enumerate(self.paths)}
        ordered = sorted(
            (*self._faults, *self.variables.faults),
            key=lambda fault: (order.get(fault.path, len(order)), fault.line or 0, fault.column or 0),
        )
        return list(dict.fromkeys(fault.masked(mask) for fault in ordered))


class Place(Record, frozen=True):
    """Where a value stands: the file, the way to it, and its name for people."""

    HIDDEN: ClassVar[frozenset[str]] = frozenset({"reading", "document"})

    reading: Reading
    document: Document
    keys: KeyPath = ()
    table: str = ""
    """The table that people know it by: 'endpoint "orders"'."""
    label: str = ""
    """The way from that table: "assert[1]"."""

    def child(self, key: str | int) -> Place:
        """Return the place of a key or an item in it."""
        if isinstance(key, int):
            label = f"{self.label}[{key}]"
        else:
            label = f"{self.label}.{key}" if self.label else key
        return replace(self, keys=(*self.keys, key), label=label)

    def named(self, table: str) -> Place:
        """Return the same place under a name of its own."""
        return replace(self, table=table, label="")

    def written(self) -> object:
        """Return the value as it stands in the file."""
        value: Any = self.document.table
        for key in self.keys:
            value = value[key]
        return value

    def expand(self, text: str) -> str:
        """Return the text with its variables replaced."""
        return self.reading.variables.expand(text, directory=self.document.path.parent)

    def expand_url(self, text: str) -> str:
        """Return the URL with its variables replaced; a password in one ends where the variable does."""
        start, end = user_part_of(text)
        user = self.reading.variables.expand(
            text[start:end], directory=self.document.path.parent, written=as_user_part
        )
        return self.expand(text[:start]) + user + self.expand(text[end:])

    def resolve(self, text: str) -> Path:
        """Return the path that a text names, relative to the file that it stands in."""
        return self.document.path.parent / home_path(text, self.reading.environ)

    def position(self) -> Position | None:
        """Return where it stands, or the nearest thing around it that has a position."""
        for length in range(len(self.keys), 0, -1):
            if position := self.document.positions.get(self.keys[:length]):
                return position
        return None

    def report(self, message: str | ValueError, *, key: str | None = None) -> None:
        """Report a fault; `key` names the key of this table that it is about, and not the value of."""
        if isinstance(message, ReportedError):
            return
        position = (self.child(key) if key else self).position()
        pointed = message if isinstance(message, BadTextError) else None
        self.reading.report(
            ConfigError(
                path=self.document.path,
                line=position.line if position else None,
                column=position.column if position else None,
                where=": ".join(part for part in (self.table, self.label) if part),
                message=str(message),
                excerpt=pointed.excerpt if pointed else None,
                caret=pointed.caret if pointed else 0,
            ),
        )
