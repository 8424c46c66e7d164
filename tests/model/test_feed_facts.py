from __future__ import annotations

from tests.factories import NOW, make_close, make_feed, make_handshake, make_message
from tui.model.connection import ConnectionState
from tui.model.feed_facts import facts_of, restore
from tui.model.feed_state import FeedState


def make_open() -> FeedState:
    state = FeedState(make_feed())
    state.connecting(NOW)
    state.opened(make_handshake(), NOW)
    state.record(make_message(at=NOW + 1))
    return state


def test_a_feed_is_restored_as_it_was() -> None:
    state = make_open()
    facts = facts_of(state)
    state.closed(make_close(1006), NOW + 2)
    restore(state, facts)

    assert facts_of(state) == facts
    assert (state.state, state.close, state.received) == (ConnectionState.OPEN, None, 1)


def test_a_message_more_is_no_change() -> None:
    state = make_open()
    before = facts_of(state)
    state.record(make_message(at=NOW + 2))

    assert facts_of(state) == before
