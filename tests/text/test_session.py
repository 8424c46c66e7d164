from __future__ import annotations

from pathlib import Path

from tests.boards import make_board
from tests.factories import NOW, make_endpoint, make_feed, make_result
from tui.model.board import Board
from tui.model.endpoint_state import EndpointState
from tui.model.event import Event, EventKind
from tui.model.feed_state import FeedState
from tui.model.health import Health
from tui.text.session import recordings_summary, session_summary


def watched(*statuses: int | None, name: str = "orders") -> Board:
    """Return a board whose endpoint got these statuses, one every ten seconds."""
    board = Board([make_endpoint(name)])
    state = board[name]
    assert isinstance(state, EndpointState)
    for number, status in enumerate(statuses):
        for event in state.record(make_result(status, name=name, at=NOW + 10 * number)):
            board.tell(event)
    return board


def summary(board: Board, *, now: float = NOW + 60, source: str = "prod.toml") -> list[str]:
    return session_summary(board, source=source, started=NOW, now=now)


def test_it_says_what_was_watched_for_how_long() -> None:
    assert summary(make_board())[0] == "asyncdash · prod.toml · 1m · 5 endpoints, 2 feeds"


def test_a_quiet_session_says_so() -> None:
    assert summary(watched(200, 200))[1:] == ["2 checks · 100% good", "no incidents"]


def test_an_incident_that_is_over_tells_how_long_it_took() -> None:
    assert summary(watched(200, 503, 503, 200))[1:] == [
        "4 checks · 50.0% good",
        "1 incident · down longest: orders 20s",
    ]


def test_what_is_still_down_is_named_with_its_reason() -> None:
    lines = summary(watched(200, 503), now=NOW + 58.042)

    assert lines[2:] == ["1 incident · down longest: orders 48s", "still down: orders 503"]


def test_more_than_three_that_are_down_are_counted() -> None:
    board = Board([make_endpoint(f"e{number}") for number in range(5)])
    for state in board:
        assert isinstance(state, EndpointState)
        state.record(make_result(503, name=state.name))

    assert summary(board)[-1] == "still down: e0 503, e1 503, e2 503 and 2 more"


def test_what_was_never_reached_yet_is_not_called_down() -> None:
    board = Board([], [make_feed("trades")])
    state = board["trades"]
    assert isinstance(state, FeedState)
    state.connecting(NOW)

    assert summary(board)[1:] == ["0 messages", "no incidents"]


def test_a_pause_ends_an_incident() -> None:
    board = watched(503)
    board.tell(
        Event(at=NOW + 5.042, source="orders", kind=EventKind.PAUSED, what="paused", health=Health.PAUSED)
    )

    assert "down longest: orders 5s" in summary(board)[2]


def test_what_is_watched_no_longer_was_down_no_longer_either() -> None:
    board = watched(503)
    board.remove("orders")
    board.add(EndpointState(make_endpoint("carts")))

    assert summary(board)[-1] == "no incidents"


def test_four_lines_are_the_most() -> None:
    assert len(summary(make_board())) == 4


def test_a_session_that_watched_nothing_says_nothing() -> None:
    assert summary(Board()) == []


def test_a_name_cannot_speak_to_the_terminal() -> None:
    assert "\x1b" not in "".join(summary(watched(503, name="\x1b[2J")))


def test_each_recording_is_named() -> None:
    one, other = Path("session.jsonl"), Path("/data/recordings/asyncdash-1.jsonl")

    assert recordings_summary([one]) == "recording: session.jsonl"
    assert recordings_summary([one, other]) == "recordings: session.jsonl, /data/recordings/asyncdash-1.jsonl"


def test_of_many_recordings_it_is_said_how_many_are_where() -> None:
    many = [Path(f"/data/recordings/asyncdash-{number}.jsonl") for number in range(4)]

    assert recordings_summary([Path("session.jsonl"), *many]) == (
        "recordings: session.jsonl, 4 in /data/recordings"
    )
