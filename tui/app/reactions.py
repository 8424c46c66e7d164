"""Reactions: what the app does when a trigger wants it done: ring, freeze, dump, notify."""

from __future__ import annotations

import asyncio
import os
import re
import time
from functools import partial
from typing import TYPE_CHECKING

from tui import screens
from tui.app.files import write_new
from tui.config.places import dumps_dir
from tui.model.feed_state import FeedState
from tui.text.safe import clean
from tui.widgets.working import begin

if TYPE_CHECKING:
    from tui.app.navigation import Navigation
    from tui.model.event import Event
    from tui.model.message import Row

__all__ = ["Reactions"]

_REST = {"bell": 1.0, "notify": 10.0, "dump": 10.0}
"""Seconds between two of the same, for one feed."""
_NO_FILE_NAME = re.compile(r"[^\w.-]+")
_LONGEST = 200
"""Characters of a notification."""


class Reactions:
    """Does what triggers want, but never more often than somebody can bear."""

    def __init__(self, app: Navigation) -> None:
        self._app = app
        self._done: dict[tuple[str, str], float] = {}
        """When each action was last done for each feed, in seconds of the monotonic clock."""

    def react(self, event: Event) -> None:
        """Do what an event asks for; a muted feed neither rings nor notifies."""
        is_muted = event.source in self._app.context.view.muted
        for action in event.actions:
            if action == "freeze":
                self._freeze(event)
            elif not (is_muted and action in {"bell", "notify"}) and self._is_due(action, event):
                self._do(action, event)

    def _do(self, action: str, event: Event) -> None:
        match action:
            case "bell":
                self._app.bell()
            case "notify":
                self._notify(event)
            case "dump":
                state = self._app.context.board[event.source]
                if isinstance(state, FeedState):
                    rows = state.rows.tail(len(state.rows))
                    begin(self._app, partial(self._dump, state.name, rows), group="dump", exit_on_error=False)
            case _:
                pass

    def _is_due(self, action: str, event: Event) -> bool:
        """Is the last time long enough ago? From then on this one is the last."""
        key, now = (event.source, action), time.monotonic()
        if now - self._done.get(key, float("-inf")) < _REST[action]:
            return False
        self._done[key] = now
        return True

    def _freeze(self, event: Event) -> None:
        """Let the view stand still at the message, if somebody looks at the feed."""
        screen = self._app.screen
        if (
            isinstance(screen, screens.FeedScreen)
            and screen.state.name == event.source
            and event.number is not None
        ):
            screen.freeze_at(event.number)

    def _notify(self, event: Event) -> None:
        """Let the terminal tell (OSC 9): those that cannot ignore it."""
        text = clean(f"{event.source}: {event.detail}", _LONGEST)
        self._app.send_sequence(f"\x1b]9;{text}\x1b\\")
        self._app.say(text)

    async def _dump(self, name: str, rows: list[Row]) -> None:
        """Write what is in memory of a feed to a file of its own."""
        from tui.text.export import messages_ndjson  # noqa: PLC0415 - not needed for the first frame

        mask = self._app.context.board.mask
        directory = dumps_dir(os.environ)
        stem = _NO_FILE_NAME.sub("-", name).strip("-.") or "feed"
        file_name = time.strftime(f"{stem}-%Y%m%d-%H%M%S.ndjson")

        def write() -> str:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            return str(write_new(str(directory / file_name), "".join(messages_ndjson(rows, mask))))

        try:
            self._app.say(f"dumped {len(rows):,} rows to {await asyncio.to_thread(write)}")
        except OSError as error:
            self._app.say(f"{file_name} was not written: {error.strerror}")
