"""Scheduler: when each endpoint is checked, and that never too many checks run at once."""

from __future__ import annotations

from asyncio import TaskGroup
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from tui.engine.alarm import Alarm
from tui.engine.entry import SHORTEST_INTERVAL, Entry, grid_of
from tui.engine.grid import Grid, share
from tui.engine.jobs import guarded

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import Callable, Iterable, Reversible

    from tui.engine.clock import Clock
    from tui.engine.jobs import Report
    from tui.engine.places import Places
    from tui.model.check import CheckResult, Sample
    from tui.model.endpoint import Endpoint
    from tui.model.endpoint_state import EndpointState

__all__ = ["Checker", "Scheduler"]

_TICK = 1.0
_LONGEST_REST = 3_600.0
_BURST_INTERVAL = 0.5
_BURST = 60.0
_AT_ONCE = 8
"""Checks that begin in one turn of the event loop; of a crowd, keys and answers come in between."""
_MOMENT = 0.005
"""Seconds after which it is looked again whether others still have to go first."""


class Checker(Protocol):
    """What does a single check: the prober."""

    async def check(
        self,
        endpoint: Endpoint,
        *,
        history: Reversible[Sample] = (),
        previous: CheckResult | None = None,
        queued: float | None = None,
    ) -> CheckResult:
        """Check an endpoint once."""


