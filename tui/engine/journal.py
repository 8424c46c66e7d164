"""Journal: what has happened on a board since it was last asked, for a recording."""

from __future__ import annotations

from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.model.connection import ConnectionState
from tui.model.endpoint_state import EndpointState
from tui.model.message import Notice, NoticeKind
from tui.text.recording import check_entry, gap_entry, health_entry, open_entry, row_entry, target_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.model.board import Board, State
    from tui.model.check import CheckResult
    from tui.model.endpoint import Endpoint
    from tui.model.event import Event
    from tui.model.feed_state import FeedState
    from tui.model.mask import Mask
    from tui.model.message import Row
    from tui.text.recording import Entry

__all__ = ["Batch", "Journal"]

_OVERHEAD = 200
"""Bytes of memory that a row takes besides its payload."""
_ALIVE = frozenset({ConnectionState.CONNECTING, ConnectionState.OPEN, ConnectionState.CLOSING})
_FULL = 8
"""One part in so many of a ring that is new means that it fills fast."""


class Batch(Struct, frozen=True, kw_only=True):
    """What happened since the last time, to be written in another thread."""

    sources: Sequence[Iterable[Entry]] = ()
    """Each in order; nothing is masked or written out before they are iterated over."""
    size: int = 0
    """The bytes that they keep in memory, about."""
    lost: int = 0
    """Results and rows that went before anybody asked."""
    is_urgent: bool = False
    """Is there so much that it should be asked for again soon?"""
    settled: float = inf
    """Up to when all is known that happened, in seconds since the epoch; what came later can wait."""


class Journal:
    """Reads what a board remembers, by the numbers that never change.

    Whoever receives a message does nothing for it: a feed's ring holds the
    messages until somebody asks, and what goes before that is counted.
    """

    def __init__(self, board: Board, at: float) -> None:
        """Tell of what happens from now on."""
        self._board = board
        self._mask = board.mask
        self._event = board.events.end
        self._asked_at = at
        self._readers: dict[str, _Reader] = {state.name: _reader_of(state) for state in board}
        self._leaving: list[_Reader] = []
        """Of feeds that are watched no longer, but have yet to say goodbye."""

    def opening(self, at: float) -> Iterator[Entry]:
        """Tell what is watched, and which connections are open already."""
        for state in self._board:
            yield target_entry(state, at, self._mask)
        for feed in self._board.feeds:
            if feed.state is ConnectionState.OPEN and feed.handshake is not None:
                yield open_entry(
                    feed.handshake,
                    feed.since or at,
                    feed=feed.name,
                    connection=feed.connection,
                    mask=self._mask,
                )

    def drain(self, at: float) -> Batch:
        """Return what happened since the last time."""
        targets = self._meet()
        parts = [reader.read(at, self._mask) for reader in (*self._leaving, *self._readers.values())]
        self._leaving = [reader for reader in self._leaving if reader.is_alive]
        sources = [targets, *(source for part in parts for source in part.sources), self._healths(at)]
        return Batch(
            sources=[source for source in sources if source],
            size=sum(part.size for part in parts),
            lost=sum(part.lost for part in parts),
            is_urgent=any(part.is_urgent for part in parts),
        )

    def _meet(self) -> list[Entry]:
        """Follow what has come to the board and what has gone from it."""
        board, told = self._board, []
        for name in [name for name, each in self._readers.items() if not each.is_of(board)]:
            self._leaving.append(self._readers.pop(name))
        for state in board:
            if state.name not in self._readers:
                self._readers[state.name] = _reader_of(state, is_new=True)
                told.append(target_entry(state, self._asked_at, self._mask))
        return told

    def _healths(self, at: float) -> list[Entry]:
        """Tell of the changes that the event log explains, then of those that went without a word."""
        events = self._board.events.since(self._event)
        self._event = self._board.events.end
        told = [self._health_of(event) for event in events]
        told += [reader.health(at, self._asked_at) for reader in self._readers.values()]
        self._asked_at = at
        return sorted(filter(None, told), key=_instant)

    def _health_of(self, event: Event) -> Entry | None:
        reader = self._readers.get(event.source)
        if reader is None or event.health is None or reader.known == event.health:
            return None
        was, reader.known = reader.known, event.health
        why = self._mask(event.detail or event.what)
        return health_entry(event.at, event.source, was=str(was), now=str(event.health), why=why)


