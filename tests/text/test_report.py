"""Reports of one round."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    NOW,
    make_attempt,
    make_condition_result,
    make_endpoint,
    make_failure,
    make_feed,
    make_handshake,
    make_result,
)
from tui.model.check import Outcome
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.text.report import (
    FORMATS,
    check_github,
    check_json,
    check_jsonl,
    check_junit,
    check_table,
    check_text,
    dump_json,
    worst_outcome,
)
from tui.text.safe import UNSAFE

if TYPE_CHECKING:
    from tui.model.board import State
    from tui.model.check import CheckResult


def checked(name: str, result: CheckResult) -> EndpointState:
    state = EndpointState(make_endpoint(name))
    state.record(result)
    return state


def a_round() -> list[State]:
    failed = make_condition_result('json $.status == "ok"', "fail", '"bad"')
    feed = FeedState(make_feed())
    feed.connecting(NOW)
    feed.opened(make_handshake(), NOW)
    return [
        checked("orders", make_result(200)),
        checked("payments", make_result(503, latency=1.24)),
        checked("cart", make_result(200, attempts=(make_attempt(None), make_attempt(number=2)))),
        checked("users", make_result(200, warnings=(failed,))),
        checked("geo", make_result(None)),
        feed,
    ]


def test_the_table_has_a_row_for_each_result_and_its_reasons_below() -> None:
    assert check_table(a_round()).splitlines() == [
        "● orders     200    42ms",
        "✗ payments   503   1.24s  down",
        "  status: 503 Service Unavailable, expected 2xx",
        "▲ cart       200    42ms  flaky",
        "  attempt 2 passed",
        "▲ users      200    42ms  degraded",
        '  json $.status == "ok" — got "bad"',
        "✗ geo          —       —  down",
        "  connect: 127.0.0.1:1 refused the connection",
        "● trades    open    42ms",
        "2 up · 1 flaky · 1 degraded · 2 down",
    ]


def test_the_table_is_coloured_only_when_asked() -> None:
    coloured = check_table(a_round(), colour=True)

    assert "\x1b[31m✗\x1b[0m payments" in coloured
    assert "\x1b" not in check_table(a_round())


def test_a_round_of_nothing_says_so() -> None:
    assert check_table([]) == "nothing to check\n"


def test_json_is_one_object() -> None:
    found = check_json(NOW, a_round())

    assert (found["version"], found["started"]) == (1, "2023-11-14T22:13:20.000Z")
    assert json.loads(check_text("json", NOW, a_round())) == found


def test_jsonl_is_a_line_for_each_result() -> None:
    names = [json.loads(line)["name"] for line in check_jsonl(a_round()).splitlines()]

    assert names == ["orders", "payments", "cart", "users", "geo", "trades"]


def test_junit_counts_what_is_down_as_failures() -> None:
    suite = ET.fromstring(check_junit(NOW, a_round()).encode())[0]  # noqa: S314 - written by ourselves
    failures = [(case.get("name"), each.get("type")) for case in suite for each in case.findall("failure")]

    assert (suite.get("tests"), suite.get("failures")) == ("6", "2")
    assert failures == [("payments", "status"), ("geo", "connect")]


def test_a_workflow_is_told_what_is_not_up() -> None:
    assert check_github(a_round()).splitlines() == [
        "::error title=payments::status: 503 Service Unavailable, expected 2xx",
        "::warning title=cart::attempt 2 passed",
        '::warning title=users::json $.status == "ok" — got "bad"',
        "::error title=geo::connect: 127.0.0.1:1 refused the connection",
        "2 up · 1 flaky · 1 degraded · 2 down",
    ]


def test_a_name_cannot_give_commands_to_a_workflow() -> None:
    state = checked("a,b::c%", make_result(None, failure=make_failure("dns", "x\n::error::y 100%")))

    assert check_github([state]).startswith("::error title=a%2Cb%3A%3Ac%25::dns: x⏎::error::y 100%25\n")


def test_the_exit_code_goes_by_the_worst() -> None:
    assert worst_outcome(a_round()) is Outcome.DOWN
    assert worst_outcome(a_round()[:1]) is Outcome.UP


def test_json_that_is_written_can_be_printed() -> None:
    text = dump_json({"a": "\x9b2J\u202e\U000e0041é"}, indent=1)

    assert text == '{\n "a": "\\u009b2J\\u202e\\udb40\\udc41é"\n}'


@pytest.mark.parametrize("form", FORMATS)
@given(message=st.text(), name=st.text())
def test_every_report_is_safe_to_print(form: str, message: str, name: str) -> None:
    states = [checked(name, make_result(None, failure=make_failure("dns", message)))]
    text = check_text(form, NOW, states, Mask())

    assert not UNSAFE.search(text.replace("\n", ""))


@given(st.text())
def test_junit_is_xml_whatever_is_in_it(text: str) -> None:
    state = checked(text, make_result(None, failure=make_failure("dns", text)))

    assert ET.fromstring(check_junit(NOW, [state]).encode()) is not None  # noqa: S314 - written by ourselves
