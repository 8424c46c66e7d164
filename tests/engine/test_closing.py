from __future__ import annotations

import pytest
from aiohttp import ClientConnectionError
from hypothesis import given
from hypothesis import strategies as st

from tui.engine.closing import (
    answered,
    close_of_error,
    close_of_frame,
    close_of_loss,
    close_payload,
    echo_of,
    unanswered,
)
from tui.model.connection import Close, Ending, Side
from tui.model.frames import FrameError


@given(st.integers(0, 65_535), st.text())
def test_a_close_frame_fits_and_is_valid_utf8(code: int, reason: str) -> None:
    payload = close_payload(code, reason)

    assert len(payload) <= 125
    assert payload[:2] == code.to_bytes(2)
    payload[2:].decode()


def test_a_reason_that_fits_is_sent_whole() -> None:
    assert close_payload(1000, "bye") == b"\x03\xe8bye"


@pytest.mark.parametrize(
    ("code", "echo"),
    [(1000, b"\x03\xe8"), (4999, b"\x13\x87"), (1005, b""), (1006, b"\x03\xea"), (5000, b"\x03\xea")],
)
def test_the_echo_is_the_servers_code_if_that_may_be_sent(code: int, echo: bytes) -> None:
    assert echo_of(Close(code=code)) == echo


def test_a_close_frame_without_a_code_is_1005() -> None:
    assert close_of_frame(b"") == Close(code=1005, by=Side.SERVER)


def test_a_code_and_a_reason_are_kept() -> None:
    close = close_of_frame(close_payload(1013, "later"))

    assert (close.code, close.reason, close.by) == (1013, "later", Side.SERVER)


@pytest.mark.parametrize("code", [0, 1004, 1006, 5000])
def test_a_code_that_must_not_travel_is_called_so(code: int) -> None:
    close = close_of_frame(close_payload(code, "bye"))

    assert (close.code, close.reason, close.by) == (code, "bye", Side.SERVER)
    assert close.detail == "a code that no close frame may carry"


@pytest.mark.parametrize(
    ("payload", "code", "what"),
    [
        (b"\x03", 1002, "the server sent a close frame of one byte, which is half a code"),
        (b"\x03\xe8\xff", 1007, "the server sent a close frame whose reason is not UTF-8"),
    ],
)
def test_a_close_frame_that_is_none_is_told_in_words(payload: bytes, code: int, what: str) -> None:
    with pytest.raises(FrameError) as raised:
        close_of_frame(payload)

    assert (raised.value.code, str(raised.value)) == (code, what)


def test_what_breaks_the_protocol_is_a_fault_for_which_we_leave() -> None:
    close = close_of_error(FrameError(1002, "the server sent a fragment of no message"))

    assert str(close) == "1002 protocol error · the server sent a fragment of no message"
    assert (close.by, close.ending) == (Side.CLIENT, Ending.FAULT)


def test_an_end_without_a_word_is_told_from_a_reset() -> None:
    reset = ClientConnectionError("Connection lost: [Errno 104] Connection reset by peer")
    reset.__cause__ = ConnectionResetError(104, "Connection reset by peer")

    assert close_of_loss(None).detail == "the server ended the connection without a close frame"
    assert close_of_loss(reset).detail == "the server reset the connection"
    assert close_of_loss(OSError(5, "Input/output error")).detail == "[Errno 5] Input/output error"
    assert close_of_loss(EOFError()).detail == "EOFError"


def test_nobody_but_the_network_ends_a_lost_connection() -> None:
    assert (close_of_loss(None).code, close_of_loss(None).by) == (1006, Side.NETWORK)


def test_a_reset_a_timeout_and_an_end_of_the_stream_are_three_signs() -> None:
    signs = [
        close_of_loss(error).ending
        for error in (None, ConnectionResetError(104, "reset"), TimeoutError(110, "timed out"), EOFError())
    ]

    assert signs == [Ending.FIN, Ending.RESET, Ending.TIMEOUT, None]


def test_a_close_that_the_server_answers_with_another_code_says_so() -> None:
    ours = Close(code=1000, by=Side.CLIENT)

    assert answered(ours, Close(code=1000)) == Close(code=1000, by=Side.CLIENT, ending=Ending.CLOSE_FRAME)
    assert answered(ours, Close(code=1011, reason="no")).detail == "the server answered 1011"


def test_a_close_that_the_server_does_not_answer_ends_with_a_timeout() -> None:
    ended = unanswered(Close(code=1000, by=Side.CLIENT))

    assert (ended.ending, ended.detail) == (Ending.TIMEOUT, "the server did not answer the close")


def test_a_close_for_which_the_server_is_to_blame_keeps_saying_why() -> None:
    ours = Close(code=1001, by=Side.CLIENT, detail="no pong within 1s")

    assert answered(ours, Close(code=1000)) is ours
    assert unanswered(ours) is ours
