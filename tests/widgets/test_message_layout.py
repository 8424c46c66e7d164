from __future__ import annotations

import base64
import gzip

import pytest

from tests.factories import NOW, make_close, make_feed, make_handshake, make_message
from tui.model.event_stream import EVENT_STREAM
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.model.message import Opcode
from tui.model.subprotocols.mqtt import mqtt_packet
from tui.model.subprotocols.packet import Packet
from tui.model.subprotocols.stomp import stomp_packet
from tui.text.safe import UNSAFE
from tui.widgets.listing import Listing
from tui.widgets.message_layout import MessageLayout

WRAPPED = base64.b64encode(gzip.compress(b'{"password is": "hunter22"}')).decode()


def make_layout() -> MessageLayout:
    def sentence(text: str, tag: str) -> list[tuple[str, str]]:
        keys = {"{message.layer": "D", "{message.unwrap": "U", "}": ""}
        for named, key in keys.items():
            text = text.replace(named, key)
        return [(text, tag)]

    listing = Listing(FeedState(make_feed()))
    return MessageLayout(listing, mask=Mask(["hunter22"]), now=lambda: NOW, sentence=sentence)


def shown(layout: MessageLayout, payload: str | bytes) -> list[str]:
    return ["".join(text for text, _ in line) for line in layout.lines(0, make_message(payload), 80)]


def test_what_is_wrapped_is_unwrapped_under_the_way_there() -> None:
    lines = shown(make_layout(), WRAPPED)

    assert lines[0].startswith("text ▸ base64 ▸ gzip   D")
    assert lines[1:] == ["{", '  "password is": "•••"', "}"]


def test_a_key_goes_back_layer_by_layer_and_round() -> None:
    layout = make_layout()
    message = make_message(WRAPPED)
    seen = []
    for _ in range(3):
        layout.step(message)
        seen.append(layout.depth)

    assert seen == [1, 0, 2]


def test_bytes_are_shown_as_they_came_unless_somebody_chose_a_layer() -> None:
    layout = make_layout()
    layout.change_view(3)
    raw = shown(layout, b"\x1f\x8b" + gzip.compress(b"hello")[2:])
    layout.step(make_message(gzip.compress(b"hello")))
    unwrapped = shown(layout, gzip.compress(b"hello"))

    assert raw[1].startswith("0000  1f 8b")
    assert unwrapped[1].startswith("0000  68 65 6c 6c 6f")


def test_what_wraps_nothing_has_no_way() -> None:
    layout = make_layout()

    assert shown(layout, '{"a": 1}') == ["{", '  "a": 1', "}"]
    assert not layout.step(make_message('{"a": 1}'))


def test_more_than_is_unwrapped_is_said_to_be_there() -> None:
    lines = shown(make_layout(), gzip.compress(b"\0" * 5_000_000))

    assert lines[1] == "more of it than is unwrapped"


def test_an_end_is_told_fact_by_fact() -> None:
    layout = make_layout()
    state = layout.listing.state
    state.opened(make_handshake(), NOW)
    state.closed(make_close(1012), NOW)
    newest = state.rows.newest
    assert newest is not None
    lines = ["".join(text for text, _ in line) for line in layout.lines(state.rows.end - 1, newest, 80)]

    assert lines[0] == "closed        1012 service restart"


def test_an_answer_has_the_number_it_has_everywhere_whatever_else_has_a_row() -> None:
    layout = make_layout()
    state = layout.listing.state
    state.opened(make_handshake(), NOW)
    for text, way in (('{"id": 1, "method": "add"}', "out"), ('{"id": 1, "result": 3}', "in")):
        message = make_message(text, at=NOW, direction=way)
        state.record(message)
        state.noticed.pairs.look(state.rows.end - 1, message)
    number = state.rows.end - 2
    ((heading, *_),) = layout.beneath(number, state.rows[number], 40)
    answer = state.ordinal(number + 1)

    assert answer == 2
    assert "".join(text for text, _ in heading).startswith(f"─ answered by #{answer}, ")


def test_the_fields_of_a_packet_stand_above_its_body_and_can_be_put_away() -> None:
    layout, payload = make_layout(), b'SEND\ndestination:/a\npasscode:guest\n\n{"n": 1}\0'
    message = make_message(payload.decode(), packet=stomp_packet(payload))
    fields = ["".join(text for text, _ in line) for line in layout.lines(0, message, 80)]
    layout.step(message)
    layout.change_view(2)
    raw = ["".join(text for text, _ in line) for line in layout.lines(0, message, 80)]

    assert fields[0].startswith("text ▸ STOMP SEND   D")
    assert fields[1:5] == ["command: SEND", "destination: /a", "passcode: •••", ""]
    assert fields[5:] == ["{", '  "n": 1', "}"]
    assert raw[1] == "SEND"


