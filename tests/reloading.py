"""Dashboards on a file of a test's own, which they follow closely."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import AsyncMock, patch

from tests.dashboards import Desk
from tests.streaming import eventually
from tui.app.dashboard import Dashboard
from tui.config.loader import load_config
from tui.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tui.config.config import Config

__all__ = ["ReloadingTests", "endpoint"]


class ReloadingTests(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.directory = Path(self.enterContext(TemporaryDirectory())).resolve()
        self.path = self.directory / "prod.toml"
        self.enterContext(patch("tui.config.watch._SHARE", 1))  # a busy machine is looked at as often
        self.enterContext(patch.dict(os.environ, {"XDG_STATE_HOME": str(self.directory / "state")}))

    def save(self, text: str, name: str = "prod.toml") -> Path:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @asynccontextmanager
    async def running(self, text: str) -> AsyncIterator[Desk]:
        """Run a dashboard on a file of that text, with the real engine, and nothing checked by itself."""
        self.save(text)
        async with self.running_on(load_config(self.path, environ=os.environ)) as desk:
            yield desk

    @asynccontextmanager
    async def running_on(self, config: Config) -> AsyncIterator[Desk]:
        app = Dashboard(config, source="prod.toml")
        app.look_every = 0.1
        async with app.run_test(size=(120, 40)) as pilot:
            await eventually(lambda: app.engine is not None and self.told(app, EventKind.STARTED))
            yield Desk(app, pilot, AsyncMock())

    def told(self, app: Dashboard, kind: EventKind = EventKind.CONFIG) -> list[str]:
        return [f"{event.what}  {event.detail}" for event in app.board.events if event.kind is kind]

    def names(self, desk: Desk) -> list[str]:
        return [state.name for state in desk.board]

    async def reloaded(self, desk: Desk, count: int = 1) -> str:
        """Wait until that much has been told of the configuration, and return the last of it."""
        await eventually(lambda: len(self.told(desk.app)) >= count)
        await desk.pilot.pause()
        return self.told(desk.app)[-1]


def endpoint(name: str, **keys: str) -> str:
    lines = "".join(f"{key} = {value}\n" for key, value in {"enabled": "false", **keys}.items())
    return f'[[endpoint]]\nname = "{name}"\nurl = "http://127.0.0.1:9/{name}"\n{lines}'
