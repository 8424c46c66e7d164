"""Numbers as people read them."""

from __future__ import annotations

import math
import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.model.quantity import write_measured, write_measured_size
from tui.text.units import ago, clock, count, counted, distance, duration, percent, rate, size, span, stamp

if TYPE_CHECKING:
    from collections.abc import Callable

NINE_FORTY_ONE = 1795340467.162


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, "—"),
        (0, "0ms"),
        (0.00001, "<0.1ms"),
        (0.0004, "0.4ms"),
        (0.009, "9ms"),
        (0.0094, "9.4ms"),
        (0.00996, "10ms"),
        (0.041, "41ms"),
        (0.812, "812ms"),
        (0.9996, "1.00s"),
        (1.24, "1.24s"),
        (9.996, "10.0s"),
        (59.94, "59.9s"),
        (59.96, "1m"),
        (171, "2m51s"),
        (4320, "1h12m"),
        (3 * 86400 + 4 * 3600, "3d4h"),
        (3_599.7, "1h"),
        (200 * 86400, "200d"),
        (-1, "0ms"),
        (math.nan, "—"),
        (math.inf, "—"),
    ],
)
def test_a_duration_has_three_digits_and_a_unit(seconds: float | None, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0s"),
        (0.25, "0.25s"),
        (0.5, "0.5s"),
        (2.0, "2s"),
        (2.54, "2.5s"),
        (10, "10s"),
        (48.9, "48s"),
        (171, "2m51s"),
        (300, "5m"),
        (4320, "1h12m"),
        (None, "—"),
    ],
)
def test_a_span_says_only_what_matters_at_its_length(seconds: float | None, text: str) -> None:
    assert span(seconds) == text


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (0, "0 B"),
        (139, "139 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (1340, "1.3 kB"),
        (99_960, "100 kB"),
        (142_000, "142 kB"),
        (999_600, "1.0 MB"),
        (12_400_000, "12.4 MB"),
        (-5, "0 B"),
    ],
)
def test_a_size_is_in_the_largest_unit_that_fits(length: int, text: str) -> None:
    assert size(length) == text


@given(st.integers(0, 999_000))
@example(99_960)
def test_what_a_check_found_is_written_as_large_as_elsewhere(length: int) -> None:
    assert write_measured_size(length) == size(length)


@given(st.floats(1, 59.9))
def test_what_a_check_found_is_written_as_long_as_elsewhere(seconds: float) -> None:
    assert write_measured(seconds) == duration(seconds)


@pytest.mark.parametrize(
    ("per_second", "text"),
    [
        (0, "0/s"),
        (0.01, "<0.1/s"),
        (0.5, "0.5/s"),
        (3, "3/s"),
        (142, "142/s"),
        (1200, "1.2k/s"),
        (12000, "12k/s"),
    ],
)
def test_a_rate_is_by_the_second(per_second: float, text: str) -> None:
    assert rate(per_second) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (None, "—"),
        (1.0, "100"),
        (0.9999, "99.9"),
        (math.nextafter(1, 0), "99.9"),
        (0.912, "91.2"),
        (0.974, "97.4"),
        (0.00001, "0.1"),
        (0.0, "0"),
    ],
)
def test_only_all_is_a_hundred_percent(share: float | None, text: str) -> None:
    assert percent(share) == text


def test_one_of_something_is_no_plural() -> None:
    assert [counted(number, "feed") for number in (0, 1, 1_204)] == ["0 feeds", "1 feed", "1,204 feeds"]


def test_a_count_has_its_thousands_apart() -> None:
    assert count(611_204) == "611,204"


def test_the_clock_is_local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC-2")
    time.tzset()
    there = clock(NINE_FORTY_ONE, millis=True)
    monkeypatch.undo()
    time.tzset()

    assert there == "11:41:07.162"


def test_a_stamp_is_in_universal_time() -> None:
    assert stamp(NINE_FORTY_ONE) == "2026-11-22 09:41:07 UTC"


@pytest.mark.parametrize(("age", "text"), [(48, "48s ago"), (0.5, "now"), (-8, "in 8s"), (math.inf, "— ago")])
def test_an_instant_is_told_from_now(age: float, text: str) -> None:
    assert ago(1000 - age, 1000) == text


@given(st.floats() | st.none())
def test_a_duration_has_at_most_six_characters(seconds: float | None) -> None:
    assert 1 <= len(duration(seconds)) <= 6


@given(st.floats() | st.none())
def test_a_span_has_at_most_six_characters(seconds: float | None) -> None:
    assert 1 <= len(span(seconds)) <= 6


@given(st.floats() | st.integers())
def test_a_size_has_at_most_seven_characters(length: float) -> None:
    assert 1 <= len(size(length)) <= 7


@given(st.floats())
def test_a_rate_has_at_most_six_characters(per_second: float) -> None:
    assert 1 <= len(rate(per_second)) <= 6


@given(st.floats() | st.none())
def test_a_percentage_has_at_most_four_characters(share: float | None) -> None:
    assert 1 <= len(percent(share)) <= 4


@given(st.floats())
def test_the_clock_always_has_the_same_width(epoch: float) -> None:
    assert (len(clock(epoch)), len(clock(epoch, millis=True))) == (8, 12)


@given(st.floats(), st.floats())
def test_no_instant_is_too_far_to_be_told(epoch: float, now: float) -> None:
    assert ago(epoch, now)
    assert stamp(epoch)


_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400}


def _read(text: str) -> float:
    parts = re.findall(r"([\d.]+)(ms|s|m|h|d)", text.replace("<0.1ms", "0.05ms"))
    return sum(float(number) * _SECONDS[unit] for number, unit in parts)


@pytest.mark.parametrize("write", [duration, span])
@given(one=st.floats(0, 1e9), more=st.floats(0, 1e6))
def test_what_lasts_longer_never_reads_shorter(
    write: Callable[[float], str], one: float, more: float
) -> None:
    assert _read(write(one)) <= _read(write(one + more)) + 1e-9


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_never_reads_smaller(one: float, other: float) -> None:
    small, large = sorted((one, other))

    assert float(percent(small)) <= float(percent(large))


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.084, "+84ms"), (-1.24, "-1.24s"), (0.0, "+0ms"), (0.00003, "<0.1ms")]
)
def test_a_distance_that_can_be_told_has_a_sign(seconds: float, text: str) -> None:
    assert distance(seconds) == text
