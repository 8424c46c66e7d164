"""Time that passes for an event loop only while it has nothing to do: a busy machine takes none of it."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast
from unittest.mock import patch

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["idle_time"]

_IDLE = 0.005
"""Seconds without an event after which all that can come over loopback has come."""


@contextmanager
def idle_time() -> Iterator[None]:
    """Let timers of the running loop be due only when no socket and no thread has anything for it, and soon.

    So a deadline passes when both ends have done all that they do, as on trio's autojump clock, however
    slowly they did it. It knows of one process alone.
    """
    loop = cast("Any", asyncio.get_running_loop())
    now: float = loop.time()
    select, run_in_executor = loop._selector.select, loop.run_in_executor
    at_first, lent = set(threading.enumerate()), 0

    def returned(_: object) -> None:
        nonlocal lent
        lent -= 1

    def lend(*work: Any) -> Any:
        nonlocal lent
        lent += 1
        future = run_in_executor(*work)
        future.add_done_callback(returned)
        return future

    def others_work() -> bool:
        return lent > 0 or any(each.daemon for each in set(threading.enumerate()) - at_first)

    def wait(timeout: float | None = None) -> Any:
        nonlocal now
        if timeout is None or timeout <= 0:
            return select(timeout)
        events = select(min(timeout, _IDLE))
        if not events and not others_work():
            now += timeout
        return events

    with (
        patch.object(loop, "time", lambda: now),
        patch.object(loop, "run_in_executor", lend),
        patch.object(loop._selector, "select", wait),
    ):
        yield
