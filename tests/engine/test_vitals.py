from __future__ import annotations

import asyncio
import sys
from unittest import IsolatedAsyncioTestCase

import pytest

from tests.clock import ManualClock
from tests.servers import serve_raw
from tests.streaming import eventually, streaming
from tests.websocket_servers import TEXT, frame, say, serve_frames
from tui.engine.vitals import vitals_of
from tui.model.vitals import Vitals

linux = pytest.mark.skipif(sys.platform != "linux", reason="struct tcp_info is Linux's")


class VitalsTest(IsolatedAsyncioTestCase):
    async def connect(self, data: bytes) -> asyncio.Transport:
        """Return a connection to a server that says that; nobody reads it."""

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.say = writer.write
            writer.write(data)
            await reader.read()

        server = await self.enterAsyncContext(serve_raw(talk))
        transport, _ = await asyncio.get_running_loop().create_connection(
            asyncio.Protocol, "127.0.0.1", server.port
        )
        self.addCleanup(transport.abort)
        return transport

    @linux
    async def test_the_kernel_tells_what_came_over_the_wire(self) -> None:
        transport = await self.connect(b"x" * 1_000)
        await eventually(lambda: (vitals_of(transport, lag=0.0).wire_bytes or 0) >= 1_000)
        vitals = vitals_of(transport, lag=0.0)

        assert vitals.wire_bytes == 1_000
        assert vitals.rtt is not None
        assert 0 < vitals.rtt < 10
        assert vitals.retransmits == 0

    async def test_what_nobody_reads_waits_in_the_kernel(self) -> None:
        transport = await self.connect(b"")
        transport.pause_reading()
        await eventually(lambda: hasattr(self, "say"))
        self.say(b"x" * 1_000)
        await eventually(lambda: (vitals_of(transport, lag=0.0).queued or 0) >= 1_000)

        assert vitals_of(transport, lag=0.0).queued == 1_000

    async def test_a_socket_that_is_gone_tells_nothing(self) -> None:
        transport = await self.connect(b"")
        transport.abort()
        await eventually(lambda: transport.get_extra_info("socket").fileno() < 0)

        assert vitals_of(transport, lag=0.5) == Vitals(lag=0.5)
        assert vitals_of(None, lag=0.5) == Vitals(lag=0.5)

    async def test_an_open_feed_is_looked_at_every_second(self) -> None:
        clock = ManualClock()
        server = await self.enterAsyncContext(serve_frames(say(frame(TEXT, "hi"))))
        stage = await self.enterAsyncContext(streaming(server.url, clock=clock))
        await stage.until(lambda state: state.received)
        before = stage.state.vitals
        await clock.advance(1.0)
        await stage.until(lambda state: state.vitals)

        assert before is None
        assert stage.state.vitals is not None
        assert stage.state.vitals.lag == 0.0
        assert stage.state.vitals.unpacked == 2
