from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.subprotocols.stomp import stomp_fields, stomp_length, stomp_packet

MESSAGE = b'MESSAGE\nsubscription:0\nmessage-id:007\ndestination:/topic/a\n\n{"n": 1}\0'


def test_a_message_is_named_after_its_destination_and_its_body_is_the_payload() -> None:
    packet = stomp_packet(MESSAGE)

    assert (packet.kind, packet.brief) == ("MESSAGE /topic/a", "message-id 007 · subscription 0")
    assert MESSAGE[packet.start : packet.end] == b'{"n": 1}'


def test_headers_are_fields_and_lines_may_end_as_in_windows() -> None:
    assert stomp_fields(MESSAGE.replace(b"\n", b"\r\n")) == [
        ("command", "MESSAGE"),
        ("subscription", "0"),
        ("message-id", "007"),
        ("destination", "/topic/a"),
    ]


def test_a_body_of_known_length_may_hold_nul() -> None:
    frame = b"SEND\ndestination:/a\ncontent-length:3\n\na\0b\0"
    packet = stomp_packet(frame)

    assert frame[packet.start : packet.end] == b"a\0b"


def test_escapes_are_undone_but_not_where_version_1_0_has_to_read_it() -> None:
    assert stomp_fields(b"SEND\nfoo\\cbar:a\\n\\\\b\n\n\0")[1] == ("foo:bar", "a\n\\b")
    assert stomp_fields(b"CONNECTED\nserver:a\\n\n\n\0")[1] == ("server", "a\\n")


def test_of_a_header_that_is_repeated_the_first_counts() -> None:
    assert stomp_packet(b"SEND\ndestination:/a\ndestination:/b\n\n\0").kind == "SEND /a"


def test_ends_of_lines_are_a_heartbeat() -> None:
    assert [stomp_packet(beat).kind for beat in (b"\n", b"\r\n")] == ["heart-beat", "heart-beat"]
    assert stomp_fields(b"\n") == [("heart-beat", "end of line")]


def test_an_error_frame_is_a_failure_that_says_what_is_wrong() -> None:
    packet = stomp_packet(b"ERROR\nmessage:malformed frame\nreceipt-id:77\n\nThe frame\0\n")

    assert (packet.kind, packet.brief, packet.is_failure) == ("ERROR 77", "message malformed frame", True)


@pytest.mark.parametrize(
    ("frame", "fault"),
    [
        (b"", "no STOMP command, at byte 0"),
        (b"HELLO\n\n\0", "no STOMP command, at byte 0"),
        (b'{"type": 1}', "no STOMP command, at byte 0"),
        (b"SEND\ndestination:/a", "there is no blank line behind the headers, at byte 19"),
        (b"SEND\ndestination:/a\n\nabc", "there is no NUL at its end, at byte 24"),
        (b"SEND\ndestination\n\n\0", "a header without a colon, at byte 5"),
        (b"SEND\na:b\nc:\xff\n\n\0", "a header is not in UTF-8, at byte 11"),
        (b"SEND\na:b\\t\n\n\0", "there is no escape \\t, at byte 5"),
        (b"SEND\ncontent-length:9\n\nabc\0", "there is no NUL at its end, at byte 27"),
        (b"SEND\ncontent-length:1\n\nabc\0", "no NUL behind the 1 bytes of content-length, at byte 24"),
    ],
)
def test_what_is_no_frame_says_why_and_where(frame: bytes, fault: str) -> None:
    packet = stomp_packet(frame)

    assert (packet.kind, packet.fault) == ("no STOMP", fault)


def test_the_length_is_known_when_the_end_has_come() -> None:
    assert stomp_length(MESSAGE + b"\n\nSEND\n") == len(MESSAGE) + 2
    assert [stomp_length(MESSAGE[:cut]) for cut in (3, 20, 68)] == [None, None, None]


@given(st.binary(max_size=80) | st.binary(max_size=40).map(lambda tail: b"MESSAGE\n" + tail))
def test_whatever_comes_is_a_frame_or_a_fault(frame: bytes) -> None:
    packet = stomp_packet(frame)

    assert packet.fault is not None or stomp_fields(frame)


def test_only_a_client_asks_for_a_receipt() -> None:
    frames = [b"SEND\nreceipt:7\n\n\0", b"MESSAGE\nreceipt:7\n\n\0"]

    assert [stomp_packet(each).asks for each in frames] == ["7", None]
