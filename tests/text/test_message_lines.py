from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, make_message
from tui.model.mask import Mask
from tui.model.message import Direction, FeedMessage, Opcode
from tui.model.subprotocols.stomp import stomp_packet
from tui.text.message_lines import json_lines, text_lines
from tui.text.recording import entry_line, message_entry
from tui.text.safe import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Sequence

MESSAGES = st.lists(
    st.tuples(
        st.sampled_from([1_700_000_000_123_456_789, 1_700_000_000_000_000_000]),
        st.sampled_from(Direction),
        st.sampled_from([Opcode.TEXT, Opcode.TEXT, Opcode.BINARY]),
        st.text().map(str.encode) | st.text(st.characters(max_codepoint=127)).map(str.encode) | st.binary(),
        st.none() | st.just("tick"),
    ).map(lambda values: FeedMessage(*values)),
    min_size=1,
    max_size=4,
)


def recorded(messages: Sequence[FeedMessage], first: int, mask: Mask) -> bytes:
    """Return what a recording says of messages."""
    return b"".join(
        entry_line(message_entry(message, mask, feed="träges", conn=3, n=number))
        for number, message in enumerate(messages, first)
    )


@given(messages=MESSAGES, secrets=st.sampled_from([(), ("0000",)]))
def test_a_line_is_what_a_recording_says(messages: list[FeedMessage], secrets: tuple[str, ...]) -> None:
    numbers = range(7, 7 + len(messages))
    mask = Mask(secrets)

    assert json_lines(messages, numbers, mask, feed="träges", conn=3) == recorded(messages, 7, mask)


@given(
    texts=st.lists(st.text() | st.just("over hunter22 and out"), min_size=1, max_size=4),
    secrets=st.sampled_from([(), ("hunter22", "elsewhere")]),
)
def test_many_texts_at_once_are_written_as_one_by_one(texts: list[str], secrets: tuple[str, ...]) -> None:
    messages, mask = [make_message(text) for text in texts], Mask(secrets)

    assert json_lines(messages, range(len(texts)), mask, feed="träges", conn=3) == recorded(messages, 0, mask)


def test_what_was_said_can_be_read_back() -> None:
    line = json_lines([make_message('say "hi"\n\x7f')], range(4, 5), Mask(), feed="trades", conn=1)

    assert json.loads(line) == {
        "t": NOW,
        "ev": "msg",
        "feed": "trades",
        "conn": 1,
        "n": 4,
        "dir": "in",
        "op": "text",
        "len": 10,
        "text": 'say "hi"\n\x7f',
    }


def test_a_secret_is_not_printed() -> None:
    mask = Mask(["hunter22"])

    assert b"hunter22" not in json_lines([make_message("hunter22")], [0], mask, feed="trades", conn=1)
    assert "hunter22" not in text_lines([make_message("hunter22")], mask, colour=True)


def test_for_people_a_message_is_a_line_with_its_time() -> None:
    lines = text_lines([make_message('{"a": 1}'), make_message("two\nlines")], Mask(), colour=False)
    first, second = lines.splitlines()

    assert first[12:] == ' {"a": 1}'
    assert second[12:] == " two⏎lines"
    assert first[2] == first[5] == ":"


@given(st.binary())
def test_nothing_in_a_message_speaks_to_the_terminal(payload: bytes) -> None:
    for opcode in (Opcode.TEXT, Opcode.BINARY):
        (line,) = text_lines(
            [FeedMessage(0, Direction.RECEIVED, opcode, payload, "\x1b[2J")], Mask(), colour=False
        ).splitlines()

        assert UNSAFE.search(line) is None


def test_on_a_terminal_the_parts_of_json_have_colours() -> None:
    line = text_lines([make_message('{"a": 1}')], Mask(), colour=True)

    assert '\x1b[36m"a"\x1b[0m' in line
    assert "\x1b[33m1\x1b[0m" in line


def test_a_long_message_is_not_cut() -> None:
    lines = [text_lines([make_message("x" * 5_000)], Mask(), colour=colour) for colour in (False, True)]

    assert [line.count("x") for line in lines] == [5_000, 5_000]


def test_of_a_packet_it_is_told_what_it_is_before_what_it_carries() -> None:
    payload = b'MESSAGE\ndestination:/queue/a\nmessage-id:7\nsubscription:0\n\n{"n":1}\0'
    message = make_message(payload, packet=stomp_packet(payload))

    [line] = text_lines([message], Mask(), colour=False).splitlines()

    assert line.split(" ", 1)[1] == 'MESSAGE /queue/a message-id 7 · subscription 0  {"n":1}'
