from __future__ import annotations

from tui.model.message import Opcode
from tui.model.subprotocols.socket_io_conversation import EngineIoConversation, SocketIoConversation


def test_a_ping_is_answered_with_its_own_data_once() -> None:
    conversation = SocketIoConversation()
    for payload in (b"2", b"2probe", b"3", b'42["a"]'):
        conversation.received(Opcode.TEXT, payload)

    assert conversation.owed() == [(Opcode.TEXT, b"3"), (Opcode.TEXT, b"3probe")]
    assert conversation.owed() == []


def test_a_binary_message_is_no_ping() -> None:
    conversation = EngineIoConversation()
    parts = conversation.received(Opcode.BINARY, b"2")

    assert (conversation.owed(), parts) == ([], [(b"2", None)])


def test_nothing_may_follow_before_the_namespace_is_entered() -> None:
    conversation = SocketIoConversation()
    conversation.sent(Opcode.TEXT, b"40")
    was_waiting = conversation.is_waiting
    conversation.received(Opcode.TEXT, b'0{"sid":"a"}')
    still_waiting = conversation.is_waiting
    conversation.received(Opcode.TEXT, b'40{"sid":"b"}')

    assert (was_waiting, still_waiting, conversation.is_waiting) == (True, True, False)


def test_attachments_are_counted_for_each_side() -> None:
    conversation = SocketIoConversation()
    conversation.received(Opcode.TEXT, b'452-["up"]')
    conversation.sent(Opcode.TEXT, b'42["a"]')
    parts = [conversation.received(Opcode.BINARY, b"x")[0] for _ in range(3)]

    assert [(packet.kind, packet.brief) for _, packet in parts if packet] == [
        ("attachment", "1 of 2"),
        ("attachment", "2 of 2"),
        ("attachment", "of no packet"),
    ]


def test_what_is_written_is_sent_as_it_stands() -> None:
    assert SocketIoConversation().written('42["a"]') == (Opcode.TEXT, b'42["a"]')


def test_a_refusal_is_known() -> None:
    conversation = SocketIoConversation()
    conversation.sent(Opcode.TEXT, b"40")
    conversation.received(Opcode.TEXT, b'44{"message":"no token"}')

    assert (conversation.is_waiting, conversation.refusal) == (False, '{"message":"no token"}')
