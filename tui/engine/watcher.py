"""Watcher: looks at the messages of a feed after they were recorded, and does what its triggers say."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

from msgspec import Struct

from tui.engine.link import SendError
from tui.model.conditions.evaluation import holds
from tui.model.conditions.message_facts import MessageFacts
from tui.model.event import Event, EventKind
from tui.model.message import Direction, FeedMessage, Opcode
from tui.model.message_type import TypeReader
from tui.model.template import TemplateError, fill
from tui.text.safe import clean
from tui.text.units import count

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from tui.engine.clock import Clock
    from tui.engine.sentinel import Sentinel
    from tui.model.feed import Trigger
    from tui.model.feed_state import FeedState
    from tui.model.mask import Mask

__all__ = ["Watcher"]

_SLICE = 0.002
_PAUSE = 0.02
"""In a flood this leaves nine tenths of the time to receiving, and looks at twenty thousand a second."""
_TELL_EVERY = 1.0
"""Seconds between two events about one trigger, and so between two bells."""
_MOST_UNSENT = 100
_LAST_LOOK = 0.05
_SEND = "send "


class _Hits(Struct):
    """What one trigger has met and nobody has been told of yet."""

    times: int = 0
    newest: int = 0
    """The number of the newest row that it met."""
    told_at: float = float("-inf")


class Watcher:
    """Looks at rows in slices of time; what the ring lets go before is counted, not waited for."""

    def __init__(
        self,
        state: FeedState,
        *,
        mask: Mask,
        clock: Clock,
        sentinel: Sentinel,
        send: Callable[[str], Awaitable[None]],
        tell: Callable[[Iterable[Event]], None],
    ) -> None:
        """Watch the feed of that state.

        Args:
            state: Whose rows are looked at, and where what is noticed goes.
            mask: Keeps secrets out of events.
            clock: Says when.
            sentinel: Looks for what is missing.
            send: Sends a text over the feed.
            tell: Takes events.
        """
        self._state = state
        self._mask = mask
        self._clock = clock
        self._sentinel = sentinel
        self._send = send
        self._tell = tell
        self._reader = TypeReader(state.feed.type_path)
        self._hits: defaultdict[Trigger, _Hits] = defaultdict(_Hits)
        self._unsent: deque[tuple[str, bytes]] = deque()
        self._refused_at = float("-inf")
        self._before: MessageFacts | None = None
        self._last_at: float | None = None
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Note that something has come."""
        self._news.set()

    async def run(self) -> None:
        """Look at what comes for as long as the connection is open."""
        while True:
            has_more_to_tell = any(each.times for each in self._hits.values())
            try:
                async with asyncio.timeout(_TELL_EVERY if has_more_to_tell else None):
                    await self._news.wait()
            except TimeoutError:
                pass
            self._news.clear()
            has_more = not self.look(_SLICE)
            await self._send_all()
            await asyncio.sleep(_PAUSE)
            if has_more:
                self._news.set()

    def look(self, budget: float = _LAST_LOOK) -> bool:
        """Look at rows for at most `budget` seconds. Return whether all have been looked at."""
        rows, noticed = self._state.rows, self._state.noticed
        until = perf_counter() + budget
        if noticed.looked < rows.start:
            noticed.overlooked += rows.start - noticed.looked
            noticed.looked = rows.start
            self._sentinel.forget()
        while noticed.looked < rows.end and perf_counter() < until:
            row = rows[noticed.looked]
            if isinstance(row, FeedMessage) and row.opcode <= Opcode.BINARY:
                self._look_at(noticed.looked, row)
            noticed.looked += 1
        self._tell_of_hits()
        self._sentinel.tell_of_breaks()
        return noticed.looked >= rows.end

    def _look_at(self, number: int, message: FeedMessage) -> None:
        state = self._state
        agreed = state.handshake.subprotocol if state.handshake is not None else None
        state.noticed.pairs.look(number, message, agreed)
        if message.direction is Direction.RECEIVED:
            self._sentinel.look(number, message)
        triggers = state.feed.triggers
        if not triggers:
            return
        facts = MessageFacts(
            message,
            type_of=self._reader,
            rate=self._rate,
            gap=None if self._last_at is None else max(0.0, message.at - self._last_at),
            rtt=state.rtt,
            rows=state.rows,
            previous=self._before,
        )
        if message.direction is Direction.RECEIVED:
            self._last_at = message.at
        now = self._clock.now()
        for trigger in triggers:
            if trigger.when.tree is not None and holds(trigger.when.tree, facts, now=now):
                self._meet(trigger, number, message)
        self._before = facts

    def _meet(self, trigger: Trigger, number: int, message: FeedMessage) -> None:
        hits = self._hits[trigger]
        hits.times, hits.newest = hits.times + 1, number
        for action in trigger.actions:
            if action == "mark":
                self._state.noticed.mark(number)
            elif action.startswith(_SEND) and self._may_send(message):
                self._unsent.append((action.removeprefix(_SEND), message.body))

    def _may_send(self, message: FeedMessage) -> bool:
        """Is it no message of our own, which would be answered for ever, and not one of too many?"""
        return message.direction is Direction.RECEIVED and len(self._unsent) < _MOST_UNSENT

    def _tell_of_hits(self) -> None:
        """Tell of what triggers have met, each once a second at most."""
        now = self._clock.monotonic()
        for trigger, hits in self._hits.items():
            if hits.times and now - hits.told_at >= _TELL_EVERY:
                times = f" {count(hits.times)}×" if hits.times > 1 else ""
                actions = tuple(each for each in trigger.actions if each != "mark" and _SEND not in each)
                self._say(f"trigger{times}", trigger.when.text, actions=actions, number=hits.newest)
                hits.times, hits.told_at = 0, now

    async def _send_all(self) -> None:
        """Send what triggers want sent; the first that cannot be says why for all of them."""
        while self._unsent:
            template, payload = self._unsent.popleft()
            try:
                text = fill(template, message=payload, now=self._clock.now(), unique=lambda: str(uuid4()))
                await self._send(text)
            except (SendError, TemplateError) as error:
                self._unsent.clear()
                if self._clock.monotonic() - self._refused_at >= _TELL_EVERY:
                    self._refused_at = self._clock.monotonic()
                    self._say("not sent", f"{template}: {error}")

    def _say(
        self, what: str, detail: str, *, actions: tuple[str, ...] = (), number: int | None = None
    ) -> None:
        event = Event(
            at=self._clock.now(),
            source=self._state.name,
            kind=EventKind.TRIGGERED,
            what=what,
            detail=clean(self._mask(detail)),
            actions=actions,
            number=number,
        )
        self._tell([event])

    def _rate(self, seconds: float | None) -> float:
        return self._state.rates.rate(self._clock.now(), max(1, round(seconds or 5)))
