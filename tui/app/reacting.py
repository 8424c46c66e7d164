"""Reacting: what the app does when a trigger wants it done: ring, freeze, dump, notify."""

from __future__ import annotations

import asyncio
import os
import re
import time
from typing import TYPE_CHECKING

from tui import screens
from tui.app.actions import Actions
from tui.app.files import write_new
from tui.config.places import dumps_dir
from tui.model.feed_state import FeedState
from tui.text.safe import clean

if TYPE_CHECKING:
    from tui.model.event import Event
    from tui.model.message import Row

__all__ = ["Reacting"]

_REST = {"bell": 1.0, "notify": 10.0, "dump": 10.0}
"""Seconds between two of the same, for one feed."""
_NO_FILE_NAME = re.compile(r"[^\w.-]+")
_LONGEST = 200


class Reacting(Actions):
    """An app that does what triggers want, but never more often than somebody can bear."""

    def react(self, event: Event) -> None:
        """Do what an event asks for; a muted feed neither rings nor notifies."""
        is_muted = event.source in self.context.view.muted
        for action in event.actions:
            if action == "freeze":
                self._freeze(event)
            elif not (is_muted and action in {"bell", "notify"}) and self._may(action, event):
                self._do(action, event)

    def _do(self, action: str, event: Event) -> None:
        match action:
            case "bell":
                self.bell()
            case "notify":
                self._notify(event)
            case "dump":
                state = self.context.board[event.source]
                if isinstance(state, FeedState):
                    rows = state.rows.tail(len(state.rows))
                    self.run_worker(self._dump(state.name, rows), group="dump", exit_on_error=False)
            case _:
                pass

    def _may(self, action: str, event: Event) -> bool:
        """Is the last time long enough ago?"""
        done = self.__dict__.setdefault("_reacted", {})
        key, now = (event.source, action), time.monotonic()
        if now - done.get(key, float("-inf")) < _REST[action]:
            return False
        done[key] = now
        return True

    def _freeze(self, event: Event) -> None:
        """Let the view stand still at the message, if somebody looks at the feed."""
        screen = self.screen
        if (
            isinstance(screen, screens.FeedScreen)
            and screen.state.name == event.source
            and event.number is not None
        ):
            screen.freeze_at(event.number)

    def _notify(self, event: Event) -> None:
        """Let the terminal tell (OSC 9): those that cannot ignore it."""
        text = clean(f"{event.source}: {event.detail}", _LONGEST)
        if self._driver is not None and not self.is_headless:
            self._driver.write(f"\x1b]9;{text}\x1b\\")
        self.say(text)

    async def _dump(self, name: str, rows: list[Row]) -> None:
        """Write what is in memory of a feed to a file of its own."""
        from tui.text.export import messages_ndjson  # noqa: PLC0415 - not needed for the first frame

        mask = self.context.board.mask
        directory = dumps_dir(os.environ)
        stem = _NO_FILE_NAME.sub("-", name).strip("-.") or "feed"
        file_name = time.strftime(f"{stem}-%Y%m%d-%H%M%S.ndjson")

        def write() -> str:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            return str(write_new(str(directory / file_name), "".join(messages_ndjson(rows, mask))))

        try:
            self.say(f"dumped {len(rows):,} rows to {await asyncio.to_thread(write)}")
        except OSError as error:
            self.say(f"{file_name} was not written: {error.strerror}")
