from __future__ import annotations

import pytest

from tests.factories import make_message, make_notice
from tui.model.message import Opcode
from tui.model.message_type import TypeReader
from tui.model.subprotocols.mqtt import mqtt_packet
from tui.widgets.problem_rows import LARGE, is_problem


@pytest.mark.parametrize(
    "payload",
    [
        '{"type": "error"}',
        '{"type": "SubscribeError"}',
        '{"id": 1, "error": {"code": -32601}}',
        '{"errors": ["no such topic"]}',
        "x" * LARGE,
    ],
)
def test_errors_and_large_messages_are_problems(payload: str) -> None:
    assert is_problem(make_message(payload), TypeReader())


@pytest.mark.parametrize(
    "payload",
    ['{"type": "trade"}', '{"id": 1, "error": null}', '{"text": "\\"error\\""}', '["error"', "no error"],
)
def test_other_messages_are_none(payload: str) -> None:
    assert not is_problem(make_message(payload), TypeReader())


def test_text_that_is_no_utf8_is_a_problem() -> None:
    assert is_problem(make_message(b"\xff", opcode=Opcode.TEXT), TypeReader())


def test_a_close_frame_is_a_problem_and_a_ping_is_none() -> None:
    assert is_problem(make_message(b"", opcode=Opcode.CLOSE), TypeReader())
    assert not is_problem(make_message(b"", opcode=Opcode.PING), TypeReader())


def test_a_connection_that_ended_is_a_problem_and_one_that_began_is_none() -> None:
    assert is_problem(make_notice(kind="closed"), TypeReader())
    assert not is_problem(make_notice(kind="opened"), TypeReader())


def test_packets_that_refuse_or_are_none_are_problems() -> None:
    packets = [mqtt_packet(content, 4) for content in (b"\x20\x02\x00\x05", b"\x00", b"\x20\x02\x00\x00")]
    found = [is_problem(make_message(b"x", packet=packet), TypeReader()) for packet in packets]

    assert found == [True, True, False]
