from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pty_harness import spawn
from tests.witnesses import set_scene
from tui.app import Dashboard
from tui.config.config import Config
from tui.model.mask import Mask

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.pty_harness import Program
    from tests.witnesses import Scene

LONGEST = 5.0
FAULTY = str(Path(__file__).with_name("faulty_program.py"))
SECRET = "Bearer-hunter2"
REDRAW = "\x0c"

WHILE_IT_RUNS = ["handler", "screen", "worker", "timer"]
AT_THE_START = ["load", "compose", "mount", "opening"]
HANGS: dict[str, tuple[str, Callable[[Program], None], int, int]] = {
    "SIGTERM while the app hangs": (
        "hanging handler",
        lambda program: program.signal(signal.SIGTERM),
        143,
        1001,
    ),
    "SIGTERM while a screen hangs": (
        "hanging screen",
        lambda program: program.signal(signal.SIGTERM),
        143,
        1001,
    ),
    "ctrl+q while a screen hangs": ("hanging screen", lambda program: program.send("\x11"), 0, 1000),
}
"""The handler that hangs, what is done, the exit code, and the code of the close frames."""


@asynccontextmanager
async def faulty(place: str, directory: Path) -> AsyncIterator[tuple[Program, Scene]]:
    async with (
        set_scene(is_flooded=True) as scene,
        spawn(
            sys.executable,
            FAULTY,
            place,
            *scene.urls,
            directory=directory,
            environ={"FAULTY_SECRET": SECRET},
        ) as program,
    ):
        yield program, scene


def has_told(program: Program, place: str) -> bool:
    """Does a traceback on the restored terminal say what happened and where, without values?"""
    printed = program.screen.printed
    told = f"a fault in the {place}, {len(SECRET)} characters" in " ".join(printed.split())
    return told and "faulty_program.py" in printed and SECRET not in printed


def is_ended_by_signals(program: Program) -> bool:
    """Send one more unless that is the end."""
    if program.exit_code is None:
        program.signal(signal.SIGTERM)
    return program.exit_code is not None


@pytest.mark.parametrize("place", WHILE_IT_RUNS)
def test_a_crash_says_goodbye_restores_the_terminal_and_shows_where_but_no_values(
    place: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async def run() -> None:
        async with faulty(place, tmp_path) as (program, scene):
            await program.until(lambda: scene.is_live and program.screen.is_alternate, "to be live")
            program.send(REDRAW)
            seconds = await program.ended()
            await program.until(lambda: not scene.open, "for the connections to end")
            record_property("seconds", round(seconds, 2))

            assert program.exit_code == 1
            assert scene.closes == [[1000], [1000]]
            assert has_told(program, place)
            assert program.screen.is_as_at_first
            assert program.has_settings_of_before
            assert program.complaints == ""
            assert seconds < LONGEST

    asyncio.run(run())


@pytest.mark.parametrize("place", AT_THE_START)
def test_a_crash_at_the_start_restores_the_terminal_and_shows_where_but_no_values(
    place: str, tmp_path: Path
) -> None:
    async def run() -> None:
        async with faulty(place, tmp_path) as (program, scene):
            await program.ended()
            await program.until(lambda: not scene.open, "for the connections to end")

            assert program.exit_code == 1
            assert has_told(program, place)
            assert program.screen.is_as_at_first
            assert program.has_settings_of_before
            assert program.complaints == ""

    asyncio.run(run())


@pytest.mark.parametrize("case", HANGS)
def test_a_handler_that_hangs_does_not_keep_the_program(
    case: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    place, leave, exit_code, close_code = HANGS[case]

    async def run() -> None:
        async with faulty(place, tmp_path) as (program, scene):
            await program.until(lambda: scene.is_live and program.screen.is_alternate, "to be live")
            program.send(REDRAW)
            await program.until((tmp_path / "hangs").exists, "for the handler to hang")
            leave(program)
            seconds = await program.ended()
            await program.until(lambda: not scene.open, "for the connections to end")
            record_property("seconds", round(seconds, 2))

            assert program.exit_code == exit_code
            assert scene.closes == [[close_code]] * 2
            assert program.screen.is_as_at_first
            assert program.has_settings_of_before
            assert program.complaints == ""
            assert seconds < LONGEST

    asyncio.run(run())


def test_a_second_signal_ends_what_refuses_to_end(tmp_path: Path) -> None:
    async def run() -> None:
        async with faulty("stubborn worker", tmp_path) as (program, scene):
            await program.until(lambda: scene.is_live and program.screen.is_alternate, "to be live")
            program.send(REDRAW)
            program.send("q")
            await program.until((tmp_path / "hangs").exists, "for the worker to refuse")
            await program.until(lambda: not scene.open, "for the connections to end")
            await program.until(lambda: is_ended_by_signals(program), "for the end by signals")

            assert program.exit_code == 143
            assert scene.closes == [[1000], [1000]]
            assert program.screen.is_as_at_first
            assert program.has_settings_of_before

    asyncio.run(run())


def test_what_the_configuration_keeps_secret_is_masked_in_what_an_error_says() -> None:
    app = Dashboard(Config(mask=Mask([SECRET])))

    assert app.redact(f"not a header: {SECRET}") == "not a header: •••"
