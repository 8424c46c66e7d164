"""What it costs to take in one message, in nanoseconds: `python tests/benchmarks/feed_intake.py`."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from tui.model.feed import Feed
from tui.model.feed_state import FeedState
from tui.model.frames import Frames
from tui.model.message import Direction, FeedMessage, Opcode

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = 100_000
ROUNDS = 7
AT_ONCE = 262_144
BATCH = 700
START_NS = 1_700_000_000_000_000_000
PAYLOAD = b'{"type": "trade", "symbol": "EURUSD", "price": 1.0842, "size": 100}'


def make() -> list[FeedMessage]:
    """Make as many messages as come in a third of a second."""
    return [
        FeedMessage(START_NS + number * 3_000, Direction.RECEIVED, Opcode.TEXT, PAYLOAD)
        for number in range(COUNT)
    ]


def parse() -> None:
    """Find the messages in what a socket gives at once."""
    frames = Frames(1_000_000, is_deflated=False)
    for first in range(0, len(WIRE), AT_ONCE):
        frames.feed(WIRE[first : first + AT_ONCE])
        while frames.next() is not None:
            pass


def receive() -> None:
    """Put the messages into the state of a feed, as many at once as are found at once."""
    state = FeedState(Feed(name="trades", url="wss://stream.example.com/v1"))
    for first in range(0, COUNT, BATCH):
        state.receive(MESSAGES[first : first + BATCH])


def cost(work: Callable[[], object]) -> float:
    """Return the nanoseconds that one message takes, in the best of some rounds."""
    times = []
    for _ in range(ROUNDS):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return min(times) / COUNT * 1e9


MESSAGES = make()
WIRE = (b"\x81" + bytes([len(PAYLOAD)]) + PAYLOAD) * COUNT

if __name__ == "__main__":
    for work in (parse, make, receive):
        print(f"{work.__name__:8}{cost(work):6.0f} ns")
