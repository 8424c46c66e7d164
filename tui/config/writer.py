"""Writing what is watched as a configuration that reads the same again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tui.config.errors import shown_path
from tui.config.toml import toml_text
from tui.config.urls import name_of_url, secrets_of_url
from tui.model.endpoint import Endpoint
from tui.model.feed import Feed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["config_text", "write_config"]

_HEAD = "#:schema ./asyncdash.schema.json\n"
_WARNING = "# This URL holds a secret: put it into the environment or .env, and write ${NAME} in its place.\n"
_SHORTEST = 0.1
"""Seconds that a file may ask for; a key may ask for less."""
_PRIVATE, _USUAL = 0o600, 0o666


def config_text(targets: Sequence[Endpoint | Feed]) -> str:
    """Return the configuration that watches these URLs: their names, their intervals, and no more."""
    return _HEAD + "".join(f"\n{_table(target)}" for target in targets)


def write_config(path: Path, targets: Sequence[Endpoint | Feed]) -> None:
    """Write a new configuration; one that holds secrets is for its owner alone.

    Raises:
        FileExistsError: Something is there already, and is left as it is.
        OSError: It cannot be written.
    """
    has_secrets = any(any(secrets_of_url(target.url)) for target in targets)
    try:
        mode = _PRIVATE if has_secrets else _USUAL
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise FileExistsError(
            f"{shown_path(path)} exists already and is left as it is: name another file"
        ) from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(config_text(targets))


def _table(target: Endpoint | Feed) -> str:
    kind = "endpoint" if isinstance(target, Endpoint) else "feed"
    warning = _WARNING if any(secrets_of_url(target.url)) else ""
    keys = "".join(f"{key} = {value}\n" for key, value in _keys(target))
    return f"{warning}[[{kind}]]\n{keys}"


def _keys(target: Endpoint | Feed) -> Iterator[tuple[str, str]]:
    if target.name != name_of_url(target.url):
        yield "name", _quoted(target.name)
    yield "url", _quoted(target.url)
    if isinstance(target, Endpoint) and target.interval != Endpoint(name="", url="").interval:
        yield "interval", _seconds(max(target.interval, _SHORTEST))
    if isinstance(target, Feed) and target.heartbeat != Feed(name="", url="").heartbeat:
        yield "heartbeat", _seconds(target.heartbeat)


def _quoted(text: str) -> str:
    """Return a text in which no dollar begins a variable."""
    return toml_text(text.replace("$", "$$"))


def _seconds(length: float) -> str:
    return f'"{length:.9f}'.rstrip("0").rstrip(".") + 's"'
