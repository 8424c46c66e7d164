from __future__ import annotations

from tui.terminal.courtesy import Courtesy


class Moment:
    """A clock that a test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nobody_waits_before_the_first_key() -> None:
    assert not Courtesy(Moment()).is_awaited


def test_the_first_frame_after_the_app_has_taken_the_key_is_the_answer() -> None:
    courtesy = Courtesy(Moment())
    courtesy.ask()
    courtesy.answer()
    before = courtesy.is_awaited
    courtesy.take()
    courtesy.answer()

    assert before
    assert not courtesy.is_awaited


def test_a_key_without_an_answer_is_not_waited_for_long() -> None:
    moment = Moment()
    courtesy = Courtesy(moment)
    courtesy.ask()
    moment.now += 0.06

    assert not courtesy.is_awaited


def test_a_key_that_is_held_down_does_not_keep_everything_back() -> None:
    moment = Moment()
    courtesy = Courtesy(moment)
    waits = []
    for _ in range(10):
        courtesy.ask()
        moment.now += 0.03
        waits.append(courtesy.is_awaited)

    assert not all(waits)
