"""What each screen shows at each size: `pytest tests/snapshots --snapshot-update` writes it anew.

What a theme adds is one style for each meaning (`test_styles.py`), the same on
every screen, so that a screen in a theme is a frame and a column of that table.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from msgspec.structs import replace
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.boards import fill
from tests.dashboards import make_desk_config, open_desk
from tests.factories import NOW, make_endpoint, make_result
from tests.snapshots.frames import frame, telling_ink
from tui.config.config import Glyphs
from tui.config.errors import ConfigError
from tui.config.excerpt import Excerpt
from tui.screens.bad_config import BadConfig

if TYPE_CHECKING:
    from collections.abc import Callable

    from syrupy.assertion import SnapshotAssertion

    from tests.dashboards import Desk
    from tui.config.config import Config
    from tui.model.board import Board

SIZES = ((60, 15), (80, 24), (120, 40), (200, 60), (300, 80))
LIST = make_desk_config("list")
LARGE = make_desk_config(
    "auto",
    endpoints=tuple(
        make_endpoint(f"svc-{number:04}", group=f"group-{number % 40:02}") for number in range(1000)
    ),
    feeds=(),
)
PAID = ("slash", "8", "8", "0", "enter")

WAYS: dict[str, tuple[Config, tuple[str, ...]]] = {
    "overview-cards": (make_desk_config("cards"), ()),
    "overview-list": (LIST, ("j",)),
    "overview-feed": (LIST, ("G", "k")),
    "overview-folded": (LIST, ("h", "j")),
    "overview-filter": (LIST, ("slash", "c", "a", "r")),
    "overview-frozen": (LIST, ("exclamation_mark", "space")),
    "overview-past": (LIST, ("comma",) * 6),
    "large": (LARGE, ("J",)),
    "endpoint": (LIST, ("enter",)),
    "endpoint-diff": (LIST, ("enter", "d")),
    "endpoint-timing": (LIST, ("enter", "L")),
    "send-once": (LIST, ("enter", "i")),
    "endpoint-past": (LIST, ("enter", *("comma",) * 6)),
    "feed": (LIST, ("G", "k", "enter")),
    "feed-inspect": (LIST, ("G", "k", "enter", *PAID, "space", "enter")),
    "composer": (LIST, ("G", "k", "enter", "i")),
    "beside": (LIST, ("G", "k", "enter", "B")),
    "events": (LIST, ("E", "j")),
    "timeline": (LIST, ("E", "V")),
    "palette": (LIST, ("question_mark",)),
    "menu": (LIST, ("y",)),
    "prompt": (LIST, ("I",)),
    "themes": (LIST, ("T",)),
    "jump": (LIST, ("apostrophe",)),
    "bad-config": (LIST, ()),
    "welcome": (make_desk_config("auto", endpoints=(), feeds=()), ()),
}
"""The screens: what is configured, and the keys that lead there."""

PLACES = ("./asyncdash.toml", "~/.config/asyncdash/config.toml")
FAULT = ConfigError(
    path=Path("prod.toml"),
    line=14,
    column=1,
    where='endpoint "cart-api"',
    message='unknown key "intervall", did you mean "interval"?',
)
EXCERPT = Excerpt(((13, 'url = "https://api.shop.test/v1/cart"'), (14, 'intervall = "10s"')), 0, 9)


class TextSnapshots(SingleFileSnapshotExtension):
    """One text file for each screen and size, to be read as what it is."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


def check_large(board: Board) -> None:
    """Let 640 of the thousand have been checked, of which one is down."""
    for number, state in enumerate(board.endpoints[:640]):
        state.record(make_result(503 if number == 211 else 200, name=state.name, at=NOW))


async def settle(desk: Desk) -> str:
    """Return the frame once two looks at it show the same."""
    before = ""
    while before != (found := frame(desk)):
        before = found
        await desk.pilot.pause()
        desk.repaint()
        await desk.pilot.pause()
    return found


async def look(name: str, sizes: tuple[tuple[int, int], ...], config: Config) -> dict[str, str]:
    """Return what the screen of that name shows at each size."""
    prepare: Callable[[Board], object] = check_large if name == "large" else fill
    found = {}
    async with open_desk(config, size=sizes[0], places=PLACES, prepare=prepare) as desk:
        for key in WAYS[name][1]:
            await desk.press(key)
        if name == "bad-config":
            await desk.app.push_screen(BadConfig([FAULT], EXCERPT))
        for size in sizes:
            await desk.pilot.resize_terminal(*size)
            found[f"{size[0]}x{size[1]}"] = await settle(desk)
    return found


@pytest.mark.parametrize("name", WAYS)
def test_screen(name: str, snapshot: SnapshotAssertion) -> None:
    with (
        telling_ink(),
        patch("tui.screens.overview.SETTLED", 0.001),
        patch("tui.screens.overview.TYPED", 3_600),
    ):
        shown = asyncio.run(look(name, SIZES, WAYS[name][0]))

    for size, found in shown.items():
        assert found == snapshot(name=size, extension_class=TextSnapshots)


@pytest.mark.parametrize("name", WAYS)
def test_screen_in_ascii(name: str, snapshot: SnapshotAssertion) -> None:
    config = WAYS[name][0]
    config = replace(config, settings=replace(config.settings, glyphs=Glyphs.ASCII))
    with (
        telling_ink(),
        patch("tui.screens.overview.SETTLED", 0.001),
        patch("tui.screens.overview.TYPED", 3_600),
    ):
        shown = asyncio.run(look(name, ((80, 24),), config))

    assert shown["80x24"] == snapshot(extension_class=TextSnapshots)
