from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_endpoint, make_feed, make_result
from tui.model.board import Board
from tui.model.endpoint_state import EndpointState
from tui.model.event import Event, EventKind
from tui.model.feed_state import FeedState
from tui.model.health import Health

EVENT = Event(at=0.0, source="asyncdash", kind=EventKind.STARTED, what="started")


def make_board() -> Board:
    return Board(
        [make_endpoint("orders", group="core"), make_endpoint("blog"), make_endpoint("pay", group="core")],
        [make_feed("trades", group="core")],
    )


def test_the_states_stand_in_the_order_of_the_configuration() -> None:
    assert [state.name for state in make_board()] == ["orders", "blog", "pay", "trades"]


def test_groups_and_their_states_keep_that_order() -> None:
    groups = {group: [state.name for state in states] for group, states in make_board().groups().items()}

    assert groups == {"core": ["orders", "pay", "trades"], "": ["blog"]}


def test_the_groups_are_those_of_what_is_there_now() -> None:
    board = make_board()
    seen = [{group: len(states) for group, states in board.groups().items()}]
    board.remove("pay")
    seen.append({group: len(states) for group, states in board.groups().items()})
    board["orders"].reconfigured(make_endpoint("orders", group="other"))  # type: ignore[arg-type]
    board.replace(board["orders"])
    board.add(FeedState(make_feed("ticks")))
    board.reorder(["ticks"])

    assert seen == [{"core": 3, "": 1}, {"core": 2, "": 1}]
    assert {group: [state.name for state in states] for group, states in board.groups().items()} == {
        "": ["ticks", "blog"],
        "other": ["orders"],
        "core": ["trades"],
    }


def test_endpoints_and_feeds_are_told_apart() -> None:
    board = make_board()

    assert [type(board[name]) for name in ("orders", "trades")] == [EndpointState, FeedState]
    assert (len(board.endpoints), len(board.feeds), len(board)) == (3, 1, 4)


def test_a_name_cannot_be_taken_twice() -> None:
    board = make_board()

    with pytest.raises(ValueError, match="'orders'; give one of them another name"):
        board.add(FeedState(make_feed("orders")))


def test_a_state_that_replaces_another_takes_its_place() -> None:
    board = make_board()
    state = FeedState(make_feed("blog"))
    board.replace(state)

    assert [each.name for each in board] == ["orders", "blog", "pay", "trades"]
    assert board["blog"] is state


def test_states_can_be_put_into_another_order() -> None:
    board = make_board()
    board.reorder(["trades", "pay", "orders", "blog"])

    assert [each.name for each in board] == ["trades", "pay", "orders", "blog"]


def test_states_that_an_order_does_not_name_follow_as_they_stood() -> None:
    board = make_board()
    board.reorder(["pay", "unknown", "blog", "pay"])

    assert [each.name for each in board] == ["pay", "blog", "orders", "trades"]


def test_another_order_is_a_change() -> None:
    board = make_board()
    before = board.revision
    board.reorder(["trades"])

    assert board.revision > before


def test_the_totals_count_every_state_by_its_health() -> None:
    board = make_board()
    board.endpoints[0].record(make_result())

    assert board.totals() == {Health.UP: 1, Health.UNKNOWN: 3}


def test_events_stay_unseen_until_somebody_looks() -> None:
    board = make_board()
    board.tell(EVENT)
    unseen = board.events.end - board.seen_events
    board.see_events()

    assert (unseen, board.events.end - board.seen_events) == (1, 0)


def test_many_endpoints_share_the_memory_that_whole_results_may_take() -> None:
    board = Board([make_endpoint(f"e{number}") for number in range(1_000)])
    state = board.endpoints[0]
    for number in range(100):
        state.record(make_result(503 if number % 2 else 200, name="e0"))

    assert state.results.size + state.evidence.failing.size <= 40_000
    assert state.results.capacity <= 10
    assert len(state.samples) == 100


def test_few_endpoints_remember_more() -> None:
    board = Board()
    board.add(EndpointState(make_endpoint("one")))
    alone = board.endpoints[0].results.max_size
    for number in range(20):
        board.add(EndpointState(make_endpoint(f"e{number}")))

    assert alone == 4_000_000
    assert (board.endpoints[0].results.max_size or 0) < alone


@given(st.lists(st.sampled_from(["add", "remove", "replace", "record", "tell", "schedule"]), max_size=30))
def test_every_change_raises_the_revision(changes: list[str]) -> None:
    board, seen = Board(), [0]
    for number, change in enumerate(changes):
        newest = board.endpoints[-1:]
        match change, newest:
            case "add", _:
                board.add(EndpointState(make_endpoint(f"e{number}")))
            case "tell", _:
                board.tell(EVENT)
            case "remove", [state]:
                board.remove(state.name)
            case "replace", [state]:
                board.replace(FeedState(make_feed(state.name)))
            case "record", [state]:
                state.record(make_result(503))
            case "schedule", [state]:
                state.scheduled(1.0)
            case _:
                continue
        seen.append(board.revision)

    assert seen == sorted(set(seen))
