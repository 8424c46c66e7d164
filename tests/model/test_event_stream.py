from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.event_stream import EventStreamParser, ServerSentEvent, event_fields

PIECES = st.sampled_from(
    [
        b"\r",
        b"\n",
        b"\r\n",
        b"\n\n",
        b"data: one",
        b"data:two",
        b"data",
        b"event: trade",
        b"id: 7",
        b"id",
        b"retry: 250",
        b": comment",
        b":",
        b" ",
        b"\xef\xbb\xbf",
        b"\xff",
        b"unknown: x",
    ]
)
STREAMS = st.lists(PIECES, max_size=30).map(b"".join)


def parse(*chunks: bytes) -> list[tuple[str, bytes]]:
    parser = EventStreamParser()
    return [(event.type, event.data) for chunk in chunks for event in parser.feed(chunk)]


@given(stream=STREAMS, cuts=st.lists(st.integers(0, 200)))
def test_the_pieces_that_a_stream_comes_in_do_not_matter(stream: bytes, cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    whole, pieces = EventStreamParser(), EventStreamParser()
    events = whole.feed(stream)
    found = [event for start, end in pairwise(edges) for event in pieces.feed(stream[start:end])]

    assert found == events
    assert (pieces.last_id, pieces.retry) == (whole.last_id, whole.retry)


@given(st.lists(st.tuples(st.sampled_from(["trade", "message"]), st.text(alphabet="ab \n:é", max_size=20))))
def test_what_is_sent_by_the_rules_is_read_by_them(events: list[tuple[str, str]]) -> None:
    lines = []
    for kind, text in events:
        lines += [f"event: {kind}", *(f"data: {line}" for line in text.split("\n")), ""]
    stream = "".join(f"{line}\n" for line in lines).encode()

    assert parse(stream) == [(kind, text.encode()) for kind, text in events]


@given(stream=STREAMS)
def test_no_more_is_kept_than_came(stream: bytes) -> None:
    parser = EventStreamParser()
    parser.feed(stream)

    assert 0 <= parser.pending <= len(stream)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_line_may_end_in_three_ways(end: str) -> None:
    stream = f"event: trade{end}data: 1{end}{end}".encode()

    assert parse(stream) == [("trade", b"1")]


def test_an_event_without_a_type_is_a_message() -> None:
    assert EventStreamParser().feed(b"data: 1\n\n") == [ServerSentEvent("message", b"1")]


def test_several_lines_of_data_are_joined() -> None:
    assert parse(b"data: one\ndata:two\ndata:  three\ndata\n\n") == [("message", b"one\ntwo\n three\n")]


def test_an_event_with_one_empty_line_of_data_is_an_event() -> None:
    assert parse(b"data\n\n") == [("message", b"")]


def test_an_event_without_data_is_none_and_leaves_no_type_behind() -> None:
    assert parse(b"event: trade\n\ndata: 1\n\n") == [("message", b"1")]


def test_comments_and_unknown_fields_are_nothing() -> None:
    assert parse(b": ping\n\nfoo: bar\n: data: x\n\n") == []


def test_a_byte_order_mark_is_no_part_of_the_first_line_even_in_pieces() -> None:
    assert parse(b"\xef", b"\xbb", b"\xbfdata: 1\n\n") == [("message", b"1")]


def test_a_byte_order_mark_later_on_belongs_to_its_line() -> None:
    assert parse(b"\n\xef\xbb\xbfdata: 1\n\n") == []


def test_an_event_that_is_not_whole_waits() -> None:
    parser = EventStreamParser()

    assert parser.feed(b"data: 1\n") == []
    assert parser.pending == 2
    assert parser.feed(b"\n") == [ServerSentEvent("message", b"1")]
    assert parser.pending == 0


def test_comments_that_keep_a_stream_alive_are_not_kept_themselves() -> None:
    parser = EventStreamParser()
    parser.feed(b": still here\n" * 1_000)

    assert parser.pending == 0


def test_an_id_lasts_until_another_one_comes() -> None:
    parser = EventStreamParser("6")
    parser.feed(b"id: 7\ndata: a\n\ndata: b\n\n")

    assert parser.last_id == "7"
    parser.feed(b"id\n\n")
    assert parser.last_id == ""


def test_an_id_with_a_null_in_it_does_not_count() -> None:
    parser = EventStreamParser("6")
    parser.feed(b"id: 7\0\n\n")

    assert parser.last_id == "6"


@pytest.mark.parametrize(
    ("value", "seconds"), [(b"250", 0.25), (b"0", 0.0), (b"-1", None), (b"1.5", None), (b"9" * 5_000, None)]
)
def test_the_wait_that_the_server_wants_is_in_milliseconds(value: bytes, seconds: float | None) -> None:
    parser = EventStreamParser()
    parser.feed(b"retry: " + value + b"\n")

    assert parser.retry == seconds


def test_bytes_that_are_not_text_are_kept_as_they_came() -> None:
    assert parse(b"event: \xff\ndata: \xff\xfe\n\n") == [("\ufffd", b"\xff\xfe")]


def test_a_very_long_line_is_one_event() -> None:
    chunks = [b"data: ", *[b"x" * 1_000] * 700, b"\n\n"]

    assert parse(*chunks) == [("message", b"x" * 700_000)]


def test_an_event_knows_its_own_id_and_no_other() -> None:
    events = EventStreamParser().feed(b"event: a\nid: 7\ndata: x\n\ndata: y\n\nid\ndata: z\n\n")

    assert [event.id for event in events] == ["7", None, ""]
    assert [event.packet and event_fields(event.packet) for event in events] == [
        [("event", "a"), ("id", "7")],
        None,
        [("event", "message"), ("id", "")],
    ]
