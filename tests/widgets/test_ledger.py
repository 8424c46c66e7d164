from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, make_close, make_feed, make_handshake, make_message
from tui.model.feed import BufferLimits
from tui.model.feed_state import FeedState
from tui.model.message import Opcode
from tui.widgets.ledger import Ledger
from tui.widgets.listing import Listing

if TYPE_CHECKING:
    from tui.model.message import Row


def make_listing(capacity: int = 10) -> Listing:
    return Listing(FeedState(make_feed(buffer=BufferLimits(messages=capacity))))


def receive(listing: Listing, *payloads: str) -> None:
    for payload in payloads:
        listing.state.record(make_message(payload, at=NOW))


def is_even(row: Row) -> bool:
    return getattr(row, "payload", b"1")[-1:] in b"02468"


def test_what_is_no_received_message_is_not_in_the_ledger() -> None:
    listing = make_listing()
    listing.state.opened(make_handshake(), NOW)
    receive(listing, "1", "2")
    listing.state.record(make_message("3", direction="out"))
    listing.state.record(make_message(b"", opcode=Opcode.PING))
    listing.state.closed(make_close(), NOW)

    assert listing.books.ledger() == Ledger(received=2, shown=2, filtered=0, unseen=0, held=0, evicted=0)


def test_what_was_sent_is_a_message_too_and_what_is_said_of_the_connection_is_none() -> None:
    listing = make_listing(4)
    listing.state.opened(make_handshake(), NOW)
    receive(listing, "1", "2", "3")
    listing.state.record(make_message("4", direction="out"))
    listing.state.record(make_message(b"", opcode=Opcode.PING))
    everything = listing.books.messages()
    listing.show_only(is_even)
    listing.advance(10.0)

    assert everything == (3, 3, 4)
    assert listing.books.messages() == (2, 3, 4)


def test_a_filter_shows_some_hides_some_and_has_yet_to_look_at_some() -> None:
    listing = make_listing(100)
    receive(listing, *map(str, range(100)))
    listing.show_only(is_even)
    before = listing.books.ledger()
    listing.advance(10.0)
    receive(listing, "100")

    assert before == Ledger(received=100, shown=0, filtered=0, unseen=100, held=0, evicted=0)
    assert listing.books.ledger() == Ledger(received=101, shown=49, filtered=50, unseen=1, held=0, evicted=1)


def test_a_frozen_view_holds_back_what_comes() -> None:
    listing = make_listing()
    receive(listing, *map(str, range(12)))
    listing.freeze()
    receive(listing, *map(str, range(4)))
    few = listing.books.ledger()
    receive(listing, *map(str, range(11)))
    many = listing.books.ledger()
    listing.freeze()

    assert few == Ledger(received=16, shown=10, filtered=0, unseen=0, held=4, evicted=2)
    assert many == Ledger(received=27, shown=10, filtered=0, unseen=0, held=10, evicted=7)
    assert listing.books.ledger() == Ledger(received=27, shown=10, filtered=0, unseen=0, held=0, evicted=17)


@given(
    st.lists(st.sampled_from(["in", "in", "in", "out", "ping", "notice", "look", "filter", "all", "freeze"])),
    st.integers(1, 6),
)
def test_whatever_happens_nothing_is_unaccounted_for(steps: list[str], capacity: int) -> None:
    listing = make_listing(capacity)
    for number, step in enumerate(steps):
        match step:
            case "in" | "out":
                listing.state.record(make_message(str(number), direction=step))
            case "ping":
                listing.state.record(make_message(b"", opcode=Opcode.PING))
            case "notice":
                listing.state.opened(make_handshake(), NOW + number)
            case "look":
                listing.advance(10.0)
            case "filter":
                listing.show_only(is_even)
            case "all":
                listing.show_only(None)
            case _:
                listing.freeze()
        ledger = listing.books.ledger()

        assert ledger.missing == 0
        assert min(ledger.shown, ledger.filtered, ledger.unseen, ledger.held, ledger.evicted) >= 0