class Scheduler:
    """Checks every endpoint on its own grid of moments, from one heap.

    A check never overlaps the one before: moments that come while one runs are
    skipped and counted. Waiting for a place is no part of what a check measures.
    """

    def __init__(
        self,
        checker: Checker,
        *,
        clock: Clock,
        places: Places,
        on_result: Callable[[EndpointState, CheckResult], None],
        on_bug: Report,
        changed: Callable[[], None],
        gives_way: Callable[[], bool] = lambda: False,
    ) -> None:
        """Let `checker` check; nothing begins while `gives_way` says that something else has to go first."""
        self._checker = checker
        self._clock = clock
        self._places = places
        self._on_result = on_result
        self._on_bug = on_bug
        self._changed = changed
        self._gives_way = gives_way
        self._alarm = Alarm(clock)
        self._start = clock.monotonic()
        self._entries: dict[str, Entry] = {}
        self._heap: list[tuple[float, int, Entry]] = []
        self._tickets = count()
        self._asked: list[Entry] = []
        self._running = 0
        self.lag = 0.0
        """Seconds by which the newest check was late: how busy the loop is."""

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    async def run(self) -> None:
        """Check for as long as nobody cancels it."""
        self._spread(entry for entry in self._entries.values() if entry.is_scheduled)
        async with TaskGroup() as group:
            while True:
                while self._gives_way():
                    await self._clock.sleep(_MOMENT)
                self._begin_due(group)
                await self._alarm.rest(self._rest_until(), group)

    def add(self, state: EndpointState) -> None:
        """Check one more endpoint, at once and from then on, unless it is paused."""
        entry = Entry(state, grid_of(self._start, state.endpoint))
        self._entries[state.name] = entry
        if not state.is_paused:
            self._plan(entry, self._clock.monotonic())

    def remove(self, name: str) -> None:
        """Check an endpoint no longer; a check that is running ends without a result."""
        self.pause(name)
        del self._entries[name]

    def pause(self, name: str) -> None:
        """Take an endpoint from the schedule; a check that is running ends without a result."""
        entry = self._entries[name]
        entry.ticket = None
        entry.end_burst()
        if entry.task is not None:
            entry.is_void = True
            entry.task.cancel()

    def resume(self, name: str) -> None:
        """Check an endpoint again, at once and from then on."""
        entry = self._entries[name]
        if not entry.is_scheduled:
            self._plan(entry, self._clock.monotonic())

    def check_now(self, name: str) -> bool:
        """Check an endpoint out of turn, and return whether that is possible.

        It is not while a check is running, nor while the endpoint is paused. The
        moments of the schedule stay where they are.
        """
        entry = self._entries[name]
        if entry.task is not None or not entry.is_scheduled or entry in self._asked:
            return False
        self._asked.append(entry)
        self._alarm.wake()
        return True

    def set_interval(self, name: str, seconds: float) -> None:
        """Check an endpoint that often from now on, ten times a second at most."""
        entry = self._entries[name]
        interval = max(seconds, SHORTEST_INTERVAL)
        entry.state.reconfigured(replace(entry.state.endpoint, interval=interval))
        entry.grid = grid_of(self._start, entry.state.endpoint)
        if entry.is_scheduled and entry.burst is None:
            self._plan(entry, entry.grid.next_after(self._clock.monotonic()))

    def burst(self, name: str) -> bool:
        """Check an endpoint every half second for a minute, or stop doing so; return whether it can be."""
        entry, now = self._entries[name], self._clock.monotonic()
        if not entry.is_scheduled:
            return False
        if entry.burst is not None:
            entry.end_burst()
            self._plan(entry, entry.grid.next_after(now))
            return True
        entry.burst, entry.burst_until = Grid(now, _BURST_INTERVAL), now + _BURST
        entry.state.bursting(self._alarm.epoch(entry.burst_until))
        self._plan(entry, now)
        return True

    def _plan(self, entry: Entry, due: float) -> None:
        """Set when an entry is due next, instead of what was set before."""
        entry.due = due
        entry.ticket = next(self._tickets)
        heappush(self._heap, (due, entry.ticket, entry))
        entry.state.scheduled(self._alarm.epoch(due))
        self._alarm.wake(due)

    def _spread(self, entries: Iterable[Entry]) -> None:
        """Plan the next check of each, soon, but one after another."""
        crowd, now = list(entries), self._clock.monotonic()
        for index, entry in enumerate(crowd):
            self._plan(entry, now + share(index, len(crowd), entry.state.endpoint.interval))

    def _rest_until(self) -> float:
        """Return when there is something to do; every second while checks run, to notice a standstill."""
        latest = self._clock.monotonic() + (_TICK if self._running else _LONGEST_REST)
        return min(self._heap[0][0], latest) if self._heap else latest

    def _begin_due(self, group: TaskGroup) -> None:
        """Begin the checks that are asked for or due, of these the first few."""
        self._notice_standstill()
        now = self._clock.monotonic()
        for _ in range(_AT_ONCE):
            if not self._heap or self._heap[0][0] > now:
                break
            due, ticket, entry = heappop(self._heap)
            if ticket == entry.ticket:
                self.lag = now - due
                self._take_turn(entry, now, group)
        asked, self._asked = self._asked, []
        for entry in asked:
            if entry.is_scheduled and entry.task is None:
                self._begin(entry, group)
        self._changed()

    def _take_turn(self, entry: Entry, now: float, group: TaskGroup) -> None:
        """Plan the check after this one, and begin this one unless the one before is still running."""
        if now >= entry.burst_until:
            entry.end_burst()
        self._plan(entry, entry.following(now))
        if entry.task is None:
            self._begin(entry, group)
        else:
            entry.state.skipped()

    def _begin(self, entry: Entry, group: TaskGroup) -> None:
        name = entry.state.name
        self._running += 1
        entry.task = group.create_task(guarded(name, lambda: self._check(entry), report=self._on_bug))
        entry.task.add_done_callback(partial(self._ended, entry))

    async def _check(self, entry: Entry) -> None:
        """Check an endpoint once there is a place, and hand over what was found."""
        state, clock = entry.state, self._clock
        asked_at = clock.monotonic()
        async with self._places.taken(state.endpoint.url) as waited:
            queued = clock.monotonic() - asked_at if waited else None
            state.began(clock.now())
            self._changed()
            result = await self._checker.check(
                state.endpoint, history=state.samples, previous=state.answered, queued=queued
            )
        self._notice_standstill()
        if not entry.is_void:
            entry.is_repeated = False
            self._on_result(state, result)
            self._ended(entry, entry.task)

    def _ended(self, entry: Entry, task: Task[bool] | None) -> None:
        """Clear up after a check, whichever way it ended; one that was void is done again.

        A check with a result is over at once: whoever sees the result may ask
        for the next. For the others it is called when their task is done.
        """
        if task is None or entry.task is not task:
            return
        self._running -= 1
        entry.task = None
        if entry.state.checking_since is not None:
            entry.state.abandoned()
        if entry.is_void:
            entry.is_void, entry.is_repeated = False, True
            if entry.is_scheduled:
                self._plan(entry, self._clock.monotonic())
        self._changed()

    def _notice_standstill(self) -> None:
        """Make void what ran while the program stood still, and spread what was due meanwhile."""
        if not self._alarm.stood_still():
            return
        now = self._clock.monotonic()
        active = [entry for entry in self._entries.values() if entry.is_scheduled]
        for entry in active:
            if entry.task is not None and not entry.is_repeated:
                entry.is_void = True
            entry.state.scheduled(self._alarm.epoch(entry.due))
        self._spread(entry for entry in active if entry.due <= now)
