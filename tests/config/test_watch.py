from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tui.config.sources import Sources, stamp
from tui.config.watch import Watch, apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.config.sources import Look

QUICK = {"pause": 0.01, "settle": 0.005}
FILE = Path("a.toml")


class Sights:
    """Sources that look as they are told, one look after another, and then stay as they are."""

    def __init__(self, sizes: Sequence[int | None]) -> None:
        looks: list[Look] = [{FILE: None if size is None else (size,)} for size in sizes]
        self.seen, *self.left = looks
        self.count = 0

    def look(self) -> Look:
        self.count += 1
        return self.left.pop(0) if len(self.left) > 1 else self.left[0]


def watch_sights(*sizes: int | None) -> tuple[Watch, Sights]:
    sights = Sights(sizes)
    return Watch(sights, **QUICK), sights  # type: ignore[arg-type]  # all that is asked of sources is a look


class WatchTest(IsolatedAsyncioTestCase):
    async def test_a_change_is_reported(self) -> None:
        watch, _ = watch_sights(1, 1, 2)

        assert await watch.change() is False

    async def test_a_file_that_is_written_in_steps_is_one_change(self) -> None:
        watch, sights = watch_sights(1, None, 0, 2, 3)
        await watch.change()

        assert sights.left == [{FILE: (3,)}]
        assert sights.count == 5

    async def test_what_is_back_as_it_was_is_no_change(self) -> None:
        watch, sights = watch_sights(1, 2, 1, 1, 1, 3)
        await watch.change()

        assert sights.left == [{FILE: (3,)}]

    async def test_a_file_that_never_rests_is_reported_all_the_same(self) -> None:
        watch, sights = watch_sights(*range(100))
        await watch.change()

        assert sights.count < 20

    async def test_it_can_be_asked_to_report_without_a_change(self) -> None:
        watch, _ = watch_sights(1, 1)
        watch.ask()

        assert await watch.change() is True

    async def test_what_has_changed_before_it_was_asked_to_look_is_a_change(self) -> None:
        watch, sights = watch_sights(1, 2)
        await watch.change()

        assert sights.count == 2

    async def test_what_was_read_since_is_no_change(self) -> None:
        watch, sights = watch_sights(1, 2, 2, 2, 3)
        watch.follow(sights, read=Sources(seen={FILE: (2,)}))  # type: ignore[arg-type]  # as above
        await watch.change()

        assert sights.left == [{FILE: (3,)}]

    async def test_what_was_read_lasts_if_it_looks_the_same_after_a_while(self) -> None:
        with TemporaryDirectory() as directory:
            path = Path(directory) / "a.toml"
            path.write_text("")
            read = Sources(frozenset({path}), seen={path: stamp(path)})
            watch = Watch(read, **QUICK)

            assert await watch.lasts(read)
            path.write_text("more")
            assert not await watch.lasts(read)

    async def test_a_file_that_was_not_read_is_none_of_what_was(self) -> None:
        with TemporaryDirectory() as directory:
            (Path(directory) / "a.toml").write_text("")
            read = Sources(patterns=frozenset({(Path(directory), "*.toml")}))

            assert await Watch(read, **QUICK).lasts(read)

    async def test_a_real_file_that_goes_and_comes_back_is_two_changes(self) -> None:
        path = Path(self.enterContext(TemporaryDirectory())) / "a.toml"
        path.touch()
        sources = Sources(frozenset({path}))
        watch = Watch(Sources(frozenset({path}), seen=sources.look()), **QUICK)
        path.unlink()
        await watch.change()
        path.touch()

        assert await watch.change() is False


class ApartTest(IsolatedAsyncioTestCase):
    async def test_the_result_comes_back(self) -> None:
        assert await apart(threading.current_thread) is not threading.current_thread()

    async def test_a_fault_is_raised_where_it_is_awaited(self) -> None:
        with self.assertRaisesRegex(ValueError, "int"):
            await apart(lambda: int("x"))

    async def test_the_thread_does_not_hold_the_program(self) -> None:
        assert (await apart(threading.current_thread)).daemon

    async def test_nobody_need_wait_for_work_that_hangs(self) -> None:
        gate = threading.Event()
        self.addCleanup(gate.set)
        with self.assertRaises(TimeoutError):
            async with asyncio.timeout(0.01):
                await apart(gate.wait)
