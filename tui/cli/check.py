"""Check: one round without the dashboard."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import time
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.cli.complaint import complain
from tui.cli.output import write_data
from tui.config.errors import did_you_mean
from tui.model.board import Board
from tui.model.check import Outcome
from tui.model.connection import ConnectionState
from tui.model.endpoint_state import EndpointState
from tui.text.report import check_text, worst_outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from tui.config.config import Config
    from tui.engine.clock import Clock
    from tui.engine.places import Places
    from tui.engine.prober import Prober
    from tui.model.event import Event
    from tui.model.feed_state import FeedState

__all__ = ["run_check", "select"]

_FIRST_MESSAGE = 5.0
"""Seconds that a feed may take to connect, and then again until its first message."""


def select(config: Config, names: Sequence[str]) -> Config:
    """Return the configuration with only these endpoints and feeds.

    Raises:
        ValueError: There is no such name.
    """
    known = {each.name for each in (*config.endpoints, *config.feeds)}
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known)
            raise ValueError(f"asyncdash check: nothing is called {name!r}{hint}")
    wanted = set(names)
    return replace(
        config,
        endpoints=tuple(each for each in config.endpoints if each.name in wanted),
        feeds=tuple(each for each in config.feeds if each.name in wanted),
    )


def run_check(config: Config, *, form: str | None, fail_on: str, record: Path | None = None) -> int:
    """Check everything once, print what was found, and return the exit code.

    A recording that was asked for and cannot be made is a reason to check
    nothing; one that ends on the way is told after what was found.
    """
    from tui.engine.recorder import RecordingError  # noqa: PLC0415 - the engine is not for `--help`

    is_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    started = time.time()
    board = Board(
        [each for each in config.endpoints if each.enabled],
        [each for each in config.feeds if each.enabled],
        title=config.title,
        mask=config.mask,
    )
    complaints: list[str] = []
    try:
        asyncio.run(_round(board, config, record, complaints.append))
    except RecordingError as error:
        return complain(f"asyncdash check: {error}")
    states = list(board)
    colour = "NO_COLOR" not in os.environ and (is_terminal or "FORCE_COLOR" in os.environ)
    write = sys.stdout.write if form in {None, "table"} else write_data
    write(check_text(form or "table", started, states, config.mask, colour=colour))
    sys.stdout.flush()
    if complaints:
        return complain("asyncdash check: " + "\n".join(complaints))
    bad = {Outcome.DOWN} if fail_on == "down" else {Outcome.DOWN, Outcome.DEGRADED}
    return 1 if worst_outcome(states) in bad else 0


async def _round(board: Board, config: Config, record: Path | None, failed: Callable[[str], None]) -> None:
    from tui.engine.clock import SystemClock  # noqa: PLC0415 - the engine imports aiohttp
    from tui.engine.places import Places  # noqa: PLC0415
    from tui.engine.prober import open_prober  # noqa: PLC0415
    from tui.engine.recorder import open_recorder  # noqa: PLC0415

    gc.enable()
    clock = SystemClock()
    places = Places(concurrency=config.settings.concurrency, per_host=config.settings.per_host)
    async with AsyncExitStack() as stack:
        if record is not None:
            source = config.path.name if config.path else ""
            await stack.enter_async_context(open_recorder(record, board, failed=failed, source=source))
        prober = await stack.enter_async_context(open_prober(mask=board.mask, clock=clock))
        group = await stack.enter_async_context(asyncio.TaskGroup())
        for state in board:
            if isinstance(state, EndpointState):
                group.create_task(_check(state, board, prober, places))
            else:
                group.create_task(_listen(state, board, clock))


async def _check(state: EndpointState, board: Board, prober: Prober, places: Places) -> None:
    began = time.perf_counter()
    async with places.taken(state.endpoint.url):
        result = await prober.check(state.endpoint, queued=time.perf_counter() - began)
    _tell(board, state.record(result))


def _tell(board: Board, events: Iterable[Event]) -> None:
    """Put events into the log, where the recorder finds why the health has changed."""
    for event in events:
        board.tell(event)


async def _listen(state: FeedState, board: Board, clock: Clock) -> None:
    """Connect a feed until its first message; one that is open and quiet is up as well."""
    from tui.engine.streamer import Streamer  # noqa: PLC0415 - imports aiohttp

    moved = asyncio.Event()
    streamer = Streamer(
        state, mask=board.mask, clock=clock, changed=moved.set, on_events=partial(_tell, board)
    )

    async def settled() -> None:
        while state.received == 0 and state.state not in {ConnectionState.WAITING, ConnectionState.STOPPED}:
            moved.clear()
            await moved.wait()

    async with asyncio.TaskGroup() as group:
        running = group.create_task(streamer.run())
        try:
            async with asyncio.timeout(_FIRST_MESSAGE):
                await settled()
        except TimeoutError:
            pass
        finally:
            await streamer.hang_up()
            running.cancel()
