from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import threading
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase, skipIf
from unittest.mock import patch

from aiohttp import web

from tests.clock import ManualClock
from tests.factories import NOW, make_endpoint, make_feed, make_handshake, make_message, make_result
from tests.servers import ok, serve
from tests.streaming import eventually, streaming
from tests.websocket_servers import TEXT, frame, say, serve_frames
from tui.engine.clock import SystemClock
from tui.engine.engine import open_engine
from tui.engine.recorder import RecordingError, ensure_recordable, open_recorder
from tui.engine.recordings import read_recording
from tui.model.board import Board
from tui.model.connection import ConnectionState
from tui.model.feed import BufferLimits
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.model.target import BearerAuth

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from contextlib import AbstractAsyncContextManager
    from typing import Any

    from tui.engine.clock import Clock
    from tui.engine.recorder import Recorder

TOKEN = "s3cr3t-t0ken"
FLOOD = 50_000


async def shop(request: web.BaseRequest) -> web.StreamResponse:
    """Answer with what was sent for a password, and over a feed with a greeting and a goodbye for good."""
    if request.path != "/feed":
        return await ok(
            f'{{"you": "{request.headers.get("Authorization")}"}}'.encode(),
            headers={"Content-Type": "application/json", "X-Api-Key": "abc"},
        )(request)
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    await socket.send_str(f"your token is {TOKEN}")
    await socket.send_bytes(b"\x00\xff" + TOKEN.encode())
    await socket.receive()
    await socket.close(code=1008, message=b"enough")
    return socket


