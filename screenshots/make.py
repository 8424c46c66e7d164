"""Draw every screen on the demo's board, as SVG and PNG: `make screenshots`.

Nothing in the pictures comes from a network or a clock, so the same program
draws the same pictures.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from screenshots.history import NOW, replay
from tests.dashboards import SIZES, open_desk
from tui.config.config import View
from tui.demo.config import demo_config

if TYPE_CHECKING:
    from tests.dashboards import Desk

_FOLDER = Path(__file__).parent
_PORT = 8765
_THEMES = {"dark": "asyncdash-dark", "light": "asyncdash-light"}
_FONTS = "DejaVu Sans Mono, Menlo, Consolas, monospace"
_FONT_SIZE = 20.264
"""Pixels; at this size a character of DejaVu Sans Mono (0.602 em) is as wide as a cell of Rich's (12.2)."""


@dataclass(frozen=True, slots=True)
class _Shot:
    """A picture to take: of which screen, and how to get there."""

    name: str
    view: View
    item: str | None = None
    """The endpoint or feed whose screen it is; `None`: the overview."""
    keys: tuple[str, ...] = ()


_SHOTS = (
    _Shot("overview-cards", View.CARDS),
    _Shot("overview-list", View.LIST),
    _Shot("endpoint", View.LIST, "payments-capture"),
    _Shot("feed", View.LIST, "trades"),
)


def main(names: list[str]) -> None:
    """Draw the screens of these names, or all."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    shots = [shot for shot in _SHOTS if not names or shot.name in names]
    drawn = list(asyncio.run(_draw(shots)))
    if shutil.which("rsvg-convert") is None:
        sys.stderr.write("rsvg-convert is not installed (librsvg): the PNG files are left as they are\n")
    else:
        for path in drawn:
            _rasterize(path)
    sys.stdout.write(f"{len(drawn)} pictures in {_FOLDER}\n")


def _rasterize(path: Path) -> None:
    """Make the PNG of an SVG; a terminal has few colours, so a palette makes it a quarter of the size."""
    png = str(path.with_suffix(".png"))
    subprocess.run(["rsvg-convert", "--output", png, str(path)], check=True)  # noqa: S603, S607 - found above
    if shutil.which("pngquant") is not None:
        command = ["pngquant", "--force", "--ext", ".png", "--speed", "1", "64", png]
        subprocess.run(command, check=True)  # noqa: S603 - our own file


async def _draw(shots: list[_Shot]) -> list[Path]:
    return [await _take(shot, size, theme) for shot in shots for size in SIZES for theme in _THEMES]


async def _take(shot: _Shot, size: tuple[int, int], theme: str) -> Path:
    """Draw one screen at one size in one theme."""
    config = demo_config(_PORT)
    settings = replace(config.settings, view=shot.view, theme=_THEMES[theme])
    async with open_desk(
        replace(config, settings=settings), size=size, now=lambda: NOW, prepare=_leave_alone
    ) as desk:
        await replay(desk.board)
        await _show(desk, shot)
        svg = _portable(desk.app.export_screenshot(title="asyncdash demo"))
    path = _FOLDER / f"{shot.name}-{size[0]}x{size[1]}-{theme}.svg"
    path.write_text(svg, encoding="utf-8")
    return path


async def _show(desk: Desk, shot: _Shot) -> None:
    """Go to the screen, and let everything be laid out and painted."""
    if shot.item is not None:
        desk.app.open_item(shot.item)
    await desk.press(*shot.keys)
    for _ in range(3):
        desk.repaint()
        await desk.pilot.pause()


def _leave_alone(_board: object) -> None:
    """Leave the board empty until the dashboard runs."""


def _portable(svg: str) -> str:
    """Draw with a font of the machine, keep blanks, and name things the same way every time."""
    svg = re.sub(r"@font-face\s*{.*?}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family:\s*[^;]*;", f"font-family: {_FONTS};", svg)
    svg = svg.replace("font-size: 20px", f"font-size: {_FONT_SIZE}px")
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return svg.replace("<text ", '<text xml:space="preserve" ')


if __name__ == "__main__":
    main(sys.argv[1:])
