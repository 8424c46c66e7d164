"""Advice: what to do about each kind of failure, and why a pane has nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.failure import FailureKind
from tui.text.safe import clean
from tui.widgets.document import Row, paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.failure import Failure
    from tui.widgets.line import Runs

__all__ = ["GONE", "NOTHING_YET", "advice", "failure_rows"]

NOTHING_YET = "no check yet — {check.now checks now}"
GONE = (
    "This response is no longer kept: memory holds the newest results whole, and the last 20 that failed. "
    "{back returns to the live view}."
)

_ADVICE = {
    FailureKind.URL: "Correct the url of this endpoint: {edit opens the configuration}.",
    FailureKind.DNS: 'Is the name spelled right? resolve = "ADDRESS" goes around the resolver.',
    FailureKind.CONNECT: "Is the server running, is the port right, does a firewall let you through?",
    FailureKind.PROXY: 'Check proxy, or set proxy = "" to go without one.',
    FailureKind.TLS: "Renew or trust the certificate: tls.ca names the authority to trust.",
    FailureKind.TIMEOUT: "Find out why the loud phase takes so long, or raise timeout.",
    FailureKind.DISCONNECTED: "The server hung up: look into its log at this time of day.",
    FailureKind.RESET: "The server or something before it cut the connection: look into its log.",
    FailureKind.TRUNCATED: "The body was shorter than announced: look for a proxy that cuts it.",
    FailureKind.PROTOCOL: "What came is no proper HTTP: is this the right port, http or https?",
    FailureKind.DECODE: "The body does not match its Content-Encoding: the server compresses wrongly.",
    FailureKind.REDIRECT: "Follow the hops under Attempts, or raise max_redirects.",
    FailureKind.TOO_LARGE: "Raise max_body, or ask the server for less.",
    FailureKind.LOCAL: "This machine could not do its part: see what it says above.",
    FailureKind.INTERNAL: "This is our mistake, not the server's: please report it.",
}


def advice(failure: Failure) -> str | None:
    """Return what to do about a failure, unless its own sentence says it all."""
    return _ADVICE.get(failure.kind)


def failure_rows(
    failure: Failure, width: int, mask: Callable[[str], str], sentence: Callable[[str], Runs]
) -> list[Row]:
    """Return the failure in a sentence, and what to do about it; `sentence` writes the keys in that."""
    rows = paragraph(clean(mask(str(failure))), width, "err")
    hint = advice(failure)
    return [*rows, Row([]), *paragraph(sentence(hint), width)] if hint is not None else rows
