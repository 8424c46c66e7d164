"""Where the configuration, the data and the state of asyncdash live on this system."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config.errors import BadValueError
from tui.config.files import exists, home_path

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "FILE",
    "config_dir",
    "data_dir",
    "dumps_dir",
    "find_config",
    "places",
    "recordings_dir",
    "state_dir",
]

_VARIABLE = "ASYNCDASH_CONFIG"
FILE = "asyncdash.toml"
"""The name of a configuration that nobody named."""
_NAME = "asyncdash"


def config_dir(environ: Mapping[str, str]) -> Path:
    """Return the directory of the user's configuration."""
    if xdg := _xdg(environ, "XDG_CONFIG_HOME", "~/.config"):
        return xdg / _NAME
    from platformdirs import user_config_path  # noqa: PLC0415 - 17 ms that Linux need not pay

    return user_config_path(_NAME)


def data_dir(environ: Mapping[str, str]) -> Path:
    """Return the directory of what the user makes with asyncdash, such as recordings."""
    if xdg := _xdg(environ, "XDG_DATA_HOME", "~/.local/share"):
        return xdg / _NAME
    from platformdirs import user_data_path  # noqa: PLC0415 - 17 ms that Linux need not pay

    return user_data_path(_NAME)


def recordings_dir(environ: Mapping[str, str]) -> Path:
    """Return the directory of what the key for recordings writes."""
    return data_dir(environ) / "recordings"


def dumps_dir(environ: Mapping[str, str]) -> Path:
    """Return the directory of what triggers dump."""
    return data_dir(environ) / "dumps"


def state_dir(environ: Mapping[str, str]) -> Path:
    """Return the directory of what asyncdash remembers."""
    if xdg := _xdg(environ, "XDG_STATE_HOME", "~/.local/state"):
        return xdg / _NAME
    from platformdirs import user_state_path  # noqa: PLC0415 - 17 ms that Linux need not pay

    return user_state_path(_NAME)


def find_config(explicit: Path | None, environ: Mapping[str, str]) -> Path | None:
    """Return the configuration to read; `None`: there is none, which is no error.

    One that was asked for by name is returned even where it does not exist, so
    that reading it says so.
    """
    if explicit is not None:
        return explicit
    if named := environ.get(_VARIABLE):
        return _named(named, environ)
    return next((place for place in places(environ) if exists(place)), None)


def places(environ: Mapping[str, str]) -> list[Path]:
    """Return every place where a configuration is looked for, the first one first."""
    named = environ.get(_VARIABLE)
    return [*([_named(named, environ)] if named else []), Path(FILE), config_dir(environ) / FILE]


def _named(written: str, environ: Mapping[str, str]) -> Path:
    """Return what the variable names; a home directory that there is not is a name like any other."""
    try:
        return home_path(written, environ)
    except BadValueError:
        return Path(written)


def _xdg(environ: Mapping[str, str], variable: str, default: str) -> Path | None:
    """Return the directory of the XDG specification, which says to ignore relative paths."""
    named = environ.get(variable, "")
    if Path(named).is_absolute():
        return Path(named)
    return None if sys.platform in {"darwin", "win32"} else home_path(default, environ)
