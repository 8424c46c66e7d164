"""When a feed is connected again, decided from how it was lost; RFC 6455, section 7.2.3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tui.model.failure import Failure, FailureKind

if TYPE_CHECKING:
    from tui.model.connection import Close
    from tui.model.feed import ReconnectPolicy

__all__ = [
    "Again",
    "Refusal",
    "Stop",
    "Verdict",
    "after_close",
    "after_refusal",
]

_LONGEST_RETRY_AFTER = 300.0
_TRY_AGAIN_LATER = 1013
_LOST = 1006


class Refusal(Struct, frozen=True, kw_only=True):
    """Why an attempt to connect led to nothing."""

    failure: Failure
    is_fatal: bool = False
    """Would the next attempt end the same way?"""
    retry_after: float | None = None
    """Seconds that the server asks to wait."""


class Again(Struct, frozen=True):
    """Try again."""

    delay: float
    """In so many seconds."""


class Stop(Struct, frozen=True):
    """Do not try again before somebody asks for it."""

    failure: Failure | None
    """`None`: the feed ended in good order and is not to be reconnected."""


Verdict = Again | Stop


def after_refusal(
    refusal: Refusal, policy: ReconnectPolicy | None, *, attempt: int, chance: float
) -> Verdict:
    """Decide what follows a failed attempt, the one numbered `attempt`, from 1."""
    if policy is None or refusal.is_fatal:
        return Stop(refusal.failure)
    if _is_spent(policy, attempt):
        return _give_up(refusal.failure, attempt)
    delay = policy.wait_before(attempt, chance=chance)
    if refusal.retry_after is not None:
        delay += min(refusal.retry_after, _LONGEST_RETRY_AFTER)
    return Again(delay)


def after_close(close: Close, policy: ReconnectPolicy | None, *, attempt: int, chance: float) -> Verdict:
    """Decide what follows the end of a connection, made in the attempt numbered `attempt`; 0: it lasted.

    A server that says 1013, or a code that does not exist, gets the longest
    ceiling at once: hammering it would make things worse.
    """
    failure = None if close.is_clean else Failure(FailureKind.CLOSED, str(close))
    if policy is None or close.is_fatal:
        return Stop(failure)
    if _is_spent(policy, attempt):
        return _give_up(failure or Failure(FailureKind.CLOSED, str(close)), attempt)
    is_slow = close.code == _TRY_AGAIN_LATER or not (
        close.may_travel or close.is_clean or close.code == _LOST
    )
    if is_slow:
        return Again(policy.delay + chance * max(0.0, policy.max_delay - policy.delay))
    return Again(policy.wait_before(max(1, attempt), chance=chance))


def _is_spent(policy: ReconnectPolicy, attempt: int) -> bool:
    return 0 < policy.attempts <= attempt


def _give_up(failure: Failure, attempt: int) -> Stop:
    times = "1 attempt" if attempt == 1 else f"{attempt} attempts"
    return Stop(Failure(failure.kind, f"gave up after {times}: {failure.message}", failure.phase))
