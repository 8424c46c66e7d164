"""Preferences: how things look, as configured or as chosen last time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tui.config.config import Glyphs as Choice
from tui.config.difference import targets_of
from tui.screens.context import ViewState
from tui.terminal.characters import glyphs_for
from tui.text.draft_history import read_drafts
from tui.text.glyphs import GLYPHS
from tui.widgets.totals import LARGE

if TYPE_CHECKING:
    from tui.config.config import Config
    from tui.config.memory import Memory
    from tui.text.glyphs import Glyphs

__all__ = ["glyphs_of", "view_of"]


def view_of(config: Config, memory: Memory | None) -> ViewState:
    """Return how things are to be seen: as configured, else as last time."""
    view = ViewState(glyphs=glyphs_of(config))
    if config.settings.view != "auto":
        view.cards = config.settings.view == "cards"
    elif memory is not None and isinstance(chosen := memory.recall("cards"), bool):
        view.cards = chosen
    if memory is not None:
        view.drafts = read_drafts(memory.recall("drafts"))
    targets = targets_of(config)
    if len(targets) > LARGE:
        view.folded = {target.group for target in targets}
    return view


def glyphs_of(config: Config) -> Glyphs:
    """Return what graphs are drawn with: as configured, else what the terminal can show."""
    chosen = config.settings.glyphs
    return glyphs_for(os.environ) if chosen is Choice.AUTO else GLYPHS[chosen]
