"""Charts in plain characters."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW
from tui.model.check import Outcome, Sample
from tui.text.canvas import GUTTER
from tui.text.charts import Line, Mark, Value, latency_chart, rate_chart, sparkline
from tui.text.columns import column_of
from tui.text.glyphs import ASCII, BLOCK, BRAILLE, GLYPHS, Glyphs


def drawn(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def sample(age: float, latency: float | None, outcome: Outcome = Outcome.UP) -> Sample:
    return Sample(NOW - age, outcome, latency, 200, 10)


def test_a_time_without_a_network_is_a_gap_and_no_cross() -> None:
    unknown = Sample(NOW - 5, Outcome.DOWN, None, None, 10, is_counted=False)
    rows = latency_chart([unknown], width=30, height=4, now=NOW, span=60)

    assert BRAILLE.failed not in "".join(drawn(rows))


def test_the_newest_value_is_at_the_right_edge() -> None:
    assert sparkline([0.0, 1.0], 5) == [("···", "series-none"), ("▁▇", "series")]


def test_older_values_give_way() -> None:
    assert sparkline([1.0, 0.0, 1.0], 2) == [("▁▇", "series")]


def test_values_above_the_threshold_are_warm() -> None:
    assert sparkline([0.3, 0.7], 2, threshold=0.6) == [("▄", "series"), ("▇", "series-warn")]


def test_the_threshold_sets_the_scale_when_all_is_well() -> None:
    assert sparkline([0.1], 1, threshold=0.6) == [("▂", "series")]


def test_no_level_fills_its_cell() -> None:
    assert not any("█" in glyphs.ramp for glyphs in GLYPHS.values())


def test_failed_and_unknown_columns_are_told_apart() -> None:
    assert sparkline([Mark.FAILED, None, Mark.PAUSED, math.nan], 4) == [
        ("×", "series-err"),
        ("···", "series-none"),
    ]


def test_a_sparkline_has_its_ascii() -> None:
    assert sparkline([0.0, 1.0, Mark.FAILED, None], 4, glyphs=ASCII) == [
        ("_#", "series"),
        ("x", "series-err"),
        (".", "series-none"),
    ]


def test_latencies_are_a_line_under_a_scale() -> None:
    samples = [sample(age, 0.9 - age / 100) for age in range(80, -1, -10)]
    rows = drawn(latency_chart(samples, width=24, height=4, now=NOW, span=80, threshold=0.6))

    assert rows == [
        "1.00s┤              ⣀⡠⠤⠂",
        "600ms┤╌ ╌ ╌ ╌ ⣀⡠⠤⠒⠒⠉╌ ╌ ",
        "     │  ⣀⡠⠤⠒⠊⠉          ",
        "    0┤⠊⠉                ",
    ]


@pytest.mark.parametrize("glyphs", [BRAILLE, BLOCK, ASCII])
def test_how_long_a_failed_check_took_is_drawn_above_its_cross(glyphs: Glyphs) -> None:
    samples = [sample(50, 0.05), sample(2, 1.1, Outcome.DOWN), sample(0, 0.05)]
    rows = drawn(latency_chart(samples, width=24, height=4, now=NOW, span=80, glyphs=glyphs))

    assert rows[0].startswith("1.20s")
    assert rows[0][6:].strip()
    assert rows[-1][6:].count(glyphs.failed) == 1


def test_a_gap_is_left_where_nobody_watched() -> None:
    (row,) = drawn(
        latency_chart([sample(90, 1), sample(80, 1), sample(0, 1)], width=10, height=1, now=NOW, span=100)
    )

    assert row == "⠉⠁       ⠁"


def test_a_failed_check_breaks_the_line() -> None:
    samples = [sample(20, 1.0), sample(10, None, Outcome.DOWN), sample(0, 1.0)]
    chart = latency_chart(samples, width=6, height=2, now=NOW, span=30)

    assert chart[-1][1:2] == [("×", "series-err")]


@pytest.mark.parametrize("glyphs", GLYPHS.values(), ids=GLYPHS)
def test_a_failed_check_is_a_cross_in_the_column_that_its_moment_is_in(glyphs: Glyphs) -> None:
    for later in range(8):
        now = NOW + later / 2
        rows = latency_chart([sample(12.2, None)], width=36, height=4, now=now, span=60, glyphs=glyphs)

        column = column_of(NOW - 12.2, 30, now=now, span=60)
        assert column is not None
        assert drawn(rows)[-1][GUTTER + column] == glyphs.failed


def test_a_threshold_is_labelled() -> None:
    chart = latency_chart([sample(0, 0.1)], width=30, height=8, now=NOW, span=30, threshold=0.6)

    assert ("600ms", "warn") in [piece for row in chart for piece in row]


def test_rates_are_drawn_up_to_a_round_number() -> None:
    rows = drawn(rate_chart([211.0] * 20, width=20, height=3))

    assert rows[0].startswith("250/s┤⠤⠤")
    assert rows[2] == "    0┤              "


def test_a_lost_connection_is_a_cross_and_what_is_not_known_is_blank() -> None:
    values: list[Value] = [None, None, 4, 4, None, 4, 4, 4]
    marks: list[Value] = [None, None, 4, 4, Mark.FAILED, Mark.FAILED, 4, 4]

    assert drawn(rate_chart(values, width=4, height=2, marks=marks)) == [" ⠉⠈⠉", "  × "]


def test_a_scale_that_ends_between_two_whole_numbers_says_so() -> None:
    assert drawn(rate_chart([1234.5] * 20, width=20, height=3))[0].startswith(" 1.5k┤")
    assert drawn(rate_chart([1.3] * 20, width=20, height=3))[0].startswith("1.5/s┤")


SAMPLES = st.lists(
    st.builds(
        Sample,
        st.floats() | st.floats(NOW - 500, NOW + 10),
        st.sampled_from(Outcome),
        st.none() | st.floats(),
        st.just(200),
        st.floats() | st.floats(0, 60),
    ),
    max_size=12,
)
ALL_GLYPHS = st.sampled_from((BRAILLE, BLOCK, ASCII))


@given(
    st.lists(st.none() | st.floats() | st.sampled_from(Mark)),
    st.integers(-1, 40),
    st.none() | st.floats(),
    st.none() | st.floats(),
    ALL_GLYPHS,
)
def test_a_sparkline_has_exactly_the_width(
    values: list[Value], width: int, threshold: float | None, ceiling: float | None, glyphs: Glyphs
) -> None:
    line = sparkline(values, width, threshold=threshold, ceiling=ceiling, glyphs=glyphs)

    assert len("".join(text for text, _ in line)) == max(0, width)


@given(
    SAMPLES,
    st.tuples(st.integers(-1, 40), st.integers(-1, 6)),
    st.floats() | st.just(300.0),
    st.none() | st.floats(),
    ALL_GLYPHS,
)
def test_any_samples_make_a_chart_of_the_size(
    samples: list[Sample], size: tuple[int, int], span: float, threshold: float | None, glyphs: Glyphs
) -> None:
    width, height = size
    chart = latency_chart(
        samples, width=width, height=height, now=NOW, span=span, threshold=threshold, glyphs=glyphs
    )

    assert [len(row) for row in drawn(chart)] == [max(0, width)] * max(0, height)


@given(
    st.lists(st.none() | st.floats() | st.sampled_from(Mark)),
    st.integers(-1, 40),
    st.integers(-1, 6),
    ALL_GLYPHS,
)
def test_any_rates_make_a_chart_of_the_size(
    values: list[Value], width: int, height: int, glyphs: Glyphs
) -> None:
    chart = rate_chart(values, width=width, height=height, marks=values, glyphs=glyphs)

    assert [len(row) for row in drawn(chart)] == [max(0, width)] * max(0, height)
