from __future__ import annotations

import asyncio
import gc
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

import pytest

from tests.streaming import eventually
from tests.witnesses import set_scene
from tui.app import Dashboard
from tui.config.loader import config_of_urls

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot


class FaultError(Exception):
    pass


def fail() -> None:
    raise FaultError


class RunTestTests(IsolatedAsyncioTestCase):
    """Tests of the app leave it as its users do."""

    async def asyncSetUp(self) -> None:
        self.scene = await self.enterAsyncContext(set_scene(is_flooded=True))
        self.before = asyncio.all_tasks()
        self.closed: list[tuple[str, bool, list[list[int | None]]]] = []
        """What was closed, whether a worker still ran then, and the close frames that had come."""

    @asynccontextmanager
    async def live(self) -> AsyncIterator[tuple[Dashboard, Pilot[None]]]:
        app = Dashboard(config_of_urls(self.scene.urls, environ={}), beside=self.beside)
        app.stack.callback(self.note, app, "first")
        async with app.run_test(size=(80, 24)) as pilot:
            await eventually(lambda: self.scene.is_live)
            app.stack.callback(self.note, app, "last")
            self.app = app
            yield app, pilot

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[None]:
        try:
            yield
        finally:
            self.note(self.app, "beside")

    def note(self, app: Dashboard, name: str) -> None:
        self.closed.append((name, any(not worker.is_finished for worker in app.workers), self.scene.closes))

    async def assert_that_all_is_closed(self) -> None:
        goodbyes = [[1000], [1000]]
        await eventually(lambda: not self.scene.open)
        known = {*self.before, asyncio.current_task()}
        await eventually(lambda: asyncio.all_tasks() <= known)
        gc.collect()

        assert self.closed == [(name, False, goodbyes) for name in ("last", "beside", "first")]

    async def test_the_end_of_the_block_closes_everything_newest_first(self) -> None:
        async with self.live():
            pass

        await self.assert_that_all_is_closed()

    async def test_q_closes_everything_newest_first(self) -> None:
        async with self.live() as (app, pilot):
            await pilot.press("q")

        assert app.return_code == 0
        await self.assert_that_all_is_closed()

    async def test_an_assertion_in_the_body_closes_everything_newest_first(self) -> None:
        with pytest.raises(AssertionError, match="in the body"):
            async with self.live():
                raise AssertionError("in the body")

        await self.assert_that_all_is_closed()

    async def test_an_exception_in_a_handler_closes_everything_newest_first(self) -> None:
        async def crash() -> None:
            async with self.live() as (app, pilot):
                app.call_later(fail)
                await pilot.pause()

        with pytest.raises(FaultError):
            await crash()

        await self.assert_that_all_is_closed()
