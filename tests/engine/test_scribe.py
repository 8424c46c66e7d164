from __future__ import annotations

import json
import tempfile
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from tests.streaming import eventually
from tui.engine.journal import Batch
from tui.engine.scribe import Scribe, _free

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.recording import Entry

PATIENCE = 10.0


def batch(*times: float, size: int = 0) -> Batch:
    return Batch(sources=[[{"t": at, "ev": "msg"} for at in times]], size=size)


def broken() -> Iterator[Entry]:
    yield {"t": 1.0, "ev": "msg"}
    raise KeyError("a bug")


class ScribeTests(IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.path = Path(self.enterContext(tempfile.TemporaryDirectory())) / "session.jsonl"
        self.scribe = Scribe(self.path)

    def times(self) -> list[float]:
        return [json.loads(line)["t"] for line in self.path.read_bytes().splitlines()]

    async def test_batches_are_written_in_the_order_in_which_they_come(self) -> None:
        await self.scribe.open(batch(1.0, 4.0))
        self.scribe.put(batch(2.0))
        self.scribe.put(batch(3.0))
        is_done = await self.scribe.close(PATIENCE)

        assert is_done
        assert self.times() == [1.0, 4.0, 2.0, 3.0]

    async def test_the_sources_of_a_batch_are_merged_and_none_is_reordered(self) -> None:
        one: list[Entry] = [{"t": at, "ev": "msg"} for at in (1.0, 4.0, 3.0)]
        two: list[Entry] = [{"t": at, "ev": "msg"} for at in (2.0, 5.0)]
        await self.scribe.open(Batch(sources=[one, two]))
        await self.scribe.close(PATIENCE)

        assert self.times() == [1.0, 2.0, 4.0, 3.0, 5.0]

    async def test_what_is_not_settled_waits_for_what_happened_before_it(self) -> None:
        await self.scribe.open(batch())
        self.scribe.put(replace(batch(1.0, 3.0, 6.0), settled=2.0))
        await eventually(lambda: self.scribe.backlog)

        assert self.times() == [1.0]

        self.scribe.put(replace(batch(2.5, 4.0), settled=2.0))
        await eventually(lambda: self.scribe.backlog > 60)
        self.scribe.settle(5.0)
        await eventually(lambda: len(self.times()) == 4)

        assert self.times() == [1.0, 2.5, 3.0, 4.0]
        assert self.scribe.backlog == len(b'{"t":6.0,"ev":"msg"}\n')

        await self.scribe.close(PATIENCE)

        assert self.times() == [1.0, 2.5, 3.0, 4.0, 6.0]

    async def test_the_first_batch_is_in_the_file_once_it_is_open(self) -> None:
        await self.scribe.open(batch(1.0))

        assert self.times() == [1.0]
        await self.scribe.close(PATIENCE)

    async def test_the_backlog_is_what_waits_to_be_written(self) -> None:
        await self.scribe.open(batch(1.0, size=100))
        await eventually(lambda: self.scribe.backlog == 0)
        await self.scribe.close(PATIENCE)
        self.scribe.put(batch(2.0, size=300))

        assert self.scribe.backlog == 300

    async def test_more_than_is_written_at_once_is_written_all_the_same(self) -> None:
        times = [float(number) for number in range(20_000)]
        await self.scribe.open(batch(*times))
        await self.scribe.close(PATIENCE)

        assert self.times() == times
        assert self.scribe.written == self.path.stat().st_size

    async def test_it_leaves_at_least_as_much_of_a_small_rest_of_the_disk_as_it_takes(self) -> None:
        entry: Entry = {"t": 1.0, "ev": "msg", "data": "x" * 1_000_000}
        free = iter((499_000_000, 5_000_001, 400_000))
        with (
            patch("tui.engine.scribe._LOOK_EVERY", 1_000_000),
            patch("tui.engine.scribe._free", lambda _: next(free)),
        ):
            await self.scribe.open(batch(0.0))
            for _ in range(5):
                self.scribe.put(Batch(sources=[[entry]]))
            await self.scribe.close(PATIENCE)

        assert self.scribe.failure == "only 400 kB of the disk are left"
        assert len(self.times()) == 4

    async def test_a_file_that_holds_something_else_is_left_alone(self) -> None:
        self.path.write_text("[settings]\n", encoding="utf-8")
        with self.assertRaisesRegex(OSError, "it holds something else than a recording"):
            await self.scribe.open(batch(1.0))
        await self.scribe.close(PATIENCE)

        assert self.path.read_text(encoding="utf-8") == "[settings]\n"

    @pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
    async def test_a_bug_ends_it_with_a_reason_instead_of_a_silence(self) -> None:
        await self.scribe.open(batch(1.0))
        self.scribe.put(Batch(sources=[broken()]))
        await eventually(lambda: self.scribe.failure)
        is_done = await self.scribe.close(PATIENCE)

        assert is_done
        assert self.scribe.failure == "asyncdash failed to write an entry"


def test_the_room_on_a_disk_is_known_and_a_device_has_no_end(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()

    with path.open("ab", buffering=0) as file, Path("/dev/null").open("ab", buffering=0) as device:
        assert 0 < _free(file) < disk_usage(path).total
        assert _free(device) > 2**60
