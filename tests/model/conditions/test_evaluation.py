from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, make_attempt, make_exchange, make_message, make_result, make_tls_facts
from tui.model.check import Outcome, Sample
from tui.model.condition import Condition, ConditionOutcome, ConditionResult, ConditionScope
from tui.model.conditions.check_facts import CheckFacts
from tui.model.conditions.evaluation import evaluate, evaluate_all, holds, skipped
from tui.model.conditions.message_facts import MessageFacts
from tui.model.conditions.parser import parse_condition
from tui.model.mask import Mask

if TYPE_CHECKING:
    from tui.model.check import CheckResult

PASS, FAIL, ERROR = ConditionOutcome.PASS, ConditionOutcome.FAIL, ConditionOutcome.ERROR


def result_of(body: bytes = b"{}", **changes: Any) -> CheckResult:
    return make_result(attempts=(make_attempt(exchange=make_exchange(body=body, **changes)),))


def outcome_of(text: str, body: bytes = b"{}", **changes: Any) -> tuple[ConditionOutcome, str]:
    came = evaluate(parse_condition(text), CheckFacts(result_of(body, **changes)), now=NOW)
    return came.outcome, came.got


@pytest.mark.parametrize(
    ("text", "body", "outcome", "got"),
    [
        ("status == 200", b"", PASS, "200"),
        ("status == 201", b"", FAIL, "200"),
        ("status == 2xx", b"", PASS, "200"),
        ("status != 2xx", b"", FAIL, "200"),
        ("status in [5xx, 200]", b"", PASS, "200"),
        ("status in 300..399", b"", FAIL, "200"),
        ("latency < 500ms", b"", PASS, "42ms"),
        ("latency > 1s", b"", FAIL, "42ms"),
        ("size > 1KB", b"x" * 2048, PASS, "2.0 kB"),
        ("latency < 42.01ms", b"", PASS, "42ms"),
        ("latency in 10ms..41.99ms", b"", FAIL, "42ms"),
        ("size > 2048B", b"x" * 2048, FAIL, "2.048 kB"),
        ("size in [2KB, 2048B]", b"x" * 2048, PASS, "2.048 kB"),
        ('body contains "x"', b"axb", PASS, '"axb"'),
        ('body not contains "x"', b"axb", FAIL, '"axb"'),
        ('body starts "a"', b"axb", PASS, '"axb"'),
        ('body ends "a"', b"axb", FAIL, '"axb"'),
        ("body matches /A.B/i", b"axb", PASS, '"axb"'),
        ("body matches /A.B/", b"axb", FAIL, '"axb"'),
        ("body empty", b"", PASS, '""'),
        ('json $.status == "ok"', b'{"status": "ok"}', PASS, '"ok"'),
        ("json $.n == 1", b'{"n": 1.0}', PASS, "1"),
        ("json $.n != 3", b'{"n": null}', PASS, "null"),
        ("json $.n == null", b'{"n": null}', PASS, "null"),
        ("json $.n == null", b'{"n": 0}', FAIL, "0"),
        ("json $.n exists", b'{"n": null}', PASS, "null"),
        ("json $.n empty", b'{"n": []}', PASS, "[]"),
        ("json $.n count == 2", b'{"n": [1, 2]}', PASS, "2"),
        ("json $.n[*] count == 0", b'{"n": []}', PASS, "0"),
        ("json $.n contains 2", b'{"n": [1, 2]}', PASS, "[1, 2]"),
        ("json $.n contains 1", b'{"n": [true]}', FAIL, "[true]"),
        ('json $.n contains "b"', b'{"n": {"b": 1}}', PASS, '{"b": 1}'),
        ('json $.n contains "b"', b'{"n": "abc"}', PASS, '"abc"'),
        ('json $.n[*] contains "b"', b'{"n": ["abc"]}', FAIL, '["abc"]'),
        ('json $.n in ["a", 1]', b'{"n": 1}', PASS, "1"),
        ("json $.n in 1..3", b'{"n": 2}', PASS, "2"),
        ('json $.n > "2024"', b'{"n": "2025"}', PASS, '"2025"'),
        ("json $..v == 3", b'{"a": {"v": 3}}', PASS, "3"),
        (
            "json $.n == 12345678901234567890123",
            b'{"n": 12345678901234567890123}',
            PASS,
            "12345678901234567890123",
        ),
        ('json $.checks[?@.s != "UP"].name empty', b'{"checks": [{"s": "UP", "name": "db"}]}', PASS, "[]"),
        (
            'json $.checks[?@.s != "UP"].name empty',
            b'{"checks": [{"s": "X", "name": "queue"}]}',
            FAIL,
            '["queue"]',
        ),
    ],
)
def test_a_test_reports_what_it_got(text: str, body: bytes, outcome: ConditionOutcome, got: str) -> None:
    shown = f"[{got}]" if text.startswith("json $..") else got

    assert outcome_of(text, body) == (outcome, shown)


