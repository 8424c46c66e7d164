from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.conditions.facts import FactError
from tui.model.conditions.instant import parse_instant


@pytest.mark.parametrize(
    "value",
    [
        "Tue, 14 Nov 2023 22:13:20 GMT",
        "Tuesday, 14-Nov-23 22:13:20 GMT",
        "Tue Nov 14 22:13:20 2023",
        "2023-11-14T22:13:20Z",
        "2023-11-14T23:13:20+01:00",
        1_700_000_000,
        1_700_000_000.0,
        1_700_000_000_000,
    ],
)
def test_an_instant_is_read_in_every_way_that_servers_write_it(value: object) -> None:
    assert parse_instant(value) == 1_700_000_000.0


@pytest.mark.parametrize(
    "value", ["", "soon", "2023-11-14T22:13:20", "2023-13-14T22:13:20Z", True, None, [], "Tue, 99"]
)
def test_what_is_no_instant_is_refused(value: object) -> None:
    with pytest.raises(FactError, match=r"is no date: its age is unknown$"):
        parse_instant(value)


@given(st.text() | st.integers() | st.floats(allow_nan=False))
def test_any_value_is_an_instant_or_is_refused(value: object) -> None:
    try:
        instant = parse_instant(value)
    except FactError:
        return

    assert isinstance(instant, int | float)
