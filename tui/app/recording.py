"""Recording: an app whose session is written to a file for as long as the user wants."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from tui.app.answers import Answers
from tui.config.places import recordings_dir
from tui.model.event import Event, EventKind
from tui.text.units import count, size

if TYPE_CHECKING:
    from pathlib import Path

    from tui.engine.recorder import Recorder

__all__ = ["Recording"]


class Recording(Answers):
    """An app that begins and ends a recording at a key, and says in the header that there is one."""

    recorder: Recorder | None = None
    """`None`: nothing was recorded yet, or the user has ended it."""
    recording_fault: str | None = None
    """Why there is no recording although one is wanted."""
    recorded_to: Path | None = None
    """The file of the recording that runs, or ran last."""

    def on_mount(self) -> None:
        """Have the stack end the recording after the engine, whose goodbyes belong in it."""
        self._recordings = AsyncExitStack()
        self._toggling = asyncio.Lock()
        self.stack.push_async_exit(self._recordings)

    def action_record(self) -> None:
        """Record what happens to a new file, or stop; a slow disk keeps nobody waiting."""
        self.run_worker(self._toggle(), group="recording", exit_on_error=False)

    def recording(self) -> str | None:
        """Return how much is recorded, for the header; `None`: nothing is."""
        recorder = self.recorder
        if recorder is None or not recorder.is_running:
            return None
        lost = f" · {count(recorder.lost)} lost" if recorder.lost else ""
        return f"{size(recorder.size)}{lost}"

    async def start_recording(self, path: Path) -> None:
        """Record to the end of that file, or say why that cannot be."""
        async with self._toggling:
            await self._begin(path)

    async def _begin(self, path: Path) -> None:
        from tui.engine.recorder import RecordingError, open_recorder  # noqa: PLC0415 - after the first frame

        board, source = self.context.board, self.context.source
        opening = open_recorder(path, board, failed=self._recording_failed, source=source)
        try:
            self.recorder = await self._recordings.enter_async_context(opening)
        except RecordingError as error:
            self._recording_failed(str(error))
        else:
            self.recording_fault, self.recorded_to = None, path
            self.say(f"recording {_place(path)}")

    async def _toggle(self) -> None:
        async with self._toggling:
            recorder, was_running = self.recorder, self.recording() is not None
            self.recorder = None
            await self._recordings.aclose()
            if not was_running:
                await self._record_anew()
            elif recorder is not None and self.recording_fault is None:
                self.say(f"recorded {size(recorder.size)}: {_place(recorder.path)}")

    async def _record_anew(self) -> None:
        path = recordings_dir(os.environ) / time.strftime("asyncdash-%Y%m%d-%H%M%S.jsonl")
        try:
            await asyncio.to_thread(path.parent.mkdir, mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            self._recording_failed(f"{path} cannot be recorded to: {error.strerror}: {error.filename}")
        else:
            await self._begin(path)

    def _recording_failed(self, why: str) -> None:
        """Say it now, and keep it in the event log."""
        self.recording_fault = why
        event = Event(
            at=self.context.now(),
            source="asyncdash",
            kind=EventKind.STOPPED,
            what="not recording",
            detail=why,
        )
        self.context.board.tell(event)
        if self.is_running:
            self.say(why)


def _place(path: Path) -> str:
    """Return the name of a file, then where it is: what has no room in the footer is the end."""
    directory, home = str(path.absolute().parent), os.environ.get("HOME", "")
    if home and directory.startswith(f"{home}/"):
        directory = f"~{directory[len(home) :]}"
    return f"{path.name} in {directory}"
