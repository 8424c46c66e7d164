"""Navigation: from screen to screen and back, by keys, labels and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import screens
from tui.model.endpoint_state import EndpointState
from tui.screens.board_screen import BoardScreen
from tui.terminal.living_app import LivingApp

if TYPE_CHECKING:
    from tui.screens.context import Context

__all__ = ["Navigation"]


class Navigation(LivingApp[None]):
    """An app whose screens can be gone through, looked up and left."""

    context: Context
    _before: str | None = None

    def open_item(self, name: str, number: int | None = None) -> None:
        """Show the screen of an endpoint or a feed; one that is open already makes way."""
        self.go_home()
        _ = self.push_screen(_screen_of(self.context, name, number))

    def go_home(self) -> None:
        """Go back to the first screen."""
        while len(self.screen_stack) > 1:
            self.leave_screen()

    def leave_screen(self) -> None:
        """Go back one screen and remember this one for the key that returns to it."""
        item = getattr(self.screen, "item", None)
        state = item() if item is not None else None
        if len(self.screen_stack) > 1:
            self._before = state.name if state is not None else self._before
            _ = self.pop_screen()

    def action_open_item(self, name: str) -> None:
        """Show the screen of an endpoint or a feed."""
        self.open_item(name)

    def action_go_home(self) -> None:
        """Go back to the first screen."""
        self.go_home()

    def action_escape(self) -> None:
        """Leave one layer of the screen, or the screen itself; never the program."""
        screen = self.screen
        if isinstance(screen, BoardScreen) and screen.escape():
            return
        self.leave_screen()

    def action_leave(self) -> None:
        """Go back, or quit on the first screen."""
        if len(self.screen_stack) > 1:
            self.leave_screen()
        else:
            self.exit()

    def action_last_view(self) -> None:
        """Return to the item that was open before this one."""
        name = self._before
        if name is not None and name in self.context.board:
            if isinstance(self.screen, BoardScreen) and len(self.screen_stack) > 1:
                self.leave_screen()
            self.open_item(name)
        else:
            self.say("no other view was open yet")

    def action_events(self) -> None:
        """Show the event log."""
        self._visit(screens.EventsScreen)

    def action_timeline(self) -> None:
        """Show what feeds brought and endpoints answered in one order of time."""
        self._visit(screens.TimelineScreen)

    def action_help(self) -> None:
        """List every key and command; Enter runs the selected one."""
        self._open_palette("")

    def action_palette(self) -> None:
        """Find a command, a theme or an item by typing."""
        self._open_palette(":")

    def action_jump(self) -> None:
        """Put a label on everything that can be jumped to."""
        if isinstance(self.screen, BoardScreen):
            _ = self.push_screen(screens.JumpOverlay(self.screen.jump_spots()), self.screen.jump)

    def say(self, text: str) -> None:
        """Answer the user in the footer."""
        screen = next((each for each in reversed(self.screen_stack) if isinstance(each, BoardScreen)), None)
        if screen is not None:
            screen.say(text)

    def _visit(self, kind: type[screens.EventsScreen | screens.TimelineScreen]) -> None:
        """Show the screen of a kind: the one that is open, the one under it, or a new one."""
        if isinstance(self.screen, kind):
            return
        if isinstance(self.screen_stack[-2:][0], kind):
            self.leave_screen()
        else:
            _ = self.push_screen(kind(self.context))

    def _open_palette(self, query: str) -> None:
        from tui.commands import commands_for  # noqa: PLC0415 - not needed for the first frame

        screen = self.screen
        if isinstance(screen, BoardScreen):
            _ = self.push_screen(
                screens.Palette(commands_for(screen, themes=self.available_themes), query), self._run_command
            )

    async def _run_command(self, action: str | None) -> None:
        if action is not None:
            await self.screen.run_action(action)


def _screen_of(context: Context, name: str, number: int | None) -> BoardScreen:
    """Make the screen of an endpoint or a feed; they are imported when the first of them opens."""
    state = context.board[name]
    if isinstance(state, EndpointState):
        return screens.EndpointScreen(context, state, number)
    return screens.FeedScreen(context, state, number)
