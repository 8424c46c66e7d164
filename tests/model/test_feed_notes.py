from __future__ import annotations

from tests.factories import NOW, make_exchange, make_feed, make_handshake
from tui.model.connection import Close
from tui.model.failure import Failure, FailureKind
from tui.model.feed_state import FeedState
from tui.model.message import Notice, NoticeKind

REFUSED = Failure(FailureKind.CONNECT, "127.0.0.1:1 refused the connection")


def test_the_connection_leaves_rows_among_the_messages() -> None:
    state = FeedState(make_feed())
    state.opened(make_handshake(), NOW)
    state.closed(Close(code=1000), NOW + 1)
    state.connecting(NOW + 2)
    state.rejected(REFUSED, NOW + 2)

    assert [row.kind for row in state.rows if isinstance(row, Notice)] == [
        NoticeKind.OPENED,
        NoticeKind.CLOSED,
        NoticeKind.REJECTED,
    ]


def test_a_row_of_the_connection_holds_what_it_puts_into_words() -> None:
    state = FeedState(make_feed())
    handshake, close = make_handshake(), Close(code=1012)
    state.opened(handshake, NOW)
    state.closed(close, NOW + 1)
    state.rejected(REFUSED, NOW + 2)

    assert [row.about for row in state.rows if isinstance(row, Notice)] == [handshake, close, REFUSED]


def test_between_two_connections_a_row_says_how_long_there_was_none() -> None:
    state = FeedState(make_feed())
    state.opened(make_handshake(), NOW)
    state.closed(Close(code=1012), NOW + 5)
    state.opened(make_handshake(), NOW + 17.5)
    kinds = [row.kind for row in state.rows if isinstance(row, Notice)]
    gap = state.rows[state.rows.end - 2]

    assert kinds == [NoticeKind.OPENED, NoticeKind.CLOSED, NoticeKind.GAP, NoticeKind.OPENED]
    assert isinstance(gap, Notice)
    assert gap.text == "12.5s"


def test_the_body_of_a_refusal_counts_for_the_buffer() -> None:
    state = FeedState(make_feed())
    answer = make_exchange(503, body=b"x" * 60_000)
    state.rejected(Failure(FailureKind.REJECTED, "503 instead of 101", answer=answer), NOW)

    assert state.rows.size > 60_000
