"""Faults: what a configuration names that only the app can know, themes and bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES

from tui.app.keymap import key_faults
from tui.config.config import bad_binding, unknown_binding
from tui.config.errors import ConfigError, did_you_mean
from tui.keys import KEYS
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from tui.config.config import Config

__all__ = ["faults_of"]


def faults_of(config: Config) -> list[ConfigError]:
    """Return every theme, binding and key that the configuration names and that cannot be."""
    ids = [key.id for key in KEYS]
    faults = [unknown_binding(config, binding, ids) for binding in config.keys if binding not in ids]
    faults += [bad_binding(config, binding, why) for binding, why in key_faults(config)]
    themes = [*(theme.name for theme in THEMES), *BUILTIN_THEMES]
    theme = config.settings.theme
    if theme is not None and theme not in themes:
        hint = did_you_mean(theme, themes) or f", there are {', '.join(themes)}"
        faults.append(
            ConfigError(path=config.path, where="settings", message=f'unknown theme "{theme}"{hint}')
        )
    return faults
