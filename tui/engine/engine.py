"""Engine: checks every endpoint and streams every feed of a board for as long as it is open."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.config.config import Settings
from tui.engine.asking import Asker
from tui.engine.clock import SystemClock
from tui.engine.jobs import Job, supervised
from tui.engine.line import Line
from tui.engine.places import Places
from tui.engine.prober import open_prober
from tui.engine.route import has_route
from tui.engine.scheduler import Scheduler
from tui.engine.single_file import SingleFile
from tui.engine.streamer import SendError, Streamer
from tui.engine.teller import Teller
from tui.engine.tls import TlsContexts
from tui.model.endpoint import Endpoint
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.model.message import Opcode
from tui.model.own_network import OwnNetwork

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping

    from tui.engine.clock import Clock
    from tui.engine.prober import Prober
    from tui.model.board import Board, State
    from tui.model.check import CheckResult
    from tui.model.event import Event
    from tui.model.failure import Failure
    from tui.model.feed import Feed

__all__ = ["Engine", "SendError", "open_engine"]

_CHECKS = "checks"


@asynccontextmanager
async def open_engine(
    board: Board,
    *,
    settings: Settings | None = None,
    changed: Callable[[], None],
    on_event: Callable[[Event], None],
    clock: Clock | None = None,
    environ: Mapping[str, str] | None = None,
    gives_way: Callable[[], bool] = lambda: False,
) -> AsyncIterator[Engine]:
    """Open what checking and streaming need; whoever opens it also runs its jobs, and ends them first.

    Args:
        board: What to watch; the engine changes its states and adds to its events.
        settings: How many checks may run at once.
        changed: Called after every change, so it has to be quick.
        on_event: Called with every event after the board knows it.
        clock: The machine's, unless a test has another.
        environ: Where proxies are looked up, `os.environ` by default.
        gives_way: Says whether checks have to wait a moment, for something that cannot.
    """
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        contexts = TlsContexts()
        prober, by_hand = [
            await stack.enter_async_context(
                open_prober(mask=board.mask, clock=clock, contexts=contexts, environ=environ)
            )
            for _ in range(2)
        ]
        engine = Engine(
            board,
            prober,
            Asker(board, by_hand, environ=environ),
            settings=settings or Settings(),
            changed=changed,
            on_event=on_event,
            clock=clock,
            contexts=contexts,
            environ=environ,
            gives_way=gives_way,
        )
        stack.push_async_callback(engine.hang_up)
        yield engine


class Engine:
    """Does what the dashboard asks for, and tells what happens.

    Everything that it learns goes into the states of the board; facts worth a
    line go to the event log and to `on_event`.
    """

    def __init__(
        self,
        board: Board,
        prober: Prober,
        asker: Asker,
        *,
        settings: Settings,
        changed: Callable[[], None],
        on_event: Callable[[Event], None],
        clock: Clock,
        contexts: TlsContexts,
        environ: Mapping[str, str] | None = None,
        gives_way: Callable[[], bool] = lambda: False,
    ) -> None:
        self._board = board
        self._prober = prober
        self._asker = asker
        self._changed = changed
        self._clock = clock
        self._contexts = contexts
        self._single_file = SingleFile()
        self._environ = environ
        self._network = OwnNetwork(board)
        self._teller = Teller(board, on_event=on_event, changed=changed, clock=clock)
        self._scheduler = Scheduler(
            prober,
            clock=clock,
            places=Places(concurrency=settings.concurrency, per_host=settings.per_host),
            on_result=self._record,
            on_bug=self._teller.report,
            changed=changed,
            gives_way=gives_way,
        )
        self._lines: dict[str, Line] = {}
        for state in board:
            self._start(state)

    @property
    def lag(self) -> float:
        """Seconds by which the newest check began too late: how busy the event loop is."""
        return self._scheduler.lag

    def jobs(self) -> list[Job]:
        """Return what has to run for as long as the engine is open: all checks, and each feed."""
        run = partial(supervised, _CHECKS, self._scheduler.run, report=self._teller.report, clock=self._clock)
        return [Job(_CHECKS, run), *(Job(name, line.run) for name, line in self._lines.items())]

    def check_now(self, names: Iterable[str]) -> list[str]:
        """Check endpoints out of turn and return the names of those that are free to be checked."""
        return [name for name in names if name in self._scheduler and self._scheduler.check_now(name)]

    def is_paused(self, name: str) -> bool:
        """Has somebody paused the endpoint or feed of that name?"""
        return self._board[name].is_paused

    def pause(self, name: str) -> None:
        """Stop checking an endpoint, or disconnect a feed, until it is resumed."""
        state = self._board[name]
        match state:
            case EndpointState():
                self._scheduler.pause(name)
                self._teller.tell(state, state.pause(self._clock.now()))
            case FeedState():
                self._lines[name].streamer.pause()
        self._changed()

    def resume(self, name: str) -> None:
        """Check an endpoint, or connect a feed, again."""
        state = self._board[name]
        match state:
            case EndpointState():
                self._teller.tell(state, state.resume(self._clock.now()))
                self._scheduler.resume(name)
            case FeedState():
                self._lines[name].streamer.resume()
        self._changed()

    def set_interval(self, name: str, seconds: float) -> None:
        """Check an endpoint, or ping a feed, that often from now on; it holds until the program ends."""
        state = self._board[name]
        match state:
            case EndpointState():
                self._scheduler.set_interval(name, seconds)
            case FeedState():
                state.reconfigured(replace(state.feed, heartbeat=seconds))
        self._changed()

    def burst(self, name: str) -> bool:
        """Check an endpoint every half second for a minute, or stop doing so; return whether it can be."""
        return name in self._scheduler and self._scheduler.burst(name)

    async def send_once(self, endpoint: Endpoint) -> CheckResult:
        """Check an endpoint as it is given here, once; the answer counts for nothing."""
        return await self._asker.once(endpoint)

    async def addresses(self, endpoint: Endpoint) -> list[Endpoint] | Failure:
        """Return an endpoint once for each address behind its name, or why there is none."""
        return await self._asker.addresses(endpoint)

    async def send(self, name: str, payload: str | bytes, opcode: Opcode = Opcode.TEXT) -> None:
        """Send a message over a feed.

        Raises:
            SendError: It cannot be sent; the text says why.
        """
        await self._lines[name].streamer.send(payload, opcode)

    def reconnect(self, name: str) -> None:
        """Connect a feed anew, now."""
        self._lines[name].streamer.reconnect()

    def add(self, target: Endpoint | Feed) -> Job | None:
        """Watch one thing more, and return the job to run for it, if it needs one of its own.

        Raises:
            ValueError: The name is taken.
        """
        state = _state_of(target)
        self._board.add(state)
        self._changed()
        return self._start(state)

    def replace(self, target: Endpoint | Feed) -> Job | None:
        """Watch something as it is configured now, and return the job to run for it, as `add` does.

        It keeps its place; an endpoint keeps its history, a feed starts anew.
        """
        state = self._board[target.name]
        self._stop(target.name)
        if isinstance(state, EndpointState) and isinstance(target, Endpoint):
            was_enabled, now = state.endpoint.enabled, self._clock.now()
            state.reconfigured(target)
            if target.enabled is not was_enabled:
                self._teller.tell(state, state.resume(now) if target.enabled else state.pause(now))
        else:
            state = _state_of(target)
        self._board.replace(state)
        self._changed()
        return self._start(state)

    def remove(self, name: str) -> None:
        """Watch something no longer; a feed says goodbye, and its job ends by itself."""
        self._stop(name)
        self._board.remove(name)
        self._changed()

    async def hang_up(self, code: int = 1000) -> None:
        """Say goodbye on every feed at once, which takes a second at most."""
        async with asyncio.TaskGroup() as group:
            for line in self._lines.values():
                group.create_task(line.hang_up(code))

    def _start(self, state: State) -> Job | None:
        if isinstance(state, EndpointState):
            self._scheduler.add(state)
            return None
        streamer = Streamer(
            state,
            mask=self._board.mask,
            clock=self._clock,
            changed=self._changed,
            on_events=partial(self._teller.tell, state),
            contexts=self._contexts,
            environ=self._environ,
            single_file=self._single_file,
        )
        line = Line(state.name, streamer, report=self._teller.report, clock=self._clock)
        self._lines[state.name] = line
        return Job(state.name, line.run)

    def _stop(self, name: str) -> None:
        self._teller.forgive(name)
        if name in self._scheduler:
            self._scheduler.remove(name)
            self._prober.forget(name)
        else:
            self._lines.pop(name).end()

    def _record(self, state: EndpointState, result: CheckResult) -> None:
        """Take in what a check found."""
        self._teller.forgive(state.name)
        self._teller.announce(self._network.record(state, result, has_route=has_route))
        for name in self._network.witnesses():
            self._scheduler.check_now(name)
        self._changed()


def _state_of(target: Endpoint | Feed) -> State:
    return EndpointState(target) if isinstance(target, Endpoint) else FeedState(target)
