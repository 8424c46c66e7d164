from __future__ import annotations

import pytest

from tests.factories import NOW
from tui.text.moments import moment_of
from tui.text.units import clock


@pytest.mark.parametrize("text", ["9:41", "09:41:07", "00:00", "23:59:59"])
def test_a_time_of_day_is_the_last_one_that_has_been(text: str) -> None:
    moment = moment_of(text, now=NOW)
    wanted = ":".join((text if text.count(":") == 2 else f"{text}:00").zfill(8).split(":"))

    assert clock(moment) == wanted
    assert 0 <= NOW - moment < 86_400


@pytest.mark.parametrize(("text", "ago"), [("5m", 300), ("90s", 90), ("2h ago", 7_200)])
def test_a_duration_is_how_long_ago(text: str, ago: float) -> None:
    assert moment_of(text, now=NOW) == NOW - ago


@pytest.mark.parametrize("text", ["", "yesterday", "25:00", "9:61", "41", "9:4"])
def test_what_states_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        moment_of(text, now=NOW)
