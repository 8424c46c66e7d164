from __future__ import annotations

import pytest

from tui.model.message import Opcode
from tui.model.subprotocols.graphql import GraphqlConversation


@pytest.mark.parametrize("payload", [b'{"type":"ping"}', b'{ "payload": {}, "type": "ping" }'])
def test_a_ping_is_answered(payload: bytes) -> None:
    conversation = GraphqlConversation()
    conversation.received(Opcode.TEXT, payload)

    assert conversation.owed() == [(Opcode.TEXT, b'{"type":"pong"}')]


@pytest.mark.parametrize("kind", ["ping", "pong", "ka"])
def test_what_only_shows_that_the_server_is_there_is_no_news(kind: str) -> None:
    ((_, packet),) = GraphqlConversation().received(Opcode.TEXT, f'{{"type":"{kind}"}}'.encode())

    assert packet is not None
    assert (packet.kind, packet.is_upkeep) == (kind, True)


def test_our_own_pong_is_called_so_too() -> None:
    ((_, packet),) = GraphqlConversation().sent(Opcode.TEXT, b'{"type":"pong"}')

    assert packet is not None
    assert packet.kind == "pong"


@pytest.mark.parametrize(
    "payload",
    [
        b'{"type":"next","payload":{"type":"ping"}}',
        b'["ping"]',
        b'{"type":"ping"',
        b'"ping"',
        b'{"type":"ping","payload":"' + b"x" * 200_000 + b'"}',
    ],
)
def test_what_only_looks_like_a_ping_is_not(payload: bytes) -> None:
    conversation = GraphqlConversation()
    parts = conversation.received(Opcode.TEXT, payload)

    assert (conversation.owed(), parts) == ([], [(payload, None)])


def test_nothing_may_be_subscribed_to_before_the_acknowledgement() -> None:
    conversation = GraphqlConversation()
    conversation.sent(Opcode.TEXT, b'{"type":"connection_init"}')
    was_waiting = conversation.is_waiting
    conversation.received(Opcode.TEXT, b'{"type":"ping"}')
    still_waiting = conversation.is_waiting
    conversation.received(Opcode.TEXT, b'{"type":"connection_ack"}')

    assert (was_waiting, still_waiting, conversation.is_waiting) == (True, True, False)


def test_a_refusal_is_known() -> None:
    conversation = GraphqlConversation()
    conversation.sent(Opcode.TEXT, b'{"type":"connection_init"}')
    conversation.received(Opcode.TEXT, b'{"type":"connection_error"}')

    assert (conversation.is_waiting, conversation.refusal) == (False, "connection_error")