@pytest.mark.parametrize(
    ("text", "body", "got"),
    [
        ("json $.n > 3", b'{"n": "5"}', 'cannot compare the text "5" with 3'),
        ("json $.n == 3", b'{"n": "3"}', 'cannot compare the text "3" with 3'),
        ("json $.n != 3", b'{"n": "3"}', 'cannot compare the text "3" with 3'),
        ("json $.n == 1", b'{"n": true}', "cannot compare true with 1"),
        ("json $.n < 1", b'{"n": null}', "cannot compare null with 1"),
        ('json $.n == "a"', b'{"n": ["a"]}', 'cannot compare the list ["a"] with "a"'),
        ('json $.n in ["1", "2"]', b'{"n": 1}', 'cannot compare the number 1 with any of ["1", "2"]'),
        ("json $.n in 1..2", b'{"n": "1"}', 'cannot compare the text "1" with 1..2'),
        ("json $.n contains 1", b'{"n": 11}', "cannot look for 1 in the number 11"),
        ("json $.n matches /1/", b'{"n": 11}', "only a text can be looked through, not the number 11"),
        ("json $.n empty", b'{"n": 0}', "only a text, a list or an object can be empty, not the number 0"),
        ("json $.n count > 0", b'{"n": "ab"}', 'only a list or an object can be counted, not the text "ab"'),
        (
            "json $..v == 3",
            b'[{"v": 3}, {"v": 3}]',
            "2 values where one is needed: use count, contains or empty",
        ),
        ("json $.n age < 1d", b'{"n": "soon"}', 'the text "soon" is no date: its age is unknown'),
        ("json $.n == 1", b"<html>", 'the body is not JSON, it starts with "<html>"'),
        ("json $.n == 1", b"", "the body is not JSON, it is empty"),
    ],
)
def test_what_does_not_go_together_is_an_error_and_never_a_pass(text: str, body: bytes, got: str) -> None:
    assert outcome_of(text, body) == (ERROR, got)


@pytest.mark.parametrize(
    "text",
    [
        "json $.n == 3",
        "json $.n != 3",
        "json $.n not contains 3",
        "json $.n empty",
        "json $.n count == 0",
        "not json $.n == 3",
    ],
)
def test_comparing_a_missing_value_fails_and_says_so(text: str) -> None:
    outcome, got = outcome_of(text, b"{}")

    assert outcome is FAIL
    assert "no value at $.n" in got


@pytest.mark.parametrize("text", ["json $.n not exists", "not json $.n exists", "json $..n empty"])
def test_absence_can_be_asked_for(text: str) -> None:
    assert outcome_of(text, b"{}")[0] is PASS


