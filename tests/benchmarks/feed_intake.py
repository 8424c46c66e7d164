"""What it costs to take in one message, in nanoseconds: `python tests/benchmarks/feed_intake.py`."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from tui.model.feed import Feed
from tui.model.feed_state import FeedState
from tui.model.message import Direction, FeedMessage, Opcode, Row
from tui.model.ring import Ring

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = 100_000
ROUNDS = 7
START_NS = 1_700_000_000_000_000_000
PAYLOAD = b'{"type": "trade", "symbol": "EURUSD", "price": 1.0842, "size": 100}'


def make() -> list[FeedMessage]:
    """Make as many messages as come in a third of a second."""
    return [
        FeedMessage(START_NS + number * 3_000, Direction.RECEIVED, Opcode.TEXT, PAYLOAD)
        for number in range(COUNT)
    ]


def append() -> None:
    """Put the messages into a ring, which is full after the first tenth."""
    ring: Ring[Row] = Ring(10_000, 64_000_000)
    for message in MESSAGES:
        ring.append(message, len(message.payload))


def record() -> None:
    """Put the messages into the state of a feed."""
    state = FeedState(Feed(name="trades", url="wss://stream.example.com/v1"))
    for message in MESSAGES:
        state.record(message)


def cost(work: Callable[[], object]) -> float:
    """Return the nanoseconds that one message takes, in the best of some rounds."""
    times = []
    for _ in range(ROUNDS):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return min(times) / COUNT * 1e9


MESSAGES = make()

if __name__ == "__main__":
    for work in (make, append, record):
        print(f"{work.__name__:8}{cost(work):6.0f} ns")
