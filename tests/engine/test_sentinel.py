from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("interval", "told"),
    [
        (0.01, "at least every second"),
        (1.0, "at least every second"),
        (1.98, "every 2s"),
        (2.5, "every 2.5s"),
        (29.97, "every 30s"),
        (90.0, "every 1m30s"),
    ],
)
def test_a_type_that_stays_away_is_told_and_its_return_as_well(interval: float, told: str) -> None:
    desk = Desk()
    times = max(20, int(70 / interval))
    for number in range(times):
        desk.receive(number, at=(number - times) * interval - 1_000, kind="hunter22")
    desk.sentinel.tell_of_silence()
    desk.receive(times, at=230 - interval, kind="hunter22")

    assert desk.told == [f"••• silent: usually {told}", "••• again: after 20m30s of silence"]


def test_a_burst_that_is_over_is_no_silence() -> None:
    desk = Desk()
    desk.receive(*range(40), at=-1_000, kind="order.paid")
    desk.sentinel.tell_of_silence()

    assert desk.told == []
