from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from tests.factories import make_feed
from tests.pane_app import lines_of
from tests.streaming import eventually
from tests.websocket_servers import TEXT, frame, say, serve_frames
from tui.app.dashboard import Dashboard
from tui.config.config import Config
from tui.engine.recordings import read_recording
from tui.model.event import EventKind
from tui.widgets.footer_bar import FooterBar
from tui.widgets.header_bar import HeaderBar

if TYPE_CHECKING:
    from textual.widget import Widget


class RecordingTests(IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(patch.dict(os.environ, {"XDG_DATA_HOME": str(self.directory)}))
        server = await self.enterAsyncContext(serve_frames(say(frame(TEXT, "hello"))))
        self.config = Config(feeds=(make_feed(url=server.url),))

    def files(self) -> list[Path]:
        return sorted((self.directory / "asyncdash" / "recordings").glob("asyncdash-*.jsonl"))

    def kinds(self, path: Path) -> list[Any]:
        return [entry["ev"] for entry in read_recording(path)]

    def shown(self, app: Dashboard, kind: type[Widget]) -> str:
        bar = app.screen.query_one(kind)
        bar.sync()  # type: ignore[attr-defined]  # both bars are painted
        return lines_of(bar)[0]  # type: ignore[arg-type]

    async def test_a_key_begins_and_ends_a_recording_in_the_users_data(self) -> None:
        app = Dashboard(self.config)
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.press("W")
            await eventually(app.recording.extent)

            assert "● REC " in self.shown(app, HeaderBar)
            assert str(self.directory) in self.shown(app, FooterBar)
            await pilot.press("W")
            await eventually(lambda: "recorded" in self.shown(app, FooterBar))
            assert "● REC " not in self.shown(app, HeaderBar)
        (path,) = self.files()

        assert self.kinds(path)[:2] == ["start", "target"]

    async def test_all_recordings_of_a_session_are_remembered(self) -> None:
        path = self.directory / "session.jsonl"
        app = Dashboard(self.config, record=path)
        async with app.run_test() as pilot:
            await eventually(app.recording.extent)
            await pilot.press("W")
            await eventually(lambda: app.recording.extent() is None)
            await pilot.press("W")
            await eventually(app.recording.extent)

        assert app.recording.paths == [path, *self.files()]
        assert len(app.recording.paths) == 2

    async def test_a_recording_lasts_until_the_goodbye(self) -> None:
        path = self.directory / "session.jsonl"
        app = Dashboard(self.config, record=path)
        async with app.run_test():
            await eventually(lambda: app.board.feeds[0].received)
        told = [kind for kind in self.kinds(path) if kind not in {"target", "health"}]

        assert told == ["start", "open", "msg", "close"]
        assert app.recording.fault is None

    async def test_what_cannot_be_recorded_is_told_and_the_dashboard_goes_on(self) -> None:
        app = Dashboard(self.config, record=self.directory / "gone" / "session.jsonl")
        async with app.run_test(size=(160, 40)):
            await eventually(lambda: app.board.feeds[0].received)

            assert "session.jsonl cannot be recorded to: No such file" in self.shown(app, FooterBar)
            assert app.recording.extent() is None
        faults = [event.detail for event in app.board.events if event.kind is EventKind.STOPPED]

        assert faults == [app.recording.fault]

    async def test_a_directory_that_cannot_be_made_is_told(self) -> None:
        (self.directory / "asyncdash").touch()
        app = Dashboard(self.config)
        async with app.run_test(size=(160, 40)) as pilot:
            await pilot.press("W")
            await eventually(lambda: app.recording.fault)

            assert "cannot be recorded to: " in self.shown(app, FooterBar)
