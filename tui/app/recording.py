"""Recording: the session, written to a file for as long as the user wants."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from tui.config.places import recordings_dir
from tui.model.event import Event, EventKind
from tui.text.units import count, size

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui.engine.recorder import Recorder
    from tui.screens.context import Context

__all__ = ["Recording"]


class Recording:
    """Begins and ends at a key; the header says how much there is of it."""

    def __init__(self, context: Context, say: Callable[[str], None]) -> None:
        self._context = context
        self._say = say
        self._recorder: Recorder | None = None
        self._open = AsyncExitStack()
        self._toggling = asyncio.Lock()
        self.fault: str | None = None
        """Why there is no recording although one is wanted."""
        self.paths: list[Path] = []
        """The files that there is a recording of this session in, in the order in which it began."""

    def extent(self) -> str | None:
        """Return how much is recorded, for the header; `None`: nothing is."""
        recorder = self._recorder
        if recorder is None or not recorder.is_running:
            return None
        lost = f" · {count(recorder.lost)} lost" if recorder.lost else ""
        return f"{size(recorder.size)}{lost}"

    async def toggle(self) -> None:
        """Record what happens to a new file, or stop."""
        async with self._toggling:
            recorder, was_running = self._recorder, self.extent() is not None
            self._recorder = None
            await self._open.aclose()
            if not was_running:
                await self._begin_anew()
            elif recorder is not None and self.fault is None:
                self._say(f"recorded {size(recorder.size)}: {_place(recorder.path)}")

    async def begin(self, path: Path) -> None:
        """Record to the end of that file, or say why that cannot be."""
        async with self._toggling:
            await self._begin(path)

    async def end(self) -> None:
        """Write what has not been written yet, if anything is recorded."""
        await self._open.aclose()

    async def _begin(self, path: Path) -> None:
        from tui.engine.recorder import RecordingError, open_recorder  # noqa: PLC0415 - after the first frame

        board, source = self._context.board, self._context.source
        opening = open_recorder(path, board, failed=self._fail, source=source)
        try:
            self._recorder = await self._open.enter_async_context(opening)
        except RecordingError as error:
            self._fail(str(error))
        else:
            self.fault = None
            if path not in self.paths:
                self.paths.append(path)
            self._say(f"recording {_place(path)}")

    async def _begin_anew(self) -> None:
        path = recordings_dir(os.environ) / time.strftime("asyncdash-%Y%m%d-%H%M%S.jsonl")
        try:
            await asyncio.to_thread(path.parent.mkdir, mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            self._fail(f"{path} cannot be recorded to: {error.strerror}: {error.filename}")
        else:
            await self._begin(path)

    def _fail(self, why: str) -> None:
        """Say it now, and keep it in the event log."""
        self.fault = why
        event = Event(
            at=self._context.now(),
            source="asyncdash",
            kind=EventKind.STOPPED,
            what="not recording",
            detail=why,
        )
        self._context.board.tell(event)
        self._say(why)


def _place(path: Path) -> str:
    """Return the name of a file, then where it is: what has no room in the footer is the end."""
    directory, home = str(path.absolute().parent), os.environ.get("HOME", "")
    if home and directory.startswith(f"{home}/"):
        directory = f"~{directory[len(home) :]}"
    return f"{path.name} in {directory}"
