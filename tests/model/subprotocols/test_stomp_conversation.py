from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.message import Opcode
from tui.model.subprotocols.stomp_conversation import StompConversation

FRAMES = [b"MESSAGE\ndestination:/a\n\nhi\0\n", b"RECEIPT\nreceipt-id:7\n\n\0", b"MESSAGE\nid:8\n\nho\0"]


def received(conversation: StompConversation, *messages: bytes) -> list[tuple[bytes, str]]:
    return [
        (content, packet.kind if packet else "")
        for message in messages
        for content, packet in conversation.received(Opcode.TEXT, message)
    ]


def test_several_frames_in_one_message_are_rows_of_their_own() -> None:
    found = received(StompConversation(1_000), b"".join(FRAMES))

    assert found == list(zip(FRAMES, ["MESSAGE /a", "RECEIPT 7", "MESSAGE 8"], strict=True))


@given(st.lists(st.integers(29, 75), max_size=3))
def test_a_frame_may_be_split_over_messages(cuts: list[int]) -> None:
    stream = b"".join(FRAMES)
    messages = [stream[start:end] for start, end in pairwise([0, *sorted(cuts), len(stream)])]
    found = received(StompConversation(1_000), *messages)

    assert b"".join(content for content, _ in found) == stream
    assert [kind for _, kind in found] == ["MESSAGE /a", "RECEIPT 7", "MESSAGE 8"]


def test_a_frame_that_lacks_its_end_is_shown_when_the_next_one_begins() -> None:
    found = received(StompConversation(1_000), FRAMES[2][:-1], FRAMES[0])

    assert [kind for _, kind in found] == ["no STOMP", "MESSAGE /a"]


def test_what_was_begun_at_the_end_is_not_lost() -> None:
    conversation = StompConversation(1_000)
    found = received(conversation, FRAMES[0][:-3])
    ((content, packet),) = conversation.rest()

    assert (found, content) == ([], FRAMES[0][:-3])
    assert packet is not None
    assert packet.fault == "there is no NUL at its end, at byte 25"


def test_what_grows_for_ever_is_given_up() -> None:
    conversation = StompConversation(100)
    found = received(conversation, b"MESSAGE\n\n", *[b"x" * 40] * 4)
    assert (
        sum(len(content) for content, _ in found) + sum(len(part) for part, _ in conversation.rest()) == 169
    )
    assert found[0][1] == "no STOMP"


@given(st.lists(st.binary(max_size=30), max_size=8))
def test_no_byte_is_ever_lost(messages: list[bytes]) -> None:
    conversation = StompConversation(60)
    parts = received(conversation, *messages)
    rest = b"".join(content for content, _ in conversation.rest())

    assert b"".join(content for content, _ in parts) + rest == b"".join(messages)


def test_nothing_may_follow_a_connect_before_the_server_is_connected() -> None:
    conversation = StompConversation(1_000)
    conversation.sent(*conversation.written("CONNECT\naccept-version:1.2\nhost:a"))
    was_waiting = conversation.is_waiting
    received(conversation, b"CONNECTED\nversion:1.2\n\n\0")

    assert (was_waiting, conversation.is_waiting) == (True, False)


@pytest.mark.parametrize(
    ("ours", "theirs", "every"),
    [("10000,0", "0,5000", 8.0), ("5000,0", "0,10000", 8.0), ("0,0", "0,5000", None), ("9,9", "x", None)],
)
def test_the_heartbeat_is_the_one_agreed_on(ours: str, theirs: str, every: float | None) -> None:
    conversation = StompConversation(1_000)
    conversation.sent(*conversation.written(f"CONNECT\nheart-beat:{ours}\n\n"))
    received(conversation, f"CONNECTED\nheart-beat:{theirs}\n\n\0".encode())

    assert conversation.beat_every == every
    assert conversation.beat() == (Opcode.TEXT, b"\n")


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("SEND\ndestination:/a\n\nhello", b"SEND\ndestination:/a\n\nhello\0"),
        ("SUBSCRIBE\nid:0\ndestination:/a", b"SUBSCRIBE\nid:0\ndestination:/a\n\n\0"),
        ("DISCONNECT\n\n\0", b"DISCONNECT\n\n\0"),
        ("\n", b"\n"),
    ],
)
def test_what_nobody_can_type_is_added(text: str, sent: bytes) -> None:
    assert StompConversation(1_000).written(text) == (Opcode.TEXT, sent)


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(ValueError, match=r"not a STOMP command: '\{\}', write e\.g\. 'SUBSCRIBE'"):
        StompConversation(1_000).written("{}")


def test_a_refusal_is_known_and_an_error_later_on_is_none() -> None:
    refused, connected = StompConversation(1_000), StompConversation(1_000)
    for conversation in (refused, connected):
        conversation.sent(*conversation.written("CONNECT"))
    received(refused, b"ERROR\nmessage:Bad CONNECT\n\n\0")
    received(connected, b"CONNECTED\n\n\0", b"ERROR\nmessage:no such queue\n\n\0")

    assert (refused.is_waiting, refused.refusal) == (False, "message Bad CONNECT")
    assert (connected.is_waiting, connected.refusal) == (False, None)
