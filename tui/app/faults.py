"""Faults: what a configuration names that only the app can know, themes and bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES

from tui.app.keymap import key_faults
from tui.config.config import bad_binding, fault_at, unknown_binding
from tui.config.errors import did_you_mean
from tui.keys import KEYS
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from pathlib import Path

    from tui.config.config import Config
    from tui.config.errors import ConfigError, ConfigErrors

__all__ = ["all_faults", "faults_of"]


def all_faults(errors: ConfigErrors) -> list[ConfigError]:
    """Return the faults that were found in reading, and those in what could be read, by file and line."""
    if errors.readable is None:
        return errors.errors
    main = errors.readable.path
    return sorted([*errors.errors, *faults_of(errors.readable)], key=lambda fault: _place(fault, main))


def faults_of(config: Config) -> list[ConfigError]:
    """Return every theme, binding and key that the configuration names and that cannot be, by line."""
    ids = [key.id for key in KEYS]
    faults = [unknown_binding(config, binding, ids) for binding in config.keys if binding not in ids]
    faults += [bad_binding(config, binding, why) for binding, why in key_faults(config)]
    themes = [*(theme.name for theme in THEMES), *BUILTIN_THEMES]
    theme = config.settings.theme
    if theme is not None and theme not in themes:
        hint = did_you_mean(theme, themes) or f", there are {', '.join(themes)}"
        faults.append(fault_at(config, ("settings", "theme"), f'unknown theme "{theme}"{hint}'))
    return sorted(faults, key=lambda fault: _place(fault, config.path))


def _place(fault: ConfigError, main: Path | None) -> tuple[bool, int, int]:
    """Return what sorts faults of the main file by line, and leaves the others behind them."""
    if fault.path != main:
        return True, 0, 0
    return False, fault.line or 0, fault.column or 0
