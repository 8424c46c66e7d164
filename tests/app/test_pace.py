from __future__ import annotations

import pytest

from tui.app.pace import frame_delay


@pytest.mark.parametrize(
    ("cost", "is_watched", "delay"),
    [(0.002, True, 0.05), (0.03, True, 0.12), (0.002, False, 0.5), (0.2, False, 0.8), (9.0, True, 1.0)],
)
def test_a_frame_costs_a_quarter_of_the_time_and_nothing_when_nobody_looks(
    cost: float,
    is_watched: bool,  # noqa: FBT001 - a row of the table
    delay: float,
) -> None:
    assert frame_delay(cost, is_watched=is_watched) == pytest.approx(delay)
