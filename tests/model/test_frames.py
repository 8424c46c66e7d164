from __future__ import annotations

import asyncio
import zlib
from typing import Any

import pytest
from aiohttp._websocket.reader import WebSocketDataQueue, WebSocketReader
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.websocket_servers import BINARY, CLOSE, CONTINUATION, PING, TEXT, frame
from tui.model.frames import FrameError, Frames

COMPRESSED = 0x40
PAYLOADS = st.binary(max_size=40) | st.integers(120, 130).map(bytes) | st.integers(65_530, 65_540).map(bytes)
MESSAGES = st.tuples(st.sampled_from([TEXT, BINARY, PING]), PAYLOADS)
CUTS = st.lists(st.integers(1, 70_000), max_size=12)
Message = tuple[int, bytes]


def read(frames: Frames, data: bytes, cuts: list[int]) -> list[Message]:
    """Return the messages in data that comes in pieces of those lengths, and then the rest."""
    found: list[Message] = []
    at = 0
    for length in [*cuts, len(data)]:
        piece, at = data[at : at + length], at + length
        if piece:
            frames.feed(piece)
        while (messages := frames.next()) is not None:
            found += [(messages[0], payload) for payload in messages[1]]
    return found


def fault(data: bytes, *, max_size: int = 1_000, is_deflated: bool = False) -> FrameError:
    """Return what is wrong with some frames."""
    with pytest.raises(FrameError) as raised:
        read(Frames(max_size, is_deflated=is_deflated), data, [])
    return raised.value


def pack(payload: bytes, compressor: Any = None) -> bytes:
    """Compress a message as RFC 7692 says."""
    compressor = compressor or zlib.compressobj(wbits=-15)
    packed: bytes = compressor.compress(payload) + compressor.flush(zlib.Z_SYNC_FLUSH)
    return packed.removesuffix(b"\x00\x00\xff\xff")


@st.composite
def conversations(draw: st.DrawFn) -> tuple[list[Message], bytes, bool]:
    """Make messages, the frames that carry them, and whether compression was agreed on."""
    is_deflated = draw(st.booleans())
    compressor = zlib.compressobj(wbits=-15)
    messages: list[Message] = []
    data = b""
    for opcode, payload in draw(st.lists(MESSAGES, max_size=8)):
        if opcode == PING:
            messages.append((PING, payload[:125]))
            data += frame(PING, payload[:125])
            continue
        is_packed = is_deflated and draw(st.booleans())
        rest = pack(payload, compressor) if is_packed else payload
        reserved, kind = COMPRESSED if is_packed else 0, opcode
        while draw(st.integers(0, 3)) == 0:
            length = draw(st.integers(0, len(rest)))
            data += frame(kind, rest[:length], reserved=reserved, is_final=False)
            rest, reserved, kind = rest[length:], 0, CONTINUATION
            if draw(st.booleans()):
                messages.append((PING, b"amid"))
                data += frame(PING, b"amid")
        data += frame(kind, rest, reserved=reserved)
        messages.append((opcode, payload))
    return messages, data, is_deflated


@settings(max_examples=60)
@given(conversations(), CUTS)
def test_what_was_sent_is_what_is_found_wherever_it_was_cut(
    conversation: tuple[list[Message], bytes, bool], cuts: list[int]
) -> None:
    messages, data, is_deflated = conversation

    assert read(Frames(70_000, is_deflated=is_deflated), data, cuts) == messages


def test_every_byte_may_come_alone() -> None:
    data = frame(TEXT, "a") + frame(BINARY, bytes(300)) + frame(TEXT, bytes(70_000)) + frame(TEXT)
    found = read(Frames(70_000, is_deflated=False), data, [1] * len(data))

    assert found == [(TEXT, b"a"), (BINARY, bytes(300)), (TEXT, bytes(70_000)), (TEXT, b"")]


class Witness:
    """What aiohttp's own reader makes of some bytes."""

    def __init__(self, *, is_deflated: bool) -> None:
        self._loop = asyncio.new_event_loop()
        self._queue = WebSocketDataQueue(self, 1 << 24, loop=self._loop)  # type: ignore[arg-type]  # a protocol that never pauses
        self._reader = WebSocketReader(self._queue, 1_001, compress=is_deflated, decode_text=False)

    _reading_paused = False

    def read(self, data: bytes) -> tuple[list[Message], bool]:
        """Return the messages before the first fault, and whether there is one."""
        self._reader.feed_data(data)
        self._loop.close()
        found = [(int(kind), payload) for (kind, payload, _), _ in self._queue._buffer]
        return found, self._queue.exception() is not None


@settings(max_examples=150)
@given(
    frames=st.lists(
        st.builds(
            frame,
            st.integers(0, 15).filter(lambda opcode: opcode != CLOSE) | st.sampled_from([0, 1, 2]),
            st.binary(min_size=1, max_size=130) | st.integers(995, 1_005).map(bytes),
            reserved=st.sampled_from([0, 0, 0, 0x10, 0x20, 0x40]),
            is_final=st.booleans(),
        ),
        max_size=6,
    ),
    is_deflated=st.booleans(),
)
def test_aiohttp_finds_the_same_messages_and_the_same_faults(
    frames: list[bytes], *, is_deflated: bool
) -> None:
    data = b"".join(frames)
    ours = Frames(1_000, is_deflated=is_deflated)
    found: list[Message] = []
    is_faulty = False
    ours.feed(data)
    try:
        while (messages := ours.next()) is not None:
            found += [(messages[0], payload) for payload in messages[1]]
    except FrameError:
        is_faulty = True

    assert (found, is_faulty) == Witness(is_deflated=is_deflated).read(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (frame(3), "a frame of the unknown kind 3"),
        (frame(11), "a frame of the unknown kind 11"),
        (frame(TEXT, reserved=0x20), "a frame with reserved bits"),
        (
            frame(TEXT, reserved=COMPRESSED),
            "a frame with reserved bits: compressed, although compression was not offered",
        ),
        (frame(PING, is_final=False), "a fragment of a control frame"),
        (frame(PING, bytes(126)), "a control frame of 126 bytes"),
        (frame(CONTINUATION), "a fragment of no message"),
        (frame(TEXT, is_final=False) + frame(TEXT), "a new message amid the fragments of another"),
        (b"\x81\x81\0\0\0\0x", "a masked frame, which only clients may send"),
    ],
)
def test_what_breaks_a_rule_is_told_in_words(data: bytes, what: str) -> None:
    error = fault(data)

    assert (error.code, str(error)) == (1002, f"the server sent {what}")


