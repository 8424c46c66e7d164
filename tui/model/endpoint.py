"""Endpoint: a URL to check, how often, how hard to try, and what to expect."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field

from tui.model.target import Body, Method, Target

if TYPE_CHECKING:
    from tui.model.condition import Condition

__all__ = ["Backoff", "ConnectionUse", "Endpoint", "Expect", "RetryPolicy"]


class Backoff(StrEnum):
    """How the wait between two attempts grows."""

    EXPONENTIAL = "exponential"
    JITTER = "jitter"
    FIBONACCI = "fibonacci"
    FIXED = "fixed"


class ConnectionUse(StrEnum):
    """Does every check dial anew, or may it use a connection kept alive?"""

    FRESH = "fresh"
    REUSE = "reuse"


class RetryPolicy(Struct, frozen=True, kw_only=True):
    """When and how often a failed attempt of one check is repeated."""

    attempts: int = 1
    """All of them, the first included."""
    backoff: Backoff = Backoff.EXPONENTIAL
    delay: float = 0.2
    """The first wait, in seconds."""
    max_delay: float = 5.0
    on: tuple[str | int, ...] = ("connect", "timeout", 502, 503, 504)
    """Failure kinds and status codes that are worth another attempt."""
    unsafe: bool = False
    """Repeat POST and PATCH as well?"""

    def wait_after(self, attempt: int, *, chance: float) -> float:
        """Return the seconds to wait after the attempt numbered `attempt`, from 1.

        `chance` is a random number from 0 to 1; only `Backoff.JITTER` uses it
        (full jitter: anything between nothing and the exponential wait).
        """
        doubled = min(self.max_delay, self.delay * 2.0 ** min(attempt - 1, 64))
        match self.backoff:
            case Backoff.FIXED:
                return min(self.max_delay, self.delay)
            case Backoff.FIBONACCI:
                return min(self.max_delay, self.delay * _fibonacci(attempt))
            case Backoff.EXPONENTIAL:
                return doubled
            case Backoff.JITTER:
                return chance * doubled


class Expect(Struct, frozen=True):
    """The status codes that count as good."""

    codes: tuple[range, ...] = (range(200, 300),)
    text: str = "2xx"
    """As the user wrote it."""

    def accepts(self, status: int) -> bool:
        """Is this status one of those expected?"""
        return any(status in codes for codes in self.codes)


class Endpoint(Target, frozen=True, kw_only=True):
    """A URL that is checked on an interval."""

    method: Method = Method.GET
    body: Body | None = None
    follow: bool = True
    """Go where a redirect points?"""
    max_redirects: int = 10
    connection: ConnectionUse = ConnectionUse.FRESH
    interval: float = 10.0
    """Seconds from the start of one check to the start of the next."""
    timeout: float = 5.0
    """Seconds that one attempt may take."""
    expect: Expect = field(default_factory=Expect)
    asserts: tuple[Condition, ...] = ()
    """Any that fails makes the check bad (`assert` in the configuration)."""
    warns: tuple[Condition, ...] = ()
    """Any that fails makes a good check degraded (`warn` in the configuration)."""
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    down_after: int = 1
    """Bad checks in a row before it is down."""
    up_after: int = 1
    """Good checks in a row before it is up again."""
    max_body: int = 1_000_000
    """Decompressed bytes that are read; more is cut."""


def _fibonacci(number: int) -> int:
    """Return the Fibonacci number at `number`, from 1: 1, 1, 2, 3, 5."""
    before, current = 0, 1
    for _ in range(min(number, 90) - 1):
        before, current = current, before + current
    return current
