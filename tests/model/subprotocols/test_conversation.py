"""What holds for every conversation, whatever the other side says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import make_feed, make_message
from tui.model.message import Opcode
from tui.model.message_type import TypeReader
from tui.model.pairs import Pairs
from tui.model.subprotocols.choice import conversation_of, fields_of
from tui.text.safe import UNSAFE
from tui.text.summary import summary

if TYPE_CHECKING:
    from tui.model.feed import Feed

FEEDS = [
    make_feed(subprotocols=("mqtt",), max_message=50),
    make_feed(subprotocols=("v12.stomp",), max_message=50),
    make_feed(subprotocols=("graphql-transport-ws",)),
    make_feed(url="ws://a/socket.io/?EIO=4"),
    make_feed(url="ws://a/engine.io/?EIO=4"),
]
STARTS = [b"", b"\x32\x07\x00\x01a\x00\x07", b"\x10\x0d\x00\x04MQTT\x05", b"\x20\x03\x00\x00"]
STARTS += [
    b"MESSAGE\nid:1\n",
    b"CONNECTED\nheart-beat:1,",
    b"42[",
    b"451-/a,",
    b"44",
    b'{"type":"ping"',
    b"2",
]
MESSAGES = st.builds(lambda start, rest: start + rest, st.sampled_from(STARTS), st.binary(max_size=20))
TALK = st.lists(st.tuples(st.booleans(), st.sampled_from([Opcode.TEXT, Opcode.BINARY]), MESSAGES), max_size=6)


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.subprotocols or feed.url)
@given(TALK)
@settings(max_examples=60)
def test_nothing_is_lost_and_nothing_fails(feed: Feed, talk: list[tuple[bool, Opcode, bytes]]) -> None:
    conversation = conversation_of(feed, None)
    assert conversation is not None
    parts, pairs = [], Pairs()
    for is_ours, opcode, payload in talk:
        sent = conversation.sent(opcode, payload) if is_ours else []
        assert b"".join(content for content, _ in sent) == (payload if is_ours else b"")
        parts += [] if is_ours else conversation.received(opcode, payload)
        assert all(answer for _, answer in conversation.owed())
    parts += conversation.rest()

    assert b"".join(content for content, _ in parts) == b"".join(
        payload for ours, _, payload in talk if not ours
    )
    for number, (content, packet) in enumerate(parts):
        message = make_message(content, packet=packet)
        pairs.look(number, message)

        assert len(TypeReader()(message)) <= 80
        assert not any(UNSAFE.search(text) for text, _ in summary(message, 80))
        assert bool(fields_of(message)) == (packet is not None and packet.fault is None)
