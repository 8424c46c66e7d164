"""Shots: which screens are pictured, at which sizes, and how to get to each."""

from __future__ import annotations

import asyncio
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from screenshots.history import replay
from tests.dashboards import SIZES
from tui.config.config import Config, View
from tui.config.errors import ConfigErrors
from tui.config.excerpt import excerpt_of
from tui.config.loader import load_config
from tui.demo.config import demo_config
from tui.screens.bad_config import BadConfig

if TYPE_CHECKING:
    from tests.dashboards import Desk
    from tui.config.errors import ConfigError
    from tui.config.excerpt import Excerpt

__all__ = ["SHOTS", "Shot"]

_PORT = 8765
_FEW, _WIDE = SIZES[:2], SIZES[1:]
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
    """A picture to take: of which screen, and how to get there."""

    name: str
    view: View = View.LIST
    item: str | None = None
    """The endpoint or feed whose screen it is; `None`: the overview."""
    keys: tuple[str, ...] = ()
    sizes: tuple[tuple[int, int], ...] = SIZES
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


SHOTS = (
    Shot("overview-cards", View.CARDS),
    Shot("overview-list"),
    Shot("endpoint", item="payments-capture"),
    Shot("feed", item="trades"),
    Shot("beside", item="trades", keys=("B", "3"), sizes=_WIDE),
    Shot("events", keys=("E",)),
    Shot("timeline", keys=("E", "V", "slash", "exclamation_mark", *"sym", "enter"), sizes=_FEW),
    Shot("help", keys=("question_mark",)),
    Shot("welcome", is_empty=True, sizes=_FEW),
    Shot("bad-config", is_broken=True, sizes=_FEW),
)


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
