"""Dashboards with a filled board, a clock that stands still, and an engine that only notes requests."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, cast
from unittest.mock import AsyncMock

from blockbuster import BlockBuster
from msgspec.structs import replace

from tests.boards import fill, make_config
from tests.factories import NOW
from tests.orderly_app import worked_off
from tui.app.dashboard import Dashboard
from tui.app.preferences import AS_EVER
from tui.config.config import Glyphs, View
from tui.engine.engine import Engine
from tui.screens.board_screen import BoardScreen
from tui.widgets.footer_bar import FooterBar
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractAsyncContextManager

    from textual.pilot import Pilot

    from tui.app.preferences import Start
    from tui.config.config import Config
    from tui.config.memory import Memory
    from tui.model.board import Board
    from tui.screens.overview import OverviewScreen
    from tui.terminal.background import Look

__all__ = ["SIZES", "Desk", "make_desk_config", "open_desk"]

SIZES = ((80, 24), (120, 40), (200, 60))
"""The sizes that the screens are designed for: narrow, medium, wide."""

_PATIENCE = 15.0
_LOOK_EVERY = 0.01


class Desk:
    """A running dashboard, as somebody sits before it."""

    def __init__(self, app: Dashboard, pilot: Pilot[None], engine: AsyncMock) -> None:
        self.app = app
        self.pilot = pilot
        self.engine = engine

    @property
    def board(self) -> Board:
        """What is watched."""
        return self.app.board

    @property
    def overview(self) -> OverviewScreen:
        """The first screen."""
        return cast("OverviewScreen", self.app.screen_stack[0])

    async def settle(self) -> None:
        """Wait until the panes around the board show what is selected, which takes its time after a move."""
        await self.until(lambda: not self.overview.follower.is_behind)

    @property
    def selected(self) -> str | None:
        """The name of the selected endpoint or feed."""
        item = self.overview.item()
        return item.name if item is not None else None

    async def press(self, *keys: str) -> None:
        """Press keys and wait for what they do."""
        await self.pilot.press(*keys)
        await worked_off(self.app)
        await self.pilot.pause()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until it is so, which must not take long."""
        async with asyncio.timeout(_PATIENCE):
            while not condition():
                await self.pilot.pause(_LOOK_EVERY)

    async def type(self, text: str) -> None:
        """Press the key of every character."""
        await self.press(*("space" if character == " " else character for character in text))

    def rows(self) -> list[str]:
        """Return the rows that the terminal shows."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """Everything that the terminal shows."""
        return "\n".join(self.rows())

    @property
    def footer(self) -> str:
        """The last row of the screen that is not an overlay."""
        screen = next(each for each in reversed(self.app.screen_stack) if isinstance(each, BoardScreen))
        bar = screen.query_one(FooterBar)
        return "".join(strip.text for strip in bar.render_lines(bar.size.region))

    def repaint(self) -> None:
        """Paint what has changed, without waiting for the clock."""
        self.app.repaint()

    def painted(self) -> list[Painted]:
        """Return the widgets in sight that paint themselves."""
        return [each for each in self.app.screen.query(Painted) if each.display and each.size.area]


def make_desk_config(view: str = "list", **changes: object) -> Config:
    """Return the configuration of `tests.boards`, shown as a list or as cards."""
    config = make_config()
    config = replace(config, settings=replace(config.settings, view=View(view), glyphs=Glyphs.BRAILLE))
    return replace(config, **changes)


@asynccontextmanager
async def open_desk(
    config: Config | None = None,
    *,
    size: tuple[int, int] = (120, 40),
    now: Callable[[], float] = lambda: NOW,
    memory: Memory | None = None,
    prepare: Callable[[Board], object] = fill,
    places: tuple[str, ...] = (),
    look: Look | None = None,
    source: str = "prod.toml",
    start: Start = AS_EVER,
) -> AsyncIterator[Desk]:
    """Run a dashboard on a terminal of that size."""
    engine = AsyncMock(spec=Engine)
    engine.jobs.return_value = []

    @asynccontextmanager
    async def opens(*_: object, **__: object) -> AsyncIterator[Engine]:
        yield engine

    opener: Callable[..., AbstractAsyncContextManager[Engine]] = opens
    app = Dashboard(
        config if config is not None else make_desk_config(),
        source=source,
        now=now,
        memory=memory,
        places=places,
        opens=opener,
        look=look,
        start=start,
    )
    engine.is_paused.side_effect = lambda name: app.board[name].is_paused
    prepare(app.board)
    async with app.run_test(size=size) as pilot:
        while app.engine is None:
            await pilot.pause()
        app.repaint()
        await pilot.pause()
        with _nothing_blocks():
            yield Desk(app, pilot, engine)


@contextmanager
def _nothing_blocks() -> Iterator[None]:
    """Fail what blocks the event loop, but for the screens' modules and style sheets, which load once.

    Where a program runs is known to the kernel, so that paths may be shown from there.
    """
    guard = BlockBuster(scanned_modules="tui")
    for function in guard.functions.values():
        function.can_block_in("<frozen importlib._bootstrap>", {"_find_and_load"})
        function.can_block_in("tui/config/errors.py", {"shown_path"})
        function.can_block_in("textual/_path.py", {"_make_path_object_relative"})
        function.can_block_in("textual/css/stylesheet.py", {"read"})
        function.can_block_in("textual/app.py", {"_load_screen_css", "_handle_exception"})
    guard.activate()
    try:
        yield
    finally:
        guard.deactivate()
