from __future__ import annotations

from typing import Any

from tests.factories import (
    NOW,
    make_close,
    make_endpoint,
    make_feed,
    make_handshake,
    make_message,
    make_result,
)
from tui.engine.journal import Journal
from tui.model.board import Board
from tui.model.event import Event, EventKind
from tui.model.feed import BufferLimits
from tui.model.feed_state import FeedState
from tui.model.health import Health
from tui.model.message import Direction


def told(journal: Journal, at: float = NOW + 100) -> list[dict[str, Any]]:
    return [entry for source in journal.drain(at).sources for entry in source]


def test_nothing_is_told_twice() -> None:
    board = Board([make_endpoint()], [make_feed()])
    journal = Journal(board, NOW)
    board.feeds[0].record(make_message())
    board.endpoints[0].record(make_result())

    assert [entry["ev"] for entry in told(journal)] == ["check", "msg", "health"]
    assert told(journal) == []


def test_a_change_of_health_is_told_with_the_reason_of_its_event() -> None:
    board = Board([make_endpoint(down_after=1)])
    journal = Journal(board, NOW)
    state = board.endpoints[0]
    for number, status in enumerate((200, 503, 200)):
        for event in state.record(make_result(status, at=NOW + number)):
            board.tell(event)
        told_now = [entry for entry in told(journal, NOW + number + 0.1) if entry["ev"] == "health"]

        assert [(each["from"], each["to"], each["why"]) for each in told_now] == [
            (
                ("unknown", "up", ""),
                ("up", "down", "503 Service Unavailable, expected 2xx"),
                ("down", "up", "recovered"),
            )[number]
        ]


def test_events_about_something_else_than_health_are_left_out() -> None:
    board = Board([make_endpoint()])
    journal = Journal(board, NOW)
    board.tell(Event(at=NOW, source="asyncdash", kind=EventKind.STARTED, what="started"))
    board.tell(Event(at=NOW, source="gone", kind=EventKind.DOWN, what="503", health=Health.DOWN))

    assert told(journal) == []


def test_messages_belong_to_the_connection_that_they_came_over_even_after_a_gap() -> None:
    board = Board([], [make_feed(buffer=BufferLimits(messages=5))])
    (feed,) = board.feeds
    journal = Journal(board, NOW)
    for connection in range(1, 4):
        feed.opened(make_handshake(), NOW)
        feed.record(make_message(f"over {connection}"))
        feed.closed(make_close(1006), NOW)
    entries = told(journal)

    assert [(entry["ev"], entry.get("conn")) for entry in entries[:-1]] == [
        ("gap", None),
        ("msg", 2),
        ("close", 2),
        ("open", 3),
        ("msg", 3),
        ("close", 3),
    ]


def test_the_time_without_a_connection_is_no_entry_of_its_own() -> None:
    board = Board([], [make_feed()])
    (feed,) = board.feeds
    journal = Journal(board, NOW)
    for connection in range(2):
        feed.opened(make_handshake(), NOW + 9 * connection)
        feed.closed(make_close(1006), NOW + 9 * connection + 5)

    assert [entry["ev"] for entry in told(journal)[:-1]] == ["open", "close", "open", "close"]


def test_a_message_that_had_come_before_another_was_sent_is_told_before_it() -> None:
    board = Board([], [make_feed()])
    (feed,) = board.feeds
    journal = Journal(board, NOW)
    feed.opened(make_handshake(), NOW)
    feed.record(make_message("sent", at=NOW + 2, direction=Direction.SENT))
    feed.record(make_message("come before", at=NOW + 1))
    entries = told(journal)

    assert [(entry["ev"], entry.get("n"), entry.get("text")) for entry in entries[:-1]] == [
        ("open", None, None),
        ("msg", 2, "come before"),
        ("msg", 1, "sent"),
    ]


def test_a_feed_that_is_taken_away_may_still_say_goodbye() -> None:
    board = Board([], [make_feed()])
    (feed,) = board.feeds
    feed.opened(make_handshake(), NOW)
    journal = Journal(board, NOW)
    board.remove("trades")

    assert told(journal) == []
    feed.closed(make_close(1000), NOW)
    assert [entry["ev"] for entry in told(journal)] == ["close"]


def test_a_feed_that_takes_the_place_of_another_starts_anew() -> None:
    board = Board([], [make_feed()])
    journal = Journal(board, NOW)
    board.feeds[0].record(make_message("old"))
    board.replace(FeedState(make_feed()))
    board.feeds[0].record(make_message("new"))

    assert [(entry["ev"], entry.get("n"), entry.get("text")) for entry in told(journal)] == [
        ("target", None, None),
        ("msg", 0, "old"),
        ("msg", 0, "new"),
    ]


def test_a_ring_that_fills_fast_is_urgent() -> None:
    board = Board([], [make_feed(buffer=BufferLimits(messages=80))])
    journal = Journal(board, NOW)
    urgencies = []
    for count in (5, 20):
        for _ in range(count):
            board.feeds[0].record(make_message())
        urgencies.append(journal.drain(NOW).is_urgent)

    assert urgencies == [False, True]
