from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, make_message, make_notice
from tui.model.condition import ConditionOutcome, ConditionScope
from tui.model.conditions.evaluation import evaluate
from tui.model.conditions.facts import FactError, Missing, Subject
from tui.model.conditions.json_path import JsonPath
from tui.model.conditions.large_json import LARGE
from tui.model.conditions.message_facts import MessageFacts
from tui.model.conditions.parser import parse_condition
from tui.model.message import Opcode
from tui.model.message_type import TypeReader

if TYPE_CHECKING:
    from tui.model.message import Row


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", '{"type": "trade", "price": 42}'),
        ("type", "trade"),
        ("direction", "in"),
        ("opcode", "text"),
        ("size", 30),
        ("age", 5.0),
    ],
)
def test_a_message_knows(name: str, value: object) -> None:
    assert MessageFacts(make_message()).value(Subject(name), now=NOW + 5) == value


def test_a_type_stands_where_the_feed_says() -> None:
    facts = MessageFacts(
        make_message('{"type": "a", "data": {"kind": "b"}}'), type_of=TypeReader("$.data.kind")
    )

    assert facts.value(Subject("type"), now=NOW) == "b"


def test_a_value_in_a_large_message_is_found_without_reading_the_rest() -> None:
    facts = MessageFacts(make_message('{"price": 4.5, "rest": [' + "1," * LARGE + "2]}"))
    conditions = (
        "json $.price > 4",
        "json $.rest count == 1000001",
        "json $.rest exists",
        "json $..rest exists",
    )
    results = [evaluate(parse_condition(text, ConditionScope.FILTER), facts, now=NOW) for text in conditions]

    assert [(result.outcome, result.got) for result in results] == [
        (ConditionOutcome.PASS, "4.5"),
        (ConditionOutcome.PASS, "1000001"),
        (ConditionOutcome.PASS, "[… of 2 MB"),
        (
            ConditionOutcome.ERROR,
            "the message is 2 MB long: from 1 MB on a path is of names and indexes only",
        ),
    ]


def test_json_that_is_none_says_how_it_starts() -> None:
    facts = MessageFacts(make_message("hello"))

    with pytest.raises(FactError, match=r'^the message is not JSON, it starts with "hello"$'):
        facts.value(Subject("json", "$.a", JsonPath("$.a")), now=NOW)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("text", "no message yet"),
        ("gap", "no message before this one"),
        ("rtt", "no ping has been answered"),
        ("rate", "no rate is known"),
    ],
)
def test_a_feed_without_messages_knows_nothing_of_them(name: str, why: str) -> None:
    with pytest.raises(Missing, match=f"^{why}$"):
        MessageFacts(None).value(Subject(name), now=NOW)


def test_a_subject_of_endpoints_is_missing() -> None:
    with pytest.raises(Missing, match=r"^a message has no status$"):
        MessageFacts(make_message()).value(Subject("status"), now=NOW)


def test_what_is_known_around_a_message_is_passed_on() -> None:
    facts = MessageFacts(None, gap=1.5, rtt=0.02)

    assert (facts.value(Subject("gap"), now=NOW), facts.value(Subject("rtt"), now=NOW)) == (1.5, 0.02)


def test_a_rate_is_asked_for_over_its_window() -> None:
    asked: list[float | None] = []

    def rate(seconds: float | None) -> float:
        asked.append(seconds)
        return 0.25

    condition = parse_condition("rate > 0.5 over 1m", ConditionScope.FEED)
    came = evaluate(condition, MessageFacts(None, rate=rate), now=NOW)

    assert (came.outcome, came.got, asked) == (ConditionOutcome.FAIL, "0.25", [60.0])


@pytest.mark.parametrize(
    ("text", "got"),
    [
        ("count size < 9 over 1m", "3"),
        ("max size < 9B over 1m", "4 B"),
        ("max gap < 9s over 1m", "3.00s"),
        ("count size < 9 over 2s", "1"),
    ],
)
def test_an_aggregate_looks_at_the_messages_received_in_its_window(text: str, got: str) -> None:
    rows: list[Row] = [
        make_message("long ago", at=NOW - 100),
        make_message("1", at=NOW - 6),
        make_notice(at=NOW - 5),
        make_message("22", at=NOW - 5, direction="out"),
        make_message("333", at=NOW - 4),
        make_message("", at=NOW - 3, opcode=Opcode.PING),
        make_message("4444", at=NOW - 1),
    ]

    came = evaluate(parse_condition(text, ConditionScope.FEED), MessageFacts(None, rows=rows), now=NOW)

    assert (came.outcome, came.got) == (ConditionOutcome.PASS, got)


def test_changed_compares_with_the_message_before() -> None:
    before = MessageFacts(make_message('{"seq": 1}'))
    facts = MessageFacts(make_message('{"seq": 2}'), previous=before)

    came = evaluate(parse_condition("json $.seq changed", ConditionScope.FEED), facts, now=NOW)

    assert (came.outcome, came.got) == (ConditionOutcome.PASS, "1 → 2")


def test_only_one_message_before_is_kept() -> None:
    first = MessageFacts(make_message("1"))
    second = MessageFacts(make_message("2"), previous=first)
    third = MessageFacts(make_message("3"), previous=second)

    assert third.previous is second
    assert second.previous is None
