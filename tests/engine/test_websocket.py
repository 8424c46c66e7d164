from __future__ import annotations

import asyncio
import zlib
from time import perf_counter
from typing import Any
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from msgspec.structs import replace

from tests.clock import ManualClock
from tests.streaming import Stage, eventually, payloads, streaming
from tests.websocket_servers import (
    BINARY,
    CLOSE,
    CONTINUATION,
    PING,
    PONG,
    TEXT,
    Behaviour,
    FrameServer,
    Peer,
    chatter,
    close_frame,
    end,
    frame,
    polite,
    reset_by,
    say,
    serve_frames,
    silent,
)
from tui.engine.clock import SystemClock
from tui.engine.link import SendError
from tui.model.connection import Close, ConnectionState, Side
from tui.model.message import Direction, FeedMessage, Opcode

DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n"
COMPRESSED = 0x40
BOUND = 10.0
"""Whoever waits for the server waits for longer; all that is less may be the machine's doing."""


class TickingClock(SystemClock):
    """The clock of the machine, on which a second passes whenever it is looked at."""

    def __init__(self) -> None:
        self._looks = 0

    def now(self) -> float:
        self._looks += 1
        return 1_700_000_000.0 + self._looks


class Case(IsolatedAsyncioTestCase):
    async def meet(self, behave: Behaviour, *, fields: str = "", **changes: Any) -> tuple[FrameServer, Stage]:
        """Run a server that behaves so and a streamer that connects to it."""
        server = await self.enterAsyncContext(serve_frames(behave, fields=fields))
        changes.setdefault("reconnect", None)
        return server, await self.enterAsyncContext(streaming(server.url, **changes))

    async def ending(self, behave: Behaviour, *, fields: str = "", **changes: Any) -> Close:
        """Return how a connection to such a server ends."""
        _, stage = await self.meet(behave, fields=fields, **changes)
        await stage.until(lambda state: state.close)
        assert stage.state.close is not None
        return stage.state.close


def controls(stage: Stage) -> list[tuple[Direction, Opcode, bytes]]:
    rows = (row for row in stage.state.rows if isinstance(row, FeedMessage))
    return [(row.direction, row.opcode, row.payload) for row in rows if row.opcode > Opcode.BINARY]


async def deaf(_peer: Peer) -> None:
    await asyncio.sleep(3_600)


async def pings(server: FrameServer, count: int) -> None:
    """Wait until the server has seen so many pings."""
    await eventually(lambda: len(server.payloads(PING)) == count)


async def more(stage: Stage) -> None:
    """Wait until some more messages have come."""
    before = stage.state.received
    await stage.until(lambda state: state.received > before + 2)


