"""Jobs: what the engine has running, and how it survives its own bugs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from tui.engine.clock import Clock

__all__ = ["Job", "Report", "describe", "guarded", "supervised", "wait_after"]

Report = Callable[[str, Exception], None]
"""Takes the name of what failed, and why."""

_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0
_LASTED = 60.0
_PACKAGE = Path(__file__).parents[1]


class Job(Struct, frozen=True):
    """Something that runs for as long as the engine is open; whoever opened it runs it."""

    name: str
    run: Callable[[], Coroutine[None, None, None]]
    """Raises nothing but what ends the whole program."""


async def guarded(name: str, run: Callable[[], Awaitable[object]], *, report: Report) -> bool:
    """Run something once, report a bug in it instead of raising it, and return whether there was none."""
    try:
        await run()
    except Exception as error:  # noqa: BLE001 - the one place where a bug of our own is caught, and told
        report(name, error)
        return False
    return True


async def supervised(
    name: str, run: Callable[[], Awaitable[object]], *, report: Report, clock: Clock
) -> None:
    """Run something until it comes to its end by itself; after a bug, start it again a little later."""
    failures = 0
    while True:
        started_at = clock.monotonic()
        if await guarded(name, run, report=report):
            return
        failures = 1 if clock.monotonic() - started_at >= _LASTED else failures + 1
        await clock.sleep(wait_after(failures))


def wait_after(failures: int) -> float:
    """Return the seconds to wait after that many failures in a row, from 1."""
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(failures - 1, 64))


def describe(error: BaseException) -> str:
    """Say what an exception is and where in asyncdash it came from."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    place = _place(error)
    return f"{text} ({place})" if place else text


def _place(error: BaseException) -> str:
    """Return the innermost file and line of ours, or the innermost of all."""
    places = [(Path(frame.f_code.co_filename), line) for frame, line in walk_tb(error.__traceback__)]
    ours = [place for place in places if place[0].is_relative_to(_PACKAGE)]
    for path, line in (ours or places)[-1:]:
        return f"{path.name}:{line}"
    return ""
