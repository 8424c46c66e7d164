from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from tests.pty_harness import ASYNCDASH, spawn
from tests.websocket_servers import chatter, serve_frames
from tui.engine.recordings import read_recording

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_recorded_survives_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"

    def messages() -> int:
        return sum(entry["ev"] == "msg" for entry in read_recording(path)) if path.exists() else 0

    async def run() -> int:
        async with (
            serve_frames(chatter) as server,
            spawn(ASYNCDASH, "--record", str(path), server.url, directory=tmp_path) as program,
        ):
            await program.until(lambda: messages() > 100)
            before = messages()
            program.signal(signal.SIGKILL)
            await program.ended()
            return before

    before = asyncio.run(run())

    assert messages() >= before