class MessageTests(Case):
    async def test_text_and_binary_are_kept_as_they_came(self) -> None:
        _, stage = await self.meet(say(frame(TEXT, "€"), frame(BINARY, b"\x00\x01")))
        await stage.until(lambda state: state.received == 2)
        rows = [row for row in stage.state.rows if isinstance(row, FeedMessage)]

        assert [(row.opcode, row.payload) for row in rows] == [
            (Opcode.TEXT, "€".encode()),
            (Opcode.BINARY, b"\x00\x01"),
        ]

    async def test_text_that_is_not_utf8_is_a_message_and_not_the_end(self) -> None:
        _, stage = await self.meet(say(frame(TEXT, b"ab\xff"), frame(TEXT, "next")))
        await stage.until(lambda state: state.received == 2)

        assert payloads(stage.state) == [b"ab\xff", b"next"]
        assert stage.state.state is ConnectionState.OPEN

    async def test_fragments_are_one_message_even_with_a_ping_between_them(self) -> None:
        parts = frame(TEXT, "a", is_final=False), frame(PING, "?"), frame(CONTINUATION, "b")
        server, stage = await self.meet(say(*parts))
        await stage.until(lambda state: state.received == 1)
        await eventually(lambda: server.payloads(PONG))

        assert b"ab" in payloads(stage.state)
        assert server.payloads(PONG) == [b"?"]

    async def test_compressed_messages_are_inflated(self) -> None:
        deflate = zlib.compressobj(wbits=-15)
        packed = deflate.compress(b"x" * 1_000) + deflate.flush(zlib.Z_SYNC_FLUSH)
        _, stage = await self.meet(say(frame(TEXT, packed[:-4], reserved=COMPRESSED)), fields=DEFLATE)
        await stage.until(lambda state: state.received == 1)

        assert payloads(stage.state) == [b"x" * 1_000]
        assert stage.state.handshake is not None
        assert stage.state.handshake.compression

    async def test_the_longest_message_is_as_long_as_the_limit(self) -> None:
        _, stage = await self.meet(say(frame(TEXT, b"x" * 1_000)), max_message=1_000)
        await stage.until(lambda state: state.received == 1)

        assert stage.state.received_bytes == 1_000

    async def test_messages_that_come_together_have_one_time_and_the_order_they_came_in(self) -> None:
        _, stage = await self.meet(say(*(frame(TEXT, str(number)) for number in range(20))))
        await stage.until(lambda state: state.received == 20)
        times = [row.at_ns for row in stage.state.rows if isinstance(row, FeedMessage)]

        assert payloads(stage.state) == [str(number).encode() for number in range(20)]
        assert times == sorted(times)

    async def test_a_message_that_comes_with_the_answer_is_no_older_than_the_opening(self) -> None:
        _, stage = await self.meet(say(frame(TEXT, "welcome")), clock=TickingClock())
        await stage.until(lambda state: state.received == 1)
        times = [row.at for row in stage.state.rows]

        assert len(times) > 1
        assert times == sorted(times)


class ControlTests(Case):
    async def test_a_ping_is_answered_and_both_are_rows(self) -> None:
        server, stage = await self.meet(say(frame(PING, "are you there")))
        await eventually(lambda: server.payloads(PONG))

        assert server.payloads(PONG) == [b"are you there"]
        assert controls(stage) == [
            (Direction.RECEIVED, Opcode.PING, b"are you there"),
            (Direction.SENT, Opcode.PONG, b"are you there"),
        ]
        assert (stage.state.received, stage.state.sent) == (0, 0)

    async def test_a_pong_that_nobody_asked_for_is_a_row(self) -> None:
        _, stage = await self.meet(say(frame(PONG, "hello")))
        await eventually(lambda: controls(stage))

        assert controls(stage) == [(Direction.RECEIVED, Opcode.PONG, b"hello")]
        assert stage.state.rtt is None

    async def test_our_own_pings_measure_the_round_trip_and_are_no_rows(self) -> None:
        server, stage = await self.meet(polite, heartbeat=20.0)
        await stage.until(lambda state: state.rtt is not None)

        assert len(server.payloads(PING)) == 1
        assert controls(stage) == []
        assert stage.state.rtt is not None
        assert 0 <= stage.state.rtt < 5

    async def test_pings_go_on_for_as_long_as_they_are_answered(self) -> None:
        clock = ManualClock()
        server, stage = await self.meet(polite, clock=clock, heartbeat=20.0, heartbeat_timeout=10.0)
        for number in range(1, 5):
            await pings(server, number)
            await stage.until(lambda state: state.rtt is not None)
            stage.state.rtt = None
            await clock.advance(20.0)

        assert stage.state.state is ConnectionState.OPEN

    async def test_pings_may_be_closer_than_the_patience_with_a_pong(self) -> None:
        clock = ManualClock()
        server, stage = await self.meet(polite, clock=clock, heartbeat=2.0, heartbeat_timeout=10.0)
        for number in range(1, 4):
            await pings(server, number)
            await clock.advance(2.0)

        assert stage.state.state is ConnectionState.OPEN

    async def test_another_interval_holds_from_the_next_second_on(self) -> None:
        clock = ManualClock()
        server, stage = await self.meet(polite, clock=clock, heartbeat=0.0)
        await stage.until(lambda state: state.state is ConnectionState.OPEN)
        await clock.advance(5.0)
        stage.state.reconfigured(replace(stage.state.feed, heartbeat=2.0))
        await clock.advance(1.0)
        await pings(server, 1)
        await clock.advance(2.0)
        await pings(server, 2)

    async def test_a_server_that_shows_no_sign_of_life_is_left(self) -> None:
        clock = ManualClock()
        server, stage = await self.meet(silent, clock=clock, heartbeat=20.0, heartbeat_timeout=10.0)
        await eventually(lambda: server.payloads(PING))
        await clock.advance(10.0)
        await stage.until(lambda state: state.close)

        assert stage.state.close == Close(code=1006, by=Side.CLIENT, detail="no pong within 10s")
        await eventually(lambda: server.closes == [1011])

    async def test_a_server_that_talks_but_answers_no_ping_is_kept(self) -> None:
        clock = ManualClock()
        server, stage = await self.meet(chatter, clock=clock, heartbeat=20.0, heartbeat_timeout=10.0)
        for number in range(1, 4):
            await pings(server, number)
            await more(stage)
            await clock.advance(20.0)

        assert stage.state.state is ConnectionState.OPEN


