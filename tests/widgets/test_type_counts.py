from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, make_message, make_notice
from tui.model.message_type import TypeReader
from tui.model.ring import Ring
from tui.widgets.type_counts import OTHER, TypeCounts, course_columns

if TYPE_CHECKING:
    from tui.model.message import Row


def _ring(*kinds: str, capacity: int = 1_000, step: float = 0.0) -> Ring[Row]:
    ring: Ring[Row] = Ring(capacity)
    for at, kind in enumerate(kinds):
        ring.append(make_message(f'{{"type": "{kind}"}}', at=NOW + at * step))
    return ring


def test_messages_are_counted_by_type() -> None:
    counts = TypeCounts(_ring("a", "b", "a"), TypeReader())

    assert counts.advance(60)
    assert counts.window(NOW, 300) == {"a": 2, "b": 1}


def test_notices_do_not_count() -> None:
    ring = _ring("a")
    ring.append(make_notice())
    counts = TypeCounts(ring, TypeReader())
    counts.advance(60)

    assert counts.window(NOW, 300) == {"a": 1}


def test_what_came_before_the_window_does_not_count() -> None:
    counts = TypeCounts(_ring(*"abcd", step=100), TypeReader())
    counts.advance(60)

    assert counts.window(NOW + 300, 150) == {"c": 1, "d": 1}


def test_what_the_ring_has_let_go_still_counts() -> None:
    ring = _ring("a", "b", capacity=2)
    counts = TypeCounts(ring, TypeReader())
    counts.advance(60)
    for _ in range(2):
        ring.append(make_message('{"type": "c"}', at=NOW))
    counts.advance(60)

    assert counts.window(NOW, 300) == {"a": 1, "b": 1, "c": 2}


def test_what_went_before_it_was_looked_at_is_known_to_be_missing() -> None:
    ring = _ring("a", capacity=2)
    counts = TypeCounts(ring, TypeReader())
    for _ in range(5):
        ring.append(make_message('{"type": "c"}', at=NOW))
    counts.advance(60)

    assert counts.skipped == 4


def test_a_spent_budget_leaves_the_rest_for_later() -> None:
    counts = TypeCounts(_ring(*"a" * 100), TypeReader(), clock=iter(range(100)).__next__)

    assert not counts.advance(0)
    assert counts.window(NOW, 300) == {"a": 32}


def test_endless_new_types_are_counted_together() -> None:
    counts = TypeCounts(_ring(*map(str, range(500))), TypeReader())
    counts.advance(60)
    found = counts.window(NOW, 300)

    assert found[OTHER] == 300
    assert len(found) == 201


def test_bytes_and_the_last_time_are_known_by_type() -> None:
    counts = TypeCounts(_ring("a", "b", "a", step=10), TypeReader())
    counts.advance(60)

    assert counts.sizes(NOW + 30, 300) == {"a": 26, "b": 13}
    assert counts.last_at == {"a": NOW + 20, "b": NOW + 10}


def test_the_course_of_a_type_ends_now() -> None:
    counts = TypeCounts(_ring("a", "a", "a", "b", step=20), TypeReader())
    counts.advance(60)
    columns = counts.columns("a", NOW + 60, 60, 3)

    assert len(columns) == 3
    assert sum(filter(None, columns)) >= 2
    assert counts.columns("a", NOW + 600, 60, 3) == [0, 0, 0]


def test_what_had_gone_before_is_not_known_and_no_time_without_messages() -> None:
    counts = TypeCounts(_ring(*"aaaaaa", capacity=3, step=20), TypeReader())
    counts.advance(60)

    assert counts.span(NOW + 100, 100) == 40
    assert counts.columns("a", NOW + 100, 100, 5)[:-1] == [None, None, 1, 1]


def test_a_column_that_is_not_over_is_on_the_way_from_the_one_before() -> None:
    counts = TypeCounts(_ring(*"aaaa", step=5), TypeReader())
    counts.advance(60)

    assert counts.columns("a", NOW + 20, 60, 6)[-1] == 2
    assert counts.columns("a", NOW + 25, 60, 6)[-1] == 1
    assert counts.columns("a", NOW + 29.9, 60, 6)[-1] == pytest.approx(0.02)


@pytest.mark.parametrize("room", [*range(1, 90), 400])
@pytest.mark.parametrize("seconds", [60, 300, 900, 3600, 21_600])
def test_all_columns_of_a_course_are_equally_long(seconds: int, room: int) -> None:
    buckets, columns = seconds // 5, course_columns(seconds, room)

    assert 0 < columns <= room
    assert not buckets % columns or not columns % buckets


def test_a_message_is_as_wide_and_high_wherever_it_is() -> None:
    counts = TypeCounts(_ring(*"aaaaaaaaaaa", step=25), TypeReader())
    counts.advance(60)

    for room in (31, 71, 130):
        shown = counts.columns("a", NOW + 270, 300, room)

        assert set(shown[:-1]) == {0, 1}
        assert sum(filter(None, shown[:-1])) == 11 * max(1, len(shown) // 60)


def test_while_nothing_has_gone_all_of_the_window_is_known() -> None:
    counts = TypeCounts(_ring("a"), TypeReader())
    counts.advance(60)

    assert counts.span(NOW + 10, 100) == 100
