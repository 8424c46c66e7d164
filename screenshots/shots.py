"""Shots: which screens are pictured, at which sizes, and how to get to each."""

from __future__ import annotations

import asyncio
import os
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from screenshots.history import NOW, replay
from tests.dashboards import SIZES, open_desk
from tui.config.config import Config, View
from tui.config.errors import ConfigErrors
from tui.config.excerpt import excerpt_of
from tui.config.loader import load_config
from tui.demo.config import demo_config
from tui.screens.bad_config import BadConfig

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.dashboards import Desk
    from tui.config.errors import ConfigError
    from tui.config.excerpt import Excerpt

__all__ = ["STILLS", "Still"]

_PORT = 8765
_LOOKS = {"dark": "asyncdash-dark", "light": "asyncdash-light"}
_PLACES = ("./asyncdash.toml", "~/.config/asyncdash/asyncdash.toml")
_BROKEN = """\
title = "Shop"

[[endpoint]]
name = "orders"
url = "https://api.example.com/health"
intervall = "10s"
assert = ['json $.status = "ok"']

[[feed]]
name = "trades"
url = "wss://stream.example.com/v1"
silence = 30
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """A screen to take pictures of, and how to get there."""

    name: str
    view: View = View.LIST
    item: str | None = None
    """The endpoint or feed whose screen it is; `None`: the overview."""
    keys: tuple[str, ...] = ()
    is_empty: bool = False
    """Is nothing watched?"""
    is_broken: bool = False
    """Was a configuration saved that has faults?"""

    def config(self, theme: str) -> Config:
        """Return what is watched."""
        config = Config() if self.is_empty else demo_config(_PORT)
        return replace(config, settings=replace(config.settings, view=self.view, theme=theme))

    async def show(self, desk: Desk) -> None:
        """Go to the screen, and let everything be laid out and painted."""
        if not self.is_empty:
            await replay(desk.board)
        if self.item is not None:
            desk.app.open_item(self.item)
        await desk.press(*self.keys)
        if self.is_broken:
            errors, excerpt = await asyncio.to_thread(_faults)
            await desk.app.push_screen(BadConfig(errors, excerpt))
        for _ in range(3):
            desk.repaint()
            await desk.pilot.pause()


@dataclass(frozen=True, slots=True)
class Still:
    """A picture to take: a screen at a size, dark or light."""

    shot: Shot
    size: tuple[int, int]
    """Columns and rows."""
    look: str

    @property
    def stem(self) -> str:
        """The name of its files, without what they end in."""
        columns, rows = self.size
        return f"{self.shot.name}-{columns}x{rows}-{self.look}"

    @asynccontextmanager
    async def show(self) -> AsyncIterator[Desk]:
        """Run a dashboard whose clock stands still, and go to the screen."""
        async with open_desk(
            self.shot.config(_LOOKS[self.look]),
            size=self.size,
            now=lambda: NOW,
            prepare=_leave_alone,
            places=_PLACES,
            source="" if self.shot.is_empty else "demo",
        ) as desk:
            await self.shot.show(desk)
            yield desk


_SHOTS = (
    Shot("overview-cards", View.CARDS),
    Shot("overview-list"),
    Shot("endpoint", item="payments-capture"),
    Shot("feed", item="trades"),
    Shot("beside", item="trades", keys=("B", "3")),
    Shot("events", keys=("E",)),
    Shot("timeline", keys=("E", "V", "slash", "exclamation_mark", *"sym", "enter")),
    Shot("help", keys=("question_mark",)),
    Shot("welcome", is_empty=True),
    Shot("bad-config", is_broken=True),
)
STILLS = tuple(Still(shot, size, look) for shot, size, look in product(_SHOTS, SIZES, _LOOKS))
"""Every picture: each screen at three sizes, dark and light."""


def _leave_alone(_board: object) -> None:
    """Leave the board empty until the dashboard runs."""


def _faults() -> tuple[list[ConfigError], Excerpt | None]:
    """Return what is wrong with a configuration, and the lines around the first fault."""
    shown = Path.cwd() / "shop.toml"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / shown.name
        path.write_text(_BROKEN, encoding="utf-8")
        try:
            load_config(path, environ=os.environ)
        except ConfigErrors as found:
            errors, excerpt = found.errors, excerpt_of(found.errors[0], found.mask)
            return [replace(error, path=shown) for error in errors], excerpt
    raise AssertionError("the configuration has no faults")
