"""Draw every screen on the demo's board, as SVG and PNG, and the tour: `make screenshots`.

Nothing in the pictures comes from a network or a clock, so the same program
draws the same pictures. The tour is of the real program, and takes its time.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PIL.Image import Dither, Quantize

from screenshots.cast import write_cast
from screenshots.gif import write_gif
from screenshots.grid import Grid
from screenshots.raster import Raster, has_font
from screenshots.shots import STILLS
from screenshots.svg import draw_svg
from screenshots.tour import film_tour

if TYPE_CHECKING:
    from screenshots.shots import Still
    from tui.app import Dashboard

_FOLDER = Path(__file__).parent
_RASTER = Raster(10)
_TERMINAL = {"TZ": "UTC", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
"""What the pictures are of, whatever they are drawn from."""


def main(names: list[str]) -> None:
    """Draw the screens of these names and the tour, if it is named, or all."""
    if not has_font():
        sys.exit("the font DejaVu Sans Mono is not installed: pictures are drawn with it")
    os.environ |= _TERMINAL
    os.environ.pop("NO_COLOR", None)
    time.tzset()
    stills = [still for still in STILLS if not names or still.shot.name in names]
    for still in stills:
        asyncio.run(_draw(still))
    sys.stdout.write(f"{len(stills)} pictures in {_FOLDER}\n")
    if not names or "tour" in names:
        frames = asyncio.run(film_tour())
        write_cast(frames, _FOLDER / "tour.cast", title="asyncdash: a tour of the demo")
        write_gif(frames, _FOLDER / "tour.gif")
        sys.stdout.write("and the tour\n")


async def _draw(still: Still) -> None:
    """Draw one screen at one size, dark or light."""
    async with still.show() as desk:
        _write(_grid(desk.app), _FOLDER / still.stem, title=still.shot.name)


def _grid(app: Dashboard) -> Grid:
    """Return what the screen shows, in the colours of its theme."""
    colours = app.theme_variables
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - what Textual's own screenshot reads
    fore, back = colours["foreground"].lower(), colours["background"].lower()
    return Grid.of_strips(strips, fore=fore, back=back)


def _write(grid: Grid, path: Path, *, title: str) -> None:
    """Write both pictures; a terminal has few colours, so a palette makes the PNG a third of the size."""
    path.with_suffix(".svg").write_text(draw_svg(grid, title=f"asyncdash: {title}"), encoding="utf-8")
    image = _RASTER.draw(grid).quantize(256, method=Quantize.FASTOCTREE, dither=Dither.NONE)
    image.save(path.with_suffix(".png"), optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
