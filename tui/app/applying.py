"""Applying a configuration to what runs, as a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.app.keymap import keymap_of
from tui.app.preferences import glyphs_of
from tui.config.difference import targets_of
from tui.model.endpoint import Endpoint
from tui.model.endpoint_state import EndpointState
from tui.model.feed import Feed
from tui.model.feed_state import FeedState
from tui.widgets.themes import showable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.app.surroundings import Surroundings
    from tui.config.config import Config
    from tui.config.difference import Difference
    from tui.engine.engine import Engine
    from tui.engine.jobs import Job
    from tui.model.board import Board, State
    from tui.screens.context import ViewState

__all__ = ["apply_look", "apply_targets"]


def apply_targets(
    engine: Engine, board: Board, before: Config, after: Config, difference: Difference
) -> Iterator[Job]:
    """Watch what `after` says, and yield the jobs that have to be run for that.

    What was added by hand stays, behind all that is configured.
    """
    for name in difference.removed:
        if name in board:
            engine.remove(name)
    enabled = {target.name: target.enabled for target in targets_of(before)}
    for target in targets_of(after):
        if target.name not in board:
            job = engine.add(target)
        elif target.name in difference.changed or target.name in difference.added:
            job = _replace(engine, board, target, was_enabled=enabled.get(target.name, True))
        else:
            _move(board[target.name], target)
            continue
        if job is not None:
            yield job
    board.reorder(target.name for target in targets_of(after))


def apply_look(app: Surroundings, view: ViewState, config: Config, difference: Difference) -> None:
    """Change the colours, characters, keys and the view that are configured otherwise than before.

    What is configured as before stays as the user has chosen it since.
    """
    changed = set(difference.settings)
    if "theme" in changed:
        chosen = config.settings.theme
        app.follows_background = chosen not in showable(app)
        app.theme = app.fitting_theme if chosen is None or app.follows_background else chosen
    if "glyphs" in changed:
        view.glyphs = glyphs_of(config)
    if "view" in changed:
        view.cards = None if config.settings.view == "auto" else config.settings.view == "cards"
    if changed & {"keymap", "keys"}:
        app.set_keymap(keymap_of(config))


def _replace(engine: Engine, board: Board, target: Endpoint | Feed, *, was_enabled: bool) -> Job | None:
    """Watch something as it is configured now; what somebody has paused stays so."""
    is_kept_paused = board[target.name].is_paused and was_enabled
    job = engine.replace(target)
    if is_kept_paused and not board[target.name].is_paused:
        engine.pause(target.name)
    return job


def _move(state: State, target: Endpoint | Feed) -> None:
    """Note where something stands in its file now, for the editor."""
    match state, target:
        case EndpointState(), Endpoint() if state.endpoint.origin != target.origin:
            state.reconfigured(replace(state.endpoint, origin=target.origin))
        case FeedState(), Feed() if state.feed.origin != target.origin:
            state.reconfigured(replace(state.feed, origin=target.origin))
