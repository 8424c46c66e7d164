"""What servers do on the wire that no library would do for them: RFC 6455 case by case, over real sockets."""

from __future__ import annotations

import asyncio
import gc
import zlib
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from tests.servers import Authority, respond, serve_raw
from tests.streaming import Stage, eventually, payloads, streaming
from tests.websocket_servers import (
    CLOSE,
    CONTINUATION,
    PING,
    PONG,
    TEXT,
    Behaviour,
    FrameServer,
    Peer,
    close_frame,
    end,
    frame,
    polite,
    reset_by,
    say,
    serve_frames,
    silent,
)
from tui.engine import opener
from tui.model.connection import CLOSE_CODES, Close, ConnectionState, Ending, Side
from tui.model.failure import FailureKind
from tui.model.feed import ReconnectPolicy
from tui.model.target import TlsOptions

if TYPE_CHECKING:
    from typing import Any

STOPPED, WAITING = ConnectionState.STOPPED, ConnectionState.WAITING
DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n"
COMPRESSED = 0x40
POLICY = ReconnectPolicy(delay=1.0, max_delay=30.0)


class Case(IsolatedAsyncioTestCase):
    async def meet(self, behave: Behaviour, **changes: Any) -> tuple[FrameServer, Stage]:
        """Run a server that behaves so, and a streamer that will not connect to it again for a second."""
        tls, fields = changes.pop("server_tls", None), changes.pop("fields", "")
        server = await self.enterAsyncContext(serve_frames(behave, fields=fields, tls=tls))
        url = server.url.replace("http", "ws", 1)
        options = {"reconnect": POLICY, "chance": lambda: 1.0, **changes}
        return server, await self.enterAsyncContext(streaming(url, **options))

    async def ended(self, behave: Behaviour, **changes: Any) -> tuple[FrameServer, Stage, Close]:
        """Return how a connection to such a server ends, once it is decided what follows."""
        server, stage = await self.meet(behave, **changes)
        await stage.until(lambda state: state.close and state.state in {STOPPED, WAITING})
        assert stage.state.close is not None
        return server, stage, stage.state.close


def wait_of(stage: Stage) -> float | None:
    """Return after how many seconds the next attempt comes; `None`: none does."""
    state = stage.state
    if state.state is STOPPED:
        return None
    assert state.next_at is not None
    assert state.since is not None
    return round(state.next_at - state.since, 3)


async def heard(server: FrameServer, code: int) -> None:
    """Wait until the server has got a close frame of that code, and no other."""
    await eventually(lambda: server.closes == [code])


class CloseCodeTests(Case):
    async def test_every_code_that_may_travel_comes_as_it_was_sent_and_is_echoed(self) -> None:
        for code in (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999):
            server, _, close = await self.ended(say(close_frame(code, "why"), then=silent))

            assert (close.code, close.reason, close.by) == (code, "why", Side.SERVER)
            assert close.ending is Ending.CLOSE_FRAME
            assert close.name == CLOSE_CODES.get(code, "private code")
            await heard(server, code)

    async def test_codes_that_must_not_travel_are_shown_and_answered_with_a_protocol_error(self) -> None:
        for code in (0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535):
            server, _, close = await self.ended(say(close_frame(code, "why"), then=silent))

            assert (close.code, close.reason, close.by) == (code, "why", Side.SERVER)
            assert close.detail == "a code that no close frame may carry"
            await heard(server, 1002)

    async def test_what_would_come_again_stops_it(self) -> None:
        for code in (1002, 1003, 1007, 1008, 1009, 1010):
            _, stage, _ = await self.ended(say(close_frame(code, "why"), then=silent))

            assert stage.state.state is STOPPED
            assert '"why"' in str(stage.state.failure)

    async def test_what_may_pass_is_tried_again_after_the_first_wait(self) -> None:
        for code in (1000, 1001, 1011, 1012, 1014, 3000, 4000):
            _, stage, _ = await self.ended(say(close_frame(code), then=silent))

            assert wait_of(stage) == 1.0

    async def test_a_busy_server_and_one_that_is_confused_have_a_long_rest(self) -> None:
        for code in (1013, 1004, 1005, 5000):
            _, stage, _ = await self.ended(say(close_frame(code), then=silent))

            assert wait_of(stage) == 30.0

    async def test_nothing_counts_that_comes_after_the_close_frame(self) -> None:
        late = frame(TEXT, "late") + frame(PING, "late")
        server, stage, close = await self.ended(say(close_frame(1000), late, then=silent))

        assert (close.code, stage.state.received) == (1000, 0)
        assert server.payloads(PONG) == []


