"""What each screen shows, as text: `pytest tests/snapshots --snapshot-update` writes it anew."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.dashboards import SIZES, make_desk_config, open_desk

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from tests.dashboards import Desk
    from tui.config.config import Config

WAYS: dict[str, tuple[Config, tuple[str, ...]]] = {
    "overview-cards": (make_desk_config("cards"), ()),
    "overview-list": (make_desk_config("list"), ("j",)),
    "overview-feed": (make_desk_config("list"), ("G", "k")),
    "overview-folded": (make_desk_config("list"), ("h", "j")),
    "events": (make_desk_config("list"), ("E", "j")),
    "palette": (make_desk_config("list"), ("question_mark",)),
    "welcome": (make_desk_config("auto", endpoints=(), feeds=()), ()),
    "endpoint": (make_desk_config("list"), ("enter",)),
    "feed": (make_desk_config("list"), ("G", "k", "enter")),
}
"""The screens: what is configured, and the keys that lead there."""

PLACES = ("./asyncdash.toml", "~/.config/asyncdash/config.toml")


class TextSnapshots(SingleFileSnapshotExtension):
    """One text file for each screen and size, to be read as what it is."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


async def settle(desk: Desk) -> list[str]:
    """Return the rows once two looks at them show the same."""
    before: list[str] = []
    while before != (rows := desk.rows()):
        before = rows
        await desk.pilot.pause(0.1)
        desk.repaint()
        await desk.pilot.pause()
    return [row.rstrip() for row in rows]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", WAYS)
def test_screen(name: str, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    config, keys = WAYS[name]

    async def look() -> str:
        async with open_desk(config, size=size, places=PLACES) as desk:
            for key in keys:
                await desk.press(key)
            return "\n".join(await settle(desk)) + "\n"

    shown = asyncio.run(look())

    assert shown == snapshot(extension_class=TextSnapshots)
