from __future__ import annotations

import asyncio
from time import perf_counter
from unittest import IsolatedAsyncioTestCase

from tests.clock import ManualClock
from tests.servers import hang, ok, serve, serve_raw, unused_port
from tests.streaming import Stage, eventually, streaming
from tests.websocket_servers import (
    CLOSE,
    TEXT,
    Peer,
    accept_head,
    chatter,
    close_frame,
    flood,
    frame,
    polite,
    say,
    serve_frames,
)
from tui.engine.streamer import SendError
from tui.model.connection import Close, ConnectionState, Side
from tui.model.feed import ReconnectPolicy
from tui.model.health import Health
from tui.model.message import Direction, FeedMessage, Opcode

OPEN, CLOSED, CONNECTING = ConnectionState.OPEN, ConnectionState.CLOSED, ConnectionState.CONNECTING
WAITING, STOPPED = ConnectionState.WAITING, ConnectionState.STOPPED

BOUND = 10.0
"""Whoever waits for the server waits for longer; all that is less may be the machine's doing."""


async def reach(stage: Stage, state: ConnectionState) -> None:
    await stage.until(lambda feed: feed.state is state)


async def _upgrade(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(accept_head((await reader.readuntil(b"\r\n\r\n")).decode()))
    await reader.read()
    writer.close()


async def fail(stage: Stage, attempt: int) -> None:
    """Wait until that attempt has led to nothing lasting."""
    await stage.until(lambda feed: feed.state is WAITING and feed.attempt == attempt)


def sent(stage: Stage) -> list[bytes]:
    rows = (row for row in stage.state.rows if isinstance(row, FeedMessage))
    return [row.payload for row in rows if row.direction is Direction.SENT]


class FloodTests(IsolatedAsyncioTestCase):
    async def test_every_message_of_a_flood_is_counted(self) -> None:
        server = await self.enterAsyncContext(serve_frames(say(frame(TEXT, '{"type": "tick"}') * 100_000)))
        stage = await self.enterAsyncContext(streaming(server.url))
        await stage.until(lambda state: state.received >= 100_000)

        assert stage.state.received == 100_000
        assert stage.state.received_bytes == 1_600_000
        assert stage.state.rows.end == 100_001
        assert len(stage.state.rows) == 10_000

    async def test_a_flood_is_announced_by_the_batch(self) -> None:
        server = await self.enterAsyncContext(serve_frames(say(frame(TEXT, "tick") * 50_000)))
        stage = await self.enterAsyncContext(streaming(server.url))
        await stage.until(lambda state: state.received >= 50_000)

        assert 0 < stage.changes < 5_000

    async def test_others_have_their_turn_during_a_flood(self) -> None:
        server = await self.enterAsyncContext(serve_frames(flood))
        stage = await self.enterAsyncContext(streaming(server.url))
        await stage.until(lambda state: state.received > 0)
        turns = 0
        while stage.state.received < 100_000:
            await asyncio.sleep(0)
            turns += 1

        assert turns > 20


class HangUpTests(IsolatedAsyncioTestCase):
    async def test_a_server_that_floods_and_never_answers_sees_the_code_and_holds_nobody_up(self) -> None:
        server = await self.enterAsyncContext(serve_frames(flood))
        stage = await self.enterAsyncContext(streaming(server.url))
        await stage.until(lambda state: state.received > 10_000)
        began = perf_counter()
        await stage.streamer.hang_up(1001)

        assert perf_counter() - began < BOUND
        assert stage.running.done()
        await eventually(lambda: server.closes == [1001])

    async def test_a_server_that_chats_and_never_answers_holds_nobody_up(self) -> None:
        server = await self.enterAsyncContext(serve_frames(chatter))
        stage = await self.enterAsyncContext(streaming(server.url))
        await stage.until(lambda state: state.received > 3)
        began = perf_counter()
        await stage.streamer.hang_up()

        assert perf_counter() - began < BOUND
        assert str(stage.state.close) == "1000 normal closure · the server did not answer the close"
        await eventually(lambda: server.closes == [1000])

    async def test_a_polite_server_is_left_with_one_close_frame_each_way(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        stage = await self.enterAsyncContext(streaming(server.url))
        await reach(stage, OPEN)
        await stage.streamer.hang_up()

        assert server.closes == [1000]
        assert stage.state.close is not None
        assert (stage.state.close.code, stage.state.close.by) == (1000, Side.CLIENT)
        assert stage.state.close.detail == ""
        assert stage.state.state is CLOSED

    async def test_cancelling_says_goodbye_as_well(self) -> None:
        server = await self.enterAsyncContext(serve_frames(chatter))
        stage = await self.enterAsyncContext(streaming(server.url))
        await stage.until(lambda state: state.received > 3)
        began = perf_counter()
        stage.running.cancel()
        await asyncio.wait((stage.running,))

        assert perf_counter() - began < BOUND
        assert stage.running.cancelled()
        assert str(stage.state.close).startswith("1001 going away")
        await eventually(lambda: server.closes == [1001])

    async def test_an_attempt_that_hangs_is_given_up_at_once(self) -> None:
        server = await self.enterAsyncContext(serve_raw(hang))
        stage = await self.enterAsyncContext(streaming(server.url.replace("http", "ws")))
        await eventually(lambda: server.connections)
        began = perf_counter()
        await stage.streamer.hang_up()

        assert perf_counter() - began < BOUND
        assert stage.running.done()

    async def test_hanging_up_before_the_start_is_the_end(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        async with streaming(server.url) as stage:
            await stage.streamer.hang_up()
            await asyncio.wait((stage.running,))

        assert server.heads == []


class ReconnectTests(IsolatedAsyncioTestCase):
    async def test_a_server_that_dies_and_comes_back_is_found_again(self) -> None:
        async with serve_frames(polite) as server:
            stage = await self.enterAsyncContext(
                streaming(server.url, reconnect=ReconnectPolicy(delay=0.01), chance=lambda: 1.0)
            )
            await reach(stage, OPEN)
            port = server.raw.port
        await eventually(lambda: "connect" in stage.told)
        again = await asyncio.start_server(_upgrade, "127.0.0.1", port)
        self.addCleanup(again.close)
        await stage.until(lambda state: state.connection == 2)

        assert stage.told == ["open", "closed 1006", "connect", "open"]

    async def test_the_wait_grows_and_has_a_time(self) -> None:
        clock = ManualClock()
        stage = await self.enterAsyncContext(
            streaming(f"ws://127.0.0.1:{unused_port()}/", clock=clock, chance=lambda: 1.0)
        )
        waits = []
        for attempt in range(1, 5):
            await fail(stage, attempt)
            assert stage.state.next_at is not None
            waits.append(stage.state.next_at - clock.now())
            await clock.advance(waits[-1])

        assert waits == [1.0, 2.0, 4.0, 8.0]

    async def test_a_connection_that_lasts_starts_the_count_anew(self) -> None:
        clock = ManualClock()
        server = await self.enterAsyncContext(serve_frames(polite))
        stage = await self.enterAsyncContext(streaming(server.url, clock=clock))
        await reach(stage, OPEN)
        await clock.advance(29.0)

        assert stage.state.attempt == 1
        await clock.advance(1.0)
        await stage.until(lambda state: state.attempt == 0)

    async def test_a_server_that_accepts_and_drops_is_not_hammered(self) -> None:
        clock = ManualClock()
        server = await self.enterAsyncContext(serve_frames(say(close_frame(1012))))
        stage = await self.enterAsyncContext(streaming(server.url, clock=clock, chance=lambda: 1.0))
        for attempt, ceiling in enumerate((1.0, 2.0, 4.0), 1):
            await fail(stage, attempt)
            assert stage.state.next_at == clock.now() + ceiling
            await clock.advance(ceiling)

    async def test_the_allowed_attempts_are_all_there_are(self) -> None:
        stage = await self.enterAsyncContext(
            streaming(f"ws://127.0.0.1:{unused_port()}/", reconnect=ReconnectPolicy(attempts=3))
        )
        await reach(stage, STOPPED)

        assert stage.state.attempt == 3
        assert stage.state.failure is not None
        assert stage.state.failure.message.startswith("gave up after 3 attempts: ")
        assert stage.state.health is Health.DOWN

    async def test_without_a_policy_the_first_end_is_the_last(self) -> None:
        server = await self.enterAsyncContext(serve_frames(say(close_frame(1001))))
        stage = await self.enterAsyncContext(streaming(server.url, reconnect=None))
        await reach(stage, STOPPED)

        assert len(server.heads) == 1

    async def test_retry_after_is_waited_for(self) -> None:
        clock = ManualClock()
        server = await self.enterAsyncContext(
            serve(ok(b"slow down", status=429, headers={"Retry-After": "7"}))
        )
        stage = await self.enterAsyncContext(streaming(server.url.replace("http", "ws"), clock=clock))
        await reach(stage, WAITING)

        assert stage.state.next_at == clock.now() + 7

    async def test_retry_after_counts_only_where_it_is_meant(self) -> None:
        clock = ManualClock()
        server = await self.enterAsyncContext(serve(ok(b"oops", status=500, headers={"Retry-After": "7"})))
        stage = await self.enterAsyncContext(streaming(server.url.replace("http", "ws"), clock=clock))
        await reach(stage, WAITING)

        assert stage.state.next_at == clock.now()

    async def test_a_fatal_close_waits_for_somebody_to_reconnect(self) -> None:
        server = await self.enterAsyncContext(serve_frames(say(close_frame(1008, "token expired"))))
        stage = await self.enterAsyncContext(streaming(server.url))
        await reach(stage, STOPPED)

        assert str(stage.state.failure) == 'closed: 1008 policy violation · "token expired"'
        stage.streamer.reconnect()
        await stage.until(lambda state: state.connection == 2)

    async def test_a_feed_that_gave_up_is_resumed(self) -> None:
        server = await self.enterAsyncContext(serve_frames(say(close_frame(1003))))
        stage = await self.enterAsyncContext(streaming(server.url))
        await reach(stage, STOPPED)
        stage.streamer.resume()
        await stage.until(lambda state: state.connection == 2)

    async def test_reconnecting_while_it_waits_does_not_wait(self) -> None:
        server = await self.enterAsyncContext(serve_frames(say(close_frame(1012))))
        stage = await self.enterAsyncContext(streaming(server.url, clock=ManualClock(), chance=lambda: 1.0))
        await reach(stage, WAITING)
        stage.streamer.reconnect()
        await stage.until(lambda state: state.connection == 2)

    async def test_reconnecting_an_open_connection_closes_it_in_good_order(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        stage = await self.enterAsyncContext(streaming(server.url))
        await reach(stage, OPEN)
        stage.streamer.reconnect()
        await stage.until(lambda state: state.connection == 2)

        assert server.closes == [1000]
        assert stage.told == ["open", "closed 1000", "open"]


class PauseTests(IsolatedAsyncioTestCase):
    async def test_a_pause_disconnects_until_it_is_resumed(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        stage = await self.enterAsyncContext(streaming(server.url))
        await reach(stage, OPEN)
        stage.streamer.pause()
        stage.streamer.pause()
        await reach(stage, CLOSED)

        assert stage.state.health is Health.PAUSED
        stage.streamer.resume()
        await stage.until(lambda state: state.connection == 2)
        assert server.closes == [1000]
        assert stage.told == ["open", "paused", "closed 1000", "resumed", "open"]

    async def test_a_pause_ends_the_waiting(self) -> None:
        server = await self.enterAsyncContext(serve_frames(say(close_frame(1012))))
        stage = await self.enterAsyncContext(streaming(server.url, clock=ManualClock(), chance=lambda: 1.0))
        await reach(stage, WAITING)
        stage.streamer.pause()

        assert (stage.state.state, stage.state.next_at) == (CLOSED, None)

    async def test_a_feed_that_is_not_enabled_waits_to_be_resumed(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        stage = await self.enterAsyncContext(streaming(server.url, enabled=False))
        stage.streamer.resume()
        await reach(stage, OPEN)

        assert stage.told == ["resumed", "open"]

    async def test_resuming_what_is_open_leaves_it_alone(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        stage = await self.enterAsyncContext(streaming(server.url))
        await reach(stage, OPEN)
        stage.streamer.resume()
        await stage.streamer.send("still here")

        assert stage.state.connection == 1


class SendTests(IsolatedAsyncioTestCase):
    async def test_on_open_messages_come_first_after_every_connect(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        stage = await self.enterAsyncContext(streaming(server.url, on_open=("subscribe", "start")))
        await eventually(lambda: len(server.payloads()) == 2)
        stage.streamer.reconnect()
        await eventually(lambda: len(server.payloads()) == 4)

        assert server.payloads() == [b"subscribe", b"start"] * 2
        assert sent(stage) == [b"subscribe", b"start"] * 2
        assert stage.state.sent == 4

    async def test_what_is_sent_arrives_and_is_recorded(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        stage = await self.enterAsyncContext(streaming(server.url, compression=False))
        await reach(stage, OPEN)
        await stage.streamer.send("hello €")
        await stage.streamer.send(b"\x00\xff", Opcode.BINARY)
        await stage.streamer.send(b"custom", Opcode.PING)
        await eventually(lambda: len(server.frames) == 3)

        assert server.frames == [(TEXT, "hello €".encode()), (2, b"\x00\xff"), (9, b"custom")]
        assert sent(stage) == ["hello €".encode(), b"\x00\xff", b"custom"]
        assert stage.state.sent == 2

    async def test_nothing_is_sent_without_a_connection(self) -> None:
        stage = await self.enterAsyncContext(streaming("ws://127.0.0.1:9/", enabled=False))

        with self.assertRaisesRegex(SendError, r"^trades is not connected$"):
            await stage.streamer.send("x")

    async def test_a_control_frame_that_is_too_long_is_not_sent(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        stage = await self.enterAsyncContext(streaming(server.url))
        await reach(stage, OPEN)

        with self.assertRaisesRegex(SendError, "a ping carries at most 125 bytes, this one has 126"):
            await stage.streamer.send(b"x" * 126, Opcode.PING)

    async def test_half_a_character_is_not_sent(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        stage = await self.enterAsyncContext(streaming(server.url))
        await reach(stage, OPEN)

        with self.assertRaisesRegex(SendError, "character 3 is half of a pair"):
            await stage.streamer.send("ab\ud800")

    async def test_a_goodbye_may_be_said_by_hand(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        stage = await self.enterAsyncContext(streaming(server.url, reconnect=None))
        await reach(stage, OPEN)
        await stage.streamer.send(b"\x0f\xa0so long", Opcode.CLOSE)
        await stage.until(lambda state: state.close)

        assert server.payloads(CLOSE) == [b"\x0f\xa0so long"]
        assert stage.state.close == Close(code=4000, reason="so long", by=Side.CLIENT)

    async def test_private_codes_are_named_by_the_subprotocol_that_was_agreed_on(self) -> None:
        server = await self.enterAsyncContext(
            serve_frames(say(close_frame(4401)), fields="Sec-WebSocket-Protocol: graphql-transport-ws\r\n")
        )
        subprotocols = ("graphql-transport-ws",)
        stage = await self.enterAsyncContext(streaming(server.url, subprotocols=subprotocols, reconnect=None))
        await stage.until(lambda state: state.close)

        assert stage.state.close is not None
        assert stage.state.close.name == "unauthorized"

    async def test_a_code_that_must_not_travel_is_not_sent(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        stage = await self.enterAsyncContext(streaming(server.url))
        await reach(stage, OPEN)

        with self.assertRaisesRegex(SendError, "no close frame may carry 1006"):
            await stage.streamer.send(b"\x03\xee", Opcode.CLOSE)


class SilenceTests(IsolatedAsyncioTestCase):
    async def test_a_feed_that_says_nothing_for_too_long_is_degraded_once(self) -> None:
        clock = ManualClock()
        server = await self.enterAsyncContext(serve_frames(say(frame(TEXT, "one"))))
        stage = await self.enterAsyncContext(streaming(server.url, clock=clock, silence=30.0))
        await stage.until(lambda state: state.received == 1)
        await clock.advance(29.0)

        assert not stage.state.is_silent
        await clock.advance(10.0)
        assert stage.told == ["open", "silent"]
        assert stage.state.health is Health.DEGRADED

    async def test_a_message_ends_the_silence(self) -> None:
        clock = ManualClock()

        async def answer(peer: Peer) -> None:
            while (await peer.receive())[0] != CLOSE:
                await peer.send(frame(TEXT, "back"))

        server = await self.enterAsyncContext(serve_frames(answer))
        stage = await self.enterAsyncContext(streaming(server.url, clock=clock, silence=5.0))
        await reach(stage, OPEN)
        await clock.advance(6.0)
        await stage.streamer.send("hello?")
        await stage.until(lambda state: state.received == 1)

        assert stage.state.health is Health.UP
        await clock.advance(1.0)
        assert stage.told == ["open", "silent", "messages again"]
