"""Minder: looks after an open connection once a second: silence, asserts, the socket and the loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.engine.vitals import vitals_of
from tui.model.conditions.evaluation import evaluate_all
from tui.model.conditions.message_facts import MessageFacts
from tui.model.feed_asserts import asserted
from tui.model.life import traffic_of
from tui.model.message import Direction, FeedMessage, Opcode
from tui.model.message_type import TypeReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui.engine.clock import Clock
    from tui.engine.link import Link
    from tui.engine.sentinel import Sentinel
    from tui.model.event import Event
    from tui.model.feed_state import FeedState
    from tui.model.mask import Mask

__all__ = ["Minder"]

_EVERY = 1.0
_GRACE = 5
"""Seconds after opening before asserts count: nothing is known of a rate at first."""
_FARTHEST = 1_000
"""Rows that are looked at for the newest received message."""


class Minder:
    """Notices what no message tells: that none comes, that limits are not met, that we are late."""

    def __init__(
        self,
        state: FeedState,
        *,
        mask: Mask,
        clock: Clock,
        sentinel: Sentinel,
        tell: Callable[[Iterable[Event]], None],
    ) -> None:
        self._state = state
        self._mask = mask
        self._clock = clock
        self._sentinel = sentinel
        self._tell = tell
        self._reader = TypeReader(state.feed.type_path)

    async def run(self, link: Link) -> None:
        """Look once a second for as long as the connection is open."""
        state, was_silent, seconds = self._state, False, 0
        self._sentinel.begin()
        while True:
            due = self._clock.monotonic() + _EVERY
            await self._clock.sleep(_EVERY)
            seconds += 1
            lag = max(0.0, self._clock.monotonic() - due)
            unpacked = traffic_of(state).since(state.before).received_bytes
            vitals = vitals_of(link.transport, lag=lag, unpacked=unpacked)
            state.measured(vitals, self._clock.now())
            self._watch_silence(was_silent=was_silent)
            was_silent = state.is_silent
            self._sentinel.tell_of_silence()
            if state.feed.asserts and seconds >= _GRACE:
                self._check(seconds)

    def _watch_silence(self, *, was_silent: bool) -> None:
        """Notice when no message has come for longer than the feed allows, and when one comes again."""
        state, now, silence = self._state, self._clock.now(), self._state.feed.silence
        if was_silent and not state.is_silent:
            self._tell(state.spoke_again(now))
        elif (
            not was_silent and silence is not None and now - (state.last_at or state.since or now) >= silence
        ):
            self._tell(state.fell_silent(now))

    def _check(self, seconds: int) -> None:
        """Hold the feed and its newest message to its asserts, over what there is of their windows."""
        state, now = self._state, self._clock.now()
        newest, gap = self._newest()
        facts = MessageFacts(
            newest,
            type_of=self._reader,
            rate=lambda window: state.rates.rate(now, max(1, min(seconds, round(window or _GRACE)))),
            gap=gap,
            rtt=state.rtt,
            rows=state.rows,
        )
        self._tell(asserted(state, evaluate_all(state.feed.asserts, facts, now=now, mask=self._mask), now))

    def _newest(self) -> tuple[FeedMessage | None, float | None]:
        """Return the newest message that was received, and how long after the one before it came."""
        newest: FeedMessage | None = None
        for row in reversed(self._state.rows.tail(_FARTHEST)):
            if isinstance(row, FeedMessage) and _is_received(row):
                if newest is not None:
                    return newest, max(0.0, newest.at - row.at)
                newest = row
        return newest, None


def _is_received(message: FeedMessage) -> bool:
    return message.direction is Direction.RECEIVED and message.opcode <= Opcode.BINARY
