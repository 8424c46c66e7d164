from __future__ import annotations

import gc
import warnings
from unittest import IsolatedAsyncioTestCase

from textual.app import App

from tests.streaming import eventually
from tui.widgets.working import begin


class BeginTest(IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.begun: list[str] = []

    async def work(self) -> None:
        self.begun.append("work")

    async def test_what_has_begun_is_done(self) -> None:
        app = App[None]()
        async with app.run_test():
            begin(app, self.work, group="work")

            await eventually(lambda: self.begun == ["work"])

    async def test_what_is_cancelled_before_its_turn_leaves_nothing_behind(self) -> None:
        app = App[None]()
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", RuntimeWarning)
            async with app.run_test():
                begin(app, self.work, group="work")
                app.workers.cancel_all()
            gc.collect()

        assert self.begun == []
        assert [each for each in told if each.category is RuntimeWarning] == []

    async def test_nothing_begins_once_the_app_has_ended(self) -> None:
        app = App[None]()
        async with app.run_test():
            pass

        begin(app, self.work, group="work")

        assert list(app.workers) == []
