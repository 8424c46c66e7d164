"""Preferences: how things look, as configured or as chosen last time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct

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

__all__ = ["AS_EVER", "Start", "glyphs_of", "view_of"]


class Start(Struct, frozen=True, kw_only=True):
    """How the dashboard is to begin this once, whatever is configured or was chosen last time."""

    view: str | None = None
    """ "cards", "list" or "events"; `None`: as ever."""
    query: str = ""
    """The filter of that view."""

    @property
    def shows_events(self) -> bool:
        """Does it begin with the event log?"""
        return self.view == "events"


AS_EVER = Start()
"""Nothing was asked for."""


def view_of(config: Config, memory: Memory | None, start: Start = AS_EVER) -> ViewState:
    """Return how things are to be seen: as asked for, else as configured, else as last time."""
    view = ViewState(glyphs=glyphs_of(config))
    if start.view in {"cards", "list"}:
        view.cards = start.view == "cards"
    elif config.settings.view != "auto":
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
