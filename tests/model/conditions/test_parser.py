from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.condition import ConditionError, ConditionScope
from tui.model.conditions import tree as nodes
from tui.model.conditions.facts import Subject
from tui.model.conditions.parser import parse_condition
from tui.model.conditions.tree import AllOf, AnyOf, Compare, Not, Operator, leaves

FEED, NOTIFY, FILTER = ConditionScope.FEED, ConditionScope.NOTIFY, ConditionScope.FILTER


def refusal(text: str, scope: ConditionScope = ConditionScope.ENDPOINT) -> tuple[int, str]:
    with pytest.raises(ConditionError) as caught:
        parse_condition(text, scope)
    return caught.value.column, caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        'json $.status == "ok"',
        'json $.checks[?@.status != "UP"].name empty',
        'header content-type contains "json"',
        "body not matches /stack ?trace/i",
        "cert.expires_in > 7d",
        "latency < 500ms",
        "wait < 300ms",
        "p95 latency < 800ms over 10m",
        "header last-modified age < 1d",
        "size < 200KB",
        "status in [2xx, 304]",
        "status in 200..299",
        "status != 5xx",
        "json $.n>3",
        "json $.ids contains 7",
        "header set-cookie count == 2",
        "count error < 3 over 1h",
        "cookie session exists",
        'body starts "<" or body ends ">"',
        "not (status == 200 and not ip exists)",
        "header etag not changed",
        "latency in 10ms..500ms",
        "json $.a == null",
        "json $['a b'][0] == true",
        "body == 'ok'",
    ],
)
def test_endpoints_take(text: str) -> None:
    assert parse_condition(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "rate > 0.5 over 1m",
        "rate > 0.5",
        'type == "error"',
        'direction == "in" and opcode != "ping"',
        'text contains "x"',
        "json $.type exists",
        "p95 gap < 1s over 1m",
        "rtt < 200ms",
        "age < 1m",
        "size < 1MB",
    ],
)
def test_feeds_take(text: str) -> None:
    assert parse_condition(text, FEED).text == text


@pytest.mark.parametrize(
    "text",
    ['state in ["down", "up"]', 'tag == "eu"', 'was != "paused"', 'why contains "dns"', 'name starts "pay"'],
)
def test_notifications_take(text: str) -> None:
    assert parse_condition(text, NOTIFY).text == text


def test_filters_take_everything() -> None:
    parsed = parse_condition('status >= 500 or rate > 1 or state == "down"', FILTER)

    assert parsed.tree is not None
    assert [str(leaf.subject) for leaf in leaves(parsed.tree)] == ["status", "rate", "state"]


def test_and_binds_stronger_than_or() -> None:
    tree = parse_condition("status == 200 or ip exists and attempts == 1").tree

    assert isinstance(tree, AnyOf)
    assert [type(operand) for operand in tree.operands] == [nodes.Test, AllOf]


def test_not_binds_stronger_than_and() -> None:
    tree = parse_condition("not status == 200 and ip exists").tree

    assert isinstance(tree, AllOf)
    assert isinstance(tree.operands[0], Not)


def test_parentheses_group() -> None:
    tree = parse_condition("(status == 200 or ip exists) and attempts == 1").tree

    assert isinstance(tree, AllOf)
    assert isinstance(tree.operands[0], AnyOf)


def test_a_test_holds_what_was_said() -> None:
    tree = parse_condition("p95 latency < 800ms over 10m").tree

    assert tree == nodes.Test(
        text="p95 latency < 800ms over 10m",
        subject=Subject("latency"),
        predicate=Compare(Operator.LESS, 0.8),
        unit="time",
        aggregate="p95",
        window=600.0,
    )


def test_a_leaf_knows_its_own_text() -> None:
    tree = parse_condition("( status == 200  or  size < 1KB )").tree

    assert tree is not None
    assert [leaf.text for leaf in leaves(tree)] == ["status == 200", "size < 1KB"]


