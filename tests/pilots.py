"""Pilots that go on when an app has done all that it does, however slowly it did it."""

from __future__ import annotations

from contextlib import contextmanager
from time import process_time
from typing import TYPE_CHECKING
from unittest.mock import patch

from textual.pilot import Pilot

from tests.clock import idle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from textual.app import App

__all__ = ["at_rest", "patient_pilots"]

_LONGEST = 5.0
"""Seconds of the processor after which an app is taken for one that always draws."""


async def at_rest(app: App[Any]) -> None:
    """Come back when widgets have taken their messages, and screens their size, and all of them are drawn."""
    until = process_time() + _LONGEST
    await idle()
    while _is_to_draw(app) and process_time() < until:
        app._check_resize()
        for screen in app.screen_stack:
            screen._on_timer_update()
        await idle()


def _is_to_draw(app: App[Any]) -> bool:
    """Is there a timer at whose end a screen takes its size, or is drawn, were it below a sheet?"""
    is_drawing = any(screen._update_timer._active.is_set() for screen in app.screen_stack)
    return is_drawing or app._resize_timer is not None


@contextmanager
def patient_pilots() -> Iterator[None]:
    """Let pilots wait for what an app does, and not for how much of the processor it gets meanwhile.

    Textual takes an app for idle whose process has not run for a while, as on a busy machine.
    """
    wait_for_screen, pause = Pilot._wait_for_screen, Pilot.pause

    async def wait(pilot: Pilot[Any], timeout: float = 30.0) -> bool:
        is_done = await wait_for_screen(pilot, timeout)
        await at_rest(pilot.app)
        return is_done

    async def rest(pilot: Pilot[Any], delay: float | None = None) -> None:
        await pause(pilot, delay)
        await at_rest(pilot.app)

    with (
        patch("textual.app.wait_for_idle", idle),
        patch("textual.pilot.wait_for_idle", idle),
        patch.object(Pilot, "_wait_for_screen", wait),
        patch.object(Pilot, "pause", rest),
    ):
        yield
