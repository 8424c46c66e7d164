"""EndpointState: what is known of an endpoint, and how a result changes it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tui.model.changes import Changes
from tui.model.check import CheckResult, Outcome, Sample
from tui.model.endpoint_events import calmed, told
from tui.model.event import EventKind, event_of
from tui.model.evidence import RESULT_BYTES, Evidence
from tui.model.flapping import Flapping
from tui.model.health import Health, is_confirmed, next_health
from tui.model.ring import Ring
from tui.model.sample_rows import SampleRows
from tui.model.usual import UsualPhases, time_gone

if TYPE_CHECKING:
    from tui.model.endpoint import Endpoint
    from tui.model.event import Event

__all__ = ["Credit", "EndpointState"]

_SAMPLES = 21_600
_RESULTS = 240
_OVERHEAD = 2_000
"""Bytes, about, that a result takes besides its bodies and its hops."""
_PER_HOP = 700


class Credit(Enum):
    """What a result says of its endpoint."""

    COUNTED = "counted"
    HELD = "held"
    """Nothing yet: it may be our own network that failed; `EndpointState.settle` decides."""
    IGNORED = "ignored"
    """Nothing: our own network is down."""


class _Held(Struct, frozen=True):
    """How an endpoint was before a failure that is held back."""

    number: int
    """Of the first sample that is held back."""
    at: float
    """When it was found, in seconds since the epoch."""
    health: Health
    since: float | None


class EndpointState:
    """Everything known of one endpoint; only its own methods change it."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.health = Health.UNKNOWN if endpoint.enabled else Health.PAUSED
        self.since: float | None = None
        """When the health became what it is, in seconds since the epoch."""
        self.healths: Changes[Health] = Changes()
        """How it was at any moment."""
        self.samples: Ring[Sample] = Ring(_SAMPLES, items=SampleRows())
        self.results: Ring[CheckResult] = Ring(_RESULTS, RESULT_BYTES)
        """The newest results, whole; their numbers are those of the samples."""
        self.evidence = Evidence()
        """Results that are kept beyond the ring."""
        self._held: _Held | None = None
        """How it was before a failure that nobody is blamed for yet."""
        self.answered: CheckResult | None = None
        """The newest result with a response, whatever it was."""
        self.usual = UsualPhases()
        """How long each phase of a good check takes."""
        self.next_at: float | None = None
        """When the next check is due, in seconds since the epoch."""
        self.checking_since: float | None = None
        """When the running check started; `None`: none is running."""
        self.burst_until: float | None = None
        """Until when it is checked far more often than its interval says; `None`: it is not."""
        self.burst_from: int | None = None
        """The number of the first sample of the newest burst; `None`: there was none."""
        self.burst_to: int | None = None
        """The number after its last sample; `None`: it is not over."""
        self.flapping = Flapping()
        """Does it come and go?"""
        self.missed = 0
        """Checks that were due while the one before was still running."""
        self.bad_in_a_row = 0
        self.down_since: float | None = None
        self.counted_from = 0
        """The number of the first sample that its health goes by: those before a pause are history."""
        self.revision = 0

    @property
    def name(self) -> str:
        """The endpoint's name."""
        return self.endpoint.name

    @property
    def is_paused(self) -> bool:
        """Has somebody stopped the checks?"""
        return self.health is Health.PAUSED

    @property
    def newest(self) -> CheckResult | None:
        """The result that came last; `None`: there is none, or it has gone."""
        return self.result(self.samples.end - 1)

    def result(self, number: int) -> CheckResult | None:
        """Return the result of that number, if it is kept."""
        return self.results[number] if number in self.results else self.evidence.result(number)

    def good_before(self, number: int) -> CheckResult | None:
        """Return the newest good result with a response before that of a number, if it is kept."""
        newest = self.evidence.newest_good
        if number >= self.samples.end and newest is not None:
            return newest
        for each in range(min(number, self.results.end) - 1, self.results.start - 1, -1):
            if _is_comparable(self.results[each]):
                return self.results[each]
        return self.evidence.good_before(number, self.result(number))

    def time_gone(self, result: CheckResult) -> str | None:
        """Return where the time of a check went beyond what is usual, unless our own loop was late."""
        return None if result.is_tainted else time_gone(result.phases, self.usual.median())

    def reconfigured(self, endpoint: Endpoint) -> None:
        """Take a changed endpoint of the same name; what is known of it stays known."""
        self.endpoint = endpoint
        self.revision += 1

    def limit_results(self, size: int) -> None:
        """Let the whole results take that many bytes, and once more those that failed."""
        if not self.results.end:  # places that there is no room to fill would take room as well
            self.results = Ring(max(1, min(_RESULTS, size // _OVERHEAD)))
        self.results.max_size = self.evidence.failing.max_size = size

    def bursting(self, until: float | None) -> None:
        """Note until when it is checked more often, or that this is over."""
        if until is None:
            self.burst_to = self.samples.end
        elif self.burst_until is None:
            self.burst_from, self.burst_to = self.samples.end, None
        self.burst_until = until
        self.revision += 1

    def scheduled(self, at: float | None) -> None:
        """Note when the next check is due."""
        self.next_at = at
        self.revision += 1

    def began(self, at: float) -> None:
        """Note that a check is running."""
        self.checking_since = at
        self.revision += 1

    def skipped(self) -> None:
        """Note that a check was due while the one before was still running."""
        self.missed += 1
        self.revision += 1

    def abandoned(self) -> None:
        """Note that the running check will have no result."""
        self.checking_since = None
        self.revision += 1

    def record(self, result: CheckResult, credit: Credit = Credit.COUNTED) -> list[Event]:
        """Take in what a check found and return what is worth telling."""
        outcome, is_tainted, is_counted = result.outcome, result.is_tainted, credit is not Credit.IGNORED
        number = self._remember(result, outcome, is_counted=is_counted, is_tainted=is_tainted)
        if self.is_paused or not is_counted:
            return []
        if credit is Credit.HELD:
            self._held = self._held or _Held(number, result.ended_at, self.health, self.since)
            self._become(Health.PENDING, result.ended_at)
            return []
        self._held = None
        self.bad_in_a_row = 0 if outcome.is_good else self.bad_in_a_row + 1
        events = self._change(result, outcome, number)
        if outcome.is_good and not is_tainted:
            self.usual.add(result.phases)
        return events

    def pause(self, at: float) -> list[Event]:
        """Stop counting; the checks themselves are the engine's to stop."""
        if self.is_paused:
            return []
        self._become(Health.PAUSED, at)
        self.next_at = None
        return [event_of(self, at, EventKind.PAUSED, "paused", "by you")]

    def resume(self, at: float) -> list[Event]:
        """Count again; what happened in the meantime is not known."""
        if not self.is_paused:
            return []
        self._become(Health.UNKNOWN, at)
        self.bad_in_a_row = 0
        self.down_since = None
        self.counted_from = self.samples.end
        return [event_of(self, at, EventKind.RESUMED, "resumed", "by you")]

    def settle(self, *, is_ours: bool) -> list[Event]:
        """Say who is to blame for a failure that was held back: we ourselves, or the server after all."""
        held, self._held = self._held, None
        if held is None or self.is_paused:
            return []
        self.health, self.since = held.health, held.since
        self.healths.take_back(held.at)
        self.revision += 1
        numbers = range(max(held.number, self.samples.start), self.samples.end)
        if is_ours:
            for number in numbers:
                self.samples.replace(number, replace(self.samples[number], is_counted=False))
            return []
        self.bad_in_a_row += len(numbers)
        newest = self.results[self.results.end - 1]
        return self._change(newest, newest.outcome, held.number)

    def _remember(self, result: CheckResult, outcome: Outcome, *, is_counted: bool, is_tainted: bool) -> int:
        """Keep a result and return its number."""
        self.checking_since = None
        self.revision += 1
        interval, exchange, latency = self.endpoint.interval, result.exchange, result.latency
        status = exchange.status if exchange is not None else None
        size = len(exchange.body) if exchange is not None else None
        number = self.samples.append(
            Sample(result.started_at, outcome, latency, status, interval, is_counted, is_tainted, size)
        )
        if exchange is not None:
            self.answered = result
        weight = _weight(result)
        self.results.append(result, _OVERHEAD + weight)
        self.evidence.add(number, result, weight, is_good=outcome.is_good)
        return number

    def _change(self, result: CheckResult, outcome: Outcome, first: int) -> list[Event]:
        """Move the health on and return the events of that; `first` is the number of what counts anew."""
        endpoint, was, health = self.endpoint, self.health, self.health
        if not is_confirmed(was, outcome):
            wanted = min(max(endpoint.down_after, endpoint.up_after), self.samples.end - self.counted_from)
            recent = [sample.outcome for sample in self.samples.tail(wanted) if sample.is_counted]
            health = next_health(was, recent, down_after=endpoint.down_after, up_after=endpoint.up_after)
        events: list[Event] = []
        if health is not was:
            self._become(health, result.ended_at)
            events = told(self, was, result, self.samples.before(first))
            if health is Health.DOWN and was is not Health.RECOVERING:
                self.down_since = result.ended_at
            elif health.is_up:
                self.down_since = None
        return calmed(self, events, result.ended_at) if events or self.flapping.since is not None else []

    def _become(self, health: Health, at: float) -> None:
        self.health = health
        self.since = at
        self.healths.put(at, health)
        self.revision += 1


def _weight(result: CheckResult) -> int:
    """Return how many bytes, about, the bodies and hops of a result take."""
    weight = 0
    for attempt in result.attempts:
        weight += _PER_HOP * len(attempt.hops)
        if attempt.exchange is not None:
            weight += len(attempt.exchange.body)
    return weight


def _is_comparable(result: CheckResult) -> bool:
    return result.outcome.is_good and result.exchange is not None
