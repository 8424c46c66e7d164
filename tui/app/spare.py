"""Spare: the screen of what is selected, made before anybody opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import screens

if TYPE_CHECKING:
    from typing import Any

    from textual.app import App

    from tui.model.board import State
    from tui.model.endpoint_state import EndpointState
    from tui.screens.context import Context
    from tui.screens.endpoint import EndpointScreen

__all__ = ["Spare"]

_NAME = "spare"


class Spare:
    """To mount a screen and to lay it out takes three times as long as to draw it: nobody waits for that."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self.screen: EndpointScreen | None = None
        """What is at hand; it is mounted, but it is not on the stack."""
        self.is_wanted = False
        """Is there time for it? Not before everything runs."""

    async def make(self, context: Context, state: EndpointState) -> None:
        """Have the screen of an endpoint at hand, in place of another one's."""
        if self.screen is not None and self.screen.state is state:
            return
        self.discard()
        app = self._app
        screen = self.screen = screens.EndpointScreen(context, state)
        app.install_screen(screen, _NAME)
        # What follows is what Textual does when it pushes a screen, without showing it.
        app._load_screen_css(screen)  # noqa: SLF001
        await app._get_screen(screen)[1]  # noqa: SLF001
        if self.screen is screen and app.screen_stack:
            screen._refresh_layout(app.size)  # noqa: SLF001

    def take(self, state: State) -> EndpointScreen | None:
        """Return the screen of an endpoint if it is at hand; from then on it is like any other."""
        screen = self.screen
        if screen is None or screen.state is not state or not screen.is_mounted:
            return None
        self._app.uninstall_screen(_NAME)
        self.screen = None
        screen.show_keys()  # keys may have been given others since
        return screen

    def discard(self) -> None:
        """Take away what nobody has opened."""
        if self.screen is not None:
            self._app.uninstall_screen(_NAME)
            _ = self.screen.remove()
            self.screen = None
