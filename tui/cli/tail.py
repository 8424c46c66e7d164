"""Tail: one feed's messages on standard output."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.cli.complaint import complain, tell
from tui.config.errors import did_you_mean
from tui.model.condition import ConditionError, ConditionScope
from tui.model.conditions.parser import parse_condition
from tui.model.connection import ConnectionState
from tui.model.event import EventKind
from tui.model.feed import BufferLimits, Feed
from tui.model.feed_state import FeedState
from tui.model.message import Notice, NoticeKind
from tui.text.message_lines import json_lines, text_lines
from tui.text.units import duration

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Sequence

    from tui.config.config import Config
    from tui.engine.tail import Tail
    from tui.model.condition import Condition
    from tui.model.endpoint import Endpoint
    from tui.model.event import Event
    from tui.model.mask import Mask
    from tui.model.message import FeedMessage

__all__ = ["choose_feed", "run_tail"]

_DOWN = 1
_TOLD = frozenset({EventKind.OPENED, EventKind.CLOSED, EventKind.REJECTED, EventKind.STOPPED})
_BATCH = 2_048
"""Rows that are kept: twice what comes in at once."""
_ROOM = 500_000
"""Bytes that are kept: several times what comes in at once, and little enough for the processor's cache."""
_WORKING_MEMORY = 1 << 21
"""Bytes that a batch takes for a moment. Freed once at the start, they teach glibc to keep that much
(mallopt(3), M_MMAP_THRESHOLD): else it gives memory back after a batch and gets it again page by page."""


def choose_feed(config: Config, name: str) -> Feed:
    """Return the feed of that name; a configuration of one URL has only that, whatever its scheme.

    Raises:
        ValueError: There is none.
    """
    if "://" in name:
        return next(iter(config.feeds), None) or _events_of(config.endpoints[0])
    for feed in config.feeds:
        if feed.name == name:
            return feed
    if any(endpoint.name == name for endpoint in config.endpoints):
        raise ValueError(f"asyncdash tail: {name!r} is an endpoint, and has no messages to follow")
    hint = did_you_mean(name, [feed.name for feed in config.feeds])
    raise ValueError(f"asyncdash tail: no feed is called {name!r}{hint}")


def _events_of(endpoint: Endpoint) -> Feed:
    """Return the feed of a URL that is no WebSocket's: it can only be one of Server-Sent Events."""
    return Feed(name=endpoint.name, url=endpoint.url)


def run_tail(options: Namespace, feed: Feed, mask: Mask) -> int:
    """Print the messages of a feed until there have been enough, and return the exit code."""
    try:
        where, until = _condition(options.where, "--where"), _condition(options.until, "--until")
    except ValueError as error:
        return complain(f"asyncdash tail: {error}")
    is_plain = feed.is_websocket and not feed.subprotocols
    room = _ROOM if is_plain else _ROOM + feed.max_message
    limits = BufferLimits(messages=_BATCH, size=room)
    state = FeedState(replace(feed, enabled=True, buffer=limits))
    bytes(_WORKING_MEMORY)  # and free it
    return asyncio.run(_follow(state, mask, options, where, until))


async def _follow(
    state: FeedState, mask: Mask, options: Namespace, where: Condition | None, until: Condition | None
) -> int:
    """Stream until the tail is over or the feed has ended for good."""
    from tui.engine.clock import SystemClock  # noqa: PLC0415 - the engine imports aiohttp
    from tui.engine.streamer import Streamer  # noqa: PLC0415
    from tui.engine.tail import Tail  # noqa: PLC0415

    gc.enable()
    clock = SystemClock()
    write = _writer(state, mask, options.format)
    tail = Tail(state, clock=clock, write=write, where=where, until=until, count=options.count)
    tell_of_waiting = _waiting_teller(state)

    def changed() -> None:
        tail.look()
        tell_of_waiting()
        if state.state is ConnectionState.STOPPED:
            tail.over.set()

    streamer = Streamer(
        state,
        mask=mask,
        clock=clock,
        changed=changed,
        on_events=_tell,
        is_studied=bool(state.feed.triggers),
    )
    async with asyncio.TaskGroup() as group:
        running = group.create_task(streamer.run())
        await tail.over.wait()
        await streamer.hang_up()
        running.cancel()
    if tail.failure is not None:
        raise tail.failure
    return _code(state, tail, is_bounded=until is not None or options.count is not None)


def _code(state: FeedState, tail: Tail, *, is_bounded: bool) -> int:
    """Say what came of it: a feed that ends before it said what was waited for is down."""
    if tail.is_enough or (not is_bounded and state.failure is None):
        return 0
    return _DOWN


def _writer(
    state: FeedState, mask: Mask, form: str | None
) -> Callable[[Sequence[FeedMessage], Sequence[int]], None]:
    """Return what prints messages, at once: whoever reads them from a pipe waits for each."""
    out = sys.stdout.buffer
    is_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    colour = "NO_COLOR" not in os.environ and (is_terminal or "FORCE_COLOR" in os.environ)

    def write_json(messages: Sequence[FeedMessage], numbers: Sequence[int]) -> None:
        out.write(json_lines(messages, numbers, mask, feed=state.name, conn=state.connection))
        out.flush()

    def write_text(messages: Sequence[FeedMessage], _numbers: Sequence[int]) -> None:
        out.write(
            text_lines(messages, mask, colour=colour).encode(
                sys.stdout.encoding, sys.stdout.errors or "replace"
            )
        )
        out.flush()

    return write_text if (form or ("text" if is_terminal else "jsonl")) == "text" else write_json


def _tell(events: Iterable[Event]) -> None:
    """Tell people what becomes of the connection."""
    for event in events:
        if event.kind in _TOLD:
            detail = f": {event.detail}" if event.detail else ""
            tell(f"asyncdash tail: {event.source} {event.kind}{detail}")


def _waiting_teller(state: FeedState) -> Callable[[], None]:
    """Return what tells people, once for each time, when a lost connection is tried again."""
    told: float | None = None

    def look() -> None:
        nonlocal told
        if state.next_at is None or state.since is None or state.next_at == told:
            return
        told = state.next_at
        newest = state.rows.newest
        is_refused = isinstance(newest, Notice) and newest.kind is NoticeKind.REJECTED
        attempt = f"attempt {state.attempt} failed, " if is_refused and state.attempt > 1 else ""
        tell(f"asyncdash tail: {state.name} {attempt}again in {duration(told - state.since)}")

    return look


def _condition(text: str | None, option: str) -> Condition | None:
    """Return the condition that an option states.

    Raises:
        ValueError: It states none; the text points at the fault.
    """
    if text is None:
        return None
    try:
        return parse_condition(text, ConditionScope.FEED)
    except ConditionError as error:
        raise ValueError(f"{option}: {error}\n    {text}\n    {' ' * error.column}^") from error
