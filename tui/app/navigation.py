"""Navigation: from screen to screen and back, by keys, labels and names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui import screens
from tui.app.spare import Spare
from tui.model.endpoint_state import EndpointState
from tui.model.past import number_at
from tui.screens.board_screen import BoardScreen
from tui.screens.item_actions import ItemActions
from tui.screens.overlay import Overlay
from tui.terminal.living_app import LivingApp
from tui.widgets.themes import showable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.screens.context import Context

__all__ = ["Navigation"]

_View = tuple[str, str]
"""The word of a screen, and the name of the endpoint or the feed that it is about, if it is about one."""

_REMEMBERED = 8
_LOGS = frozenset({"events", "timeline"})
_WAYSIDES = _LOGS | {"beside"}
"""Screens that one goes out from to what they tell of, and comes back to."""


class Navigation(LivingApp[None]):
    """An app whose screens can be gone through, looked up and left."""

    context: Context
    _seen: tuple[_View, ...] = ()
    """What was shown before, the newest last."""

    def __init__(self) -> None:
        super().__init__()
        self.spare = Spare(self)

    def open_item(self, name: str, number: int | None = None) -> None:
        """Show an endpoint or a feed; one that is open already makes way, a log stays under it.

        Without the number of a sample or a message it shows now, or the moment at which the view stands.
        """
        screen = self.screen
        if number is None and isinstance(screen, BoardScreen) and screen.frozen_at is not None:
            number = number_at(self.context.board[name], screen.frozen_at)
        self._remember()
        while len(self.screen_stack) > 1 and getattr(self.screen, "scope", "") not in _WAYSIDES:
            _ = self.pop_screen()
        spare = self.spare.take(self.context.board[name]) if number is None else None
        _ = self.push_screen(spare or _screen_of(self.context, name, number))

    def go_home(self) -> None:
        """Go back to the first screen."""
        self._remember()
        self._to_first()

    def leave_screen(self) -> None:
        """Go back one screen and remember this one for the key that returns to it."""
        if len(self.screen_stack) > 1:
            self._remember()
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

    def action_focus_next(self) -> None:
        """Go to the next pane."""
        self._focus_other(super().action_focus_next)

    def action_focus_previous(self) -> None:
        """Go to the previous pane."""
        self._focus_other(super().action_focus_previous)

    def _focus_other(self, go: Callable[[], None]) -> None:
        before = self.focused
        go()
        if self.focused is before:
            here = self.screen if isinstance(self.screen, Overlay) else self
            here.say("there is no other pane here")

    def action_leave(self) -> None:
        """Go back, or quit on the first screen."""
        if len(self.screen_stack) > 1:
            self.leave_screen()
        else:
            self.exit()

    def action_last_view(self) -> None:
        """Show what was shown before this, and from there this again; where nothing was, the first screen."""
        here = self._view()
        before = next((view for view in reversed(self._seen) if view != here and self._is_there(view)), None)
        match before:
            case None if here is None:
                self.say("no other view was open yet")
            case None:
                self.go_home()
            case ("events", _):
                self.action_events()
            case ("timeline", _):
                self.action_timeline()
            case (_, name):
                self.open_item(name)

    def action_events(self) -> None:
        """Show the event log; from a moment of the past, at what happened last before it."""
        self._visit(partial(screens.EventsScreen, at=self._past()), screens.EventsScreen)

    def action_timeline(self) -> None:
        """Show what feeds brought and endpoints answered in order of time; from the past, up to then."""
        self._visit(partial(screens.TimelineScreen, at=self._past()), screens.TimelineScreen)

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
        """Answer the user in the footer, as long as there is one."""
        screen = next((each for each in reversed(self.screen_stack) if isinstance(each, BoardScreen)), None)
        if screen is not None and self.is_running:
            screen.say(text)

    def _past(self) -> float | None:
        """Return the moment of the past that is looked at; `None`: it is now."""
        return self.screen.past() if isinstance(self.screen, BoardScreen) else None

    def _view(self) -> _View | None:
        """Return what is shown; `None`: the first screen, or something over another."""
        screen = self.screen
        if len(self.screen_stack) == 1 or not isinstance(screen, BoardScreen):
            return None
        item = screen.item() if isinstance(screen, ItemActions) else None
        return screen.scope, item.name if item is not None else ""

    def _remember(self) -> None:
        """Note what is shown, as it is about to be left."""
        if (view := self._view()) is not None:
            self._seen = (*[each for each in self._seen if each != view], view)[-_REMEMBERED:]

    def _is_there(self, view: _View) -> bool:
        """Is it still there to be shown?"""
        return view[0] in _LOGS or view[1] in self.context.board

    def _to_first(self) -> None:
        """Close every screen but the first."""
        while len(self.screen_stack) > 1:
            _ = self.pop_screen()

    def _visit(self, make: Callable[[Context], BoardScreen], kind: type[BoardScreen]) -> None:
        """Show the screen of a kind: the one that is open, the one under it, or a new one."""
        if isinstance(self.screen, kind):
            return
        if isinstance(self.screen_stack[-2:][0], kind):
            self.leave_screen()
        else:
            self._remember()
            _ = self.push_screen(make(self.context))

    def _open_palette(self, query: str) -> None:
        from tui.commands import commands_for, commands_over  # noqa: PLC0415 - not needed for the first frame

        match self.screen:
            case BoardScreen() as screen:
                commands = commands_for(screen, themes=showable(self))
            case Overlay(has_help=True) as overlay:
                commands = commands_over(overlay)
            case _:
                return
        _ = self.push_screen(screens.Palette(commands, query), self._run_command)

    async def _run_command(self, action: str | None) -> None:
        if action is not None:
            await self.screen.run_action(action)


def _screen_of(context: Context, name: str, number: int | None) -> BoardScreen:
    """Make the screen of an endpoint or a feed; they are imported when the first of them opens."""
    state = context.board[name]
    if isinstance(state, EndpointState):
        return screens.EndpointScreen(context, state, number)
    return screens.FeedScreen(context, state, number)
