from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING

from tests.pty_harness import ASYNCDASH, spawn
from tests.witnesses import set_scene

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tests.pty_harness import Program
    from tests.witnesses import Scene

HEADING = "asyncdash"
CONFIG = """
[[endpoint]]
name = "orders"
url = "{}"

[[feed]]
name = "trades"
url = "{}"
"""
EDITOR = """
import pathlib, signal, sys

def end(*_):
    pathlib.Path("terminated").touch()
    sys.exit()

signal.signal(signal.SIGHUP, signal.SIG_IGN)
signal.signal(signal.SIGTERM, end)
try:
    pathlib.Path("editing").touch()
    sys.stdin.readline()
except KeyboardInterrupt:
    pathlib.Path("interrupted").touch()
    sys.stdin.readline()
"""
"""An editor that ends at Enter, and for which ctrl+c means something else, as in vim and less."""


def run_editing(play: Callable[[Program, Scene], Awaitable[None]], directory: Path) -> None:
    """Run the program until it has lent the terminal to an editor, and then the play."""

    async def run() -> None:
        async with set_scene(is_flooded=False) as scene:
            endpoint, feed = scene.urls
            (directory / "editor.py").write_text(EDITOR, encoding="utf-8")
            (directory / "asyncdash.toml").write_text(CONFIG.format(endpoint, feed), encoding="utf-8")
            editor = f"{sys.executable} {directory / 'editor.py'}"
            async with spawn(ASYNCDASH, directory=directory, environ={"EDITOR": editor}) as program:
                await program.until(lambda: scene.is_live and HEADING in program.screen.text, "to be live")
                program.send("e")
                await program.until((directory / "editing").exists, "for the editor")
                await play(program, scene)

    asyncio.run(run())


def test_ctrl_c_in_the_editor_is_for_the_editor(tmp_path: Path) -> None:
    async def play(program: Program, scene: Scene) -> None:
        assert program.has_settings_of_before
        assert program.screen.is_as_at_first
        program.send("\x03")
        await program.until((tmp_path / "interrupted").exists, "for the editor to hear of it")
        program.send("\n")
        await program.until(lambda: HEADING in program.screen.lines[0], "for the dashboard")
        program.send("q")
        await program.ended()

        assert program.exit_code == 0
        assert scene.closes == [[1000]]
        assert program.complaints == ""

    run_editing(play, tmp_path)


def test_sigterm_ends_it_and_the_editor_that_has_the_terminal(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async def play(program: Program, scene: Scene) -> None:
        program.signal(signal.SIGTERM)
        seconds = await program.ended()
        record_property("seconds", round(seconds, 2))
        await program.until((tmp_path / "terminated").exists, "for the editor to end")

        assert program.exit_code == 143
        assert scene.closes == [[1001]]
        assert program.screen.is_as_at_first
        assert program.has_settings_of_before
        assert program.complaints == ""

    run_editing(play, tmp_path)
