from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast
from unittest import IsolatedAsyncioTestCase

import pytest
from textual.screen import Screen
from textual.widgets import Static

from tests.streaming import eventually
from tui.terminal.living_app import LivingApp

if TYPE_CHECKING:
    from textual.app import ComposeResult


ORDER = [
    "goodbye with 2 at work",
    "a worker has cleaned up",
    "a worker has cleaned up",
    "opened last is closed",
    "opened first is closed",
]


class FakeDriver:
    """A driver of a terminal that is behind or has gone, as the test wants."""

    is_headless = is_inline = is_web = is_suspended = False
    can_suspend = False
    is_behind = False
    is_gone = False

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, data: str) -> None:
        self.written.append(data)

    def flush(self) -> None:
        """All is written."""


class Shop(LivingApp[None]):
    """An app with something to close, and workers that clean up."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.tasks: set[object] = set()
        self.at_work = 0

    def compose(self) -> ComposeResult:
        yield Static("open", markup=False)

    def on_mount(self) -> None:
        self.stack.callback(self.tell, "opened first is closed")
        self.stack.callback(self.tell, "opened last is closed")
        for _ in range(2):
            self.run_worker(self.work())

    def tell(self, what: str) -> None:
        self.told.append(what)
        self.tasks.add(asyncio.current_task())

    async def work(self) -> None:
        self.at_work += 1
        try:
            await asyncio.Event().wait()
        finally:
            for _ in range(3):
                await asyncio.sleep(0)
            self.told.append("a worker has cleaned up")

    async def say_goodbye(self) -> None:
        self.told.append(f"goodbye with {sum(not worker.is_cancelled for worker in self.workers)} at work")


class Front(Screen[None]):
    """A screen that counts on its widgets."""

    def compose(self) -> ComposeResult:
        yield Static("open", markup=False)

    def on_mount(self) -> None:
        self.query_one(Static).update("welcome")


class HastyShop(LivingApp[None]):
    """An app that is left before its screen is there."""

    def get_default_screen(self) -> Screen[None]:
        return Front()

    def on_mount(self) -> None:
        self.exit(return_code=4)


class LivingAppTests(IsolatedAsyncioTestCase):
    async def test_it_says_goodbye_then_ends_the_workers_then_closes_what_it_opened(self) -> None:
        app = Shop()
        async with app.run_test():
            await eventually(lambda: app.at_work == 2)

        assert app.told == ORDER

    async def test_the_task_that_ran_it_closes_what_it_opened(self) -> None:
        app = Shop()
        async with app.run_test():
            await eventually(lambda: app.at_work == 2)

        assert app.tasks == {asyncio.current_task()}

    async def test_it_runs_headless_as_it_does_in_tests(self) -> None:
        app = Shop()

        async def leave(_pilot: object) -> None:
            await eventually(lambda: app.at_work == 2)
            app.exit(return_code=3)

        await app.run_async(headless=True, auto_pilot=leave)

        assert app.told == ORDER
        assert app.return_code == 3

    async def test_it_can_be_left_while_its_screen_is_being_made(self) -> None:
        app = HastyShop()
        await app.run_async(headless=True)

        assert app.return_code == 4

    async def test_an_exit_does_not_overrule_a_crash(self) -> None:
        app = Shop()

        async def run() -> None:
            async with app.run_test() as pilot:
                app.call_later(self.fail, "a bug")
                await pilot.pause()
                app.exit(return_code=0)

        with pytest.raises(AssertionError, match="a bug"):
            await run()

        assert app.return_code == 1

    async def test_cancelling_the_task_that_runs_it_ends_it_in_good_order(self) -> None:
        app = Shop()
        running: asyncio.Task[None]
        async with asyncio.TaskGroup() as group:
            running = group.create_task(app.run_async(headless=True))
            await eventually(lambda: app.at_work == 2)
            running.cancel()

        assert app.told == ORDER

    async def test_a_resource_that_cannot_be_closed_keeps_no_other_open(self) -> None:
        app = Shop()

        async def run() -> None:
            async with app.run_test():
                await eventually(lambda: app.at_work == 2)
                app.stack.callback(self.fail, "cannot be closed")

        with pytest.raises(AssertionError, match="cannot be closed"):
            await run()

        assert app.told == ORDER

    async def test_frames_are_skipped_while_the_terminal_is_behind_and_painted_when_it_is_not(self) -> None:
        app, driver = Shop(), FakeDriver()
        async with app.run_test() as pilot:
            await pilot.pause()
            headless, app._driver = app._driver, cast("Any", driver)
            driver.is_behind = True
            app.query_one(Static).update("closed")
            await pilot.pause()
            while_behind = list(driver.written)
            driver.is_behind = False
            await eventually(lambda: "closed" in "".join(driver.written))
            app._driver = headless

        assert while_behind == []

    async def test_a_frame_that_waited_until_the_end_is_not_painted(self) -> None:
        app = Shop()
        async with app.run_test():
            pass
        app._frame_again()

        assert app.screen_stack == []

    async def test_it_leaves_when_the_terminal_has_gone_without_a_signal(self) -> None:
        app, driver = Shop(), FakeDriver()
        async with app.run_test() as pilot:
            await pilot.pause()
            headless, app._driver = app._driver, cast("Any", driver)
            driver.is_gone = True
            app._watch_terminal()
            app._driver = headless

        assert (app.return_code, app.goodbye_code) == (129, 1001)
