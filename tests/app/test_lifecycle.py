from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

import pytest

from tests.pty_harness import ASYNCDASH, spawn
from tests.witnesses import set_scene

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.pty_harness import Program

LONGEST = 5.0
"""Seconds that the end may take on a machine that does a lot besides; the aim is 2."""

WAYS_OUT: dict[str, tuple[Callable[[Program], None], int, int]] = {
    "q": (lambda program: program.send("q"), 0, 1000),
    "ctrl+q": (lambda program: program.send("\x11"), 0, 1000),
    "ctrl+c twice": (lambda program: program.send("\x03\x03"), 0, 1000),
    "SIGINT": (lambda program: program.signal(signal.SIGINT), 130, 1001),
    "SIGTERM": (lambda program: program.signal(signal.SIGTERM), 143, 1001),
    "SIGHUP": (lambda program: program.signal(signal.SIGHUP), 129, 1001),
    "SIGQUIT": (lambda program: program.signal(signal.SIGQUIT), 131, 1001),
    "terminal closed": (lambda program: program.close_terminal(), 129, 1001),
}
"""What is done, the exit code, and the code of the close frames."""


@pytest.mark.parametrize("servers", ["polite", "flood"])
@pytest.mark.parametrize("way", WAYS_OUT)
def test_each_way_out_says_goodbye_closes_every_connection_and_restores_the_terminal(
    way: str, servers: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    leave, exit_code, close_code = WAYS_OUT[way]

    async def run() -> None:
        async with (
            set_scene(is_flooded=servers == "flood") as scene,
            spawn(ASYNCDASH, *scene.urls, directory=tmp_path) as program,
        ):
            await program.until(lambda: scene.is_live and program.screen.is_alternate)
            leave(program)
            seconds = await program.ended()
            await program.until(lambda: not scene.open)
            record_property("seconds", round(seconds, 2))

            assert program.exit_code == exit_code
            assert scene.closes == [[close_code]] * len(scene.feeds)
            assert program.complaints == ""
            if program.has_terminal:
                assert program.screen.is_as_at_first
                assert program.has_settings_of_before
            assert seconds < LONGEST

    asyncio.run(run())
