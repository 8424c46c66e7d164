"""Tail: hands on the messages of a feed as they come, until there have been enough."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from tui.model.conditions.evaluation import holds
from tui.model.conditions.message_facts import MessageFacts
from tui.model.message_type import TypeReader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.engine.clock import Clock
    from tui.model.condition import Condition
    from tui.model.feed_state import FeedState
    from tui.model.message import FeedMessage

__all__ = ["Tail"]


class Tail:
    """Looks at every message that is received, before the buffer can let go of it."""

    def __init__(
        self,
        state: FeedState,
        *,
        clock: Clock,
        write: Callable[[Sequence[FeedMessage], Sequence[int]], None],
        where: Condition | None = None,
        until: Condition | None = None,
        count: int | None = None,
    ) -> None:
        """Follow the feed of that state.

        Args:
            state: Whose messages are handed on.
            clock: For conditions that ask for an age or a rate.
            write: Takes messages and the numbers of their rows; it may fail with an OSError.
            where: What a message has to meet to be handed on.
            until: What the last message meets.
            count: How many are enough.
        """
        self._state = state
        self._clock = clock
        self._write = write
        self._where = where
        self._until = until
        self._left = count
        self._reader = TypeReader(state.feed.type_path)
        self._before: MessageFacts | None = None
        self._number = 0
        self.is_enough = False
        """Has the last message been handed on that was asked for?"""
        self.failure: OSError | None = None
        """Why messages cannot be written any more."""
        self.over = asyncio.Event()
        """Set when there is nothing more to do."""

    def look(self) -> None:
        """Hand on what has come since the last time."""
        rows, first = self._state.rows, self._number
        self._number = rows.end
        if first == rows.end or self.over.is_set():
            return
        numbers: Sequence[int] = range(max(first, rows.start), rows.end)
        if aside := frozenset(self._state.asides.between(numbers[0], rows.end)):
            numbers = [number for number in numbers if number not in aside]
            messages = [rows[number] for number in numbers]
        else:
            messages = rows.since(first)
        # What is no received message is an aside, so the others are of that kind.
        self._hand_on(*self._wanted(cast("list[FeedMessage]", messages), numbers))

    def _wanted(
        self, messages: Sequence[FeedMessage], numbers: Sequence[int]
    ) -> tuple[Sequence[FeedMessage], Sequence[int]]:
        """Return those that are asked for, and note whether the last of them is there."""
        if self._where is not None or self._until is not None:
            messages, numbers = self._meeting(messages, numbers)
        if self._left is not None:
            messages, numbers = messages[: self._left], numbers[: self._left]
            self._left -= len(messages)
            self.is_enough = self.is_enough or self._left == 0
        return messages, numbers

    def _meeting(
        self, messages: Sequence[FeedMessage], numbers: Sequence[int]
    ) -> tuple[list[FeedMessage], list[int]]:
        """Return the messages that meet the one condition, up to the first that meets the other."""
        met: list[FeedMessage] = []
        their: list[int] = []
        for number, message in zip(numbers, messages, strict=True):
            facts = self._facts(message)
            if self._holds(self._where, facts, otherwise=True):
                met.append(message)
                their.append(number)
            if self._holds(self._until, facts, otherwise=False):
                self.is_enough = True
                break
            if len(met) == self._left:
                break
        return met, their

    def _hand_on(self, messages: Sequence[FeedMessage], numbers: Sequence[int]) -> None:
        try:
            if messages:
                self._write(messages, numbers)
        except OSError as error:
            self.failure = error
        if self.is_enough or self.failure is not None:
            self.over.set()

    def _facts(self, message: FeedMessage) -> MessageFacts:
        before = self._before
        facts = MessageFacts(
            message,
            type_of=self._reader,
            rate=self._rate,
            gap=None if before is None or before.message is None else message.at - before.message.at,
            rtt=self._state.rtt,
            rows=self._state.rows,
            previous=before,
        )
        self._before = facts
        return facts

    def _holds(self, condition: Condition | None, facts: MessageFacts, *, otherwise: bool) -> bool:
        if condition is None or condition.tree is None:
            return otherwise
        return holds(condition.tree, facts, now=self._clock.now())

    def _rate(self, seconds: float | None) -> float:
        return self._state.rates.rate(self._clock.now(), max(1, round(seconds or 5)))