class DeafServerTests(Case):
    """A server that sends, or not, but never reads what it is sent."""

    async def test_sending_to_it_fails_with_a_sentence_and_hangs_nobody(self) -> None:
        _, stage = await self.meet(deaf, compression=False)
        await stage.until(lambda state: state.state is ConnectionState.OPEN)

        with (
            patch("tui.engine.websocket._SEND_TIMEOUT", 0.2),
            self.assertRaisesRegex(SendError, "the server has read nothing for 200ms: the message may still"),
        ):
            await stage.streamer.send(b"x" * 32_000_000, Opcode.BINARY)
        assert stage.state.sent == 1
        began = perf_counter()
        await stage.streamer.hang_up()
        assert perf_counter() - began < BOUND

    async def test_an_on_open_message_that_it_does_not_take_is_why_the_connection_ends(self) -> None:
        with patch("tui.engine.websocket._SEND_TIMEOUT", 0.2):
            close = await self.ending(deaf, compression=False, on_open=("x", "y" * 32_000_000))

        assert (close.code, close.by) == (1011, Side.CLIENT)
        assert close.detail.startswith("on_open[2] was not sent: the server has read nothing for 200ms")

    async def test_its_pings_do_not_stop_the_receiving(self) -> None:
        async def shout(peer: Peer) -> None:
            while True:
                await peer.send(frame(PING, b"x" * 125) * 100 + frame(TEXT, "tick"))

        _, stage = await self.meet(shout, compression=False)
        await stage.until(lambda state: state.received > 50)
        began = perf_counter()
        await stage.streamer.hang_up()

        assert perf_counter() - began < BOUND
        assert stage.running.done()


