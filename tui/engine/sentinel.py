"""Sentinel: notices messages that are missing, came twice, or stay away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.cadence import Cadences
from tui.model.event import Event, EventKind
from tui.model.message_type import TypeReader
from tui.model.sequence import Sequences
from tui.text.safe import clean
from tui.text.units import count, duration, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui.engine.clock import Clock
    from tui.model.feed_state import FeedState
    from tui.model.mask import Mask
    from tui.model.message import FeedMessage
    from tui.model.sequence import Break

__all__ = ["Sentinel"]

_TELL_EVERY = 1.0
"""Seconds between two events about breaks."""


class Sentinel:
    """Learns what is usual in a feed, and tells when something is not."""

    def __init__(
        self,
        state: FeedState,
        *,
        mask: Mask,
        clock: Clock,
        tell: Callable[[Iterable[Event]], None],
    ) -> None:
        self._state = state
        self._mask = mask
        self._clock = clock
        self._tell = tell
        self._reader = TypeReader(state.feed.type_path)
        self._sequences = Sequences()
        self._cadences = Cadences()
        self._first: tuple[int, Break] | None = None
        """The first break that nobody was told of, and the number of its row."""
        self._breaks = 0
        self._told_at = float("-inf")

    def begin(self) -> None:
        """Note that a connection has been opened."""
        self._sequences.begin()
        self._cadences.begin(self._clock.now())

    def forget(self) -> None:
        """Note that messages have gone unseen: what counts up will seem to leap."""
        self._sequences.forget()

    def look(self, number: int, message: FeedMessage) -> None:
        """Take in a message that was received, each once and in order."""
        kind = self._reader(message)
        found = self._sequences.look(message.body, kind)
        if found is not None:
            self._state.noticed.note_break(number, found)
            self._first = self._first or (number, found)
            self._breaks += 1
        silent = self._cadences.take(kind, message.at)
        if silent is not None:
            self._say(f"{kind} again", f"after {duration(silent)} of silence")

    def tell_of_breaks(self) -> None:
        """Tell of what is missing or came twice, once a second at most."""
        now = self._clock.monotonic()
        if self._first is None or now - self._told_at < _TELL_EVERY:
            return
        number, found = self._first
        more = f" · {count(self._breaks - 1)} more" if self._breaks > 1 else ""
        self._say("messages missing" if found.missing else "repeated", f"{found}{more}", number=number)
        self._first, self._breaks, self._told_at = None, 0, now

    def tell_of_silence(self) -> None:
        """Tell of types that have not come for much longer than is usual for them."""
        self.tell_of_breaks()
        for kind, interval in self._cadences.silent(self._clock.now()):
            self._say(f"{kind} silent", f"usually {_every(interval)}")

    def _say(self, what: str, detail: str, *, number: int | None = None) -> None:
        event = Event(
            at=self._clock.now(),
            source=self._state.name,
            kind=EventKind.IRREGULAR,
            what=clean(self._mask(what)),
            detail=clean(self._mask(detail)),
            number=number,
        )
        self._tell([event])


def _every(interval: float) -> str:
    tenths = round(interval, 1)
    return f"every {span(tenths)}" if tenths > 1 else "at least every second"
