"""Finding a configuration, and reading it to endpoints and feeds or to every fault at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.config.config import Config, Settings
from tui.config.errors import ConfigError, ConfigErrors
from tui.config.place import Reading
from tui.config.places import find_config, places, state_dir
from tui.config.urls import check_url, name_of_url, scheme_of, secrets_of_url, unique_name
from tui.config.variables import Secrets
from tui.model.endpoint import Endpoint
from tui.model.feed import Feed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["config_of_urls", "default_settings", "find_config", "load_config", "places", "read_config"]

_HISTORY = "history.sqlite3"


def load_config(path: Path, *, environ: Mapping[str, str], waits: bool = True) -> Config:
    """Return what the file and those that it includes say; `waits` as for `read_config`.

    Raises:
        ConfigErrors: They hold faults: all of them.
    """
    return read_config(path, environ=environ, waits=waits)[0]


def read_config(path: Path, *, environ: Mapping[str, str], waits: bool = True) -> tuple[Config, Reading]:
    """Return what the file and those that it includes say, and the reading that knows where it stands.

    What comes through a pipe is waited for, or refused: a pipe can be read only
    once, and whoever reads it again may wait for ever.

    Raises:
        ConfigErrors: They hold faults: all of them.
    """
    from tui.config.assembly import assemble, readable_part  # noqa: PLC0415 - 60 ms that URLs on the command line need not pay
    from tui.config.documents import read_documents  # noqa: PLC0415 - the same

    path = Path.cwd() / path
    reading = Reading(environ, env_file=path.parent / ".env", waits=waits)
    read_documents(path, reading)
    config = assemble(path, reading, history=state_dir(environ) / _HISTORY) if reading.documents else None
    if faults := reading.faults():
        raise ConfigErrors(
            faults,
            sources=reading.sources(),
            mask=reading.secrets.mask(),
            readable=readable_part(path, reading),
        )
    return config or Config(path=path), reading


def default_settings(environ: Mapping[str, str]) -> Settings:
    """Return what holds where nobody says otherwise."""
    return Settings(history=state_dir(environ) / _HISTORY)


def config_of_urls(urls: Sequence[str], *, environ: Mapping[str, str]) -> Config:
    """Return a configuration that watches these URLs and leaves all else at its default.

    Raises:
        ConfigErrors: Some of them cannot be watched.
    """
    secrets = Secrets()
    errors: list[ConfigError] = []
    endpoints: list[Endpoint] = []
    feeds: list[Feed] = []
    names: set[str] = set()
    for url in urls:
        for secret in secrets_of_url(url):
            secrets.add(secret)
        try:
            check_url(url)
        except ValueError as fault:
            errors.append(ConfigError(message=str(fault)))
            continue
        name = unique_name(name_of_url(url), names)
        names.add(name)
        if scheme_of(url) in {"ws", "wss"}:
            feeds.append(Feed(name=name, url=url))
        else:
            endpoints.append(Endpoint(name=name, url=url))
    mask = secrets.mask()
    if errors:
        raise ConfigErrors([error.masked(mask) for error in errors])
    return Config(
        settings=default_settings(environ),
        endpoints=tuple(endpoints),
        feeds=tuple(feeds),
        mask=mask,
    )
