from __future__ import annotations

from tests.factories import NOW, make_feed
from tui.model.feed_state import FeedState
from tui.model.life import Traffic, life_of


def test_what_has_travelled_is_counted_from_another_count() -> None:
    earlier = Traffic(received=2, sent=1, received_bytes=20, sent_bytes=10)
    later = Traffic(received=5, sent=1, received_bytes=60, sent_bytes=10)

    assert later.since(earlier) == Traffic(received=3, received_bytes=40)


def test_a_connection_that_brought_nothing_has_no_last_message() -> None:
    life = life_of(FeedState(make_feed()), NOW)

    assert (life.seconds, life.rtt, life.quiet) == (0.0, None, None)
