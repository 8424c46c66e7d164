"""What one round found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import (
    NOW,
    make_attempt,
    make_close,
    make_condition_result,
    make_endpoint,
    make_exchange,
    make_failure,
    make_feed,
    make_handshake,
    make_message,
    make_result,
    make_tls_facts,
)
from tui.model.check import Outcome
from tui.model.connection import Side
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.text.findings import as_json, findings, rfc3339, worst

if TYPE_CHECKING:
    from tui.model.board import State
    from tui.model.check import CheckResult

KEYS = [
    "name",
    "group",
    "kind",
    "url",
    "health",
    "status",
    "latency_ms",
    "attempts",
    "phases_ms",
    "failure",
    "conditions",
    "size",
    "truncated",
    "ip",
    "tls",
]


def checked(result: CheckResult, **changes: Any) -> EndpointState:
    state = EndpointState(make_endpoint(**{"group": "core", **changes}))
    state.record(result)
    return state


def opened() -> FeedState:
    state = FeedState(make_feed())
    state.connecting(NOW)
    state.opened(make_handshake(), NOW)
    state.record(make_message("abc", at=NOW))
    return state


def told(state: State, mask: Mask | None = None) -> dict[str, object]:
    (finding,) = findings([state], mask or Mask())
    return as_json(finding, mask or Mask())


def test_a_good_check_is_told_in_every_field() -> None:
    exchange = make_exchange(body=b"{}", tls=make_tls_facts())
    attempt = make_attempt(exchange=exchange)
    result = make_result(attempts=(attempt,), conditions=(make_condition_result(),))

    assert told(checked(result)) == {
        "name": "orders",
        "group": "core",
        "kind": "endpoint",
        "url": "https://orders.example.com/health",
        "health": "up",
        "status": 200,
        "latency_ms": 42.0,
        "attempts": 1,
        "phases_ms": {"dns": 4.0, "connect": 8.0, "tls": 16.0, "send": 1.0, "wait": 12.0, "receive": 1.0},
        "failure": None,
        "conditions": [{"text": "status == 200", "outcome": "pass", "got": "200"}],
        "size": 2,
        "truncated": False,
        "ip": "192.0.2.7",
        "tls": {
            "version": "TLSv1.3",
            "cipher": "TLS_AES_256_GCM_SHA384",
            "expires": "2023-12-14T22:13:20.000Z",
        },
    }


def test_a_refused_connection_has_no_status_and_no_phase_it_did_not_reach() -> None:
    found = told(checked(make_result(None)))

    assert list(found) == KEYS
    assert (found["health"], found["status"], found["latency_ms"]) == ("down", None, None)
    assert found["failure"] == {"kind": "connect", "message": "127.0.0.1:1 refused the connection"}
    assert found["phases_ms"] == dict.fromkeys(("dns", "tls", "send", "wait", "receive")) | {"connect": 1.0}


def test_a_single_bad_check_is_down_however_patient_the_endpoint_is() -> None:
    assert told(checked(make_result(503), down_after=3))["health"] == "down"


def test_a_warning_degrades() -> None:
    warning = make_condition_result("latency < 10ms", "fail", "42ms")

    assert told(checked(make_result(warnings=(warning,))))["health"] == "degraded"


def test_an_endpoint_that_was_never_checked_says_so() -> None:
    assert told(EndpointState(make_endpoint()))["failure"] == {
        "kind": "internal",
        "message": "it was not checked",
    }


def test_what_is_paused_is_left_out() -> None:
    assert findings([EndpointState(make_endpoint(enabled=False))], Mask()) == []


def test_a_feed_that_opened_is_up_after_we_hung_up() -> None:
    state = opened()
    state.closed(make_close(1000, by=Side.CLIENT), NOW)
    found = told(state)

    assert list(found) == KEYS
    assert (found["kind"], found["health"], found["status"], found["size"]) == ("feed", "up", 101, 3)


@pytest.mark.parametrize(("code", "health"), [(1006, "down"), (1012, "down"), (1001, "up")])
def test_a_feed_that_was_closed_is_down_unless_in_good_order(code: int, health: str) -> None:
    state = opened()
    state.closed(make_close(code), NOW)

    assert told(state)["health"] == health


def test_a_feed_that_was_refused_says_why() -> None:
    state = FeedState(make_feed())
    state.connecting(NOW)
    state.rejected(make_failure("rejected", "403 Forbidden"), NOW)

    assert told(state)["failure"] == {"kind": "rejected", "message": "403 Forbidden"}


def test_a_feed_that_never_opened_says_so() -> None:
    assert told(FeedState(make_feed()))["failure"] == {
        "kind": "timeout",
        "message": "no connection was opened",
    }


def test_no_secret_is_told() -> None:
    failure = make_failure("connect", "hunter2 refused")
    state = checked(make_result(failure=failure), url="https://u:hunter2@a.test/?key=hunter2")

    assert "hunter2" not in str(told(state, Mask(["hunter2"])))


def test_the_worst_of_a_round_counts() -> None:
    states = [checked(make_result(200)), EndpointState(make_endpoint("other"))]

    assert worst(findings(states, Mask())) is Outcome.DOWN
    assert worst([]) is Outcome.UP


@pytest.mark.parametrize(
    ("epoch", "text"), [(NOW + 0.1234, "2023-11-14T22:13:20.123Z"), (None, None), (float("inf"), None)]
)
def test_an_instant_is_written_as_rfc_3339_does(epoch: float | None, text: str | None) -> None:
    assert rfc3339(epoch) == text
