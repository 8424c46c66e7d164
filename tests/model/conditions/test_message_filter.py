from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, make_message, make_notice
from tui.model.conditions.large_json import LARGE
from tui.model.conditions.message_facts import MessageFacts
from tui.model.conditions.message_filter import message_predicate
from tui.model.conditions.query import parse_query
from tui.model.message_type import TypeReader
from tui.model.subprotocols.mqtt import mqtt_packet
from tui.model.subprotocols.socket_io import socket_io_packet


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("trade", True),
        ("TRADE", False),
        ("trade 42", True),
        ("trade 43", False),
        ("!trade", False),
        ("/tr.de/", True),
        ("type:tr*", True),
        ("direction:out", False),
        ("json $.price > 40", True),
        ("age:<1m", True),
        ("straße", False),
    ],
)
def test_a_predicate_says_whether_a_message_matches(query: str, found: bool) -> None:  # noqa: FBT001 - a parameter
    assert message_predicate(parse_query(query), now=NOW)(make_message()) is found


@pytest.mark.parametrize(("path", "is_refused"), [("$.price", False), ("$..price", True)])
def test_a_message_that_is_too_large_for_a_path_is_told_of(path: str, is_refused: bool) -> None:  # noqa: FBT001 - a parameter
    large = make_message('{"price": 42, "rest": "' + "x" * LARGE + '"}')
    refused: list[bool] = []
    predicate = message_predicate(
        parse_query(f"json {path} == 42"), now=NOW, refused=lambda: refused.append(True)
    )

    assert predicate(large) is not is_refused
    assert refused == [True] * is_refused


def test_a_word_beyond_ascii_ignores_capitals_too() -> None:
    assert message_predicate(parse_query("über"), now=NOW)(make_message("ÜBER"))


def test_the_name_of_an_event_is_searched_too() -> None:
    message = make_message("{}", event="heartbeat")

    assert message_predicate(parse_query("heartbeat"), now=NOW)(message)


def test_a_type_is_read_where_the_feed_says() -> None:
    predicate = message_predicate(parse_query("type:b"), now=NOW, type_of=TypeReader("$.data"))

    assert predicate(make_message('{"type": "a", "data": "b"}'))


def test_a_notice_is_found_by_its_text() -> None:
    notice = make_notice("connected in 42 ms")

    found = [
        message_predicate(parse_query(query), now=NOW)(notice) for query in ("CONNECTED", "connected", "")
    ]

    assert found == [False, True, True]


def test_a_notice_has_nothing_but_its_text() -> None:
    assert not message_predicate(parse_query("size:<1KB"), now=NOW)(make_notice())


@given(st.sampled_from(["a", "A", "!a", "/a+/", "a b", "type:a", "size:>3B"]), st.text(alphabet="aAbBé \n"))
def test_the_quick_way_finds_what_the_slow_way_finds(query: str, text: str) -> None:
    parsed = parse_query(query)
    message = make_message(text)

    quick = message_predicate(parsed, now=NOW)(message)

    assert quick is parsed.matches(MessageFacts(message), now=NOW)


@pytest.mark.parametrize("query", ["PUBLISH", "qos", "on", "type:PUBLISH*", 'text == "on"'])
def test_what_a_packet_says_is_searched_and_its_body_is_the_text(query: str) -> None:
    payload = b"\x32\x08\x00\x02a/\x00\x07on"
    message = make_message(payload, packet=mqtt_packet(payload, 4))

    assert message_predicate(parse_query(query), now=NOW)(message)


def test_the_json_of_a_packet_is_that_of_its_body() -> None:
    message = make_message('42["a",{"n":5}]', packet=socket_io_packet(b'42["a",{"n":5}]'))

    assert message_predicate(parse_query("json $[1].n == 5"), now=NOW)(message)
