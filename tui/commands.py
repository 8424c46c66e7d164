"""Commands: everything that the palette lists, from the table of keys and from what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keys import action_of, keys_of
from tui.model.endpoint_state import EndpointState
from tui.screens.command import Command
from tui.screens.item_actions import duration_fault
from tui.text.moments import moment_fault
from tui.text.safe import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from tui.keys import Key
    from tui.model.board import Board
    from tui.screens.board_screen import BoardScreen
    from tui.screens.overlay import Overlay

__all__ = ["commands_for", "commands_over"]

_IN_THE_PAST = {
    "overview": "everything as it was at",
    "endpoint": "the sample at",
    "feed": "the message at",
}
"""What there is to be seen of a moment, by the scope of the screen."""
_DIGITS = {f"pane.{digit}" for digit in range(2, 10)}


def commands_for(screen: BoardScreen, *, themes: Iterable[str]) -> list[Command]:
    """Return every command that exists on a screen: its own keys first, then places, then the rest."""
    name = _selected_name(screen)
    return [
        *_keys(screen, screen.scope, f"HERE  ·  {screen.scope}", name),
        _at(screen),
        *_places(screen.context.board),
        *_keys(screen, "app", "EVERYWHERE", name),
        *_typed(screen, themes),
        *_keys(screen, "list", "MOVING", name),
    ]


def commands_over(overlay: Overlay[Any]) -> list[Command]:
    """Return what does something in that which lies over a screen."""
    return [Command("HERE", label, word, action) for label, word, action in overlay.labelled_keys() if action]


def _keys(screen: BoardScreen, scope: str, section: str, name: str) -> Iterator[Command]:
    for key in keys_of(scope):
        if key.id not in _DIGITS:
            text = "focus the pane with that digit" if key.id == "pane.1" else key.help
            yield Command(section, _label(screen, key), text.replace("{name}", name), action_of(key))


def _at(screen: BoardScreen) -> Command:
    """Return the command that goes to a moment; where there is no way to one it says where there is."""

    def fault(text: str) -> str | None:
        if screen.scope not in _IN_THE_PAST:
            return "only on the overview, an endpoint or a feed"
        return moment_fault(text, now=screen.context.now())

    what = _IN_THE_PAST.get(screen.scope, "everything as it was at")
    return Command(
        f"HERE  ·  {screen.scope}", ":at", f"show {what}", "show_at", argument="09:41", check=fault
    )


def _places(board: Board) -> Iterator[Command]:
    yield Command("GO", ":overview", "all endpoints and feeds", "app.go_home")
    yield Command("GO", ":events", "what has happened so far", "app.events")
    yield Command("GO", ":timeline", "time line of messages and checks", "app.timeline")
    for state in board:
        kind = ":endpoint" if isinstance(state, EndpointState) else ":feed"
        yield Command("GO", kind, clean(state.name), f"app.open_item({state.name!r})")


def _typed(screen: BoardScreen, themes: Iterable[str]) -> Iterator[Command]:
    yield Command("EVERYWHERE", ":addresses", "ask every address behind the name", "addresses")
    yield Command(
        "EVERYWHERE",
        ":interval",
        "set the interval to",
        "app.set_interval_of_item",
        argument="5s",
        check=duration_fault,
    )
    yield Command(
        "EVERYWHERE", ":open", "watch what is configured in", "app.open_config", argument="asyncdash.toml"
    )
    yield Command(
        "EVERYWHERE",
        ":save",
        "write what is watched and in no file to",
        "app.save_targets",
        argument="asyncdash.toml",
        is_default=True,
    )
    yield Command("EVERYWHERE", ":reload", "reload the configuration", "app.reload")
    yield Command("EVERYWHERE", ":filter", "filter by", "app.filter_by", argument="state:down")
    names = sorted(themes)
    for theme in names:
        yield Command("EVERYWHERE", ":theme", f"theme {theme}", f"app.use_theme({theme!r})")
    key = screen.label("theme", "T")

    def fault(name: str) -> str | None:
        return None if name in names else f"there is no theme {name} — {key} lists them"

    yield Command("EVERYWHERE", ":theme", "theme", "app.use_theme", argument="nord", check=fault)


def _label(screen: BoardScreen, key: Key) -> str:
    return "1 … 9" if key.id == "pane.1" else screen.label(key.id, key.keys)


def _selected_name(screen: BoardScreen) -> str:
    item = getattr(screen, "item", None)
    state = item() if item is not None else None
    return clean(state.name) if state is not None else "it"