@pytest.mark.parametrize(
    ("text", "needs_body"),
    [
        ("status == 200", False),
        ("header x exists and size < 1KB", False),
        ("body not empty", True),
        ("status == 200 or not json $.a == 1", True),
    ],
)
def test_only_what_looks_into_the_body_needs_it(text: str, needs_body: bool) -> None:  # noqa: FBT001 - a parameter
    assert parse_condition(text).needs_body is needs_body


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("statuz == 200", 0, "unknown subject 'statuz', did you mean 'status'?"),
        ("latency < 500", 10, "latency is a time: write 500ms or 500s"),
        ("cert.expires_in > 7", 18, "cert.expires_in is a time: write 7d or 7h"),
        ("header x age < 1", 15, "age header x is a time: write 1d or 1h"),
        (
            "count error over 5m < 3",
            12,
            "over stands at the end, after the value: write count error == 200 over 10m",
        ),
        ("json $.status == ok", 17, 'quote text: "ok"'),
        ("body contains ok", 14, 'quote text: "ok"'),
        ("p95 latency < 500ms", 19, "p95 needs a window: p95 latency < 500ms over 10m"),
        ("", 0, "an empty condition: write e.g. status == 200"),
        ("  ", 0, "an empty condition: write e.g. status == 200"),
        ("status = 200", 7, "unknown predicate '=': write =="),
        ("status is 200", 7, "unknown predicate 'is': write =="),
        ("body =~ /x/", 5, "unknown predicate '=~': write matches /re/"),
        ('body contians "x"', 5, "unknown predicate 'contians', did you mean 'contains'?"),
        ('status == "200"', 10, "status is a number: write 200 without quotes"),
        ("status == 200ms", 10, "status is a number without a unit: write 200"),
        ("status == 200%", 10, "unknown unit '%': write 200"),
        ("status == true", 10, "status is a number, never true: write 200"),
        ("status == ok", 10, "status is a number: write 200 instead of ok"),
        ("size < 200", 7, "size is a number of bytes: write 200B or 200KB"),
        ("latency < 5KB", 10, "latency is a time: write 5ms or 5s"),
        ("header x > 5", 11, 'header x is text: write "5"'),
        ("json $.t == 5m", 12, "json $.t is JSON without a unit: write 5"),
        ("latency == 2xx", 11, "2xx is for status only; latency is a time: write 500ms"),
        ("status < 2xx", 7, "2xx has no order: write status < 200"),
        ("json $.a < true", 9, "true, false and null have no order: write == or !="),
        ("latency", 7, "latency is compared with nothing: write latency < 500ms"),
        ("status ==", 9, "status is compared with nothing: write e.g. 200"),
        ('status contains "2"', 7, "status is a number, 'contains' is for text: write e.g. == 200"),
        ('header == "x"', 7, 'header needs a name: header content-type contains "json"'),
        ("json status == 1", 5, 'json needs a path that starts with $: json $.status == "ok"'),
        ("json $.a[0 == 1", 15, "the path is not finished: ] is missing"),
        ("json $.a[?@.x ==] == 1", 16, "not a JSONPath: unexpected end of expression"),
        ('body == "ok', 8, 'the text has no closing "'),
        (r'body == "\d"', 9, r"\d means nothing in a text: write \\ for a backslash, \" for a quote"),
        ("body matches x", 13, "matches needs a pattern between slashes: matches /time ?out/i"),
        ("body matches /x/s", 13, "unknown flag 's': only i is known, which ignores the case of letters"),
        ("body matches /(/", 13, "not a pattern: missing ): ("),
        ("status in []", 10, "an empty list holds nothing: write e.g. in [200]"),
        ("status in [200 201]", 15, "expected , or ] and not '201'"),
        ("status in [200", 14, "the list is not finished: ] is missing"),
        ("status in 200", 10, "in needs a list or a range: in [200] or in 200..299"),
        ("status in 299..200", 10, "the range is empty: write the smaller number first"),
        ('body in "a".."b"', 8, "a range goes from a number to a number: in 200..299"),
        ("status == 200 && ip exists", 14, "'&&' joins nothing: write and"),
        ("status == 200 || ip exists", 14, "'||' joins nothing: write or"),
        ("status == 200 ip", 14, "expected 'and', 'or' or the end, not 'ip'"),
        ("(status == 200", 0, "this ( is not closed"),
        ("(status == 200 5", 15, "expected ) before '5'"),
        ("status == 200)", 13, "this ) closes nothing"),
        ("status == 200 and", 17, "expected a subject, not the end: write e.g. status == 200"),
        ("5 == status", 0, "expected a subject, not '5': write e.g. status == 200"),
        ("latency < 5s over 10m", 13, "latency over a time needs an aggregate: p50 latency < 5s over 10m"),
        ("wait < 5s over 10m", 10, "wait is not kept over time: leave 'over' out"),
        ("p95 wait < 1s over 10m", 0, "p95 works on latency only"),
        ("p95 latency < 1s over 10", 22, "over needs a time: write over 10m"),
        ("p95 latency < 1s over", 21, "over needs a time: write over 10m"),
        ("status count == 1", 7, "status has one value, there is nothing to count"),
        ("body age < 1d", 5, "only a header and json have an age: header last-modified age < 1d"),
        ("not " * 60 + "ip exists", 200, "nested more than 50 deep: write several conditions"),
        ("status == " + "9" * 5_000, 10, "a number of 5000 digits: write a shorter one"),
        ("json $.n == 1e999", 12, "the number is too large: write a smaller one"),
    ],
)
def test_what_is_no_condition_is_refused_with_what_to_write(text: str, column: int, message: str) -> None:
    assert refusal(text) == (column, message)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(?=a)", "look-ahead (?=...)"),
        ("(?<!a)b", "look-behind (?<!...)"),
        (r"(a)\1", r"the back-reference \1"),
        ("(?P<x>a)(?P=x)", "back-references (?P=name)"),
    ],
)
def test_a_pattern_that_could_hang_is_refused_with_the_reason(pattern: str, reason: str) -> None:
    _, message = refusal(f"body matches /{pattern}/")

    assert message == f"not a pattern: {reason} cannot run in linear time and is not supported"


