from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from tests.pty_harness import ASYNCDASH, spawn
from tests.witnesses import set_scene

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from tests.pty_harness import Program
    from tests.witnesses import Scene

LONGEST = 5.0
QUIT = "\x11"
SUSPEND = "\x1a"
REDRAW = "\x0c"
"""ctrl+l"""
HELP = "?"
HELP_EDGES = ("keys and commands", "esc close")
HEADING = "asyncdash"


def run_live(
    play: Callable[[Program, Scene], Awaitable[None]],
    directory: Path,
    *,
    is_flooded: bool = False,
    ignored: tuple[signal.Signals, ...] = (),
) -> None:
    """Run the program until it is connected, and then the play."""

    async def run() -> None:
        async with (
            set_scene(is_flooded=is_flooded) as scene,
            spawn(ASYNCDASH, *scene.urls, directory=directory, ignored=ignored) as program,
        ):
            await program.until(lambda: scene.is_live and HEADING in program.screen.text, "to be live")
            await play(program, scene)

    asyncio.run(run())


async def ends_well(program: Program, scene: Scene, *, exit_code: int = 0, close_code: int = 1000) -> float:
    seconds = await program.ended()
    await program.until(lambda: not scene.open, "for the connections to end")
    assert (program.exit_code, scene.closes) == (exit_code, [[close_code]] * len(scene.feeds))
    assert program.complaints == ""
    assert seconds < LONGEST
    return seconds


async def fill(program: Program) -> None:
    """Stop reading, and have whole frames drawn until the terminal takes no more."""

    def is_full() -> bool:
        if not program.is_full:
            program.send(REDRAW)
        return program.is_full

    program.stop_reading()
    await program.until(is_full, "for the terminal to be full")


def is_whole(program: Program) -> bool:
    """Are the first line, a pane and the last line on the screen?"""
    first, *panes, last = program.screen.lines
    return HEADING in first and "╭─ 127.0.0.1" in "\n".join(panes) and ("help" in last or "close" in last)


def test_q_leaves_while_the_terminal_does_not_read(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async def play(program: Program, scene: Scene) -> None:
        await fill(program)
        program.send("q")

        record_property("seconds", await ends_well(program, scene))
        assert program.has_settings_of_before

    run_live(play, tmp_path, is_flooded=True)


def test_a_signal_restores_a_terminal_that_does_not_read_once_it_does(tmp_path: Path) -> None:
    async def play(program: Program, scene: Scene) -> None:
        await fill(program)
        program.signal(signal.SIGTERM)

        await ends_well(program, scene, exit_code=143, close_code=1001)
        assert program.screen.is_as_at_first
        assert program.has_settings_of_before

    run_live(play, tmp_path, is_flooded=True)


def test_a_terminal_that_reads_again_shows_what_it_missed(tmp_path: Path) -> None:
    async def play(program: Program, scene: Scene) -> None:
        await fill(program)
        program.send(HELP)
        program.read_on()

        await program.until(
            lambda: is_whole(program) and all(each in program.screen.text for each in HELP_EDGES), "the help"
        )
        program.send(QUIT)
        await ends_well(program, scene)
        assert program.screen.is_as_at_first

    run_live(play, tmp_path, is_flooded=True)


def test_a_terminal_that_goes_away_without_a_signal_ends_the_program(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async def play(program: Program, scene: Scene) -> None:
        program.close_terminal()

        record_property("seconds", await ends_well(program, scene, exit_code=129, close_code=1001))

    run_live(play, tmp_path, is_flooded=True, ignored=(signal.SIGHUP,))


def test_a_second_signal_right_after_the_first_cuts_nothing_short(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async def play(program: Program, scene: Scene) -> None:
        program.signal(signal.SIGTERM)
        await asyncio.sleep(0)
        program.signal(signal.SIGTERM)

        record_property("seconds", await ends_well(program, scene, exit_code=143, close_code=1001))
        assert program.screen.is_as_at_first

    run_live(play, tmp_path, is_flooded=True)


def test_ctrl_z_gives_the_terminal_back_and_fg_paints_every_line_again(tmp_path: Path) -> None:
    async def play(program: Program, scene: Scene) -> None:
        await program.until(lambda: is_whole(program), "for the whole screen")
        program.send(SUSPEND)
        await program.until(lambda: program.is_stopped, "to be suspended")
        await program.until(lambda: program.screen.is_as_at_first, "to have the terminal back")
        assert program.has_settings_of_before
        program.signal(signal.SIGCONT)

        await program.until(lambda: is_whole(program), "for the whole screen")
        assert program.screen.is_alternate
        assert not program.has_settings_of_before
        program.send("q")
        await ends_well(program, scene)
        assert program.screen.is_as_at_first
        assert program.has_settings_of_before

    run_live(play, tmp_path)


def test_after_a_stop_by_force_it_takes_the_terminal_from_the_shell_again(tmp_path: Path) -> None:
    async def play(program: Program, scene: Scene) -> None:
        await program.until(lambda: is_whole(program), "for the whole screen")
        program.signal(signal.SIGSTOP)
        await program.until(lambda: program.is_stopped, "to be stopped")
        program.have_as_before()
        program.signal(signal.SIGCONT)

        await program.until(lambda: is_whole(program), "for the whole screen")
        assert program.screen.is_alternate
        assert not program.has_settings_of_before
        program.send("q")
        await ends_well(program, scene)
        assert program.screen.is_as_at_first
        assert program.has_settings_of_before

    run_live(play, tmp_path)


def test_a_stray_signal_to_go_on_changes_nothing(tmp_path: Path) -> None:
    async def play(program: Program, scene: Scene) -> None:
        await program.until(lambda: is_whole(program), "for the whole screen")
        program.screen.wipe()
        program.signal(signal.SIGCONT)

        await program.until(lambda: is_whole(program), "for the whole screen")
        program.send("q")
        await ends_well(program, scene)
        assert program.screen.is_as_at_first
        assert program.has_settings_of_before

    run_live(play, tmp_path)


def test_it_can_be_left_before_anything_is_open(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async def run() -> None:
        async with (
            set_scene(is_flooded=True) as scene,
            spawn(ASYNCDASH, *scene.urls, directory=tmp_path) as program,
        ):
            await program.until(lambda: program.screen.is_alternate)
            program.send(QUIT)
            record_property("seconds", await program.ended())
            await program.until(lambda: not scene.open)

            assert program.exit_code == 0, program.screen.printed
            assert program.screen.is_as_at_first
            assert program.has_settings_of_before
            assert program.complaints == ""

    asyncio.run(run())


def test_it_draws_on_the_terminal_when_errors_go_to_a_file(tmp_path: Path) -> None:
    async def run() -> None:
        async with (
            set_scene(is_flooded=False) as scene,
            spawn(
                "/bin/sh", "-c", f'exec "{ASYNCDASH}" "$@" 2>errors', "sh", *scene.urls, directory=tmp_path
            ) as program,
        ):
            await program.until(lambda: scene.is_live and is_whole(program), "to be live")
            program.send("q")
            await program.ended()

            assert program.exit_code == 0
            assert program.screen.is_as_at_first
            assert (tmp_path / "errors").read_text(encoding="utf-8") == ""

    asyncio.run(run())


def test_the_demo_closes_its_server_and_the_dashboard_on_it(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async def run() -> None:
        async with spawn(ASYNCDASH, "demo", directory=tmp_path) as program:
            await program.shows("open")
            program.send("q")
            record_property("seconds", await program.ended())

            assert program.exit_code == 0
            assert program.screen.is_as_at_first
            assert program.complaints == ""

    asyncio.run(run())