def test_every_leaf_is_reported_inside_or_and_not() -> None:
    condition = parse_condition('status == 503 or not json $.a == 1 or ip == "192.0.2.7"')

    came = evaluate(condition, CheckFacts(result_of(b'{"a": 1}')), now=NOW)

    assert came.leaves == (
        ConditionResult("status == 503", FAIL, "200"),
        ConditionResult("json $.a == 1", PASS, "1"),
        ConditionResult('ip == "192.0.2.7"', PASS, '"192.0.2.7"'),
    )
    assert came.got == 'status == 503: 200 · json $.a == 1: 1 · ip == "192.0.2.7": "192.0.2.7"'


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("json $.s > 3 and status == 500", FAIL),
        ("json $.s > 3 and status == 200", ERROR),
        ("json $.s > 3 or status == 200", PASS),
        ("json $.s > 3 or status == 500", ERROR),
        ("not json $.s > 3", ERROR),
        ("not status == 500", PASS),
        ("not (status == 200 and json $.x == 1)", FAIL),
    ],
)
def test_an_error_decides_unless_something_else_does(text: str, outcome: ConditionOutcome) -> None:
    assert outcome_of(text, b'{"s": "5"}')[0] is outcome


def test_a_repeated_header_meets_what_one_of_its_values_meets() -> None:
    headers = (("Set-Cookie", "a=1"), ("set-cookie", "b=2; HttpOnly"))

    assert outcome_of('header Set-Cookie contains "HttpOnly"', headers=headers)[0] is PASS
    assert outcome_of("header set-cookie count == 2", headers=headers) == (PASS, "2")


def test_unequal_means_that_no_value_of_a_repeated_header_is_equal() -> None:
    headers = (("Via", "a"), ("Via", "b"))

    assert outcome_of('header via != "b"', headers=headers) == (FAIL, '"a", "b"')


def test_a_header_that_did_not_come_is_counted_as_none() -> None:
    assert outcome_of("header via count == 0") == (PASS, "0")


def test_the_age_of_a_header_is_the_time_since_its_date() -> None:
    headers = (("Last-Modified", "Tue, 14 Nov 2023 20:13:20 GMT"),)

    assert outcome_of("header last-modified age < 1d", headers=headers) == (PASS, "2h")


def test_a_certificate_expires_in_the_time_that_is_left() -> None:
    tls = make_tls_facts(expires_at=NOW + 3 * 86_400)

    assert outcome_of("cert.expires_in > 7d", tls=tls) == (FAIL, "3d")


def samples(*latencies: float | None) -> list[Sample]:
    return [
        Sample(NOW - 60 * (len(latencies) - number), Outcome.UP if each else Outcome.DOWN, each, 200, 60.0)
        for number, each in enumerate(latencies)
    ]


@pytest.mark.parametrize(
    ("text", "got"),
    [
        ("p50 latency < 1s over 10m", "100ms"),
        ("max latency < 1s over 10m", "300ms"),
        ("min latency < 1s over 10m", "42ms"),
        ("avg latency < 1s over 10m", "136ms"),
        ("count latency < 9 over 10m", "4"),
        ("count error < 9 over 10m", "1"),
        ("count latency < 9 over 90s", "2"),
        ("p99 latency < 1s over 90s", "300ms"),
    ],
)
def test_an_aggregate_looks_at_its_window_and_the_present(text: str, got: str) -> None:
    facts = CheckFacts(result_of(), history=samples(0.1, 0.1, None, 0.3))

    came = evaluate(parse_condition(text), facts, now=NOW)

    assert (came.outcome, came.got) == (PASS, got)


def test_an_aggregate_of_nothing_is_missing() -> None:
    facts = CheckFacts(make_result(None), history=())

    came = evaluate(parse_condition("p95 latency < 1s over 10m"), facts, now=NOW)

    assert (came.outcome, came.got) == (FAIL, "no latency in the last 10m")


def test_changed_compares_with_the_time_before() -> None:
    before = CheckFacts(result_of(b'{"v": 1}'))
    facts = CheckFacts(result_of(b'{"v": 2}'), previous=before)

    came = evaluate(parse_condition("json $.v changed"), facts, now=NOW)

    assert (came.outcome, came.got) == (PASS, "1 → 2")


def test_what_is_as_before_has_not_changed() -> None:
    before = CheckFacts(result_of(b'{"v": 1}'))
    facts = CheckFacts(result_of(b'{"v": 1}'), previous=before)

    came = evaluate(parse_condition("json $.v not changed"), facts, now=NOW)

    assert (came.outcome, came.got) == (PASS, "1 as before")