def test_a_subject_of_feeds_is_refused_for_endpoints() -> None:
    _, message = refusal("rate > 1")

    assert message.startswith("rate is for feeds; here there are status, latency,")


def test_a_subject_of_endpoints_is_refused_for_feeds() -> None:
    _, message = refusal("status == 200", FEED)

    assert message.startswith("status is for endpoints; here there are text, json, type,")


def test_a_subject_that_nothing_resembles_gets_the_whole_list() -> None:
    _, message = refusal("zzzz == 1", NOTIFY)

    assert message == "unknown subject 'zzzz': write one of name, group, tag, state, was, why"


def test_a_word_that_a_subject_never_has_is_refused() -> None:
    assert refusal('state == "dwon"', NOTIFY) == (9, "state is never 'dwon', did you mean 'down'?")


def test_a_word_that_nothing_resembles_gets_the_whole_list() -> None:
    assert refusal('direction == "zzz"', FEED) == (13, "direction is never 'zzz': write one of in, out")


def test_a_header_may_be_called_like_a_word_of_the_language() -> None:
    tree = parse_condition("header not not exists").tree

    assert isinstance(tree, nodes.Test)
    assert (tree.subject, tree.negated) == (Subject("header", "not"), True)


_PIECES = (
    'status latency json $.a $..b[?@.x ] header x == < != in [ 200 2xx .. , "a " /a/i matches not ( ) and or '
    "over 10m p95 count age exists changed null \\ é 1e9999 rate state"
)


def column_of_refusal(text: str, scope: ConditionScope) -> int:
    try:
        parse_condition(text, scope)
    except ConditionError as error:
        return error.column
    return 0


@given(
    st.text() | st.lists(st.sampled_from(_PIECES.split())).map(" ".join),
    st.sampled_from(ConditionScope),
)
def test_any_text_is_a_condition_or_is_refused_at_one_of_its_columns(
    text: str, scope: ConditionScope
) -> None:
    assert 0 <= column_of_refusal(text, scope) <= len(text)
