"""Reading: the configuration that the command line asks for, or why there is none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.complaint import complain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.config.config import Config
    from tui.config.place import Reading

__all__ = ["no_url", "nothing_found", "read", "read_with_places", "two_sources"]


def read(path: Path | None, urls: Sequence[str], *, tells_all: bool = False) -> Config | int:
    """Return the configuration that was asked for, or the exit code when it has faults.

    Faults of themes and keys are told only on demand: it takes Textual to know them, which takes its time.
    """
    found = read_with_places(path, urls, tells_all=tells_all)
    return found if isinstance(found, int) else found[0]


def read_with_places(
    path: Path | None, urls: Sequence[str], *, tells_all: bool = False
) -> tuple[Config, Reading | None] | int:
    """Return the configuration and the reading that knows its places, or the exit code when it has faults."""
    from tui.config.config import Config  # noqa: PLC0415
    from tui.config.errors import ConfigErrors  # noqa: PLC0415
    from tui.config.loader import config_of_urls, find_config, read_config  # noqa: PLC0415

    if path is not None and urls:
        return complain(two_sources(path))
    try:
        if urls:
            return config_of_urls(urls, environ=os.environ), None
        found = find_config(path, os.environ)
        return read_config(found, environ=os.environ) if found is not None else (Config(), None)
    except ConfigErrors as error:
        faults = error.errors
        if tells_all:
            from tui.app.faults import all_faults  # noqa: PLC0415

            faults = all_faults(error)
        return complain("\n".join(map(str, faults)))


def two_sources(path: Path) -> str:
    """Return what to say where a configuration and URLs are asked for at once."""
    return f"asyncdash: URLs are watched without a configuration: leave out -c {path}, or the URLs"


def no_url(words: Sequence[str]) -> str | None:
    """Return what to say about a word that is nearly a command, or a file; `None`: all look like URLs."""
    from tui.cli.arguments import COMMANDS  # noqa: PLC0415 - what --version can do without
    from tui.config.errors import did_you_mean  # noqa: PLC0415

    for word in words:
        if word.isalpha() and (hint := did_you_mean(word, COMMANDS)):
            return f"asyncdash: {word!r} is neither a command nor a URL{hint}"
        if "://" not in word and Path(word).is_file():
            return f'asyncdash: {word!r} is a file; a configuration is given as "-c {word}"'
    return None


def nothing_found() -> str:
    """Return what to say where there is no configuration."""
    from tui.config.loader import places  # noqa: PLC0415

    looked = ", ".join(str(place) for place in places(os.environ))
    return f"there is no configuration; looked in {looked}; write one with: asyncdash init"
