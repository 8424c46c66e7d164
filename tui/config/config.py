"""Config: everything that a configuration says, read and checked."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from tui.config.errors import ConfigError, did_you_mean
from tui.config.references import References
from tui.config.sources import Sources
from tui.model.mask import Mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tui.config.positions import KeyPath
    from tui.model.endpoint import Endpoint
    from tui.model.feed import Feed
    from tui.model.notify import Notify

__all__ = [
    "Config",
    "Glyphs",
    "Keymap",
    "Position",
    "Settings",
    "View",
    "bad_binding",
    "fault_at",
    "unknown_binding",
]


class Position(NamedTuple):
    """A place in a text, both numbers from 1."""

    line: int
    column: int


class Keymap(StrEnum):
    """Which keys the bindings start from."""

    DEFAULT = "default"
    EMACS = "emacs"


class Glyphs(StrEnum):
    """Which characters graphs are drawn with."""

    AUTO = "auto"
    BRAILLE = "braille"
    BLOCK = "block"
    ASCII = "ascii"


class View(StrEnum):
    """How the overview shows endpoints and feeds."""

    AUTO = "auto"
    CARDS = "cards"
    LIST = "list"


class Settings(Struct, frozen=True, kw_only=True):
    """What holds for the whole program (`[settings]`)."""

    theme: str | None = None
    """`None`: the one that was chosen last, else one of ours for the terminal's background."""
    history: Path | None = None
    """The database of past checks; `None`: keep none."""
    concurrency: int = 64
    """Checks in flight at once, over all endpoints."""
    per_host: int = 8
    """Checks in flight at once to one host and port."""
    keymap: Keymap = Keymap.DEFAULT
    glyphs: Glyphs = Glyphs.AUTO
    mouse: bool = True
    view: View = View.AUTO
    flight_recorder: float = 300.0
    """Seconds that are kept in memory to be dumped at an incident; 0: none."""


class Config(Struct, frozen=True, kw_only=True):
    """A configuration without a fault."""

    title: str = "asyncdash"
    path: Path | None = None
    """The main file; `None`: made of URLs, or nothing is configured."""
    settings: Settings = field(default_factory=Settings)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The names of keys by the id of a binding (`[keys]`)."""
    positions: Mapping[KeyPath, Position] = field(default_factory=dict)
    """Where in the main file each setting, each id of `keys` and each rule of `notify` stands."""
    endpoints: tuple[Endpoint, ...] = ()
    feeds: tuple[Feed, ...] = ()
    notify: tuple[Notify, ...] = ()
    mask: Mask = field(default_factory=Mask)
    references: References = field(default_factory=References)
    files: tuple[Path, ...] = ()
    """The main file, and those that it includes."""
    sources: Sources = field(default_factory=Sources)
    """What has to change for the configuration to change."""


def unknown_binding(config: Config, binding: str, known: Iterable[str]) -> ConfigError:
    """Return the fault that `[keys]` names a binding that does not exist."""
    hint = did_you_mean(binding, known) or ", see asyncdash help keys"
    return fault_at(config, ("keys", binding), f'unknown binding "{binding}"{hint}')


def bad_binding(config: Config, binding: str, why: str) -> ConfigError:
    """Return the fault that `[keys]` gives a binding keys that cannot be its."""
    return fault_at(config, ("keys", binding), f"{binding}: {why}")


def fault_at(config: Config, keys: KeyPath, message: str) -> ConfigError:
    """Return a fault of what stands there in the main file; it is told with its table."""
    position = config.positions.get(keys)
    return ConfigError(
        path=config.path,
        line=position.line if position else None,
        column=position.column if position else None,
        where=str(keys[0]),
        message=message,
    ).masked(config.mask)
