"""The real program on terminals that draw pictures: what is sent is drawn again, and looked at."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from tests.images import make_image
from tests.pty_harness import ASYNCDASH, spawn
from tests.pty_pictures import PictureScreen
from tests.servers import serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from tests.pty_harness import Program

PICTURE = make_image(*["r" * 30 + "b" * 30] * 20, *["b" * 60] * 20) + bytes(4_000)
"""Red at the left above, blue elsewhere; what follows makes it long enough to be scrolled."""
CELLS = (39, 13)
"""How many columns and rows it takes on these screens."""
RED, BLUE = (255, 0, 0), (0, 0, 255)
CONFIG = """
[[endpoint]]
name = "orders"
url = "{}"
"""
EDITOR = """
import pathlib, sys
pathlib.Path("editing").touch()
sys.stdin.readline()
"""
TERMS = {"kitty": "xterm-kitty", "late": "xterm-kitty", "sixel": "xterm-256color"}


@asynccontextmanager
async def looking(
    kind: str, directory: Path, cell: tuple[int, int] = (0, 0), **environ: str
) -> AsyncIterator[tuple[Program, PictureScreen]]:
    """The program with the response open; its picture is drawn meanwhile."""

    async def answer(_: web.BaseRequest) -> web.Response:
        return web.Response(body=PICTURE, content_type="image/png")

    async with serve(answer) as server:
        (directory / "asyncdash.toml").write_text(CONFIG.format(server.url), encoding="utf-8")
        (directory / "editor.py").write_text(EDITOR, encoding="utf-8")
        screen = PictureScreen(80, 30, kind=kind)
        variables = {"TERM": TERMS[kind], "EDITOR": f"{sys.executable} {directory / 'editor.py'}"} | environ
        async with spawn(
            ASYNCDASH, directory=directory, rows=30, environ=variables, screen=screen, cell=cell
        ) as program:
            await program.shows("200")
            program.send("\r")
            await program.shows("format   PNG")
            yield program, screen


def run(
    kind: str, directory: Path, play: Callable[[Program, PictureScreen], Awaitable[None]], **given: object
) -> None:
    async def perform() -> None:
        async with looking(kind, directory, **given) as (program, screen):  # type: ignore[arg-type]
            await play(program, screen)

    asyncio.run(perform())


async def leave(program: Program) -> None:
    program.send("\x1b\x1b")
    await program.shows("next ")
    program.send("\x03\x03")
    await program.ended()


def place(screen: PictureScreen, cells: tuple[int, int] = CELLS) -> tuple[int, int] | None:
    """Return the first row and column of the picture, if all of it is there and nothing else is."""
    drawn = screen.drawn
    if len(drawn) != cells[0] * cells[1]:
        return None
    (row, column), (last, right) = min(drawn), max(drawn)
    if (right - column + 1, last - row + 1) != cells:
        return None
    (across, down), middle = screen.cell, ((7, 7), (9, 7), (7, 9), (9, 9))
    width, height = cells[0] * across, cells[1] * down
    places = ((column * across + width * x // 16, row * down + height * y // 16) for x, y in middle)
    colours = [screen.picture.getpixel(each) for each in places]
    return (row, column) if colours == [RED, BLUE, BLUE, BLUE] else None


@pytest.mark.parametrize("kind", ["kitty", "sixel"])
def test_the_picture_of_a_response_is_on_the_screen_and_gone_in_the_end(kind: str, tmp_path: Path) -> None:
    async def play(program: Program, screen: PictureScreen) -> None:
        await program.until(lambda: place(screen), "for the picture")

        assert "▀" not in screen.text
        await leave(program)
        assert program.exit_code == 0
        assert screen.held == {}
        assert screen.drawn == set()
        assert screen.printed.strip().startswith("asyncdash")
        assert program.complaints == ""

    run(kind, tmp_path, play)


@pytest.mark.parametrize("kind", ["kitty", "sixel"])
def test_no_ghost_stays_where_the_picture_was(kind: str, tmp_path: Path) -> None:
    async def play(program: Program, screen: PictureScreen) -> None:
        await program.until(lambda: place(screen), "for the picture")
        at_first = place(screen)
        program.send("j" * 15)
        await program.until(lambda: 0 < len(screen.drawn) < CELLS[0] * CELLS[1], "a part to scroll out")
        program.send("G")
        await program.until(lambda: not screen.drawn, "all of it to scroll out")
        program.send("g")
        await program.until(lambda: place(screen) == at_first, "the picture again")
        program.send("?")
        await program.shows("keys and commands")
        await program.until(lambda: not screen.drawn, "half blocks beneath the sheet")
        assert "▀" in screen.text
        program.send("\x1b")
        await program.until(lambda: place(screen) == at_first, "the picture again")
        assert "▀" not in screen.text
        program.send("L")
        await program.until(lambda: not screen.drawn, "the next tab")

    run(kind, tmp_path, play)


@pytest.mark.parametrize("kind", ["kitty", "sixel"])
def test_after_an_editor_had_the_terminal_the_picture_is_drawn_again(kind: str, tmp_path: Path) -> None:
    async def play(program: Program, screen: PictureScreen) -> None:
        await program.until(lambda: place(screen), "for the picture")
        program.send("e")
        await program.until((tmp_path / "editing").exists, "for the editor")
        await program.until(lambda: not screen.held and not screen.drawn, "the picture to go")
        program.send("\n")
        await program.until(lambda: place(screen), "for the picture again")

    run(kind, tmp_path, play)


def test_a_terminal_with_sixel_whose_cells_the_system_knows_is_not_asked_for_them(tmp_path: Path) -> None:
    async def play(program: Program, screen: PictureScreen) -> None:
        await program.until(lambda: place(screen), "for the picture")

        assert b"\x1b[16t" not in screen.sent
        assert b"\x1b_G" not in screen.sent

    run("sixel", tmp_path, play, cell=(10, 20))


@pytest.mark.parametrize("kind", ["kitty", "sixel"])
def test_the_picture_fits_when_the_letters_get_another_size(kind: str, tmp_path: Path) -> None:
    async def play(program: Program, screen: PictureScreen) -> None:
        await program.until(lambda: place(screen), "for the picture")
        screen.cell = (8, 16)
        screen.wipe()
        program.resize(80, 28)
        await program.until(lambda: place(screen, (33, 11)), "for the picture in its new size")

        assert screen.picture.getpixel((0, 0)) == (1, 2, 3)

    run(kind, tmp_path, play)


def test_an_answer_that_comes_late_is_no_key_and_has_the_picture_drawn(tmp_path: Path) -> None:
    async def play(program: Program, screen: PictureScreen) -> None:
        await program.until(lambda: "▀" in screen.text, "for half blocks")
        before = screen.text.splitlines()[0][:30]
        assert b"\x1b_G" in screen.owed
        at = screen.owed.index(b"OK")
        program.send(screen.owed[:at])
        program.send(screen.owed[at:])
        screen.kind = "kitty"
        await program.until(lambda: place(screen), "for the picture")

        assert "▀" not in screen.text
        assert screen.text.splitlines()[0][:30] == before

    run("late", tmp_path, play)


@pytest.mark.parametrize(
    "environ",
    [{"TERM": "tmux-256color"}, {"TERM": "xterm-kitty", "TMUX": "socket,1,0"}, {"TERM": "xterm-256color"}],
    ids=["tmux", "kitty in tmux", "another"],
)
def test_where_no_graphics_are_proven_there_are_half_blocks_and_no_stray_bytes(
    environ: dict[str, str], tmp_path: Path
) -> None:
    async def play(program: Program, screen: PictureScreen) -> None:
        await program.until(lambda: "▀" in screen.text, "for half blocks")

        assert b"\x1b_G" not in screen.sent
        assert b"\x1bP" not in screen.sent

    run("kitty", tmp_path, play, **environ)


@pytest.mark.parametrize(
    "environ", [{"NO_COLOR": "1"}, {"LANG": "C", "LC_ALL": "C"}], ids=["no colour", "ascii"]
)
def test_where_half_blocks_could_not_be_shown_there_are_only_facts(
    environ: dict[str, str], tmp_path: Path
) -> None:
    async def play(program: Program, screen: PictureScreen) -> None:
        program.send("?")
        await program.shows("keys and commands")

        assert screen.drawn == set()
        assert screen.held == {}
        assert "▀" not in screen.text

    run("kitty", tmp_path, play, **environ)
