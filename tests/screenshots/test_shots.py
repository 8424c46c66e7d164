from __future__ import annotations

import asyncio
import re
from collections import Counter
from pathlib import Path

import pytest

from screenshots.shots import STILLS, Still

ROOT = Path(__file__).parents[2]
SIGNS = {
    "overview-cards": "Shop demo  cards",
    "overview-list": "LATENCY / RATE",
    "endpoint": "1 Response",
    "feed": "streams › trades",
    "beside": "trades │ presence",
    "events": "Shop demo › events ",
    "timeline": "events › time line",
    "help": "keys and commands",
    "welcome": "nothing to watch yet",
    "bad-config": "config not loaded",
}
"""What there is to see on each screen that is pictured."""


async def text_of(still: Still) -> str:
    async with still.show() as desk:
        return desk.text


def test_each_screen_is_pictured_at_three_sizes_dark_and_light() -> None:
    found = Counter((still.shot.name, still.look) for still in STILLS)
    sizes = {still.size for still in STILLS}

    assert sizes == {(80, 24), (120, 40), (200, 60)}
    assert found == {(name, look): 3 for name in SIGNS for look in ("dark", "light")}
    assert len({still.stem for still in STILLS}) == len(STILLS)


@pytest.mark.parametrize("name", SIGNS)
def test_a_picture_is_of_the_screen_that_it_is_named_after(name: str) -> None:
    still = next(each for each in STILLS if each.stem == f"{name}-80x24-dark")

    text = asyncio.run(text_of(still))

    assert SIGNS[name] in text


def test_every_picture_in_the_folder_and_in_the_documentation_is_one_that_is_drawn() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {stem for page in pages for stem in re.findall(r"screenshots/([\w-]+)\.png", page.read_text())}
    kept = {path.stem for path in (ROOT / "screenshots").iterdir() if path.suffix in {".png", ".svg"}}

    assert shown | kept <= {still.stem for still in STILLS}
    assert shown
