"""Screens: they compose widgets and route keys; all but the first are imported when they are first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.addresses import AddressesSheet
    from tui.screens.bad_config import BadConfig
    from tui.screens.details import Details
    from tui.screens.endpoint import EndpointScreen
    from tui.screens.events import EventsScreen
    from tui.screens.feed import FeedScreen
    from tui.screens.filters import event_filter, state_filter
    from tui.screens.jump import JumpOverlay, JumpSpot
    from tui.screens.menu import Menu
    from tui.screens.palette import Palette
    from tui.screens.previews import PreviewRow
    from tui.screens.prompt import Prompt
    from tui.screens.theme_menu import ThemeMenu
    from tui.screens.timeline import TimelineScreen

__all__ = [
    "AddressesSheet",
    "BadConfig",
    "Details",
    "EndpointScreen",
    "EventsScreen",
    "FeedScreen",
    "JumpOverlay",
    "JumpSpot",
    "Menu",
    "Palette",
    "PreviewRow",
    "Prompt",
    "ThemeMenu",
    "TimelineScreen",
    "event_filter",
    "load_all",
    "state_filter",
]

_HOMES = {
    "AddressesSheet": "addresses",
    "BadConfig": "bad_config",
    "Details": "details",
    "EndpointScreen": "endpoint",
    "EventsScreen": "events",
    "FeedScreen": "feed",
    "JumpOverlay": "jump",
    "JumpSpot": "jump",
    "Menu": "menu",
    "Palette": "palette",
    "PreviewRow": "previews",
    "Prompt": "prompt",
    "ThemeMenu": "theme_menu",
    "TimelineScreen": "timeline",
    "event_filter": "filters",
    "state_filter": "filters",
}


def load_all() -> None:
    """Import all of it, so that nobody waits for that when something is opened."""
    for home in set(_HOMES.values()):
        import_module(f"{__name__}.{home}")


def __getattr__(name: str) -> object:
    """Return what somebody uses for the first time."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
