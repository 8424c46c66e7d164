"""Streamer: keeps one feed connected, and does what is asked of it meanwhile."""

from __future__ import annotations

import asyncio
import random
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from tui.engine.link import SendError
from tui.engine.minder import Minder
from tui.engine.opener import Opener
from tui.engine.reconnect import Again, Refusal, Stop, after_close, after_refusal
from tui.engine.sentinel import Sentinel
from tui.engine.single_file import SingleFile
from tui.engine.watcher import Watcher
from tui.engine.wording import server_of
from tui.model.connection import Close, ConnectionState, Side
from tui.model.feed import ReconnectPolicy
from tui.model.message import Opcode
from tui.text.safe import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Mapping
    from typing import Any

    from tui.engine.clock import Clock
    from tui.engine.link import Link
    from tui.engine.reconnect import Verdict
    from tui.engine.tls import TlsContexts
    from tui.model.event import Event
    from tui.model.feed_state import FeedState
    from tui.model.mask import Mask

__all__ = ["SendError", "Streamer"]

Result = TypeVar("Result")

_FAREWELL = 0.5
_NORMAL = 1000
_GOING_AWAY = 1001
_INTERNAL_ERROR = 1011


class Streamer:
    """Connects a feed, follows it, and connects it again, until it is hung up.

    Whatever somebody asks for sets `_called`, and everything that waits here
    waits for that as well.
    """

    def __init__(
        self,
        state: FeedState,
        *,
        mask: Mask,
        clock: Clock,
        changed: Callable[[], None],
        on_events: Callable[[list[Event]], None],
        contexts: TlsContexts | None = None,
        environ: Mapping[str, str] | None = None,
        single_file: SingleFile | None = None,
        is_studied: bool = True,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Stream the feed of that state.

        Args:
            state: What is learnt goes here.
            mask: Keeps secrets out of what servers say.
            clock: Says when, and waits between the attempts.
            changed: Called after every change of the state, or once after many.
            on_events: Takes what is worth a line in the event log.
            contexts: Those of the run, for TLS; by default its own.
            environ: Where proxies are looked up, `os.environ` by default.
            single_file: That of the run, where connections to one host wait; by default its own.
            is_studied: Are the messages looked through, for triggers, pairs, and what is missing?
            chance: A random number from 0 to 1, for how long to wait.
        """
        self._state = state
        self._mask = mask
        self._clock = clock
        sentinel = Sentinel(state, mask=mask, clock=clock, tell=self._tell)
        self._is_studied = is_studied
        self._watcher = Watcher(
            state, mask=mask, clock=clock, sentinel=sentinel, send=self.send, tell=self._tell
        )
        self._minder = Minder(state, mask=mask, clock=clock, sentinel=sentinel, tell=self._tell)
        self._announce = changed
        self._on_events = on_events
        self._chance = chance
        self._opener = Opener(
            state, mask=mask, clock=clock, changed=self._changed, contexts=contexts, environ=environ
        )
        self._single_file = single_file or SingleFile()
        self._link: Link | None = None
        self._called = asyncio.Event()
        self._code = _NORMAL
        self._is_over = False
        self._at_rest = asyncio.Event()
        self._at_rest.set()

    async def run(self) -> None:
        """Keep the feed connected until it is hung up; cancelled, it says goodbye first."""
        self._at_rest.clear()
        try:
            while not self._is_over:
                self._called.clear()
                if self._state.is_paused:
                    await self._called.wait()
                else:
                    await self._live()
        finally:
            self._at_rest.set()

    async def send(self, payload: str | bytes, opcode: Opcode = Opcode.TEXT) -> None:
        """Send a message, which is recorded among those that are received; or a close frame, as its last.

        Raises:
            SendError: It cannot be sent; the text says why.
        """
        if isinstance(payload, str):
            try:
                payload = payload.encode()
            except UnicodeEncodeError as error:
                raise SendError(
                    f"character {error.start + 1} is half of a pair and cannot be sent"
                ) from error
        if self._link is None or self._state.state is not ConnectionState.OPEN:
            raise SendError(f"{self._state.name} is not connected")
        if opcode is Opcode.CLOSE:
            await self._link.part(_farewell(payload))
            return
        await self._link.send(payload, opcode)

    def reconnect(self) -> None:
        """Connect anew, now, whatever it is doing."""
        self._tell(self._state.resume(self._clock.now()))
        self._state.lasted()
        self._call()

    def pause(self) -> None:
        """Disconnect, and stay so until it is resumed."""
        if not self._state.is_paused:
            self._tell(self._state.pause(self._clock.now()))
            self._call()

    def resume(self) -> None:
        """Connect again if it is paused or has given up."""
        if self._state.is_paused or self._state.state is ConnectionState.STOPPED:
            self.reconnect()

    async def hang_up(self, code: int = _NORMAL) -> None:
        """Say goodbye with that code and see `run` to its end, in half a second whatever the server does."""
        self._is_over = True
        self._code = code
        self._call()
        with suppress(TimeoutError):
            async with asyncio.timeout(_FAREWELL):
                await self._at_rest.wait()

    async def _live(self) -> None:
        """Connect, follow the connection to its end, and wait for as long as is right."""
        async with AsyncExitStack() as stack:
            verdict = await self._connect_and_follow(stack)
        if self._called.is_set():
            return
        match verdict:
            case Again(delay):
                self._state.waiting(delay, self._clock.now())
                self._changed()
                await self._unless_called(self._clock.sleep(delay))
            case Stop(failure):
                self._tell(self._state.stopped(failure, self._clock.now()))
                await self._called.wait()
            case None:
                pass

    async def _connect_and_follow(self, stack: AsyncExitStack) -> Verdict | None:
        """Make one attempt and return what is to follow; `None`: that is for whoever called to say."""
        state = self._state
        state.connecting(self._clock.now())
        self._changed()
        link = await self._unless_called(self._open(stack))
        if link is None:
            return None
        policy, attempt = self._opener.policy, state.attempt
        if isinstance(link, Refusal):
            self._tell(state.rejected(link.failure, self._clock.now()))
            return after_refusal(link, policy, attempt=attempt, chance=self._chance())
        close = await self._follow(link)
        return after_close(close, self._opener.policy, attempt=state.attempt, chance=self._chance())

    async def _open(self, stack: AsyncExitStack) -> Link | Refusal:
        """Make one attempt when it is our turn; Server-Sent Events are plain requests and wait for nobody."""
        if not self._state.feed.is_websocket:
            return await self._opener.open(stack)
        async with self._single_file.turn(server_of(self._state.feed.url)):
            return await self._opener.open(stack)

    async def _follow(self, link: Link) -> Close:
        """Follow an open connection to its end."""
        self._link = link
        self._tell(self._state.opened(link.handshake, link.opened_at))
        close = Close(code=_GOING_AWAY, by=Side.CLIENT)
        try:
            async with asyncio.TaskGroup() as group:
                jobs = [
                    group.create_task(job)
                    for job in (
                        self._greet(link),
                        self._part_when_called(link),
                        self._minder.run(link),
                        self._note_lasting(),
                        *([self._watcher.run()] if self._is_studied else []),
                    )
                ]
                close = await link.follow()
                for job in jobs:
                    job.cancel()
        finally:
            if self._is_studied:
                self._watcher.look()
            self._link = None
            close = replace(
                close,
                reason=clean(self._mask(close.reason)),
                detail=clean(self._mask(close.detail)),
                subprotocol=link.handshake.subprotocol,
            )
            self._tell(self._state.closed(close, self._clock.now()))
        return close

    async def _greet(self, link: Link) -> None:
        """Send what the feed sends after every connect."""
        for number, text in enumerate(self._state.feed.on_open, 1):
            try:
                await link.agreed()
                await link.send(text.encode(), Opcode.TEXT)
            except SendError as error:
                detail = f"on_open[{number}] was not sent: {error}"
                await link.part(Close(code=_INTERNAL_ERROR, by=Side.CLIENT, detail=detail))
                return

    async def _part_when_called(self, link: Link) -> None:
        """End the connection as soon as somebody wants something else."""
        await self._called.wait()
        self._state.closing(self._clock.now())
        self._changed()
        await link.part(Close(code=self._code, by=Side.CLIENT))

    async def _note_lasting(self) -> None:
        """Forget the attempts before a connection that has been up for long enough."""
        policy = self._state.feed.reconnect or ReconnectPolicy()
        await self._clock.sleep(policy.reset_after)
        self._state.lasted()
        self._changed()

    async def _unless_called(self, work: Coroutine[Any, Any, Result]) -> Result | None:
        """Do something, unless somebody wants something else first."""
        async with asyncio.TaskGroup() as group:
            working, calling = group.create_task(work), group.create_task(self._called.wait())
            await asyncio.wait((working, calling), return_when=asyncio.FIRST_COMPLETED)
            working.cancel()
            calling.cancel()
        return None if working.cancelled() else working.result()

    def _changed(self) -> None:
        """Announce a change of the state, to those as well who look at what came."""
        self._watcher.wake()
        self._announce()

    def _call(self) -> None:
        self._called.set()
        self._changed()

    def _tell(self, events: Iterable[Event]) -> None:
        """Pass events on, and that something has changed."""
        told = list(events)
        if told:
            self._on_events(told)
        self._changed()


def _farewell(payload: bytes) -> Close:
    """Return what a close frame that somebody wrote by hand says."""
    reason = payload[2:].decode("utf-8", "replace")
    close = Close(code=int.from_bytes(payload[:2], "big"), reason=reason, by=Side.CLIENT)
    if not close.may_travel:
        raise SendError(f"no close frame may carry {close.code}")
    return close
