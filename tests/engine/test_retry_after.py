from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW
from tui.engine.retry_after import retry_after


@pytest.mark.parametrize(
    ("field", "seconds"),
    [
        ("7", 7.0),
        (" 7 ", 7.0),
        ("99999999999999999999", 999_999_999.0),
        ("Tue, 14 Nov 2023 22:13:50 GMT", 30.0),
        ("Tue, 14 Nov 2023 22:13:10 GMT", 0.0),
        ("Tue, 14 Nov 2023 22:13:50 -0000", 30.0),
    ],
)
def test_it_is_seconds_or_a_date(field: str, seconds: float) -> None:
    assert retry_after(field, now=NOW) == seconds


@pytest.mark.parametrize(
    "field",
    [None, "", "soon", "-1", "1e9", "²", "Mon, 99 Foo 2023", "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"],
)
def test_what_is_neither_asks_for_nothing(field: str | None) -> None:
    assert retry_after(field, now=NOW) is None


@given(st.text())
def test_nothing_is_too_odd_to_read(field: str) -> None:
    seconds = retry_after(field, now=NOW)

    assert seconds is None or (seconds >= 0 and math.isfinite(seconds))