class _Reader:
    """How far one state has been read."""

    def __init__(self, state: State, number: int) -> None:
        self.state = state
        self.number = number
        self.known = state.health

    @property
    def is_alive(self) -> bool:
        """May anything come from it once it is off the board?"""
        return False

    def is_of(self, board: Board) -> bool:
        """Is its state still the one that is watched under that name?"""
        return self.state.name in board and board[self.state.name] is self.state

    def read(self, at: float, mask: Mask) -> Batch:
        """Return what is new, and note that it was read."""
        raise NotImplementedError

    def health(self, at: float, since: float) -> Entry | None:
        """Tell of a change of health after `since`, unless it is known."""
        was, now = self.known, self.state.health
        if was is now:
            return None
        self.known = now
        moment = min(max(self.state.since or at, since), at)
        return health_entry(moment, self.state.name, was=str(was), now=str(now), why="")


class _EndpointReader(_Reader):
    state: EndpointState

    def read(self, at: float, mask: Mask) -> Batch:
        state, ring = self.state, self.state.results
        results = ring.since(self.number)
        first = ring.end - len(results)
        lost, self.number = first - self.number, ring.end
        if not results and not lost:
            return Batch()
        return Batch(
            sources=[_checks(state.endpoint, results, first, lost=lost, at=at, mask=mask)],
            size=sum(result.size + _OVERHEAD for result in results),
            lost=lost,
        )


class _FeedReader(_Reader):
    state: FeedState

    @property
    def is_alive(self) -> bool:
        return self.state.state in _ALIVE

    def read(self, at: float, mask: Mask) -> Batch:
        state, ring = self.state, self.state.rows
        rows = ring.since(self.number)
        first = ring.end - len(rows)
        lost, self.number = first - self.number, ring.end
        if not rows and not lost:
            return Batch()
        size, opened = len(rows) * _OVERHEAD, 0
        for row in rows:
            if isinstance(row, Notice):
                opened += row.kind is NoticeKind.OPENED
            else:
                size += len(row.payload)
        return Batch(
            sources=[_rows(state.name, state.connection - opened, rows, first, lost=lost, at=at, mask=mask)],
            size=size,
            lost=lost,
            is_urgent=len(rows) * _FULL > ring.capacity or size * _FULL > (ring.max_size or size * _FULL),
        )


def _reader_of(state: State, *, is_new: bool = False) -> _Reader:
    if isinstance(state, EndpointState):
        return _EndpointReader(state, 0 if is_new else state.results.end)
    return _FeedReader(state, 0 if is_new else state.rows.end)


def _checks(
    endpoint: Endpoint, results: Sequence[CheckResult], first: int, *, lost: int, at: float, mask: Mask
) -> Iterator[Entry]:
    if lost:
        yield gap_entry(results[0].ended_at if results else at, endpoint.name, lost)
    for number, result in enumerate(results, first):
        yield check_entry(endpoint, number, result, mask)


def _rows(
    feed: str, connection: int, rows: Sequence[Row], first: int, *, lost: int, at: float, mask: Mask
) -> Iterator[Entry]:
    """Give rows as they happened; `connection` is the one that was open before the first of them.

    What was sent has its row at once, before those of messages that had come, but were not looked at yet.
    """
    if lost:
        yield gap_entry(rows[0].at if rows else at, feed, lost)
    placed = []
    for number, row in enumerate(rows, first):
        if isinstance(row, Notice):
            if row.kind is NoticeKind.GAP:
                continue  # a recording tells of it by when the one connection ended and the next began
            connection += row.kind is NoticeKind.OPENED
        placed.append((row.at_ns, number, connection, row))
    placed.sort(key=itemgetter(0))
    for _, number, over, row in placed:
        yield row_entry(row, number, feed=feed, connection=over, mask=mask)


def _instant(entry: Entry) -> float:
    at = entry["t"]
    return at if isinstance(at, float) else 0.0
