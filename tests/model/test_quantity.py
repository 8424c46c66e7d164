from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.quantity import (
    parse_duration,
    parse_size,
    write_duration,
    write_measured,
    write_measured_size,
    write_size,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("500ms", 0.5), ("2s", 2), ("1.5s", 1.5), ("5m", 300), ("1h", 3_600), ("14d", 1_209_600)],
)
def test_a_time_has_a_unit(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


def test_a_time_without_a_unit_is_refused_with_two_to_choose_from() -> None:
    with pytest.raises(ValueError, match=r"^a time needs a unit: write 500ms or 500s$"):
        parse_duration("500")


@pytest.mark.parametrize("text", ["", "ms", "5 minutes", "-1s", "5M", "1e3s", "٣s"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^not a time: .*, write e\.g\. 500ms"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "length"), [("512", 512), ("10KB", 10_000), ("1.5kb", 1_500), ("64MiB", 67_108_864), ("3B", 3)]
)
def test_a_size_counts_bytes(text: str, length: int) -> None:
    assert parse_size(text) == length


@pytest.mark.parametrize("text", ["", "KB", "-1KB", "5 parsecs"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^not a size: .*, write e\.g\. 512, 10KB"):
        parse_size(text)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0ms"),
        (0.5003, "500.3ms"),
        (1.2, "1.2s"),
        (90, "90s"),
        (300, "5m"),
        (7_200, "2h"),
        (259_200, "3d"),
        (-86_400 * 3, "-3d"),
        (float("inf"), "inf"),
    ],
)
def test_a_time_is_written_with_one_unit(seconds: float, text: str) -> None:
    assert write_duration(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "limit", "text"),
    [
        (1.2367, 0.6, "1.24s"),
        (0.59996, 0.6, "599.96ms"),
        (0.6, 0.6, "600ms"),
        (0.6004, 0.6, "600.4ms"),
        (-0.5996, -0.6, "-599.6ms"),
        (0.9999, 5.0, "1000ms"),
    ],
)
def test_a_time_has_as_many_digits_as_tell_on_which_side_of_a_limit_it_is(
    seconds: float, limit: float, text: str
) -> None:
    assert write_duration(seconds, digits=3, limits=[limit]) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.00057, "0.57ms"),
        (0.00423, "4.2ms"),
        (0.0483, "48ms"),
        (0.0996, "100ms"),
        (0.137, "137ms"),
        (1.2367, "1.24s"),
        (1.2, "1.20s"),
        (12.0, "12.0s"),
        (2 * 3_600, "2h"),
    ],
)
def test_what_was_measured_has_no_digits_that_say_nothing(seconds: float, text: str) -> None:
    assert write_measured(seconds) == text


def test_what_was_measured_is_on_its_side_of_a_limit() -> None:
    assert write_measured(0.0996, limits=[0.1]) == "99.6ms"


def test_a_long_time_has_no_exponent() -> None:
    assert write_duration(30 * 365 * 86_400, digits=3) == "10950d"


@pytest.mark.parametrize(
    ("length", "limit", "text"),
    [
        (139, 500_000, "139 B"),
        (2_048, 500_000, "2.0 kB"),
        (40_008, 500_000, "40.0 kB"),
        (142_000, 500_000, "142 kB"),
        (2_048, 2_000, "2.05 kB"),
        (500_100, 500_000, "500.1 kB"),
    ],
)
def test_what_has_a_size_is_on_its_side_of_a_limit(length: int, limit: int, text: str) -> None:
    assert write_measured_size(length, limits=[limit]) == text


@pytest.mark.parametrize(
    ("length", "text"),
    [(0, "0 B"), (999, "999 B"), (204_800, "204.8 kB"), (1_500_000, "1.5 MB"), (2e9, "2 GB")],
)
def test_a_size_is_written_with_one_unit(length: float, text: str) -> None:
    assert write_size(length) == text


@given(st.floats(0.001, 1e8))
def test_a_time_that_was_written_can_be_read(seconds: float) -> None:
    assert parse_duration(write_duration(seconds)) == pytest.approx(seconds, rel=1e-3)
