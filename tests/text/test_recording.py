from __future__ import annotations

import json
from base64 import b64decode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.json import Encoder

from tests.factories import (
    NOW,
    make_attempt,
    make_close,
    make_endpoint,
    make_exchange,
    make_failure,
    make_handshake,
    make_message,
    make_notice,
    make_result,
    make_tls_facts,
)
from tui.model.check import CheckResult
from tui.model.mask import Mask
from tui.model.message import Notice, NoticeKind, Opcode
from tui.model.subprotocols.mqtt import mqtt_packet
from tui.text.recording import check_entry, entry_line, health_entry, printable, row_entry, start_entry
from tui.text.report import dump_json

MASK = Mask(["s3cr3t"])


def row(told: Any) -> dict[str, Any]:
    return row_entry(told, 7, feed="trades", connection=3, mask=MASK)


def notice(about: Any) -> Notice:
    return Notice(int(NOW * 1e9), NoticeKind.CLOSED, "", about)


@given(st.text() | st.text(st.characters(codec=None)))
def test_every_text_comes_back_from_its_line(text: str) -> None:
    line = entry_line({"t": 1.0, "ev": "msg", "text": text})

    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.loads(line)["text"] == text


def test_a_long_text_comes_back_from_the_pieces_in_which_it_was_written() -> None:
    text = 'é"\x9b\\😀\n' * 100_000
    line = entry_line({"t": 1.0, "ev": "msg", "op": "é", "text": text})

    assert (line.count(b"\n"), "\x9b" in line.decode()) == (1, False)
    assert json.loads(line) == {"t": 1.0, "ev": "msg", "op": "é", "text": text}


@pytest.mark.parametrize("sign", ["\x1b", "\x7f", "\x9b", "\u202e", "\ud800", "\n"])
def test_a_line_holds_nothing_that_a_terminal_would_obey(sign: str) -> None:
    assert sign not in entry_line({"t": 1.0, "ev": "msg", "text": f"a{sign}b"})[:-1].decode()


@given(st.lists(st.text(st.characters(codec="utf-8")), max_size=4))
def test_many_lines_at_once_are_escaped_as_each_by_itself(texts: list[str]) -> None:
    entries = [{"t": 1.0, "text": text} for text in texts]

    assert printable(Encoder().encode_lines(entries)).decode() == "".join(
        dump_json(entry).replace(", ", ",", 1).replace(": ", ":", 2) + "\n" for entry in entries
    )


def test_a_recording_says_what_wrote_it() -> None:
    assert start_entry(NOW + 0.1234567, source="prod.toml", title="shop", version="1.2") == {
        "v": 1,
        "t": 1_700_000_000.123457,
        "ev": "start",
        "config": "prod.toml",
        "title": "shop",
        "asyncdash": "1.2",
    }


def test_a_message_is_text_with_its_secrets_masked() -> None:
    assert row(make_message('{"token": "s3cr3t"}', direction="out")) == {
        "t": NOW,
        "ev": "msg",
        "feed": "trades",
        "conn": 3,
        "n": 7,
        "dir": "out",
        "op": "text",
        "len": 19,
        "text": '{"token": "•••"}',
    }


def test_a_binary_message_is_base64_with_its_secrets_masked() -> None:
    entry = row(make_message(b"\x00\xffs3cr3t\xfe"))

    assert "text" not in entry
    assert b64decode(entry["b64"]) == b"\x00\xff" + "•••".encode() + b"\xfe"


def test_a_text_message_that_is_no_utf_8_is_base64() -> None:
    entry = row(make_message(b"\xff", opcode=Opcode.TEXT))

    assert (entry["op"], entry["b64"]) == ("text", "/w==")


def test_a_server_sent_event_keeps_its_type() -> None:
    assert row(make_message("x", event="price"))["event"] == "price"


def test_an_open_connection_tells_what_was_agreed_on() -> None:
    entry = row(notice(make_handshake(headers=(("Set-Cookie", "a=b"),), tls=make_tls_facts())))

    assert (entry["ev"], entry["conn"], entry["status"]) == ("open", 3, 101)
    assert entry["headers"] == [["Set-Cookie", "•••"]]
    assert entry["phases_ms"]["dns"] == 4.0
    assert entry["phases_ms"]["receive"] is None
    assert entry["tls"]["version"] == "TLSv1.3"


def test_a_close_tells_who_and_why() -> None:
    entry = row(notice(make_close(1012, "restart s3cr3t")))

    assert (entry["ev"], entry["code"], entry["reason"], entry["by"]) == (
        "close",
        1012,
        "restart •••",
        "server",
    )


def test_a_refused_connection_tells_its_failure() -> None:
    assert row(notice(make_failure("connect", "refused s3cr3t")))["failure"] == {
        "kind": "connect",
        "message": "refused •••",
    }


def test_a_notice_about_nothing_is_told_in_its_words() -> None:
    assert row(make_notice("back in 3 s", kind="waiting"))["text"] == "back in 3 s"


def test_a_check_holds_every_attempt_and_the_last_exchange() -> None:
    exchange = make_exchange(503, body=b"down s3cr3t", is_truncated=True, request_body=b"\xff")
    attempts = (make_attempt(None, waited=1.0), make_attempt(503, number=2, exchange=exchange))
    result = CheckResult(name="orders", started_at=NOW, attempts=attempts, failure=attempts[1].failure)
    entry: dict[str, Any] = check_entry(make_endpoint(), 42, result, MASK)
    found = entry["result"]

    assert (entry["name"], entry["n"], entry["t"]) == ("orders", 42, result.ended_at)
    assert [each["status"] for each in found["tries"]] == [None, 503]
    assert found["tries"][0]["waited_ms"] == 1000.0
    assert (found["response"]["body"], found["response"]["truncated"]) == ("down •••", True)
    assert found["request"]["b64"] == "/w=="


def test_a_check_without_a_response_has_none() -> None:
    found: Any = check_entry(make_endpoint(), 0, make_result(None), MASK)["result"]

    assert found["response"] is None
    assert found["failure"]["kind"] == "connect"


def test_a_change_of_health_tells_from_what_to_what() -> None:
    assert health_entry(NOW, "orders", was="up", now="down", why="503") == {
        "t": NOW,
        "ev": "health",
        "name": "orders",
        "from": "up",
        "to": "down",
        "why": "503",
    }


def test_a_packet_is_recorded_as_it_came_with_what_it_is() -> None:
    payload = b"\x30\x07\x00\x03a/1on"
    message = make_message(payload, packet=mqtt_packet(payload, 4))
    entry = row_entry(message, 1, feed="a", connection=1, mask=MASK)

    assert (entry["packet"], entry["b64"], entry["body"]) == ("PUBLISH a/1", "MAcAA2EvMW9u", "on")


def test_a_packet_of_bytes_has_no_body_as_text() -> None:
    payload = b"\x30\x04\x00\x01a\xff"
    message = make_message(payload, packet=mqtt_packet(payload, 4))

    assert "body" not in row_entry(message, 1, feed="a", connection=1, mask=MASK)