def test_the_first_value_has_not_changed() -> None:
    assert outcome_of("status not changed") == (PASS, "200, the first")


def test_a_value_that_was_missing_before_has_changed() -> None:
    before = CheckFacts(result_of(b"{}"))
    facts = CheckFacts(result_of(b'{"v": 1}'), previous=before)

    came = evaluate(parse_condition("json $.v changed"), facts, now=NOW)

    assert (came.outcome, came.got) == (PASS, "no value at $.v → 1")


def test_without_a_response_conditions_are_not_evaluated() -> None:
    conditions = [parse_condition("status == 200"), parse_condition("latency < 1s")]

    assert [(each.outcome, each.got) for each in skipped(conditions)] == [
        (ConditionOutcome.SKIPPED, "not evaluated")
    ] * 2


def test_all_conditions_are_reported_in_order() -> None:
    conditions = [parse_condition("status == 500"), parse_condition("status == 200")]

    came = evaluate_all(conditions, CheckFacts(result_of()), now=NOW)

    assert [each.outcome for each in came] == [FAIL, PASS]


def test_a_condition_that_was_never_parsed_is_an_error() -> None:
    came = evaluate(Condition("status == 200"), CheckFacts(result_of()), now=NOW)

    assert came.outcome is ERROR


@pytest.mark.parametrize("text", ["json $.token == 5", 'header authorization == "y"', "json $.token changed"])
def test_what_is_called_like_a_secret_is_never_shown(text: str) -> None:
    _, got = outcome_of(text, b'{"token": "hunter2"}', headers=(("Authorization", "hunter2"),))

    assert "hunter2" not in got


def test_secrets_that_are_known_are_masked_in_what_was_got() -> None:
    facts = CheckFacts(result_of(b'{"v": "hunter2"}'))

    shown = [
        evaluate(parse_condition(text), facts, now=NOW, mask=Mask(["hunter2"])).got
        for text in ("body exists", "json $ exists", "json $.v == 5")
    ]

    assert shown == ['"{"v": "•••"}"', '{"v": "•••"}', 'cannot compare the text "•••" with 5']


def test_a_secret_that_a_condition_compares_with_is_not_in_its_result() -> None:
    condition = parse_condition('body == "hunter2" or body contains "hunter2"')
    mask = Mask(["hunter2"])

    came = evaluate(condition, CheckFacts(result_of(b"hunter3")), now=NOW, mask=mask)

    assert "hunter2" not in repr(came)
    assert "hunter2" not in repr(skipped([condition], mask=mask))


def test_a_filter_does_not_match_what_is_missing_and_its_not_does() -> None:
    facts = MessageFacts(make_message("plain"))
    tree = parse_condition("json $.a == 1", ConditionScope.FILTER).tree
    negated = parse_condition("not json $.a == 1", ConditionScope.FILTER).tree

    assert tree is not None
    assert negated is not None
    assert (holds(tree, facts, now=NOW), holds(negated, facts, now=NOW)) == (False, True)


_TEXTS = st.sampled_from(
    [
        "json $ == 1",
        "json $.a[0] > 1",
        "json $..a contains 1",
        'json $ < "x"',
        "json $ count > 1",
        "json $[*] in [1, null, true]",
        "json $ age < 1d",
        "json $ changed",
        "json $ empty",
        "body matches /a+/",
        'body == ""',
        "status == 2xx",
        "header a age < 1d",
        "cookie a exists",
        "p95 latency < 1s over 1h",
        "cert.expires_in > 1d",
        'not (error exists or json $[?match(@.a, "(a+)+")] empty)',
    ]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
)


@given(
    _TEXTS,
    st.binary() | _JSON.map(lambda value: repr(value).replace("'", '"').encode(errors="replace")),
    st.text(),
)
def test_whatever_comes_a_condition_comes_to_something(text: str, body: bytes, header: str) -> None:
    facts = CheckFacts(result_of(body, headers=(("a", header), ("Content-Type", f"x;charset={header}"))))

    came = evaluate(parse_condition(text), facts, now=NOW)

    assert came.outcome in {PASS, FAIL, ERROR}
    assert came.got.isprintable()