def test_control_frames_are_not_compressed() -> None:
    assert str(fault(frame(PING, reserved=COMPRESSED), is_deflated=True)).endswith(
        "a compressed control frame"
    )


def test_a_fragment_may_not_begin_another_compressed_message() -> None:
    data = frame(TEXT, is_final=False) + frame(CONTINUATION, reserved=COMPRESSED)

    assert str(fault(data, is_deflated=True)).endswith("claims to begin a compressed message")


def test_what_came_before_a_fault_is_not_lost() -> None:
    frames = Frames(1_000, is_deflated=False)
    frames.feed(frame(TEXT, "good") + frame(3))

    assert frames.next() == (TEXT, [b"good"])
    with pytest.raises(FrameError):
        frames.next()


def test_a_message_that_was_cut_comes_together_with_those_after_it() -> None:
    data = frame(TEXT, "a") * 2 + frame(TEXT, "cut") + frame(TEXT, "bb") * 2
    frames = Frames(1_000, is_deflated=False)
    frames.feed(data[:9])
    before = frames.next(), frames.next()
    frames.feed(data[9:])

    assert before == ((TEXT, [b"a", b"a"]), None)
    assert frames.next() == (TEXT, [b"cut", b"bb", b"bb"])


def test_the_longest_message_is_as_long_as_the_limit() -> None:
    whole = frame(TEXT, bytes(1_000))
    parts = frame(TEXT, bytes(999), is_final=False) + frame(CONTINUATION, b"x")

    assert len(read(Frames(1_000, is_deflated=False), whole + parts, [])) == 2


@pytest.mark.parametrize(
    ("data", "length"),
    [
        (frame(TEXT, bytes(1_001)), "1,001"),
        (frame(TEXT, bytes(999), is_final=False) + frame(CONTINUATION, b"xy"), "1,001"),
        (b"\x82\x7f\xff" + bytes(7), "18,374,686,479,671,623,680"),
    ],
)
def test_a_longer_message_is_refused_before_its_bytes_have_come(data: bytes, length: str) -> None:
    head = data if len(data) < 20 else data[: len(data) - 1]

    assert str(fault(head)) == (f"a message of {length} bytes is longer than max_message (1,000 bytes)")


def test_a_message_that_is_too_long_when_unpacked_is_refused() -> None:
    error = fault(frame(TEXT, pack(bytes(1_001)), reserved=COMPRESSED), is_deflated=True)

    assert (error.code, str(error)) == (1009, "a message is longer than max_message (1,000 bytes)")


def test_a_sender_may_forget_what_it_sent_before() -> None:
    data = b"".join(frame(TEXT, pack(b"x" * 100), reserved=COMPRESSED) for _ in range(3))

    assert read(Frames(1_000, is_deflated=True), data, []) == [(TEXT, b"x" * 100)] * 3


def test_a_message_may_be_made_of_finished_streams() -> None:
    def finished(payload: bytes) -> bytes:
        compressor = zlib.compressobj(wbits=-15)
        return compressor.compress(payload) + compressor.flush()

    data = frame(TEXT, finished(b"a") + finished(b"b") + b"\x00", reserved=COMPRESSED)
    after = frame(TEXT, pack(b"c"), reserved=COMPRESSED)

    assert read(Frames(1_000, is_deflated=True), data + after, []) == [(TEXT, b"ab"), (TEXT, b"c")]


def test_a_message_of_endless_streams_is_refused() -> None:
    empty = zlib.compressobj(wbits=-15).flush()

    assert (
        fault(frame(TEXT, empty * 2_000, reserved=COMPRESSED), max_size=9_000, is_deflated=True).code == 1002
    )


def test_corrupt_compression_is_invalid_data() -> None:
    error = fault(frame(TEXT, b"\xff\xff\xff", reserved=COMPRESSED), is_deflated=True)

    assert (error.code, str(error)) == (1007, "the server sent corrupt compressed data")


def test_a_run_ends_so_that_others_get_their_turn() -> None:
    frames = Frames(100_000, is_deflated=False)
    frames.feed(frame(TEXT, "x") * 3_000)
    small = frames.next()
    frames = Frames(100_000, is_deflated=False)
    frames.feed(frame(BINARY, bytes(30_000)) * 20)
    large = frames.next()

    assert small is not None
    assert large is not None
    assert len(small[1]) == 1_024
    assert 200_000 < sum(map(len, large[1])) < 330_000


def test_fragments_without_end_give_others_their_turn() -> None:
    frames = Frames(100_000, is_deflated=False)
    frames.feed(frame(TEXT, "x", is_final=False) + frame(CONTINUATION, "", is_final=False) * 3_000)
    turns = [frames.next() for _ in range(3)]

    assert turns == [(TEXT, []), (TEXT, []), None]
    assert read(frames, frame(CONTINUATION, "y"), []) == [(TEXT, b"xy")]
