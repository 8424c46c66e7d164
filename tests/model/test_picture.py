from __future__ import annotations

from tests.boards import make_board
from tests.factories import NOW, make_close, make_message, make_result
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.model.health import Health
from tui.model.picture import arrived_since, picture_of


def endpoint_of(board: object, name: str = "pricing") -> EndpointState:
    state = board[name]  # type: ignore[index]  # a board
    assert isinstance(state, EndpointState)
    return state


def feed_of(board: object) -> FeedState:
    state = board["trades"]  # type: ignore[index]  # a board
    assert isinstance(state, FeedState)
    return state


def test_a_picture_keeps_the_results_of_its_moment() -> None:
    board = make_board()
    picture = picture_of(board)
    before = endpoint_of(picture).newest
    endpoint_of(board).record(make_result(503, name="pricing", at=NOW))

    assert endpoint_of(picture).newest is before
    assert endpoint_of(picture).health is Health.UP
    assert endpoint_of(board).health is Health.DOWN


def test_a_picture_keeps_the_rows_and_the_rate_of_its_moment() -> None:
    board = make_board()
    picture = picture_of(board)
    end, rate = feed_of(picture).rows.end, feed_of(picture).rates.rate(NOW)
    for _ in range(500):
        feed_of(board).record(make_message(at=NOW - 1))

    assert (feed_of(picture).rows.end, feed_of(picture).rates.rate(NOW)) == (end, rate)


def test_a_picture_keeps_the_uptime_of_a_feed_that_closes_later() -> None:
    board = make_board()
    picture = picture_of(board)
    spans = list(feed_of(picture).open_spans)
    feed_of(board).closed(make_close(), NOW)

    assert list(feed_of(picture).open_spans) == spans


def test_a_picture_keeps_the_events_of_its_moment() -> None:
    board = make_board()
    picture = picture_of(board)
    board.tell(board.events[board.events.start])
    board.see_events()

    assert picture.events.end == board.events.end - 1
    assert picture.seen_events == 0


def test_nothing_has_arrived_right_after_the_picture() -> None:
    board = make_board()

    assert arrived_since(picture_of(board), board) == 0


def test_results_and_messages_that_arrive_are_counted() -> None:
    board = make_board()
    picture = picture_of(board)
    endpoint_of(board).record(make_result(name="pricing", at=NOW))
    feed_of(board).record(make_message(at=NOW))

    assert arrived_since(picture, board) == 2


def test_what_is_watched_only_later_does_not_count() -> None:
    board = make_board()
    picture = picture_of(board)
    board.remove("trades")
    endpoint_of(board).record(make_result(name="pricing", at=NOW))

    assert arrived_since(picture, board) == 1
