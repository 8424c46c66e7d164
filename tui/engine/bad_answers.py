"""What is wrong with an answer, in sentences: its head, its body, or where it redirects to."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import http_exceptions

from tui.engine.wording import reason_of
from tui.model.failure import Failure, FailureKind
from tui.model.mask import Mask
from tui.text.safe import clean
from tui.text.urls import public_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    import aiohttp
    from yarl import URL

    from tui.engine.scene import Scene

__all__ = ["bad_payload", "bad_protocol", "bad_redirect", "bad_url", "rejected", "too_many_redirects"]

_LONGEST_EXCERPT, _LONGEST_URL = 60, 200
_UPGRADES = {
    "Invalid upgrade header": "without naming websocket in Upgrade",
    "Invalid connection header": "without naming upgrade in Connection",
    "Invalid challenge response": "with a wrong Sec-WebSocket-Accept: some other server may have answered",
    "Invalid window size": "with a compression window that cannot be made here: set compression = false",
}
"""What is wrong with a 101, by what aiohttp says of it."""
_UNDECODABLE = "Span callback error in on_body"
"""What is left of the reason when a connection ends with bytes that could not be decoded."""


def bad_payload(error: aiohttp.ClientPayloadError, scene: Scene) -> Failure:
    """Say what is wrong with a body."""
    causes = tuple(_causes(error))
    if any(isinstance(cause, http_exceptions.ContentEncodingError) for cause in causes):
        coding = str(causes[-1]).strip().splitlines()[-1].strip()
        return Failure(FailureKind.DECODE, f"the body is not what its encoding says: {coding}", "receive")
    if _UNDECODABLE in str(error):
        return Failure(FailureKind.DECODE, "the body is not what its encoding says", "receive")
    if "ConnectionReset" in str(error):
        return Failure(FailureKind.RESET, f"{scene.server} reset the connection in mid-body", "receive")
    if any(
        isinstance(cause, http_exceptions.ContentLengthError | http_exceptions.TransferEncodingError)
        for cause in causes
    ):
        message = f"{scene.server} closed the connection before the body was complete"
        return Failure(FailureKind.TRUNCATED, message, "receive")
    return bad_protocol(error, scene)


def bad_protocol(error: Exception, scene: Scene) -> Failure:
    """Say how a response breaks the rules of HTTP."""
    text = getattr(error, "message", "") or str(error)
    if any(isinstance(cause, http_exceptions.LineTooLong) for cause in _causes(error)):
        return Failure(FailureKind.TOO_LARGE, f"{scene.server} sent a header that is too long", "wait")
    if "Too many headers" in text:
        return Failure(FailureKind.TOO_LARGE, f"{scene.server} sent too many headers", "wait")
    first, _, rest = (line.strip() for line in text.strip().partition("\n"))
    found = re.search(r"""b(['"])(.*)\1""", rest)
    sent = None if found is None else clean(found[2], _LONGEST_EXCERPT)
    if first == "Bad status line:" and "Expected HTTP/" in rest:
        speaks = scene.hop is not None and scene.hop.speaks_http
        message = f"{scene.server} {'sent more than its answer' if speaks else 'does not speak HTTP'}"
        message += f": it sent '{sent}'" if sent and not speaks else f": '{sent}'" if sent else ""
    else:
        message = f"{scene.server} broke HTTP: {first.rstrip(':').lower()}" + (
            f" in '{sent}'" if sent else ""
        )
    return Failure(FailureKind.PROTOCOL, message, scene.phase)


def too_many_redirects(error: aiohttp.TooManyRedirects, scene: Scene) -> Failure:
    """Tell a loop from a long way."""
    urls = [response.url for response in error.history]
    loop = next((url for number, url in enumerate(urls) if url in urls[:number]), None)
    if loop is not None:
        message = f"redirects in a circle: back at {_shown(loop, scene)}"
    else:
        message = f"more than {len(urls) - 1} redirects, the last at {_shown(urls[-1], scene)}"
    return Failure(FailureKind.REDIRECT, message, "wait")


def bad_redirect(error: aiohttp.RedirectClientError, scene: Scene) -> Failure:
    """Say where a redirect points that cannot be followed."""
    target = _shown(error.args[0], scene)
    return Failure(
        FailureKind.REDIRECT, f"{scene.server} redirects to {target}, which cannot be requested", "wait"
    )


def bad_url(error: Exception, scene: Scene) -> Failure:
    """Say what is wrong with a URL that was asked for."""
    url, *why = (str(each) for each in error.args or ("",))
    reason = "".join(f": {each}" for each in why if each != "None")
    if scene.server != scene.asked:
        message = f"a redirect leads to {_shown(url, scene)}, which cannot be requested{reason}"
        return Failure(FailureKind.REDIRECT, message, "wait")
    return Failure(FailureKind.URL, f"cannot request {_shown(url, scene)}{reason}")


def rejected(error: aiohttp.WSServerHandshakeError, scene: Scene) -> Failure:
    """Say why a connection is no WebSocket."""
    if error.status == HTTPStatus.SWITCHING_PROTOCOLS:
        how = _UPGRADES.get(error.message, f"that is none: {error.message.lower()}")
        return Failure(FailureKind.PROTOCOL, f"{scene.server} answered 101 {how}", "wait")
    message = f"{scene.server} answered {reason_of(error.status)} instead of 101"
    return Failure(FailureKind.REJECTED, message, "wait")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Give the error and what led to it."""
    current: BaseException | None = error
    while current is not None:
        yield current
        current = current.__cause__ or current.__context__


def _shown(url: URL | str, scene: Scene) -> str:
    """Return a URL up to its query and without a password: no mask knows what a server has made up.

    That of a handshake has the scheme of the WebSocket (RFC 6455, section 3).
    """
    text = re.split("[?#]", str(url), maxsplit=1)[0]
    if scene.is_websocket and text.startswith("http"):
        text = f"ws{text.removeprefix('http')}"
    return clean(public_url(text, Mask()), _LONGEST_URL)