class RecorderCase(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.path = Path(self.enterContext(tempfile.TemporaryDirectory())) / "session.jsonl"
        self.sentences: list[str] = []
        self.enterContext(patch("tui.engine.recorder._LAST_CHANCE", 60.0))  # the machine may be slow

    def recording(
        self, board: Board, path: Path | None = None, clock: Clock | None = None
    ) -> AbstractAsyncContextManager[Recorder]:
        return open_recorder(
            path or self.path,
            board,
            failed=self.sentences.append,
            source="prod.toml",
            clock=clock or ManualClock(NOW),
        )

    def entries(self, kind: str | None = None) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = list(read_recording(self.path))
        return [entry for entry in found if kind is None or entry["ev"] == kind]


@asynccontextmanager
async def at_work(board: Board) -> AsyncIterator[None]:
    """Check and stream what is on the board."""
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(
            open_engine(board, changed=lambda: None, on_event=lambda _event: None, environ={})
        )
        group = await stack.enter_async_context(asyncio.TaskGroup())
        tasks = [group.create_task(job.run()) for job in engine.jobs()]
        try:
            yield
        finally:
            await engine.hang_up()
            for task in tasks:
                task.cancel()


class RealTrafficTests(RecorderCase):
    async def asyncSetUp(self) -> None:
        server = await self.enterAsyncContext(serve(shop))
        board = Board(
            [make_endpoint(url=f"{server.url}health?token=xyz", auth=BearerAuth(TOKEN), interval=60.0)],
            [make_feed(url=f"{server.url.replace('http', 'ws', 1)}feed", on_open=(f"login {TOKEN}",))],
            mask=Mask([TOKEN]),
        )
        async with self.recording(board, clock=SystemClock()), at_work(board):
            endpoint, feed = board.endpoints[0], board.feeds[0]
            await eventually(lambda: endpoint.results.end and feed.state is ConnectionState.STOPPED)

    async def test_a_check_is_recorded_with_its_response(self) -> None:
        (check,) = self.entries("check")

        assert (check["name"], check["n"]) == ("orders", 0)
        assert check["result"]["health"] == "up"
        assert check["result"]["response"]["body"] == '{"you": "Bearer •••"}'
        assert check["result"]["response"]["truncated"] is False
        assert check["result"]["request"]["method"] == "GET"

    async def test_a_connection_is_recorded_from_its_handshake_to_its_close(self) -> None:
        told = [entry for entry in self.entries() if entry.get("feed") == "trades"]

        assert [entry["ev"] for entry in told] == ["open", "msg", "msg", "msg", "close"]
        assert {entry["conn"] for entry in told} == {1}
        assert told[0]["status"] == 101
        assert (told[-1]["code"], told[-1]["reason"], told[-1]["by"]) == (1008, "enough", "server")

    async def test_messages_of_both_ways_are_recorded_under_their_numbers(self) -> None:
        told = sorted(
            (entry["dir"], entry["op"], entry["len"], entry.get("text")) for entry in self.entries("msg")
        )

        assert told == [
            ("in", "binary", 2 + len(TOKEN), None),
            ("in", "text", 14 + len(TOKEN), "your token is •••"),
            ("out", "text", 6 + len(TOKEN), "login •••"),
        ]
        assert sorted(entry["n"] for entry in self.entries("msg")) == [1, 2, 3]

    async def test_lines_are_in_the_order_of_time(self) -> None:
        times = [entry["t"] for entry in self.entries()]

        assert times == sorted(times)

    async def test_no_secret_is_in_the_file(self) -> None:
        content = self.path.read_bytes()

        assert TOKEN.encode() not in content
        assert b"xyz" not in content
        assert ["X-Api-Key", "•••"] in self.entries("check")[0]["result"]["response"]["headers"]

    async def test_changes_of_health_are_recorded_after_what_caused_them(self) -> None:
        told = [(each["name"], each["from"], each["to"]) for each in self.entries("health")]

        assert ("orders", "unknown", "up") in told
        assert [to for name, _, to in told if name == "trades"][-1] == "down"

    async def test_the_file_is_for_its_owner_alone(self) -> None:
        assert self.path.stat().st_mode & 0o077 == 0


class RecorderTests(RecorderCase):
    async def test_it_begins_with_what_is_watched_and_which_connections_are_open(self) -> None:
        board = Board([make_endpoint()], [make_feed()], title="shop")
        board.feeds[0].opened(make_handshake(), NOW)
        async with self.recording(board):
            pass
        start, *rest = self.entries()

        assert (start["v"], start["ev"], start["config"], start["title"]) == (1, "start", "prod.toml", "shop")
        assert [(entry["ev"], entry.get("name")) for entry in rest] == [
            ("target", "orders"),
            ("target", "trades"),
            ("open", None),
        ]

    async def test_what_happens_is_in_the_file_while_the_recording_goes_on(self) -> None:
        board = Board([], [make_feed()])
        async with self.recording(board) as recorder:
            board.feeds[0].record(make_message("hello"))
            await eventually(lambda: self.entries("msg"))

            assert recorder.is_running
            assert recorder.size == self.path.stat().st_size

    async def test_nothing_of_before_is_recorded(self) -> None:
        board = Board([make_endpoint()], [make_feed()])
        board.endpoints[0].record(make_result())
        board.feeds[0].record(make_message("before"))
        async with self.recording(board):
            board.feeds[0].record(make_message("after"))

        assert self.entries("check") == []
        assert [entry["text"] for entry in self.entries("msg")] == ["after"]

    async def test_what_happens_in_several_places_is_recorded_in_order(self) -> None:
        board = Board([make_endpoint()], [make_feed("one"), make_feed("two")])
        one, two = board.feeds
        async with self.recording(board):
            one.record(make_message("1", at=NOW + 1))
            one.record(make_message("4", at=NOW + 4))
            two.record(make_message("2", at=NOW + 2))
            board.endpoints[0].record(make_result(at=NOW + 3))
            two.record(make_message("5", at=NOW + 5))
        told = [entry.get("text", entry["ev"]) for entry in self.entries() if entry["ev"] in {"msg", "check"}]

        assert told == ["1", "2", "check", "4", "5"]

    async def test_a_second_recording_goes_behind_the_first(self) -> None:
        board = Board([], [make_feed()])
        for text in ("first", "second"):
            async with self.recording(board):
                board.feeds[0].record(make_message(text))

        assert [entry["text"] for entry in self.entries("msg")] == ["first", "second"]
        assert len(self.entries("start")) == 2

    async def test_a_line_that_a_crash_cut_off_does_not_spoil_the_next(self) -> None:
        board = Board([], [make_feed()])
        async with self.recording(board):
            board.feeds[0].record(make_message("first"))
        with self.path.open("ab") as file:
            file.write(b'{"t":1,"ev":"ms')
        async with self.recording(board):
            board.feeds[0].record(make_message("second"))

        assert [entry["text"] for entry in self.entries("msg")] == ["first", "second"]

    async def test_a_flood_is_recorded_completely(self) -> None:
        flood = b"".join(frame(TEXT, f'{{"number": {number}}}') for number in range(FLOOD))
        async with (
            serve_frames(say(flood)) as server,
            streaming(server.url, buffer=BufferLimits(messages=FLOOD + 10)) as stage,
        ):
            board = Board()
            board.add(stage.state)
            async with self.recording(board) as recorder:
                await stage.until(lambda state: state.received == FLOOD)
        numbers = [entry["text"] for entry in self.entries("msg") if entry["dir"] == "in"]

        assert numbers == [f'{{"number": {number}}}' for number in range(FLOOD)]
        assert recorder.lost == 0

    async def test_what_went_before_it_could_be_written_is_counted_in_the_file_and_by_the_recorder(
        self,
    ) -> None:
        board = Board([], [make_feed(buffer=BufferLimits(messages=10))])
        async with self.recording(board) as recorder:
            for number in range(30):
                board.feeds[0].record(make_message(f"{number}"))
        gap, *messages = self.entries()[2:]

        assert (gap["ev"], gap["name"], gap["lost"]) == ("gap", "trades", 20)
        assert [entry["n"] for entry in messages] == list(range(20, 30))
        assert recorder.lost == 20

    async def test_something_that_is_watched_later_is_recorded_from_its_first_message(self) -> None:
        board = Board()
        late = FeedState(make_feed("late"))
        async with self.recording(board):
            board.add(late)
            late.opened(make_handshake(), NOW)
            late.record(make_message("hello"))

        assert [entry["ev"] for entry in self.entries()] == ["start", "target", "open", "msg"]

    async def test_nothing_is_left_open(self) -> None:
        board = Board([], [make_feed()])
        async with self.recording(board):
            running = writers()

        assert running == ["recording"]
        assert writers() == []
        assert self.sentences == []


@skipIf(sys.platform == "win32", "there are no named pipes in the file system")
class FaultTests(RecorderCase):
    async def refusal(self, path: Path) -> str:
        with self.assertRaises(RecordingError) as caught:
            async with self.recording(Board([], [make_feed()]), path):
                self.fail("it was opened")
        return str(caught.exception)

    @skipIf(not Path("/dev/full").exists(), "this system has no full disk at hand")
    async def test_a_full_disk_is_told_in_a_sentence(self) -> None:
        assert await self.refusal(Path("/dev/full")) == (
            "/dev/full cannot be recorded to: No space left on device"
        )

    async def test_a_directory_that_does_not_exist_is_told_in_a_sentence(self) -> None:
        path = self.path.parent / "gone" / "session.jsonl"

        assert await self.refusal(path) == f"{path} cannot be recorded to: No such file or directory"

    async def test_what_will_be_refused_is_told_before_anything_is_started(self) -> None:
        self.path.write_text("something else")
        missing = self.path.parent / "gone" / "session.jsonl"
        for path, why in ((self.path, "holds something else"), (missing, "No such file or directory")):
            with self.subTest(why), self.assertRaisesRegex(RecordingError, why):
                ensure_recordable(path)

    async def test_a_pipe_is_not_opened_just_to_see_whether_it_can_be(self) -> None:
        os.mkfifo(self.path)

        ensure_recordable(self.path)

    async def test_a_pipe_that_nobody_reads_is_refused_at_once(self) -> None:
        os.mkfifo(self.path)

        assert "No such device or address" in await self.refusal(self.path)

    async def test_a_refusal_leaves_nothing_open(self) -> None:
        await self.refusal(self.path.parent)

        assert writers() == []
        assert self.sentences == []

    async def test_a_recording_that_fails_on_the_way_says_so_once_and_ends(self) -> None:
        board = Board([], [make_feed()])
        with self.reader() as reader:
            async with self.recording(board) as recorder:
                os.close(reader.pop())
                board.feeds[0].record(make_message("hello"))
                await eventually(lambda: self.sentences)

                assert not recorder.is_running
        (sentence,) = self.sentences

        assert sentence.startswith(f"the recording to {self.path} ended after ")
        assert sentence.endswith(": Broken pipe")

    async def test_a_disk_that_never_answers_keeps_nobody_waiting(self) -> None:
        board = Board([], [make_feed()])
        with self.reader() as reader, patch("tui.engine.recorder._LAST_CHANCE", 0.05):
            async with self.recording(board):
                board.feeds[0].record(make_message("x" * 1_000_000))
            await asyncio.to_thread(read_all, reader.pop())
            await eventually(lambda: not writers())

        assert "the disk is too slow" in self.sentences[0]

    async def test_what_finds_no_room_in_the_backlog_stays_in_the_ring_until_there_is_some(self) -> None:
        board = Board([], [make_feed(buffer=BufferLimits(messages=5))])
        with patch("tui.engine.recorder._LARGEST_BACKLOG", 500_000), self.reader() as reader:
            async with asyncio.TaskGroup() as group, self.recording(board) as recorder:
                board.feeds[0].record(make_message("x" * 1_000_000))
                await eventually(lambda: recorder._scribe.backlog)
                for number in range(12):
                    board.feeds[0].record(make_message(f"{number}"))
                reading = group.create_task(asyncio.to_thread(read_all, reader.pop()))
                await eventually(lambda: recorder.lost)

        assert recorder.lost == 7
        assert b'"ev":"gap","name":"trades","lost":7' in reading.result()

    @contextmanager
    def reader(self) -> Iterator[list[int]]:
        """Make a pipe of the path and open its other end, which whoever takes it has to close."""
        os.mkfifo(self.path)
        descriptors = [os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)]
        try:
            yield descriptors
        finally:
            for each in descriptors:
                os.close(each)


def read_all(descriptor: int) -> bytes:
    """Read a pipe to its end."""
    os.set_blocking(descriptor, True)
    with open(descriptor, "rb") as file:
        return file.read()


def writers() -> list[str]:
    """Return the threads that write recordings."""
    return [thread.name for thread in threading.enumerate() if thread.name == "recording"]