def test_a_packet_without_a_body_has_only_its_fields() -> None:
    message = make_message(b"\xc0\x00", packet=mqtt_packet(b"\xc0\x00", 4))
    lines = ["".join(text for text, _ in line) for line in make_layout().lines(0, message, 80)]

    assert lines[1:] == ["MQTT Control Packet type: 12 PINGREQ", "Remaining Length: 0", ""]


def test_text_that_is_not_utf8_says_where() -> None:
    message = make_message(b'{"a": "\xc3\x28"}', opcode=Opcode.TEXT)
    lines = ["".join(text for text, _ in line) for line in make_layout().lines(0, message, 80)]

    assert lines[0] == "invalid UTF-8 at byte 7"


def test_the_name_of_a_layer_comes_from_outside_and_is_clean() -> None:
    packet = Packet(EVENT_STREAM, "\x1b]52;c;aGk=\x07hunter22\u202e", "id 7")
    lines = make_layout().lines(0, make_message("{}", packet=packet), 80)
    way = "".join(text for text, _ in lines[0])

    assert way.startswith("text ▸ SSE �]52;c;aGk=�•••�   D")


def test_what_is_no_packet_says_why() -> None:
    message = make_message(b"\x00\x01", packet=mqtt_packet(b"\x00\x01", 4))
    lines = ["".join(text for text, _ in line) for line in make_layout().lines(0, message, 80)]

    assert lines[0] == "no MQTT 3.1.1: there is no packet type 0, at byte 0"
    assert lines[2].startswith("0000  00 01")


def test_a_layer_is_what_somebody_says_and_looked_at_again_when_he_takes_it_back() -> None:
    layout, message = make_layout(), make_message("7b226e223a317d")
    layout.unwrap_as(message, "hexadecimal")
    said = ["".join(text for text, _ in line) for line in layout.lines(0, message, 80)]
    layout.unwrap_as(message, None)
    looked = ["".join(text for text, _ in line) for line in layout.lines(0, message, 80)]

    assert said == ["text ▸ hexadecimal   D one layer less · U as you chose", "{", '  "n": 1', "}"]
    assert looked == ["7b226e223a317d"]


def test_layers_can_be_said_one_after_the_other() -> None:
    layout, message = make_layout(), make_message(b"0801".hex())
    layout.unwrap_as(message, "hexadecimal")
    layout.unwrap_as(message, "hexadecimal")
    layout.unwrap_as(message, "protobuf")
    lines = ["".join(text for text, _ in line) for line in layout.lines(0, message, 80)]

    assert lines[0].startswith("text ▸ hexadecimal ▸ hexadecimal ▸ protobuf")
    assert '  "1": 1' in lines


def test_what_is_not_so_says_no() -> None:
    layout, message = make_layout(), make_message("hello there")
    layout.unwrap_as(message, "msgpack")
    lines = ["".join(text for text, _ in line) for line in layout.lines(0, message, 80)]

    assert lines[0].startswith("text ▸ no msgpack")
    assert lines[-1] == "hello there"


@pytest.mark.parametrize(
    "sign", ["\x1b]0;title\x07", "\x1b[31m", "\x9b2J", "\u202e", "\x00", "[@click=app.bell]x[/]"]
)
def test_no_field_of_a_packet_can_speak_to_the_terminal(sign: str) -> None:
    text = sign.replace("\x00", "\x01")
    payload = f"ERROR\nmessage:{text}\n{text}:{text}\n\nbody {text}\0".encode()
    message = make_message(payload.decode(), packet=stomp_packet(payload))
    lines = make_layout().lines(0, message, 80)

    assert not any(UNSAFE.search(piece) for line in lines for piece, _ in line)
    assert message.packet is not None
    assert message.packet.fault is None


def test_the_ping_before_a_ping_has_no_number_in_a_diff() -> None:
    layout = make_layout()
    state = layout.listing.state
    for seconds in (0, 10):
        state.record(make_message("", opcode=Opcode.PING, at=NOW + seconds))
    layout.is_diff = True
    (head, *_) = layout.lines(1, make_message("", opcode=Opcode.PING, at=NOW + 10), 80)

    assert "".join(text for text, _ in head) == "against the last, 10.0s before · ping"
