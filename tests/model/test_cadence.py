from __future__ import annotations

from tests.factories import NOW
from tui.model.cadence import Cadences


def learned(interval: float, times: int = 20) -> Cadences:
    cadences = Cadences()
    for number in range(times):
        cadences.take("tick", NOW + number * interval)
    return cadences


def test_a_type_that_stays_out_ten_times_as_long_is_silent_once() -> None:
    cadences = learned(5.0)
    last = NOW + 19 * 5.0

    assert cadences.silent(last + 49) == []
    assert cadences.silent(last + 51) == [("tick", 5.0)]
    assert cadences.silent(last + 99) == []


def test_below_ten_seconds_nothing_is_a_silence() -> None:
    cadences = learned(0.01)

    assert cadences.silent(NOW + 9) == []
    assert len(cadences.silent(NOW + 11)) == 1


def test_the_end_of_a_silence_says_how_long_it_was_and_does_not_count_for_the_cadence() -> None:
    cadences = learned(5.0)
    last = NOW + 19 * 5.0
    cadences.silent(last + 60)

    assert cadences.take("tick", last + 80) == 80
    assert cadences.silent(last + 80 + 51) == [("tick", 5.0)]


def test_a_few_messages_make_no_cadence() -> None:
    assert learned(1.0, times=5).silent(NOW + 9_999) == []


def test_time_without_a_connection_is_no_silence() -> None:
    cadences = learned(5.0)
    cadences.begin(NOW + 1_000)

    assert cadences.silent(NOW + 1_040) == []


def test_of_endless_types_the_first_two_hundred_are_known() -> None:
    cadences = Cadences()
    for number in range(5_000):
        cadences.take(str(number), NOW)

    assert len(cadences._known) == 200
