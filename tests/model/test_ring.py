from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.model.ring import Ring

SIZES = st.lists(st.integers(0, 50))


@given(capacity=st.integers(1, 20), max_size=st.none() | st.integers(0, 100), sizes=SIZES)
@example(capacity=2, max_size=None, sizes=[0, 0, 1, 1])  # it was full before anything had a size
def test_a_ring_never_loses_or_renumbers_what_is_within_its_limits(
    capacity: int, max_size: int | None, sizes: list[int]
) -> None:
    ring: Ring[str] = Ring(capacity, max_size)
    for number, size in enumerate(sizes):
        assert ring.append(f"item {number}", size) == number

    kept = sizes[ring.start :]

    assert ring.end == len(sizes)
    assert [ring[number] for number in range(ring.start, ring.end)] == [
        f"item {number}" for number in range(ring.start, ring.end)
    ]
    assert ring.size == sum(kept)
    assert len(kept) <= capacity
    assert max_size is None or sum(kept) <= max_size or len(kept) == 1


@given(
    capacity=st.integers(1, 20),
    max_size=st.none() | st.integers(0, 100),
    batches=st.lists(SIZES, max_size=6),
)
def test_many_at_once_are_the_same_as_one_after_the_other(
    capacity: int, max_size: int | None, batches: list[list[int]]
) -> None:
    one, many = Ring[int](capacity, max_size), Ring[int](capacity, max_size)
    for sizes in batches:
        first = one.end
        for number, size in enumerate(sizes, first):
            one.append(number, size)
        many.extend(range(first, first + len(sizes)), sizes)

    assert (many.start, many.end, many.size) == (one.start, one.end, one.size)
    assert list(many) == list(one) == list(range(one.start, one.end))


@given(capacity=st.integers(1, 20), max_size=st.integers(0, 100), sizes=SIZES.filter(bool))
def test_a_ring_drops_no_more_than_its_limits_ask_for(capacity: int, max_size: int, sizes: list[int]) -> None:
    ring: Ring[int] = Ring(capacity, max_size)
    for number, size in enumerate(sizes[:-1]):
        ring.append(number, size)
    before = ring.start
    ring.append(len(sizes) - 1, sizes[-1])

    one_more = sizes[ring.start - 1 :]

    assert ring.start == before or len(one_more) > capacity or sum(one_more) > max_size


@given(capacity=st.integers(1, 10), count=st.integers(0, 30), wanted=st.integers(0, 40))
def test_the_tail_is_the_end_of_what_is_there(capacity: int, count: int, wanted: int) -> None:
    ring: Ring[int] = Ring(capacity)
    for number in range(count):
        ring.append(number)

    assert ring.tail(wanted) == list(ring)[max(0, len(ring) - wanted) :]


@given(
    capacity=st.integers(1, 8),
    max_size=st.none() | st.integers(0, 100),
    sizes=SIZES,
    number=st.integers(0, 60),
)
def test_what_is_there_from_a_number_on_is_what_the_numbers_say(
    capacity: int, max_size: int | None, sizes: list[int], number: int
) -> None:
    ring: Ring[str] = Ring(capacity, max_size)
    for each, size in enumerate(sizes):
        ring.append(f"item {each}", size)

    assert ring.since(number) == [ring[each] for each in range(max(number, ring.start), ring.end)]


def test_the_numbers_go_on_after_everything_was_let_go() -> None:
    ring: Ring[str] = Ring(3)
    for text in "abcd":
        ring.append(text, 1)
    ring.clear()
    number = ring.append("e", 1)

    assert number == 4
    assert list(ring) == ["e"]
    assert ring.size == 1


def test_an_item_that_has_gone_is_named_in_the_error() -> None:
    ring: Ring[str] = Ring(2)
    for text in "abc":
        ring.append(text)

    assert 0 not in ring
    with pytest.raises(IndexError, match=r"item 0 is not among 1\.\.2"):
        ring[0]


def test_an_item_larger_than_the_ring_is_kept_alone() -> None:
    ring: Ring[str] = Ring(10, max_size=5)
    ring.append("small", 2)
    ring.append("huge", 50)

    assert list(ring) == ["huge"]


def test_the_newest_item_of_an_empty_ring_is_none() -> None:
    ring: Ring[str] = Ring(1)

    assert ring.newest is None
    ring.append("a")
    assert ring.newest == "a"


def test_items_that_go_while_they_are_read_are_passed_over() -> None:
    ring: Ring[int] = Ring(3)
    for number in range(3):
        ring.append(number)
    seen = []
    for number in ring:
        seen.append(number)
        ring.append(9)
        ring.append(9)

    assert seen == [0, 2]


def test_a_ring_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one item, not 0"):
        Ring(0)


def test_what_is_before_a_number_stays_the_same_while_the_ring_goes_on() -> None:
    ring: Ring[str] = Ring(4)
    for item in "abc":
        ring.append(item, 10)
    before = ring.until(2)
    ring.append("d", 10)

    assert (list(before), before.newest, before.end, before.size) == (["a", "b"], "b", 2, 20)


def test_what_a_ring_has_let_go_is_gone_from_what_was_before_too() -> None:
    ring: Ring[int] = Ring(4)
    for item in range(4):
        ring.append(item)
    before = ring.until(3)
    ring.append(4)
    some = before.tail(9)
    for item in range(5, 9):
        ring.append(item)

    assert some == [1, 2]
    assert (list(before), before.start, before.end) == ([], 3, 3)


def test_nothing_is_added_to_what_was_before() -> None:
    with pytest.raises(TypeError):
        Ring[int](4).until(0).append(1)
