from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import NOW, make_feed, make_message
from tui.model.conditions.large_json import LARGE
from tui.model.conditions.message_filter import message_predicate
from tui.model.conditions.query import parse_query
from tui.model.feed import BufferLimits
from tui.model.feed_state import FeedState
from tui.widgets.listing import Listing

if TYPE_CHECKING:
    from tui.model.message import Row


def _listing(count: int, *, capacity: int = 100) -> Listing:
    listing = Listing(FeedState(make_feed(buffer=BufferLimits(messages=capacity))))
    _arrive(listing, count)
    return listing


def _arrive(listing: Listing, count: int) -> None:
    for _ in range(count):
        listing.state.record(make_message(f"message {listing.state.rows.end}", at=NOW))
    listing.view.settle(5)


def test_the_newest_row_is_the_current_one_at_first() -> None:
    current = _listing(3).current

    assert current is not None
    assert current[0] == 2


def test_a_selected_row_stays_at_hand_when_the_buffer_lets_it_go() -> None:
    listing = _listing(20, capacity=20)
    listing.view.select(5)
    before = listing.current
    _arrive(listing, 100)

    assert listing.current == before


def test_nothing_is_current_where_there_is_nothing() -> None:
    assert _listing(0).current is None


def test_marking_twice_takes_the_mark_away() -> None:
    listing = _listing(3)
    listing.mark()
    marks = set(listing.marks)
    listing.mark()

    assert (marks, listing.marks) == ({2}, set())


def test_without_a_filter_only_a_full_buffer_is_worth_a_count() -> None:
    assert _listing(3).counts() == []
    assert _listing(120).counts() == [("100 of 120", "muted")]


def test_hits_are_counted_before_one_is_selected() -> None:
    listing = _listing(30)
    listing.highlight(message_predicate(parse_query("/[12]3/"), now=NOW))
    listing.advance(60)

    assert listing.hit_count() == [("2 hits", "muted")]


def test_a_search_that_finds_nothing_says_so() -> None:
    listing = _listing(30)
    listing.highlight(message_predicate(parse_query("absent"), now=NOW))
    listing.advance(60)

    assert listing.hit_count() == [("no hit", "warn")]
    assert not listing.to_hit(1)


def test_hits_in_a_picture_are_searched_there() -> None:
    listing = _listing(20, capacity=20)
    listing.freeze()
    listing.highlight(message_predicate(parse_query("message"), now=NOW))
    _arrive(listing, 50)
    listing.advance(60)

    assert listing.hit_count() == [("hit 20 of 20", "muted")]


def test_the_few_rows_of_a_live_feed_that_wait_to_be_searched_are_no_search() -> None:
    listing = _listing(5)
    listing.narrow(parse_query("message"), now=NOW)
    listing.advance(60)
    for _ in range(20):
        listing.state.record(make_message("message"))

    assert listing.counts() == [("5 of 25", "muted")]


def test_a_search_through_many_rows_says_how_far_it_is() -> None:
    listing = _listing(1_000, capacity=1_000)
    listing.narrow(parse_query("message"), now=NOW)

    assert listing.counts()[0][0].startswith("looking… ")


def test_after_a_row_that_took_long_others_have_their_turn() -> None:
    times = iter((0.0, 0.1, 0.29, 0.31, 0.32))
    state = FeedState(make_feed())
    listing = Listing(state, clock=lambda: next(times))
    looked_at: list[Row] = []

    def note(row: Row) -> bool:
        looked_at.append(row)
        return True

    listing.show_only(note)
    state.record(make_message("a"))
    looks = [listing.advance(0.008)]
    state.record(make_message("b"))
    looks += [listing.advance(0.008), listing.advance(0.008)]

    assert looks == [True, False, True]
    assert len(looked_at) == 2


def test_it_is_said_that_messages_are_too_large_for_a_path() -> None:
    listing = _listing(3)
    listing.state.record(make_message('{"price": 42, "rest": "' + "x" * LARGE + '"}'))
    listing.narrow(parse_query("json $..price contains 42"), now=NOW)
    listing.advance(60)

    assert listing.counts()[0] == ("over 1.0 MB left out  ", "warn")

    listing.narrow(parse_query("json $.price == 42"), now=NOW)
    listing.advance(60)

    assert [text for text, _ in listing.counts()] == ["1 of 4"]
