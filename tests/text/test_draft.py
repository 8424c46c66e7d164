from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.message import Opcode
from tui.text.draft import Draft, DraftError, DraftKind, Outgoing, outgoing, verdict


def refusal(text: str, kind: DraftKind) -> str:
    with pytest.raises(DraftError) as raised:
        outgoing(Draft(text, kind))
    return str(raised.value)


def said(text: str, kind: DraftKind = DraftKind.TEXT) -> str:
    return "".join(piece for piece, _ in verdict(Draft(text, kind)))


@given(st.binary())
def test_bytes_survive_being_written_out(payload: bytes) -> None:
    assert outgoing(Draft(payload.hex(" "), DraftKind.HEX)) == Outgoing(Opcode.BINARY, payload)


def test_hexadecimal_may_be_written_as_it_is_found() -> None:
    for text in ("48 69", "4869", "0x48, 0x69", "48\n69"):
        assert outgoing(Draft(text, DraftKind.HEX)).payload == b"Hi"


def test_base64_may_lack_its_end_and_be_for_urls() -> None:
    for text in ("_-8=", "_-8", "/+8=", "/+\n8"):
        assert outgoing(Draft(text, DraftKind.BASE64)).payload == b"\xff\xef"


def test_what_is_no_bytes_says_what_is_wrong() -> None:
    assert refusal("4x", DraftKind.HEX).startswith('"x" is no hexadecimal digit')
    assert refusal("486", DraftKind.HEX).startswith("a byte has two")
    assert refusal("a$b", DraftKind.BASE64).startswith("not base64")


def test_a_file_may_be_written_with_a_sign() -> None:
    assert outgoing(Draft("@ a b.json", DraftKind.FILE)).path == Path("a b.json")
    assert refusal("@", DraftKind.FILE).startswith("which file?")


def test_a_ping_has_at_most_125_bytes() -> None:
    assert outgoing(Draft("é" * 62, DraftKind.PING)) == Outgoing(Opcode.PING, "é".encode() * 62)
    assert refusal("é" * 63, DraftKind.PING) == "a ping carries at most 125 bytes, this one has 126"


def test_a_close_has_a_code_and_a_reason() -> None:
    assert outgoing(Draft("4000 so long", DraftKind.CLOSE)) == Outgoing(Opcode.CLOSE, b"\x0f\xa0so long")
    assert outgoing(Draft("", DraftKind.CLOSE)).payload == b"\x03\xe8"


@pytest.mark.parametrize("code", [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 99999])
def test_codes_that_must_not_travel_are_refused(code: int) -> None:
    assert refusal(str(code), DraftKind.CLOSE).startswith(f"no close frame may carry {code}")


@pytest.mark.parametrize("code", [1000, 1003, 1007, 1014, 3000, 4999])
def test_codes_that_may_travel_are_taken(code: int) -> None:
    assert int.from_bytes(outgoing(Draft(str(code), DraftKind.CLOSE)).payload) == code


def test_a_reason_has_at_most_123_bytes() -> None:
    assert len(outgoing(Draft(f"1000 {'x' * 123}", DraftKind.CLOSE)).payload) == 125
    assert refusal(f"1000 {'é' * 62}", DraftKind.CLOSE).startswith("a reason has at most 123 bytes")
    assert refusal("bye", DraftKind.CLOSE).startswith('"bye" is no code')


def test_half_a_character_cannot_be_sent() -> None:
    assert refusal("a\ud83d", DraftKind.TEXT).startswith("character 2 is half of a pair")


def test_the_verdict_says_what_will_be_sent() -> None:
    assert said("48 69", DraftKind.HEX) == "binary · 2 B"
    assert said("hello", DraftKind.PING) == "ping · 5 of 125 bytes"
    assert said("4000 bye", DraftKind.CLOSE) == "close · 4000 private code · reason 3 of 123 bytes"
    assert said("@a.json", DraftKind.FILE) == "what a.json holds, as text if it is UTF-8"
    assert said("zz", DraftKind.HEX).startswith('"z" is no')
    assert said('{"id": {{$.id}}}').endswith("{{…}} is filled in when it is sent")
    assert said('{"key": "${KEY}"}').endswith("· ${…} is filled in when it is sent")
    assert said("{{uuid}} ${KEY}").endswith("· {{…}} and ${…} are filled in when it is sent")


def test_the_kinds_come_round() -> None:
    kind = DraftKind.TEXT
    for _ in DraftKind:
        kind = kind.next()

    assert kind is DraftKind.TEXT
