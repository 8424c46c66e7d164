from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.factories import make_endpoint
from tests.servers import ok, serve, unused_port
from tui.engine.engine import open_engine
from tui.model.board import Board
from tui.model.event import Event, EventKind
from tui.model.health import Health

if TYPE_CHECKING:
    from collections.abc import Callable

_DEADLINE = 10.0


async def watched(board: Board, until: Callable[[], object]) -> list[Event]:
    """Run an engine until something is so, and return what it told."""
    told: list[Event] = []
    changed = asyncio.Event()
    async with (
        open_engine(board, changed=changed.set, on_event=told.append, environ={}) as engine,
        asyncio.timeout(_DEADLINE),
        asyncio.TaskGroup() as group,
    ):
        tasks = [group.create_task(job.run()) for job in engine.jobs()]
        while not until():
            changed.clear()
            await changed.wait()
        for task in tasks:
            task.cancel()
    return told


class BlameTest(IsolatedAsyncioTestCase):
    async def test_when_no_host_answers_nobody_is_blamed(self) -> None:
        port = unused_port()
        hosts = ("127.0.0.1", "127.0.0.2", "127.0.0.3")
        board = Board([make_endpoint(host, url=f"http://{host}:{port}/", interval=600.0) for host in hosts])
        told = await watched(board, lambda: board.offline_since is not None)

        assert [event.kind for event in told] == [EventKind.OFFLINE]
        assert {state.health for state in board} == {Health.UNKNOWN}

    async def test_others_are_asked_at_once_so_that_nobody_waits_to_be_blamed(self) -> None:
        async with serve(ok()) as server:
            bad = make_endpoint("bad", url=f"http://127.0.0.2:{unused_port()}/", interval=0.5)
            others = [
                make_endpoint(host, url=f"http://{host}:{server.port}/", interval=600.0)
                for host in ("127.0.0.1", "localhost")
            ]
            board = Board([bad, *others])
            told = await watched(board, lambda: board.endpoints[0].health is Health.DOWN)

        assert [(event.source, event.kind) for event in told] == [("bad", EventKind.DOWN)]
