"""EventContext: beside the log, what the selected event is about, as it was at that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.model.past import board_at
from tui.screens.previews import DetailColumn
from tui.widgets.clear import Clear
from tui.widgets.moment_pane import MomentPane
from tui.widgets.rate_pane import RatePane
from tui.widgets.tail_pane import TailPane

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from tui.model.board import Board
    from tui.model.event import Event
    from tui.screens.context import Context

__all__ = ["EventContext"]


class EventContext(Clear):
    """The whole board in a few lines, and the endpoint or the feed in as many as there are."""

    def __init__(self, context: Context, *, marked_at: Callable[[], float | None]) -> None:
        super().__init__()
        self._given = context
        self._event: Event | None = None
        self._board: Board | None = None
        view = context.view
        then = replace(context, now=self.at)
        outlook = then.outlook(marked_at=marked_at)
        self._moment = MomentPane(
            lambda: self._board,
            at=self.at,
            now=context.now,
            about=lambda: self._event.source if self._event is not None else None,
            glyphs=outlook.glyphs,
            number=2,
        )
        self._detail = DetailColumn(then, endpoint=self.endpoint, marked_at=marked_at, first=3)
        self._rate = RatePane(self.feed, outlook, number=3)
        self._tail = TailPane(
            self.feed,
            mask=context.board.mask,
            now=self.at,
            ages=lambda: view.ages,
            glyphs=outlook.glyphs,
            number=4,
        )

    def compose(self) -> ComposeResult:
        yield self._moment
        yield self._detail
        yield self._rate
        yield self._tail

    def at(self) -> float:
        """Return the moment that is shown, in seconds since the epoch."""
        return self._event.at if self._event is not None else self._given.now()

    def endpoint(self) -> EndpointState | None:
        """Return the endpoint that the event is about, as it was."""
        state = self._state()
        return state if isinstance(state, EndpointState) else None

    def feed(self) -> FeedState | None:
        """Return the feed that the event is about, as it was."""
        state = self._state()
        return state if isinstance(state, FeedState) else None

    def show(self, event: Event | None) -> None:
        """Show how things were at an event."""
        if event is not self._event:
            self._event = event
            self._board = board_at(self._given.board, event.at) if event is not None else None
        self._detail.display = self.endpoint() is not None
        self._rate.display = self._tail.display = self.feed() is not None

    def _state(self) -> EndpointState | FeedState | None:
        board, event = self._board, self._event
        return (
            board[event.source] if board is not None and event is not None and event.source in board else None
        )
