from __future__ import annotations

from tests.clock import ManualClock
from tests.factories import NOW, make_feed, make_message
from tui.engine.sentinel import Sentinel
from tui.model.event import Event, EventKind
from tui.model.feed_state import FeedState
from tui.model.mask import Mask


class Desk:
    """A sentinel, and what it told."""

    def __init__(self) -> None:
        self.state = FeedState(make_feed())
        self.clock = ManualClock(NOW)
        self.events: list[Event] = []
        self.sentinel = Sentinel(
            self.state, mask=Mask(["hunter22"]), clock=self.clock, tell=self.events.extend
        )
        self.sentinel.begin()

    def receive(self, *values: int, at: float = 0.0, kind: str = "trade") -> None:
        for value in values:
            message = make_message(f'{{"type":"{kind}","seq":{value}}}', at=NOW + at)
            self.state.record(message)
            self.sentinel.look(self.state.rows.end - 1, message)

    @property
    def told(self) -> list[str]:
        return [f"{event.what}: {event.detail}" for event in self.events]


def test_missing_messages_are_told_and_noted_at_their_row() -> None:
    desk = Desk()
    desk.receive(*range(30), 35)
    desk.sentinel.tell_of_breaks()

    assert desk.told == ["messages missing: 5 missing: seq 29 → 35"]
    assert [(event.kind, event.number) for event in desk.events] == [(EventKind.IRREGULAR, 30)]
    assert list(desk.state.noticed.breaks) == [30]


def test_many_breaks_are_one_event() -> None:
    desk = Desk()
    desk.receive(*range(30), 35, 36, 40)
    desk.sentinel.tell_of_breaks()
    desk.receive(41, 50)
    desk.sentinel.tell_of_breaks()

    assert desk.told == ["messages missing: 5 missing: seq 29 → 35 · 1 more"]


def test_a_type_that_stays_away_is_told_and_its_return_as_well() -> None:
    desk = Desk()
    for second in range(20):
        desk.receive(second, at=second - 60.0, kind="hunter22")
    desk.sentinel.tell_of_silence()
    desk.receive(20, kind="hunter22")

    assert desk.told == ["••• silent: usually every 1.00s", "••• again: after 41.0s of silence"]