class CloseTests(Case):
    async def test_a_goodbye_is_echoed_with_its_code(self) -> None:
        server, stage = await self.meet(say(close_frame(4001, "bye €"), then=silent))
        await stage.until(lambda state: state.close)

        assert stage.state.close == Close(code=4001, reason="bye €", by=Side.SERVER)
        await eventually(lambda: server.closes == [4001])

    async def test_a_goodbye_without_a_code_is_1005_at_once(self) -> None:
        server = await self.enterAsyncContext(serve_frames(say(frame(CLOSE), then=silent)))
        began = perf_counter()
        stage = await self.enterAsyncContext(streaming(server.url, reconnect=None))
        await stage.until(lambda state: state.close)

        assert perf_counter() - began < BOUND
        assert stage.state.close == Close(code=1005, by=Side.SERVER)
        await eventually(lambda: server.closes == [None])

    async def test_an_end_without_a_word_is_1006(self) -> None:
        close = await self.ending(end)

        assert close == Close(
            code=1006, by=Side.NETWORK, detail="the server ended the connection without a close frame"
        )

    async def test_an_end_in_the_middle_of_a_frame_is_1006(self) -> None:
        close = await self.ending(say(frame(TEXT, "x" * 100)[:50], then=end))

        assert (close.code, close.by) == (1006, Side.NETWORK)

    async def test_a_reset_is_told_from_an_end(self) -> None:
        close = await self.ending(reset_by)

        assert close == Close(code=1006, by=Side.NETWORK, detail="the server reset the connection")

    async def test_1006_on_the_wire_is_the_servers_own(self) -> None:
        server, stage = await self.meet(say(close_frame(1006, "bye"), then=silent))
        await stage.until(lambda state: state.close)

        assert stage.state.close == Close(
            code=1006, reason="bye", by=Side.SERVER, detail="a code that no close frame may carry"
        )
        await eventually(lambda: server.closes == [1002])

    async def test_codes_that_do_not_exist_are_shown_as_they_are(self) -> None:
        for code in (999, 1004, 1015, 2999, 5000):
            close = await self.ending(say(close_frame(code, "bye"), then=silent))

            assert (close.code, close.by) == (code, Side.SERVER)
            assert close.detail == "a code that no close frame may carry"

    async def test_a_reason_that_is_not_utf8_is_invalid_data(self) -> None:
        close = await self.ending(say(frame(CLOSE, b"\x03\xe8\xff"), then=silent))

        assert (close.code, close.by) == (1007, Side.CLIENT)

    async def test_half_a_code_is_a_protocol_error(self) -> None:
        close = await self.ending(say(frame(CLOSE, b"\x03"), then=silent))

        assert (close.code, close.by) == (1002, Side.CLIENT)

    async def test_an_answer_of_another_code_is_told(self) -> None:
        async def contradict(peer: Peer) -> None:
            while (await peer.receive())[0] != CLOSE:
                pass
            await peer.send(close_frame(4000, "why"))

        _, stage = await self.meet(contradict)
        await stage.until(lambda state: state.state is ConnectionState.OPEN)
        await stage.streamer.hang_up()

        assert stage.state.close == Close(
            code=1000, reason="why", by=Side.CLIENT, detail="the server answered 4000"
        )

    async def test_a_message_over_the_limit_says_how_long_it_was(self) -> None:
        server, stage = await self.meet(say(frame(TEXT, b"x" * 1_001), then=silent), max_message=1_000)
        await stage.until(lambda state: state.close)

        assert str(stage.state.close) == (
            "1009 message too big · a message of 1,001 bytes is longer than max_message (1,000 bytes)"
        )
        await eventually(lambda: server.closes == [1009])

    async def test_corrupt_compression_is_told(self) -> None:
        close = await self.ending(
            say(frame(TEXT, b"\xff\xff\xff", reserved=COMPRESSED), then=silent), fields=DEFLATE
        )

        assert (close.code, close.detail) == (1007, "the server sent corrupt compressed data")

    async def test_compression_that_was_not_offered_is_explained(self) -> None:
        close = await self.ending(
            say(frame(TEXT, b"x", reserved=COMPRESSED), then=silent), fields=DEFLATE, compression=False
        )

        assert close.code == 1002
        assert close.detail.endswith("compressed, although compression was not offered")

    async def test_frames_that_break_the_rules_end_the_connection_with_the_rule(self) -> None:
        for data in (
            frame(3),
            frame(CONTINUATION, "x"),
            frame(PING, "x", is_final=False),
            frame(TEXT, reserved=0x20),
        ):
            close = await self.ending(say(data, then=silent))

            assert (close.code, close.by) == (1002, Side.CLIENT)
            assert close.detail

    async def test_what_came_before_the_end_is_all_there(self) -> None:
        _, stage = await self.meet(say(frame(TEXT, "x") * 5_000, close_frame(1000), then=silent))
        await stage.until(lambda state: state.close)

        assert stage.state.received == 5_000

    async def test_a_secret_in_a_reason_is_not_shown(self) -> None:
        close = await self.ending(
            say(close_frame(4001, "bad token hunter22"), then=silent), secrets=["hunter22"]
        )

        assert close.reason == "bad token •••"

    async def test_a_reason_cannot_speak_to_the_terminal(self) -> None:
        close = await self.ending(say(close_frame(4001, "\x1b[2Jbye"), then=silent))

        assert close.reason == "�[2Jbye"
