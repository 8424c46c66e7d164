"""What each meaning looks like in each theme, and that a screen in a theme consists of nothing else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.dashboards import open_desk
from tests.inks import make_ink
from tests.snapshots.frames import meanings_of, telling_ink
from tests.snapshots.test_screens import WAYS, TextSnapshots
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from rich.style import Style
    from syrupy.assertion import SnapshotAssertion

NAMES = [*(theme.name for theme in THEMES), "nord", "ansi-dark", "ansi-light"]
UNDER_SHEETS = {"palette", "menu", "prompt", "themes", "send-once", "jump", "bad-config"}
"""Screens of which most lies below something, in colours that are dimmed."""
GROUNDS = ("page", "bar", "bar-quiet", "chrome", "frozen", "flash")
TAGS = (
    *("text", "strong", "muted", "faint", "accent", "accent-strong", "hairline"),
    *("ok", "ok-strong", "warn", "warn-strong", "err", "err-strong", "paused", "busy", "none", "info"),
    *("series", "series-feed", "series-warn", "series-err", "key", "string", "number", "literal", "punct"),
)


@pytest.mark.parametrize("theme", [*NAMES, "no-color"])
def test_styles(theme: str, snapshot: SnapshotAssertion) -> None:
    ink = make_ink("asyncdash-dark", no_color=True) if theme == "no-color" else make_ink(theme)
    table = [f"{tag:14}{on:10}{ink.style(tag, on)}" for tag in TAGS for on in GROUNDS]

    assert "\n".join(table) + "\n" == snapshot(extension_class=TextSnapshots)


@pytest.mark.parametrize("name", sorted(WAYS.keys() - UNDER_SHEETS))
def test_every_screen_is_in_each_theme_a_frame_and_the_styles_of_the_theme(name: str) -> None:
    config, keys = WAYS[name]

    async def look() -> dict[str, dict[str, set[Style]]]:
        found = {}
        async with open_desk(config, size=(120, 40)) as desk:
            await desk.press(*keys)
            for theme in NAMES:
                desk.app.theme = theme
                for _ in range(2):
                    await desk.pilot.pause()
                    desk.repaint()
                found[theme] = meanings_of(desk)
        return found

    with telling_ink():
        found = asyncio.run(look())

    for theme, meanings in found.items():
        ink = make_ink(theme)
        assert len(meanings) > (10 if name != "welcome" else 3), theme
        assert meanings == {each: {ink.style(*each.split("/"))} for each in meanings}, theme
