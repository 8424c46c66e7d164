from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import (
    NOW,
    make_endpoint,
    make_failure,
    make_feed,
    make_handshake,
    make_message,
    make_result,
)
from tui.model.board import Board
from tui.model.condition import ConditionOutcome, ConditionScope
from tui.model.conditions.evaluation import evaluate
from tui.model.conditions.facts import Missing, Several, Subject
from tui.model.conditions.parser import parse_condition
from tui.model.conditions.query import parse_query
from tui.model.conditions.state_facts import ChangeFacts, EventFacts, StateFacts
from tui.model.endpoint_state import EndpointState
from tui.model.event import Event, EventKind
from tui.model.feed_state import FeedState
from tui.model.health import Health

if TYPE_CHECKING:
    from tui.model.board import State


def endpoint_state(status: int | None = 200) -> EndpointState:
    state = EndpointState(make_endpoint(group="core", tags=("eu", "tier1")))
    state.record(make_result(status))
    return state


def feed_state() -> FeedState:
    state = FeedState(make_feed(group="core", tags=("eu",)))
    state.connecting(NOW)
    state.opened(make_handshake(), NOW)
    state.record(make_message(at=NOW + 1))
    return state


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("orders", True),
        ("core tier1", True),
        ("example.com", True),
        ("!orders", False),
        ("name:ord*", True),
        ("name:ord", False),
        ("group:core", True),
        ("tag:eu", True),
        ("tag:us", False),
        ("!tag:us", True),
        ("tag:!=eu", False),
        ("state:up", True),
        ("state:down", False),
        ("status:200", True),
        ("status:2xx", True),
        ("status:>=500", False),
        ("latency:<1s", True),
        ('tag == "eu" and status == 200', True),
        ('header content-type contains "json"', True),
        ("rate > 0", False),
        ("error exists", False),
    ],
)
def test_a_filter_finds_an_endpoint(query: str, matches: bool) -> None:  # noqa: FBT001 - a parameter
    assert parse_query(query).matches(StateFacts(endpoint_state()), now=NOW) is matches


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("trades", True),
        ("state:up", True),
        ("state:open", True),
        ("state:waiting", False),
        ("rate:>0", True),
        ("age:<1m", True),
        ("age:<1s", False),
        ("status:101", True),
        ("rtt:>1s", False),
        ("p95 latency < 1s over 1m", False),
    ],
)
def test_a_filter_finds_a_feed(query: str, matches: bool) -> None:  # noqa: FBT001 - a parameter
    assert parse_query(query).matches(StateFacts(feed_state()), now=NOW + 3) is matches


@pytest.mark.parametrize("state", [endpoint_state(None), EndpointState(make_endpoint())])
def test_a_row_without_a_response_has_no_status(state: State) -> None:
    with pytest.raises(Missing):
        StateFacts(state).value(Subject("status"), now=NOW)


def test_why_an_endpoint_is_down_can_be_searched() -> None:
    assert parse_query('why contains "refused"').matches(StateFacts(endpoint_state(None)), now=NOW)


def test_why_a_feed_is_down_can_be_searched() -> None:
    state = FeedState(make_feed())
    state.rejected(make_failure(), NOW)

    assert parse_query('error contains "refused"').matches(StateFacts(state), now=NOW)


def test_the_facts_of_a_row_follow_its_newest_result() -> None:
    state = endpoint_state()
    facts = StateFacts(state)
    before = facts.value(Subject("status"), now=NOW)
    state.record(make_result(503, at=NOW + 10))

    assert (before, facts.value(Subject("status"), now=NOW)) == (200, 503)


def test_a_feed_has_a_word_for_its_health_and_one_for_its_connection() -> None:
    assert StateFacts(feed_state()).value(Subject("state"), now=NOW) == Several(("up", "open"))


@pytest.mark.parametrize(
    "query",
    [
        "orders refused",
        "name:orders",
        "group:core",
        "type:down",
        "state:down",
        'why contains "refused"',
        "age:<1m",
    ],
)
def test_a_filter_finds_an_event(query: str) -> None:
    event = Event(
        at=NOW, source="orders", kind=EventKind.DOWN, what="connect", detail="refused", health=Health.DOWN
    )

    board = Board([make_endpoint("orders", group="core")])

    assert parse_query(query).matches(EventFacts(event, board), now=NOW + 5)


@pytest.mark.parametrize("subject", ["state", "group"])
def test_an_event_that_is_not_about_an_endpoint_has_neither_state_nor_group(subject: str) -> None:
    event = Event(at=NOW, source="config", kind=EventKind.CONFIG, what="read")

    with pytest.raises(Missing, match=f"^an event has no {subject}$"):
        EventFacts(event, Board()).value(Subject(subject), now=NOW)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ('state in ["down", "up"]', ConditionOutcome.PASS),
        ('state == "down" and was == "up"', ConditionOutcome.PASS),
        ('tag == "eu" and group == "core"', ConditionOutcome.PASS),
        ('name starts "ord"', ConditionOutcome.PASS),
        ("why matches /refused/", ConditionOutcome.PASS),
        ('state == "up"', ConditionOutcome.FAIL),
    ],
)
def test_a_notification_is_decided_on_the_change(text: str, outcome: ConditionOutcome) -> None:
    facts = ChangeFacts(
        name="orders", group="core", tags=("eu",), state=Health.DOWN, was=Health.UP, why="refused"
    )

    assert evaluate(parse_condition(text, ConditionScope.NOTIFY), facts, now=NOW).outcome is outcome


def test_a_change_has_no_status() -> None:
    with pytest.raises(Missing, match=r"^a change of health has no status$"):
        ChangeFacts(name="a", state="up", was="down").value(Subject("status"), now=NOW)
