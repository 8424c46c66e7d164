from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.demo.stages import Moment
from tui.demo.script import scene
from tui.demo.stage import Stage


class TestStage(IsolatedAsyncioTestCase):
    def test_time_counts_from_the_beginning(self) -> None:
        stage = Stage(clock=Moment(107.5), began_at=100.0)

        assert stage.t == 7.5
        assert stage.scene("search-v2") == scene("search-v2", 7.5)

    async def test_a_pause_ends_by_itself(self) -> None:
        stage = Stage(clock=Moment(), began_at=0.0)

        assert await stage.pause(0.001) is False

    async def test_a_pause_ends_at_once_when_the_demo_is_over(self) -> None:
        stage = Stage(clock=Moment(), began_at=0.0)
        stage.over.set()

        assert await stage.pause(3600) is True
