"""What each meaning looks like in each theme, and that a screen in a theme consists of nothing else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.dashboards import make_desk_config, open_desk
from tests.inks import make_ink
from tests.snapshots.frames import meanings_of, telling_ink
from tests.snapshots.test_screens import TextSnapshots
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from rich.style import Style
    from syrupy.assertion import SnapshotAssertion

NAMES = [*(theme.name for theme in THEMES), "nord", "ansi-dark", "ansi-light"]
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


@pytest.mark.parametrize("theme", NAMES)
def test_a_screen_in_a_theme_is_a_frame_and_the_styles_of_the_theme(theme: str) -> None:
    async def look() -> dict[str, set[Style]]:
        async with open_desk(make_desk_config("list")) as desk:
            desk.app.theme = theme
            for _ in range(2):
                await desk.pilot.pause()
                desk.repaint()
            return meanings_of(desk)

    with telling_ink():
        found = asyncio.run(look())
    ink = make_ink(theme)

    assert len(found) > 10
    assert found == {each: {ink.style(*each.split("/"))} for each in found}
