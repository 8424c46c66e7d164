"""CheckResult, Attempt, Exchange: what one check of an endpoint found."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field

from tui.model.exchange import Exchange, Headers, TlsFacts
from tui.model.phases import Phases

if TYPE_CHECKING:
    from tui.model.condition import ConditionResult
    from tui.model.failure import Failure
    from tui.model.hop import HopFacts

__all__ = ["Attempt", "CheckResult", "Exchange", "Headers", "Outcome", "Sample", "TlsFacts"]

_NOTABLE_LAG = 0.030
"""Seconds by which the loop is late that are worth a word."""
_NOTABLE_SHARE = 0.1
"""The share of the latency that they have to be as well."""


class Outcome(StrEnum):
    """What one check says by itself; `Health` also looks at those before it."""

    UP = "up"
    FLAKY = "flaky"
    """Good, but not at the first attempt."""
    DEGRADED = "degraded"
    """Good, but a `warn` condition failed."""
    DOWN = "down"

    __hash__ = str.__hash__  # an enum's own is written in Python

    @property
    def is_good(self) -> bool:
        """Did the check pass?"""
        return self is not Outcome.DOWN


class Attempt(Struct, frozen=True, kw_only=True, gc=False):
    """One HTTP request inside a check; a retry makes another."""

    number: int
    """From 1."""
    started_at: float
    """Seconds since the epoch."""
    duration: float
    """Seconds until its response was read or it failed, without those that were spent aside."""
    aside: float = 0.0
    """Seconds spent meanwhile on something else than the endpoint, as on fetching a token."""
    phases: Phases = field(default_factory=Phases)
    exchange: Exchange | None = None
    """`None`: no response came."""
    failure: Failure | None = None
    waited: float | None = None
    """Seconds of back-off after it; `None`: it was the last."""
    hops: tuple[HopFacts, ...] = ()
    """Every request that was sent for it, also those on the way: redirects, challenges, tokens."""
    lag: float = 0.0
    """Seconds by which our own event loop was late while it was measured, at worst."""
    route: str | None = None
    """Through which proxy it went, or why through none, and by which rule; `None`: there is none."""


class CheckResult(Struct, frozen=True, kw_only=True, gc=False):
    """One scheduled evaluation of an endpoint and what it found."""

    name: str
    """The endpoint's."""
    started_at: float
    """Seconds since the epoch."""
    attempts: tuple[Attempt, ...] = ()
    """At least one, unless the check never got as far as a request."""
    failure: Failure | None = None
    """Why the check is bad; `None`: it is good."""
    conditions: tuple[ConditionResult, ...] = ()
    """Of `assert`, each reported."""
    warnings: tuple[ConditionResult, ...] = ()
    """Of `warn`, each reported."""

    @property
    def last(self) -> Attempt | None:
        """The attempt that decided the check."""
        return self.attempts[-1] if self.attempts else None

    @property
    def exchange(self) -> Exchange | None:
        """The request and response that decided the check."""
        return self.attempts[-1].exchange if self.attempts else None

    @property
    def status(self) -> int | None:
        """The status code of the last response."""
        exchange = self.exchange
        return exchange.status if exchange is not None else None

    @property
    def latency(self) -> float | None:
        """Seconds that the last attempt took; `None`: there was no response."""
        last = self.last
        return last.duration if last is not None and last.exchange is not None else None

    @property
    def phases(self) -> Phases:
        """The phases of the last attempt."""
        return self.attempts[-1].phases if self.attempts else Phases()

    @property
    def ended_at(self) -> float:
        """When the last attempt was over, in seconds since the epoch."""
        last = self.last
        return last.started_at + last.duration + last.aside if last is not None else self.started_at

    @property
    def is_tainted(self) -> bool:
        """Was our own event loop so late that the latency says little about the server?"""
        last = self.last
        if last is None or last.exchange is None:
            return False
        return last.lag >= _NOTABLE_LAG and last.lag >= last.duration * _NOTABLE_SHARE

    @property
    def outcome(self) -> Outcome:
        """What this check says by itself."""
        if self.failure is not None:
            return Outcome.DOWN
        if self.warnings and any(not warning.passed for warning in self.warnings):
            return Outcome.DEGRADED
        return Outcome.FLAKY if len(self.attempts) > 1 else Outcome.UP

    @property
    def size(self) -> int:
        """Bytes of body that it keeps in memory."""
        return sum(len(attempt.exchange.body) for attempt in self.attempts if attempt.exchange)


class Sample(Struct, frozen=True, gc=False):
    """What the long history keeps of a check."""

    at: float
    """When it started, in seconds since the epoch."""
    outcome: Outcome
    latency: float | None
    status: int | None
    span: float
    """Seconds that it speaks for: the endpoint's interval at that time."""
    is_counted: bool = True
    """Does it say anything of the endpoint? Not while our own network was down."""
    is_tainted: bool = False
    """Was our own event loop late while it was measured? Then no percentile counts its latency."""
    size: int | None = None
    """Bytes of the body, as far as it was read; `None`: there was no response."""
