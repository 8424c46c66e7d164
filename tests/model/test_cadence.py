from __future__ import annotations

from itertools import accumulate
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.factories import NOW
from tui.model.cadence import Cadences

DAY = 86_400


class Listener:
    """What is told of one type of message when somebody looks once a second."""

    def __init__(self) -> None:
        self.cadences = Cadences()
        self.looked_at = NOW
        self.silences: list[tuple[float, float]] = []
        """When each was told, and the usual interval."""
        self.returns: list[float] = []

    def wait(self, until: float) -> None:
        while self.looked_at + 1 <= until:
            self.looked_at += 1
            self.silences += [(self.looked_at, usual) for _, usual in self.cadences.silent(self.looked_at)]

    def hear(self, at: float) -> None:
        self.wait(at)
        silent = self.cadences.take("tick", at)
        self.returns += [silent] if silent is not None else []


def learned(interval: float, times: int = 80) -> Cadences:
    cadences = Cadences()
    for number in range(times):
        cadences.take("tick", NOW + (number - times + 1) * interval)
    return cadences


@given(st.lists(st.floats(0, 0.4), min_size=1, max_size=100), st.integers(1, 10))
def test_bursts_before_a_cadence_is_known_never_alarm(offsets: list[float], bursts: int) -> None:
    listener = Listener()
    for burst in range(bursts):
        for offset in sorted(offsets):
            listener.hear(NOW + 100 * burst + offset)
    listener.wait(NOW + 100 * bursts + 2_000)

    assert listener.silences == []


@settings(max_examples=40)
@given(st.integers(0, 2**32), st.integers(1, 60), st.floats(0.02, 0.4), st.floats(3, 40))
def test_bursts_at_random_never_alarm(seed: int, most: int, within: float, pause: float) -> None:
    chance, listener, at = Random(seed), Listener(), NOW
    for _ in range(60):
        at += chance.expovariate(1 / pause)
        for _ in range(chance.randint(1, most)):
            listener.hear(at)
            at += chance.uniform(0, within)
    listener.wait(at + 1_000)

    assert listener.silences == []


@given(st.floats(0, 0.4), st.integers(10, 120))
def test_one_long_burst_is_no_cadence(gap: float, times: int) -> None:
    listener = Listener()
    for number in range(times):
        listener.hear(NOW + number * gap)
    listener.wait(NOW + 1_000)

    assert listener.silences == []


@settings(max_examples=60)
@given(
    st.floats(0.05, 60),
    st.lists(st.floats(-0.1, 0.1), min_size=20, max_size=40),
    st.integers(1, 5),
    st.floats(12, 50),
)
def test_a_regular_heartbeat_that_stops_is_told_once_and_its_return_too(
    interval: float, jitter: list[float], burst: int, away: float
) -> None:
    listener, last = Listener(), NOW
    beats = max(60, int(100 / interval))
    for beat in range(beats):
        last = NOW + (beat + 1 + jitter[beat % len(jitter)]) * interval
        for _ in range(burst):
            listener.hear(last)

    assert (listener.silences, listener.returns) == ([], [])

    back = last + away * max(1.0, interval * 1.3)
    listener.hear(back)
    listener.wait(back + 9)

    assert len(listener.silences) == 1
    told_at, usual = listener.silences[0]
    assert usual == pytest.approx(max(1.0, interval), rel=0.25, abs=0.5)
    assert told_at - last >= 10
    assert told_at - last == pytest.approx(10 * usual, abs=1.1)
    assert listener.returns == [pytest.approx(back - last)]


@given(st.lists(st.tuples(st.floats(-2 * DAY, 300 * DAY), st.floats(0, 1)), max_size=60))
def test_a_clock_that_leaps_makes_no_interval_less_than_nothing(leaps: list[tuple[float, float]]) -> None:
    cadences = Cadences()
    for at in accumulate((leap * scale for leap, scale in leaps), initial=NOW):
        silent = cadences.take("tick", at)

        assert silent is None or silent >= 0
        assert all(usual >= 1 for _, usual in cadences.silent(at + 20))


@given(st.lists(st.floats(0.6, 1000), min_size=12, max_size=60), st.floats(5, 1000))
def test_of_intervals_too_different_nobody_knows_what_is_usual(others: list[float], usual: float) -> None:
    assume(all(not usual / 3 < other < usual * 3 for other in others))
    cadences = Cadences()
    for at in accumulate((gap for other in others for gap in (other, usual)), initial=NOW):
        assert cadences.silent(at) == []

        cadences.take("tick", at)

    assert cadences.silent(at + 99 * DAY) == []


def test_a_type_that_stays_out_ten_times_as_long_is_silent_once() -> None:
    cadences = learned(5.0)

    assert cadences.silent(NOW + 49) == []
    assert cadences.silent(NOW + 51) == [("tick", 5.0)]
    assert cadences.silent(NOW + 99) == []


def test_below_ten_seconds_nothing_is_a_silence() -> None:
    cadences = learned(0.01, times=8_000)

    assert cadences.silent(NOW + 9.9) == []
    assert cadences.silent(NOW + 10) == [("tick", 1.0)]


def test_a_beat_that_was_missed_changes_nothing() -> None:
    cadences = Cadences()
    for beat in range(40):
        if beat != 30:
            cadences.take("tick", NOW + beat * 5.0)

    assert cadences.silent(NOW + 39 * 5 + 51) == [("tick", 5.0)]


def test_the_end_of_a_silence_says_how_long_it_was() -> None:
    cadences = learned(5.0)
    cadences.silent(NOW + 60)
    cadences.begin(NOW + 70)

    assert cadences.take("tick", NOW + 80) == 80


def test_a_cadence_that_has_slowed_down_is_told_once_and_learned_anew() -> None:
    listener = Listener()
    for beat in range(120):
        listener.hear(NOW + beat)
    for beat in range(20):
        listener.hear(NOW + 120 + beat * 30)

    assert [usual for _, usual in listener.silences] == [1.0]

    listener.wait(NOW + 2_000)

    assert [usual for _, usual in listener.silences] == [1.0, 30.0]


def test_a_few_messages_make_no_cadence() -> None:
    assert learned(60.0, times=10).silent(NOW + 9_999) == []
    assert learned(60.0, times=11).silent(NOW + 9_999) == [("tick", 60.0)]


def test_time_without_a_connection_is_no_silence_and_no_interval() -> None:
    cadences = learned(5.0)
    cadences.begin(NOW + 1_000)

    assert cadences.silent(NOW + 1_040) == []

    cadences.take("tick", NOW + 1_042)

    assert cadences.silent(NOW + 1_042 + 51) == [("tick", 5.0)]


def test_of_endless_types_the_first_two_hundred_are_known() -> None:
    cadences = Cadences()
    for number in range(5_000):
        cadences.take(str(number), NOW)

    assert len(cadences._known) == 200
