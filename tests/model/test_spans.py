from __future__ import annotations

import pytest

from tui.model.spans import Spans


def spans(*times: tuple[float, float | None]) -> Spans:
    made = Spans()
    for start, end in times:
        made.begin(start)
        if end is not None:
            made.end(end)
    return made


def test_how_long_it_was_so_is_known_while_it_is() -> None:
    assert spans((10, 15), (20, None)).total(30) == 15


def test_only_what_was_after_a_moment_counts_if_so_asked() -> None:
    assert spans((0, 5), (10, 15), (20, None)).total(30, since=12) == 13


def test_it_was_so_at_a_moment() -> None:
    made = spans((10, 15), (20, None))

    assert [made.held_at(at) for at in (9, 10, 15, 19, 99)] == [False, True, False, False, True]


def test_it_was_so_for_some_time_of_a_stretch() -> None:
    made = spans((10, 15), (20, None))
    found = [made.within(*times) for times in ((0, 10), (5, 11), (14, 16), (15, 20), (12, 26), (50, 60))]

    assert found == [0, 1, 1, 0, 9, 10]


def test_an_end_without_a_beginning_is_nothing() -> None:
    made = spans((10, 15))
    made.end(99)

    assert made.newest == (10, 15)
    assert Spans().newest is None


def test_the_oldest_are_kept_as_a_sum() -> None:
    made = spans(*((at * 10, at * 10 + 5) for at in range(1_500)))

    assert len(made) == 1_000
    assert made.total(20_000) == pytest.approx(1_500 * 5)
    assert made.until(14_000).total(14_000) == pytest.approx(1_400 * 5)


def test_a_moment_knows_nothing_of_later() -> None:
    made = spans((10, 15), (20, 25), (30, None))

    assert list(made.until(22)) == [(10, 15), (20, None)]
