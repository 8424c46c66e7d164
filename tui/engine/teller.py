"""Teller: puts events in the log, passes them on, and reports our own bugs once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.engine.jobs import describe
from tui.model.event import Event, EventKind
from tui.text.safe import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui.engine.clock import Clock
    from tui.model.board import Board, State

__all__ = ["Teller"]

_OURSELVES = "asyncdash"
_LONGEST_DETAIL = 300


class Teller:
    """What an engine has to say goes through here: the board first, then whoever listens."""

    def __init__(
        self,
        board: Board,
        *,
        on_event: Callable[[Event], None],
        changed: Callable[[], None],
        clock: Clock,
    ) -> None:
        self._board = board
        self._on_event = on_event
        self._changed = changed
        self._clock = clock
        self._bugs: dict[str, str] = {}

    def tell(self, state: State, events: Iterable[Event]) -> None:
        """Tell of a state, unless what it is about is gone."""
        if state.name in self._board and self._board[state.name] is state:
            self.announce(events)

    def announce(self, events: Iterable[Event]) -> None:
        """Tell of whatever it is."""
        for event in events:
            self._board.tell(event)
            self._on_event(event)

    def report(self, name: str, error: Exception) -> None:
        """Tell of a bug of our own; one that repeats itself is told once."""
        detail = clean(self._board.mask(" ".join(describe(error).split())), _LONGEST_DETAIL)
        if self._bugs.get(name) == detail:
            return
        self._bugs[name] = detail
        source = name if name in self._board else _OURSELVES
        at = self._clock.now()
        self.announce([Event(at=at, source=source, kind=EventKind.BUG, what="internal error", detail=detail)])
        self._changed()

    def forgive(self, name: str) -> None:
        """Forget the bug of that name: the next one is news again."""
        self._bugs.pop(name, None)
