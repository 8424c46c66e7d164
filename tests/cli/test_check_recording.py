from __future__ import annotations

import asyncio
import io
import json
import os
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest import IsolatedAsyncioTestCase, skipUnless
from unittest.mock import patch

from tests.servers import ok, serve
from tests.websocket_servers import TEXT, frame, say, serve_frames
from tui.cli import main
from tui.engine.recordings import read_recording


class CheckRecordingTests(IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.path = Path(self.enterContext(tempfile.TemporaryDirectory())) / "check.jsonl"
        self.enterContext(patch.dict(os.environ, {"NO_PROXY": "*"}))
        self.said = self.enterContext(redirect_stderr(io.StringIO()))
        self.printed = self.enterContext(redirect_stdout(io.StringIO()))

    async def check(self, *arguments: str) -> int:
        return await asyncio.to_thread(main, ["check", *arguments])

    def entries(self) -> list[dict[str, Any]]:
        return list(read_recording(self.path))

    async def test_a_round_is_recorded_from_its_start_to_the_last_close(self) -> None:
        async with serve(ok()) as server, serve_frames(say(frame(TEXT, "hello"))) as feed:
            code = await self.check(server.url, feed.url, "--record", str(self.path), "--format", "json")
        kinds = [entry["ev"] for entry in self.entries()]

        assert code == 0
        assert kinds[:3] == ["start", "target", "target"]
        assert sorted(kind for kind in kinds if kind not in {"start", "target", "health"}) == [
            "check",
            "close",
            "msg",
            "open",
        ]

    async def test_what_is_recorded_of_a_check_is_what_is_printed_and_the_response(self) -> None:
        async with serve(ok(b"fine")) as server:
            await self.check(server.url, "--record", str(self.path), "--format", "json")
        (printed,) = json.loads(self.printed.getvalue())["results"]
        (recorded,) = [entry["result"] for entry in self.entries() if entry["ev"] == "check"]

        assert printed == {name: recorded[name] for name in printed}
        assert recorded["response"]["body"] == "fine"

    async def test_a_change_of_health_is_recorded_with_its_reason(self) -> None:
        async with serve(ok(status=503)) as server:
            code = await self.check(server.url, "--record", str(self.path))
        (change,) = [entry for entry in self.entries() if entry["ev"] == "health"]

        assert code == 1
        assert change["from"] == "unknown"
        assert "503" in change["why"]

    @skipUnless(Path("/dev/full").exists(), "this system has no full disk at hand")
    async def test_without_the_recording_that_was_asked_for_nothing_is_checked(self) -> None:
        async with serve(ok()) as server:
            code = await self.check(server.url, "--record", "/dev/full")

        assert code == 2
        assert server.seen == []
        assert self.said.getvalue() == (
            "asyncdash check: /dev/full cannot be recorded to: No space left on device\n"
        )
