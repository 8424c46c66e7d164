from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.clock import ManualClock
from tests.factories import make_feed, make_handshake, make_message
from tui.engine.tail import Tail
from tui.model.condition import ConditionScope
from tui.model.conditions.parser import parse_condition
from tui.model.feed_state import FeedState
from tui.model.message import FeedMessage, Opcode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model.condition import Condition


def asked(text: str) -> Condition:
    return parse_condition(text, ConditionScope.FEED)


class Stage:
    """A feed, its tail, and what that has written."""

    def __init__(self, **asked_for: Any) -> None:
        self.state = FeedState(make_feed())
        self.written: list[tuple[int, str]] = []
        self.tail = Tail(self.state, clock=ManualClock(), write=self.write, **asked_for)

    def write(self, messages: Sequence[FeedMessage], numbers: Sequence[int]) -> None:
        self.written += [
            (number, each.payload.decode()) for number, each in zip(numbers, messages, strict=True)
        ]

    def receive(self, *texts: str) -> None:
        """Receive messages that come together."""
        self.state.receive([make_message(text) for text in texts])
        self.tail.look()

    @property
    def texts(self) -> list[str]:
        """What was written."""
        return [text for _, text in self.written]


def test_every_message_is_written_once_under_the_number_of_its_row() -> None:
    stage = Stage()
    stage.receive("a", "b")
    stage.tail.look()
    stage.receive("c")

    assert stage.written == [(0, "a"), (1, "b"), (2, "c")]
    assert not stage.tail.over.is_set()


def test_what_is_no_received_message_is_left_out() -> None:
    stage = Stage()
    stage.state.opened(make_handshake(), 0.0)
    stage.state.record(make_message("ours", direction="out"))
    stage.state.record(make_message("?", opcode=Opcode.PING))
    stage.receive("theirs")

    assert stage.written == [(3, "theirs")]


def test_a_count_is_kept_to_the_message() -> None:
    stage = Stage(count=3)
    stage.receive("a", "b")
    assert not stage.tail.is_enough

    stage.receive("c", "d")
    stage.receive("e")

    assert stage.texts == ["a", "b", "c"]
    assert stage.tail.is_enough
    assert stage.tail.over.is_set()


def test_only_what_meets_the_condition_is_written_and_counted() -> None:
    stage = Stage(where=asked('text contains "x"'), count=2)
    stage.receive("ax", "b", "cx", "dx")

    assert stage.written == [(0, "ax"), (2, "cx")]
    assert stage.tail.is_enough


def test_the_last_message_is_the_first_that_meets_the_other_condition() -> None:
    stage = Stage(until=asked('text == "stop"'))
    stage.receive("a", "stop", "b")

    assert stage.texts == ["a", "stop"]
    assert stage.tail.is_enough


def test_the_last_message_is_not_written_if_it_was_not_asked_for() -> None:
    stage = Stage(where=asked('text != "stop"'), until=asked('text == "stop"'))
    stage.receive("a", "stop", "b")

    assert stage.texts == ["a"]
    assert stage.tail.is_enough


def test_a_condition_can_look_at_the_message_before() -> None:
    stage = Stage(where=asked("json $.n changed"))
    stage.receive('{"n":1}', '{"n":1}')
    stage.receive('{"n":2}')

    assert stage.texts[-1] == '{"n":2}'
    assert '{"n":1}' not in stage.texts[1:]


def test_a_condition_can_ask_for_the_gap_and_the_rate() -> None:
    stage = Stage(where=asked("gap >= 0s and rate >= 0"))
    stage.receive("first", "second")

    assert stage.texts == ["second"]


def test_whoever_cannot_write_is_done() -> None:
    def fail(_messages: Sequence[FeedMessage], _numbers: Sequence[int]) -> None:
        raise BrokenPipeError

    state = FeedState(make_feed())
    tail = Tail(state, clock=ManualClock(), write=fail)
    state.record(make_message())
    tail.look()

    assert isinstance(tail.failure, BrokenPipeError)
    assert tail.over.is_set()
    assert not tail.is_enough
