"""Lines and columns in a rectangle of cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.canvas import Plot, framed, nice_ceiling
from tui.text.glyphs import ASCII, BLOCK, BRAILLE, Glyphs


def drawn(plot: Plot) -> list[str]:
    return ["".join(text for text, _ in row) for row in plot.rows()]


def plot_of(width: int, height: int, glyphs: Glyphs = BRAILLE, threshold: float | None = None) -> Plot:
    return Plot(width, height, ceiling=1.0, threshold=threshold, glyphs=glyphs)


def test_a_line_joins_its_points_in_dots() -> None:
    plot = plot_of(2, 1)
    plot.line([(0, 0.0), (3, 1.0)])

    assert drawn(plot) == ["⡠⠊"]


def test_a_point_alone_is_a_dot() -> None:
    plot = plot_of(2, 1)
    plot.line([(2, 0.0)])

    assert drawn(plot) == [" ⡀"]


@pytest.mark.parametrize(("glyphs", "rows"), [(BLOCK, [" ▁█", "███"]), (ASCII, [" .#", "###"])])
def test_columns_stand_on_the_ground(glyphs: Glyphs, rows: list[str]) -> None:
    plot = plot_of(3, 2, glyphs)
    plot.line([(0, 0.48), (0, 0.48)])
    plot.line([(1, 0.55)])
    plot.line([(2, 1.0)])

    assert drawn(plot) == rows


def test_a_threshold_is_dashed_where_nothing_else_is() -> None:
    plot = plot_of(6, 3, threshold=0.5)
    plot.line([(4, 0.5), (5, 0.5)])

    assert drawn(plot)[1] == "╌ ⠒ ╌ "


def test_what_is_above_the_threshold_is_warm() -> None:
    plot = plot_of(2, 2, threshold=0.5)
    plot.line([(0, 0.2), (1, 0.2)])
    plot.line([(2, 0.9), (3, 0.9)])

    assert plot.rows() == [[("╌", "muted"), ("⠒", "series-warn")], [("⠤", "series"), (" ", "muted")]]


def test_a_line_is_warm_above_the_threshold_on_its_way_up_and_down() -> None:
    plot = plot_of(4, 8, threshold=0.2)
    plot.line([(1, 0.0), (2, 1.0), (5, 1.0), (6, 0.0)])

    assert {tag for row in plot.rows()[:6] for text, tag in row if text.strip()} == {"series-warn"}
    assert {tag for text, tag in plot.rows()[7] if text.strip()} == {"series"}


def test_a_failure_is_a_cross_on_the_ground() -> None:
    plot = plot_of(2, 2)
    plot.fail(3)
    plot.fail(99)

    assert plot.rows()[1] == [(" ", "muted"), ("×", "series-err")]


def test_the_frame_has_a_label_where_one_is_given() -> None:
    rows = framed([[("ab", "series")], [("cd", "series")]], {0: ("1s", "muted")}, BRAILLE)

    assert rows == [[("   1s┤", "muted"), ("ab", "series")], [("     │", "muted"), ("cd", "series")]]


@pytest.mark.parametrize(
    ("value", "ceiling"), [(0.834, 1.0), (0.69, 0.8), (1.01, 1.2), (0.6, 0.6), (211, 250), (0, 0.001)]
)
def test_a_scale_ends_at_a_round_number(value: float, ceiling: float) -> None:
    assert nice_ceiling(value) == pytest.approx(ceiling)


@given(st.floats(0, 1e12))
def test_a_scale_is_never_too_short_and_rarely_too_long(value: float) -> None:
    assert value <= nice_ceiling(value) <= max(0.001, value * 1.51)


@given(
    st.sampled_from((BRAILLE, BLOCK, ASCII)),
    st.integers(0, 20),
    st.integers(0, 6),
    st.lists(st.tuples(st.integers(-9, 60), st.floats(-1, 3))),
)
def test_every_row_has_the_width(
    glyphs: Glyphs, width: int, height: int, points: list[tuple[int, float]]
) -> None:
    plot = plot_of(width, height, glyphs, 0.5)
    plot.line(sorted(points))

    assert [len(row) for row in drawn(plot)] == [width] * height


def test_what_is_empty_is_shaded_where_most_values_lie() -> None:
    plot = plot_of(4, 6, ASCII)
    plot.line([(0, 0.5), (1, 0.5)])
    plot.shade(0.2, 0.8)

    assert drawn(plot) == ["    ", " ' '", "' ' ", "## '", "##' ", "##  "]


def test_a_few_rows_are_no_shade_but_specks_around_the_line() -> None:
    plot = plot_of(4, 6, ASCII)
    plot.line([(0, 0.5), (1, 0.5)])
    plot.shade(0.4, 0.6)

    assert not any("'" in row for row in drawn(plot))


def test_the_threshold_is_seen_in_what_is_shaded() -> None:
    plot = plot_of(4, 4, ASCII, threshold=0.5)
    plot.line([(0, 0.0)])
    plot.shade(0.0, 1.0)

    assert drawn(plot)[1] == "- - "
