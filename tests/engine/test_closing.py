from __future__ import annotations

import zlib

import pytest
from aiohttp import ClientConnectionError, WebSocketError
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_feed
from tui.engine.closing import close_of_error, close_of_frame, close_of_loss, close_payload, echo_of
from tui.model.connection import Close, Ending, Side


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
    assert close_of_frame(0, "") == Close(code=1005, by=Side.SERVER)


def test_a_code_and_a_reason_are_kept() -> None:
    close = close_of_frame(1013, "later")

    assert (close.code, close.reason, close.by) == (1013, "later", Side.SERVER)


@pytest.mark.parametrize("code", [1006, 5000])
def test_a_code_that_must_not_travel_is_called_so(code: int) -> None:
    close = close_of_frame(code, "bye")

    assert (close.code, close.reason, close.by) == (code, "bye", Side.SERVER)
    assert close.detail == "a code that no close frame may carry"


def test_a_code_that_aiohttp_refuses_is_still_the_servers() -> None:
    close = close_of_error(WebSocketError(1002, "Invalid close code: 1004"), make_feed())

    assert (close.code, close.by) == (1004, Side.SERVER)


def test_a_message_that_is_too_long_says_which_limit_it_met() -> None:
    feed = make_feed(max_message=1_000)
    close = close_of_error(WebSocketError(1009, "Message size 1500 exceeds limit 1001"), feed)

    assert str(close) == (
        "1009 message too big · a message of 1,500 bytes is longer than max_message (1,000 bytes)"
    )


def test_a_message_that_is_too_long_when_unpacked_says_so_without_a_length() -> None:
    feed = make_feed(max_message=1_000)
    close = close_of_error(WebSocketError(1009, "Decompressed message exceeds size limit 1001"), feed)

    assert close.detail == "a message is longer than max_message (1,000 bytes)"


def test_corrupt_compression_is_invalid_data() -> None:
    close = close_of_error(zlib.error("Error -3 while decompressing data"), make_feed())

    assert (close.code, close.detail) == (1007, "the server sent corrupt compressed data")


def test_compression_that_was_not_offered_is_explained() -> None:
    error = WebSocketError(1002, "Received frame with non-zero reserved bits")

    assert close_of_error(error, make_feed(compression=False)).detail == (
        "Received frame with non-zero reserved bits: compressed, although compression was not offered"
    )
    assert close_of_error(error, make_feed()).detail == "Received frame with non-zero reserved bits"


def test_half_a_close_code_is_told_in_words() -> None:
    error = WebSocketError(1002, "Invalid close frame: False 8 b'\\x00'")

    assert str(close_of_error(error, make_feed())) == (
        "1002 protocol error · the server sent a close frame of one byte, which is half a code"
    )


def test_an_unexpected_error_is_told_in_its_own_words() -> None:
    assert close_of_error(RuntimeError("odd"), make_feed()) == Close(code=1006, by=Side.CLIENT, detail="odd")
    assert close_of_error(RuntimeError(), make_feed()).detail == "RuntimeError"


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


def test_what_breaks_the_protocol_is_a_fault() -> None:
    close = close_of_error(WebSocketError(1002, "Received fragmented control frame"), make_feed())

    assert close.ending is Ending.FAULT
