"""Retries: when aiohttp_retry repeats an attempt, and how long it waits before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp_retry import RetryOptionsBase

from tui.engine.failures import FailureError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import ClientResponse

    from tui.model.check import Attempt
    from tui.model.endpoint import Endpoint, RetryPolicy

__all__ = ["FinalError", "RetryRules", "RetryableError", "is_worth_retrying", "most_attempts"]


class RetryableError(FailureError):
    """An attempt failed in a way that the policy repeats."""


class FinalError(FailureError):
    """An attempt failed for good, without a response."""


class RetryRules(RetryOptionsBase):
    """What aiohttp_retry asks: how many attempts, after what, and after which wait.

    Left to itself it repeats no exception, repeats POST and every 5xx, ignores
    Retry-After, holds the rejected response while it waits, never stops at zero
    attempts, and its Fibonacci waits grow from check to check. Here an attempt is
    whole, read and closed, before it is judged, and what is worth repeating is
    raised as `RetryableError`.
    """

    statuses = ()
    exceptions = (RetryableError,)
    methods = ()
    retry_all_server_errors = False
    evaluate_response_callback = None

    def __init__(self, attempts: int, wait: Callable[[int], float]) -> None:
        """Make that many attempts; `wait` says how long to wait after the one of a number."""
        self.attempts = attempts
        self._wait = wait

    def get_timeout(self, attempt: int, response: ClientResponse | None = None) -> float:  # noqa: ARG002 - closed by then
        return self._wait(attempt)


def most_attempts(endpoint: Endpoint) -> int:
    """Return how many attempts a check of an endpoint may make."""
    may_repeat = endpoint.method.is_repeatable or endpoint.retry.unsafe
    return max(1, endpoint.retry.attempts) if may_repeat else 1


def is_worth_retrying(attempt: Attempt, policy: RetryPolicy) -> bool:
    """Does the policy name the kind or the status with which the attempt failed?"""
    if attempt.failure is None:
        return False
    status = attempt.exchange.status if attempt.exchange is not None else None
    return attempt.failure.kind in policy.on or status in policy.on
