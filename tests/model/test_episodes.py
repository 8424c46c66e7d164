from __future__ import annotations

from tests.factories import NOW
from tui.model.board import Board
from tui.model.episodes import Episodes
from tui.model.event import Event, EventKind
from tui.model.health import Health


def tell(board: Board, after: float, health: Health | None, source: str = "orders") -> None:
    board.tell(Event(at=NOW + after, source=source, kind=EventKind.DOWN, what="", health=health))


def test_it_lasted_until_the_next_event_of_the_same_source() -> None:
    board = Board()
    tell(board, 0, Health.DOWN)
    tell(board, 10, Health.DOWN, "pricing")
    tell(board, 48, Health.UP)

    assert Episodes(board.events).lasted(0, NOW + 100) == (48, True)


def test_what_goes_on_has_lasted_until_now() -> None:
    board = Board()
    tell(board, 0, Health.DOWN)

    assert Episodes(board.events).lasted(0, NOW + 100) == (100, False)


def test_what_is_about_no_health_does_not_last() -> None:
    board = Board()
    tell(board, 0, None)

    assert Episodes(board.events).lasted(0, NOW + 100) is None


def test_events_that_come_later_are_taken_in() -> None:
    board = Board()
    tell(board, 0, Health.DOWN)
    episodes = Episodes(board.events)
    before = episodes.lasted(0, NOW + 5)
    tell(board, 8, Health.UP)

    assert (before, episodes.lasted(0, NOW + 100)) == ((5, False), (8, True))


def test_what_the_log_has_let_go_is_forgotten() -> None:
    board = Board()
    board.events.capacity = 4
    episodes = Episodes(board.events)
    for number in range(50):
        tell(board, number, Health.DOWN)
        episodes.lasted(number, NOW)

    assert len(episodes._ended) <= 2 * len(board.events) + 1
