from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

import pytest

from tests.streaming import streaming
from tui.model.conditions.message_filter import message_predicate
from tui.model.conditions.query import parse_query
from tui.model.connection import ConnectionState
from tui.widgets.listing import Listing

if TYPE_CHECKING:
    from asyncio.subprocess import Process

_ROOT = Path(__file__).parents[2]
_MILLION = 1_000_000
_BUFFER = 10_000


async def end(process: Process) -> None:
    with suppress(ProcessLookupError):  # it has come to its end by itself
        process.kill()
    await process.wait()


class FloodTest(IsolatedAsyncioTestCase):
    @pytest.mark.timeout(300)
    async def test_of_a_million_messages_every_one_is_accounted_for(self) -> None:
        command = [sys.executable, "-m", "tests.flood", str(_MILLION)]
        process = await asyncio.create_subprocess_exec(*command, cwd=_ROOT, stdout=PIPE)
        self.addAsyncCleanup(end, process)
        assert process.stdout is not None
        port = int(await process.stdout.readline())
        stage = await self.enterAsyncContext(
            streaming(f"ws://127.0.0.1:{port}/", reconnect=None, compression=False)
        )
        listing = Listing(stage.state)
        async with asyncio.timeout(280):
            while stage.state.state is not ConnectionState.STOPPED:
                await asyncio.sleep(0.01)
                assert listing.books.ledger().missing == 0
        everything = listing.books.ledger()
        listing.show_only(message_predicate(parse_query("type:tick"), now=0.0))
        while not listing.advance(1.0):
            pass
        ticks = listing.books.ledger()
        notices = 2

        assert everything.received == _MILLION
        assert (everything.shown, everything.filtered) == (_BUFFER - 1, 0)
        assert everything.evicted == _MILLION - _BUFFER + 1
        assert (ticks.shown, ticks.filtered, ticks.missing) == (_BUFFER // 2, _BUFFER // 2 - 1, 0)
        assert stage.state.rows.end == _MILLION + notices
        assert stage.state.close is not None
        assert stage.state.close.reason == "that was all"
