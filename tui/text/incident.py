"""The card of one check: a few lines of Markdown for a ticket or a chat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.text.bodies import view_of
from tui.text.curl import curl_line
from tui.text.markdown import literal
from tui.text.units import duration, size, stamp
from tui.text.urls import public_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.model.check import CheckResult, Exchange
    from tui.model.endpoint import Endpoint
    from tui.model.mask import Mask

__all__ = ["incident_card"]

_BODY_LINES = 20
_NAMES = {"receive": "recv"}


def incident_card(
    endpoint: Endpoint,
    result: CheckResult,
    mask: Mask,
    *,
    before: CheckResult | None = None,
    gone: str | None = None,
) -> str:
    """Return what happened, when, how long each phase took, what came, and how to try it again.

    Args:
        endpoint: What was checked.
        result: What was found.
        mask: What hides the secrets.
        before: The good check that it is to be compared with.
        gone: Where the time went that it took beyond what is usual.
    """
    return "\n".join(_lines(endpoint, result, mask, before, gone)) + "\n"


def _lines(
    endpoint: Endpoint, result: CheckResult, mask: Mask, before: CheckResult | None, gone: str | None
) -> Iterator[str]:
    what = str(result.failure) if result.failure else f"{result.outcome}: {result.status}"
    yield f"## {literal(endpoint.name)}: {literal(mask(what))}"
    yield ""
    yield f"- when: {stamp(result.started_at)}"
    yield f"- what: {endpoint.method} {literal(public_url(endpoint.url, mask))}"
    if result.last is not None:
        yield f"- took: {duration(result.last.duration)}{_phases(result)}"
    if gone is not None:
        yield f"- more than usual: {gone}"
    if before is not None and before is not result:
        yield f"- last good: {stamp(before.started_at)}, {before.status} in {duration(before.latency)}"
    if len(result.attempts) > 1:
        yield f"- attempts: {len(result.attempts)}"
    for condition in (*result.conditions, *result.warnings):
        if not condition.passed:
            yield f"- not met: {literal(mask(str(condition)))}"
    if result.exchange is not None:
        yield from _response(result.exchange, mask)
    yield ""
    yield from _fenced([curl_line(endpoint, mask)])


def _response(exchange: Exchange, mask: Mask) -> Iterator[str]:
    words = f"{exchange.status} {exchange.reason}".rstrip()
    yield f"- response: {literal(mask(words))}, {size(len(exchange.body))}"
    lines = view_of(exchange.body, exchange.header("content-type")).lines
    if lines:
        yield ""
        shown = [mask("".join(text for text, _ in line)) for line in lines[:_BODY_LINES]]
        yield from _fenced([*shown, "…"] if len(lines) > _BODY_LINES else shown)


def _fenced(lines: list[str]) -> Iterator[str]:
    """Give lines as they are, between fences that none of them can end (CommonMark, section 4.5)."""
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield fence
    yield from lines
    yield fence


def _phases(result: CheckResult) -> str:
    parts = [f"{_NAMES.get(name, name)} {duration(length)}" for name, length in result.phases]
    return f" ({', '.join(parts)})" if parts else ""