class FrameTests(Case):
    async def test_a_character_may_be_torn_apart_by_fragments(self) -> None:
        euro = "€".encode()
        parts = (frame(TEXT, euro[:1], is_final=False), frame(CONTINUATION, euro[1:]))
        _, stage = await self.meet(say(*parts))
        await stage.until(lambda state: state.received)

        assert payloads(stage.state) == [euro]

    async def test_each_broken_rule_is_told_in_words_and_to_the_server(self) -> None:
        broken = {
            "a ping of 126 bytes": frame(PING, "x" * 126),
            "a close frame of 126 bytes": frame(CLOSE, b"\x03\xe8" + b"x" * 124),
            "a ping in fragments": frame(PING, "x", is_final=False),
            "a message amid the fragments of another": frame(TEXT, "a", is_final=False) + frame(TEXT, "b"),
            "a continuation of nothing": frame(CONTINUATION, "x"),
            "reserved bits": frame(TEXT, "x", reserved=0x20),
            "a reserved control opcode": frame(11),
            "a reserved data opcode": frame(3),
        }
        details = set()
        for what, data in broken.items():
            with self.subTest(what):
                server, stage, close = await self.ended(say(data, then=silent))

                assert (close.code, close.by, close.ending) == (1002, Side.CLIENT, Ending.FAULT)
                assert stage.state.state is STOPPED
                await heard(server, 1002)
                details.add(close.detail)

        assert len(details) >= 6
        assert all(detail.startswith("the server sent ") for detail in details)

    async def test_a_small_frame_that_unpacks_to_megabytes_is_not_unpacked(self) -> None:
        deflate = zlib.compressobj(wbits=-15)
        bomb = deflate.compress(bytes(5_000_000)) + deflate.flush(zlib.Z_SYNC_FLUSH)
        behave = say(frame(TEXT, bomb[:-4], reserved=COMPRESSED), then=silent)
        server, stage, close = await self.ended(behave, fields=DEFLATE, max_message=1_000_000)

        assert len(bomb) < 10_000
        assert (close.code, stage.state.received) == (1009, 0)
        assert "max_message" in close.detail
        await heard(server, 1009)

    async def test_a_server_hears_that_what_it_compressed_is_corrupt(self) -> None:
        behave = say(frame(TEXT, b"\xff\xff\xff", reserved=COMPRESSED), then=silent)
        server, _, _ = await self.ended(behave, fields=DEFLATE)

        await heard(server, 1007)


class LossTests(Case):
    async def test_under_tls_too_an_end_is_told_from_a_reset(self) -> None:
        signs = []
        for behave in (end, reset_by):
            tls = Authority().server_context()
            _, _, close = await self.ended(behave, server_tls=tls, tls=TlsOptions(verify=False))
            signs.append((close.code, close.by, close.ending))

        assert signs == [
            (1006, Side.NETWORK, Ending.FIN),
            (1006, Side.NETWORK, Ending.RESET),
        ]

    async def test_a_close_that_a_server_answers_with_a_reset_ends_without_a_word(self) -> None:
        said: list[str] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, fault: said.append(fault["message"]))

        async def resent(peer: Peer) -> None:
            await peer.receive()
            await reset_by(peer)

        server = await self.enterAsyncContext(serve_frames(resent))
        async with streaming(server.url.replace("http", "ws", 1)) as stage:
            await stage.until(lambda state: state.state is ConnectionState.OPEN)
        del stage
        gc.collect()

        assert said == []


class HandshakeTests(Case):
    async def test_a_window_that_we_cannot_keep_is_refused_in_words(self) -> None:
        fields = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=8\r\n"
        _, stage = await self.meet(polite, fields=fields)
        await stage.until(lambda state: state.failure)
        failure = stage.state.failure

        assert failure is not None
        assert failure.kind is FailureKind.PROTOCOL
        assert "window" in failure.message

    async def test_a_server_that_never_answers_is_given_up(self) -> None:
        server = await self.enterAsyncContext(serve_raw(respond("", then=_wait)))
        with patch.object(opener, "_PATIENCE", 0.05):
            url = server.url.replace("http", "ws", 1)
            stage = await self.enterAsyncContext(streaming(url, reconnect=POLICY))
            await stage.until(lambda state: state.state is WAITING)
        failure = stage.state.failure

        assert failure is not None
        assert failure.kind is FailureKind.TIMEOUT

    async def test_each_redirect_that_keeps_the_method_or_not_is_followed(self) -> None:
        target = await self.enterAsyncContext(serve_frames(polite))
        for status in (301, 302, 303, 307, 308):
            head = f"HTTP/1.1 {status} Moved\r\nLocation: {target.url}/there\r\nContent-Length: 0\r\n\r\n"
            server = await self.enterAsyncContext(serve_raw(respond(head)))
            stage = await self.enterAsyncContext(streaming(server.url.replace("http", "ws", 1)))
            await stage.until(lambda state: state.connection)

            assert stage.state.handshake is not None
            assert [hop.status for hop in stage.state.handshake.hops] == [status, 101]

    async def test_a_way_that_never_ends_is_left(self) -> None:
        seen: list[str] = []

        async def further(reader: Any, writer: Any) -> None:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            seen.append(head.split()[1])
            writer.write(
                f"HTTP/1.1 302 Found\r\nLocation: /{len(seen)}\r\nContent-Length: 0\r\n"
                "Connection: close\r\n\r\n".encode()
            )

        server = await self.enterAsyncContext(serve_raw(further))
        stage = await self.enterAsyncContext(streaming(server.url.replace("http", "ws", 1)))
        await stage.until(lambda state: state.state is STOPPED)

        assert len(seen) == 10
        assert stage.state.failure is not None
        assert stage.state.failure.kind is FailureKind.REDIRECT


async def _wait(reader: Any, _writer: Any) -> None:
    await reader.read()
