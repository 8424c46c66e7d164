"""The dashboard with a fault in the place that the first argument names; ctrl+l brings it about in most.

A variable of the faulty function holds a secret, which no traceback may show.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

import tui.app
from tui.cli import main
from tui.screens.overview import OverviewScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import PurePath

    from textual.app import ComposeResult
    from textual.screen import Screen

PLACE = sys.argv[1]
STYLES = [Path(tui.app.__file__).parent / each for each in cast("list[str]", tui.app.Dashboard.CSS_PATH)]
"""Given in full, as Textual looks for them beside the class that is run."""


class FaultError(Exception):
    """What nobody catches."""


def fail(place: str) -> None:
    """Raise if the fault is in that place."""
    if place == PLACE:
        secret = os.environ["FAULTY_SECRET"]
        raise FaultError(f"a fault in the {place}, {len(secret)} characters")


async def fail_later(place: str) -> None:
    """Raise in a while if the fault is in that place."""
    await asyncio.sleep(0)
    fail(place)


async def hang(place: str) -> None:
    """Never end if that is the place, and leave a file that says so."""
    if place == PLACE:
        Path("hangs").touch()  # noqa: ASYNC240 - it hangs anyway
        await asyncio.Event().wait()


async def refuse_to_end() -> None:
    """Swallow every cancellation, and leave a file that says so."""
    while True:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            Path("hangs").touch()  # noqa: ASYNC240 - nobody waits for it


class FaultyScreen(OverviewScreen):
    """A screen whose handlers fail or hang."""

    async def key_ctrl_l(self) -> None:
        fail("screen")
        await hang("hanging screen")


class FaultyDashboard(tui.app.Dashboard):
    """A dashboard that fails or hangs; Textual calls the handlers of its base classes as well."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [*STYLES]

    def get_default_screen(self) -> Screen[None]:
        return FaultyScreen(self.context)

    def compose(self) -> ComposeResult:
        fail("compose")
        yield from ()

    def on_load(self) -> None:
        fail("load")

    def on_mount(self) -> None:
        fail("mount")

    async def action_redraw(self) -> None:  # type: ignore[override]  # an action may be a coroutine
        fail("handler")
        await hang("hanging handler")
        if PLACE == "timer":
            self.set_timer(0.01, lambda: fail("timer"))
        if PLACE == "worker":
            self.run_worker(fail_later("worker"))
        if PLACE == "stubborn worker":
            self.run_worker(refuse_to_end())


@asynccontextmanager
async def failing_server() -> AsyncIterator[None]:
    """Fail as a demo server does whose port somebody else took meanwhile."""
    await fail_later("opening")
    yield
    fail("closing")


def build(*arguments: Any, **options: Any) -> FaultyDashboard:
    """Make the dashboard, with a server beside it that fails."""
    return FaultyDashboard(*arguments, **{**options, "beside": failing_server})


if __name__ == "__main__":
    tui.app.Dashboard = build  # type: ignore[assignment, misc]  # what the command line makes
    sys.exit(main(sys.argv[2:]))
