"""Idle: what a configuration asks for and does not get yet, which is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.config.config import fault_at
from tui.config.tables import MAIN, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.config.config import Config
    from tui.config.errors import ConfigError
    from tui.config.positions import KeyPath

__all__ = ["idle_keys", "idle_warnings"]


def idle_keys() -> list[str]:
    """Return the keys of the main file and of its settings that have no effect."""
    return [name for table in (MAIN, SETTINGS) for name, key in table.keys.items() if key.idle]


def idle_warnings(config: Config) -> list[ConfigError]:
    """Return a sentence for all that was written and has no effect, by line."""
    return [
        fault_at(config, keys, f"{'' if keys[0] == 'notify' else f'{keys[-1]} '}has no effect yet: {why}")
        for keys, why in sorted(_idle(config), key=lambda pair: config.positions[pair[0]])
    ]


def _idle(config: Config) -> Iterator[tuple[KeyPath, str]]:
    for name, key in SETTINGS.keys.items():
        asks = bool(getattr(config.settings, name))  # "" and "0s" ask for what there is: nothing
        if key.idle and asks and ("settings", name) in config.positions:
            yield ("settings", name), key.idle
    if MAIN.keys["notify"].idle and config.notify:
        yield ("notify", 0), MAIN.keys["notify"].idle
