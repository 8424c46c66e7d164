from __future__ import annotations

import asyncio
from unittest.mock import patch

from tests.clock import ManualClock
from tests.engine.test_websocket import Case
from tests.streaming import Stage, eventually, payloads
from tests.websocket_servers import BINARY, TEXT, Peer, end, frame, polite, say
from tui.engine.link import SendError
from tui.model.message import Direction, FeedMessage

CONNACK, SUBACK = b"\x20\x02\x00\x00", b"\x90\x03\x00\x02\x01"
PUBLISH = b"\x32\x09\x00\x03a/b\x00\x07{}"
MQTT = ("mqtt",)


def kinds(stage: Stage, direction: str = "in") -> list[str]:
    """Return what the packets of one direction are."""
    return [
        row.packet.kind
        for row in stage.state.rows
        if isinstance(row, FeedMessage) and row.packet and row.direction is Direction(direction)
    ]


async def broker(peer: Peer) -> None:
    """Accept a CONNECT and a SUBSCRIBE, then publish, several packets in a message and one over several."""
    await peer.receive()
    await peer.send(frame(BINARY, CONNACK))
    await peer.receive()
    await peer.send(frame(BINARY, SUBACK + PUBLISH[:5]) + frame(BINARY, PUBLISH[5:] + b"\xd0\x00"))
    await polite(peer)


class PacketTests(Case):
    async def test_packets_are_rows_wherever_they_begin_and_end(self) -> None:
        _, stage = await self.meet(broker, on_open=("CONNECT", "SUBSCRIBE a/# qos 1"), subprotocols=MQTT)
        await stage.until(lambda state: state.received == 4)

        assert kinds(stage) == ["CONNACK", "SUBACK", "PUBLISH a/b", "PINGRESP"]
        assert payloads(stage.state).count(PUBLISH) == 1

    async def test_what_must_be_acknowledged_is_and_one_sees_it(self) -> None:
        server, stage = await self.meet(broker, on_open=("CONNECT", "SUBSCRIBE a/# qos 1"), subprotocols=MQTT)
        await eventually(lambda: len(server.payloads(BINARY)) == 3)
        await stage.until(lambda state: state.sent == 3)

        assert server.payloads(BINARY)[-1] == b"\x40\x02\x00\x07"
        assert kinds(stage, "out") == ["CONNECT", "SUBSCRIBE a/#", "PUBACK"]

    async def test_what_a_connection_left_unfinished_is_shown(self) -> None:
        _, stage = await self.meet(say(frame(BINARY, PUBLISH[:5]), then=end), subprotocols=MQTT)
        await stage.until(lambda state: state.close)

        assert kinds(stage) == ["no MQTT 3.1.1"]
        assert payloads(stage.state) == [PUBLISH[:5]]

    async def test_a_subprotocol_that_nobody_knows_stays_raw(self) -> None:
        _, stage = await self.meet(say(frame(TEXT, "2"), frame(BINARY, PUBLISH)), subprotocols=("x",))
        await stage.until(lambda state: state.received == 2)

        assert kinds(stage) == []
        assert payloads(stage.state) == [b"2", PUBLISH]


class ManneredTests(Case):
    async def test_the_second_message_waits_until_the_server_agrees_to_the_first(self) -> None:
        ready = asyncio.Event()

        async def hesitate(peer: Peer) -> None:
            await peer.receive()
            await ready.wait()
            await peer.send(frame(TEXT, '{"type":"connection_ack"}'))
            await polite(peer)

        init, subscribe = '{"type":"connection_init"}', '{"type":"subscribe","id":"1"}'
        server, stage = await self.meet(
            hesitate, subprotocols=("graphql-transport-ws",), on_open=(init, subscribe)
        )
        await eventually(server.payloads)
        await stage.until(lambda state: state.sent == 1)
        before = server.payloads()
        ready.set()
        await eventually(lambda: len(server.payloads()) == 2)

        assert (before, server.payloads()) == ([init.encode()], [init.encode(), subscribe.encode()])

    async def test_a_server_that_never_agrees_ends_it_and_says_so(self) -> None:
        with patch("tui.engine.interpreter._PATIENCE", 0.01):
            _, stage = await self.meet(polite, on_open=("CONNECT", "SUBSCRIBE a"), subprotocols=MQTT)
            await stage.until(lambda state: state.close)

        assert stage.state.close is not None
        assert stage.state.close.detail.startswith(
            "on_open[2] was not sent: the server has not agreed to the message before it within"
        )

    async def test_a_server_that_refuses_ends_it_and_says_so(self) -> None:
        async def refuse(peer: Peer) -> None:
            await peer.receive()
            await peer.send(frame(BINARY, b"\x20\x02\x00\x05"))
            await polite(peer)

        _, stage = await self.meet(refuse, on_open=("CONNECT", "SUBSCRIBE a"), subprotocols=MQTT)
        await stage.until(lambda state: state.close)

        assert stage.state.close is not None
        assert stage.state.close.detail == (
            "on_open[2] was not sent: the server refused the message before it: not authorized"
        )

    async def test_the_pings_of_socket_io_are_answered(self) -> None:
        server, stage = await self.meet(say(frame(TEXT, "2")), params={"EIO": "4"})
        await eventually(lambda: server.payloads() == [b"3"])
        await stage.until(lambda state: state.sent == 1)

        assert (kinds(stage), kinds(stage, "out")) == (["ping"], ["pong"])

    async def test_signs_of_life_keep_to_what_was_agreed_on(self) -> None:
        clock = ManualClock()
        server, stage = await self.meet(
            say(frame(BINARY, CONNACK)), on_open=("CONNECT\nKeep Alive: 10",), clock=clock, subprotocols=MQTT
        )
        await stage.until(lambda state: state.received == 1 and state.sent == 1)
        await clock.advance(7)
        before = stage.state.sent
        await clock.advance(2)
        await eventually(lambda: len(server.payloads(BINARY)) == 2)

        assert before == 1
        assert server.payloads(BINARY)[1:] == [b"\xc0\x00"]

    async def test_what_is_written_is_sent_as_the_packet_it_describes(self) -> None:
        server, stage = await self.meet(polite, on_open=("CONNECT",), subprotocols=MQTT)
        await stage.until(lambda state: state.sent)
        await stage.streamer.send("PUBLISH lamp\n\non")
        await eventually(lambda: len(server.payloads(BINARY)) == 2)

        assert server.payloads(BINARY)[1] == b"\x30\x08\x00\x04lampon"

    async def test_what_means_nothing_is_refused_with_an_example(self) -> None:
        _, stage = await self.meet(polite, on_open=("CONNECT",), subprotocols=MQTT)
        await stage.until(lambda state: state.sent)

        with self.assertRaisesRegex(SendError, "not an MQTT packet: .* write e.g."):
            await stage.streamer.send('{"op":"subscribe"}')
