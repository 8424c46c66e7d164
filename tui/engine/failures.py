"""The one table from exception to Failure, in sentences that say who, what and when."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import http_exceptions
from msgspec import Struct
from msgspec.structs import replace

from tui.engine.certificates import certificate_sentence
from tui.engine.wording import LATE, LOCAL, TLS, UNREACHED, reason_of, seconds, server_of
from tui.model.failure import Failure, FailureKind
from tui.model.mask import Mask
from tui.text.safe import clean
from tui.text.urls import public_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from yarl import URL

    from tui.engine.tracing import Hop
    from tui.model.check import TlsFacts

__all__ = ["FailureError", "as_told", "failure_of", "seconds"]


class FailureError(Exception):
    """A failure that is known where it is raised."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


def failure_of(
    error: BaseException,
    *,
    host: str,
    hop: Hop | None = None,
    timeout: float | None = None,
    certificate: TlsFacts | None = None,
    now: float = 0.0,
) -> Failure:
    """Return what the exception means.

    Args:
        error: What aiohttp, asyncio or the system raised.
        host: Whom it was about, as "localhost:8443", when there was no hop yet.
        hop: How far the request had got.
        timeout: The seconds that it was allowed.
        certificate: What the refused certificate says, if it is known.
        now: Seconds since the epoch, for how long ago a certificate expired.
    """
    server = server_of(hop.url) if hop is not None else host
    scene = _Scene(server, hop, timeout, certificate, now)
    for kinds, tell in _TABLE:
        if isinstance(error, kinds):
            return tell(error, scene)
    return Failure(FailureKind.INTERNAL, f"{type(error).__name__}: {error}", scene.phase)


def as_told(failure: Failure, mask: Mask) -> Failure:
    """Return a failure as it may be shown: servers and URLs are quoted in it."""
    return replace(failure, message=clean(mask(failure.message)))


class _Scene(Struct, frozen=True):
    """Who was asked, and how far it had got."""

    server: str
    hop: Hop | None
    timeout: float | None
    certificate: TlsFacts | None
    now: float

    @property
    def phase(self) -> str | None:
        return self.hop.phase if self.hop is not None else None

    @property
    def is_event_stream(self) -> bool:
        """Has a response begun that goes on for as long as it is read?"""
        response = self.hop.response if self.hop is not None else None
        return response is not None and response.content_type == "text/event-stream"

    @property
    def is_in_head(self) -> bool:
        """Has the response begun, but not got as far as its body?"""
        return self.phase == "receive" and self.hop is not None and self.hop.response is None

    @property
    def host(self) -> str:
        """The server without its port."""
        return self.server.rpartition(":")[0] or self.server

    @property
    def connected(self) -> str:
        """What to add about the connection."""
        after = self.hop.connected_after if self.hop is not None else None
        return "" if after is None else f"; connected after {seconds(after)}"


def _known(error: FailureError, _scene: _Scene) -> Failure:
    return error.failure


def _late(error: BaseException, scene: _Scene) -> Failure:
    """Say which phase was not over in time."""
    within = "" if scene.timeout is None else f" within {seconds(scene.timeout)}"
    if "PONG" in str(error):
        return Failure(FailureKind.TIMEOUT, f"no pong from {scene.server}{within}")
    if scene.is_event_stream:
        message = f"{scene.server} sends an event stream, which does not end: watch it as a [[feed]]"
        return Failure(FailureKind.TIMEOUT, message, scene.phase)
    sentence = LATE.get("head" if scene.is_in_head else scene.phase or "", "no answer from {server}{within}")
    message = sentence.format(host=scene.host, server=scene.server, within=within, connected=scene.connected)
    return Failure(FailureKind.TIMEOUT, message, scene.phase)


def _proxy_unreached(error: aiohttp.ClientProxyConnectionError, scene: _Scene) -> Failure:
    cause = _unreached(error, scene)
    return Failure(FailureKind.PROXY, f"proxy {cause.message}", "connect")


def _proxy_refused(error: aiohttp.ClientHttpProxyError, scene: _Scene) -> Failure:
    message = f"the proxy answered {reason_of(error.status)} to CONNECT {scene.server}"
    return Failure(FailureKind.PROXY, message, "connect")


def _unresolved(error: aiohttp.ClientConnectorDNSError, scene: _Scene) -> Failure:
    """Say why a name has no address; of a proxied request it is the proxy's name."""
    cause = error.os_error
    match cause.errno:
        case socket.EAI_NONAME | socket.EAI_NODATA:
            message = f"no such host: {error.host}"
        case socket.EAI_AGAIN:
            message = f"the name servers do not answer for {error.host}; try later"
        case errno.EAGAIN:
            return _unreached(error, scene)
        case _:
            message = f"cannot resolve {error.host}: {cause.strerror or cause}"
    if scene.hop is not None and scene.hop.is_proxied:
        return Failure(FailureKind.PROXY, message, "dns")
    return Failure(FailureKind.DNS, message, "dns")


def _unreached(error: aiohttp.ClientConnectorError, scene: _Scene) -> Failure:
    """Say why there is no connection; a proxied request has none to the proxy."""
    server = f"{error.host}:{error.port}"
    if "handshake is taking longer" in str(error.os_error):
        return Failure(FailureKind.TIMEOUT, f"no TLS handshake with {server} within a minute", "tls")
    if scene.phase == "tls" and isinstance(error.os_error, ConnectionError):
        message = f"{server} closed the connection during the TLS handshake"
        return Failure(FailureKind.TLS, message, "tls")
    return _by_number(error.os_error, server, scene)


def _by_number(cause: OSError, server: str, scene: _Scene) -> Failure:
    """Say what a number of the system means for a connection."""
    number = cause.errno or 0
    if number in UNREACHED:
        return Failure(FailureKind.CONNECT, UNREACHED[number].format(server=server), "connect")
    if number == errno.ETIMEDOUT:
        return Failure(FailureKind.TIMEOUT, f"{server} did not accept a connection", "connect")
    if number in LOCAL:
        return Failure(FailureKind.LOCAL, LOCAL[number].format(server=server), scene.phase)
    return Failure(FailureKind.CONNECT, f"no connection to {server}: {cause.strerror or cause}", "connect")


def _bad_certificate(error: ssl.SSLCertVerificationError, scene: _Scene) -> Failure:
    cause = getattr(error, "certificate_error", error)
    name = scene.hop.server_name if scene.hop is not None else scene.host
    sentence = certificate_sentence(cause, name, scene.certificate, now=scene.now)
    return Failure(FailureKind.TLS, sentence, "tls")


def _bad_tls(error: ssl.SSLError, scene: _Scene) -> Failure:
    cause = getattr(error, "os_error", error)
    reason = str(getattr(cause, "reason", None) or "")
    words = reason.lower().replace("_", " ") or cause.strerror or str(cause)
    sentence = TLS.get(
        reason, "TLS handshake with {server} failed: " + words.replace("{", "{{").replace("}", "}}")
    )
    return Failure(FailureKind.TLS, sentence.format(server=scene.server), scene.phase or "tls")


def _broken(error: OSError, scene: _Scene) -> Failure:
    """Say how a connection that had been made ended."""
    alert = re.search(r"\[SSL: (\w+)\]", str(error))
    if alert is not None:
        sentence = TLS.get(alert[1], "{server} ended TLS: " + alert[1].lower().replace("_", " "))
        return Failure(FailureKind.TLS, sentence.format(server=scene.server), scene.phase)
    if isinstance(error, ConnectionError) or error.errno in {errno.ECONNRESET, errno.EPIPE}:
        message = f"{scene.server} reset the connection{_when(scene)}"
        return Failure(FailureKind.RESET, message, scene.phase)
    return _by_number(error, scene.server, scene)


def _disconnected(_error: BaseException, scene: _Scene) -> Failure:
    when = "in the middle of the headers" if scene.is_in_head else "without an answer"
    message = f"{scene.server} closed the connection {when}{scene.connected}"
    return Failure(FailureKind.DISCONNECTED, message, scene.phase)


_UNDECODABLE = "Span callback error in on_body"
"""What is left of the reason when a connection ends with bytes that could not be decoded."""


def _bad_payload(error: aiohttp.ClientPayloadError, scene: _Scene) -> Failure:
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
    return _bad_protocol(error, scene)


def _bad_protocol(error: Exception, scene: _Scene) -> Failure:
    """Say how a response breaks the rules of HTTP."""
    text = getattr(error, "message", "") or str(error)
    if any(isinstance(cause, http_exceptions.LineTooLong) for cause in _causes(error)):
        return Failure(FailureKind.TOO_LARGE, f"{scene.server} sent a header that is too long", "wait")
    if "Too many headers" in text:
        return Failure(FailureKind.TOO_LARGE, f"{scene.server} sent too many headers", "wait")
    first, _, rest = (line.strip() for line in text.strip().partition("\n"))
    sent = re.search(r"""b(['"])(.*)\1""", rest)
    if first == "Bad status line:" and "Expected HTTP/" in rest:
        message = f"{scene.server} does not speak HTTP" + (f": it sent '{sent[2]}'" if sent else "")
    else:
        message = f"{scene.server} broke HTTP: {first.rstrip(':').lower()}" + (
            f" in '{sent[2]}'" if sent else ""
        )
    return Failure(FailureKind.PROTOCOL, message, scene.phase)


def _too_many_redirects(error: aiohttp.TooManyRedirects, _scene: _Scene) -> Failure:
    """Tell a loop from a long way."""
    urls = [response.url for response in error.history]
    loop = next((url for number, url in enumerate(urls) if url in urls[:number]), None)
    if loop is not None:
        message = f"redirects in a circle: back at {_shown(loop)}"
    else:
        message = f"more than {len(urls) - 1} redirects, the last at {_shown(urls[-1])}"
    return Failure(FailureKind.REDIRECT, message, "wait")


def _bad_redirect(error: aiohttp.RedirectClientError, scene: _Scene) -> Failure:
    target = _shown(error.args[0])
    return Failure(
        FailureKind.REDIRECT, f"{scene.server} redirects to {target}, which cannot be requested", "wait"
    )


def _bad_url(error: Exception, _scene: _Scene) -> Failure:
    url, *why = (str(each) for each in error.args or ("",))
    return Failure(
        FailureKind.URL,
        f"cannot request {_shown(url)}" + "".join(f": {each}" for each in why if each != "None"),
    )


def _rejected(error: aiohttp.WSServerHandshakeError, scene: _Scene) -> Failure:
    """Say why a connection is no WebSocket."""
    if error.status == HTTPStatus.SWITCHING_PROTOCOLS:
        return Failure(
            FailureKind.PROTOCOL, f"{scene.server} broke the upgrade: {error.message.lower()}", "wait"
        )
    message = f"{scene.server} answered {reason_of(error.status)} instead of 101"
    return Failure(FailureKind.REJECTED, message, "wait")


def _lost(error: Exception, scene: _Scene) -> Failure:
    return Failure(
        FailureKind.DISCONNECTED, f"the connection to {scene.server} was lost: {error}", scene.phase
    )


def _system(error: OSError, scene: _Scene) -> Failure:
    """Say what our own machine refuses, as a file that is not there."""
    if error.filename is not None:
        return Failure(FailureKind.LOCAL, f"cannot read {error.filename}: {error.strerror}")
    return Failure(FailureKind.LOCAL, error.strerror or str(error), scene.phase)


def _unsendable(error: ValueError, scene: _Scene) -> Failure:
    """Say what cannot be sent, as a header with a line end in it."""
    return Failure(FailureKind.LOCAL, f"cannot send this request: {error}", scene.phase)


_TABLE: tuple[tuple[type[BaseException], Callable[[Any, _Scene], Failure]], ...] = (
    (FailureError, _known),
    (TimeoutError, _late),
    (aiohttp.ClientProxyConnectionError, _proxy_unreached),
    (aiohttp.ClientHttpProxyError, _proxy_refused),
    (aiohttp.ClientConnectorDNSError, _unresolved),
    (ssl.SSLCertVerificationError, _bad_certificate),
    (ssl.SSLError, _bad_tls),
    (aiohttp.ClientConnectorError, _unreached),
    (aiohttp.ServerDisconnectedError, _disconnected),
    (aiohttp.ClientConnectionResetError, _broken),
    (aiohttp.ClientOSError, _broken),
    (aiohttp.TooManyRedirects, _too_many_redirects),
    (aiohttp.RedirectClientError, _bad_redirect),
    (aiohttp.InvalidURL, _bad_url),
    (aiohttp.NonHttpUrlClientError, _bad_url),
    (aiohttp.WSServerHandshakeError, _rejected),
    (aiohttp.ClientPayloadError, _bad_payload),
    (aiohttp.ClientResponseError, _bad_protocol),
    (http_exceptions.HttpProcessingError, _bad_protocol),
    (aiohttp.ClientError, _lost),
    (ConnectionError, _broken),
    (OSError, _system),
    (ValueError, _unsendable),
)
"""The first type that fits decides: a timeout is an OSError as well, a certificate is an SSLError."""


def _when(scene: _Scene) -> str:
    if scene.is_in_head:
        return f" in the middle of the headers{scene.connected}"
    return " in mid-body" if scene.phase == "receive" else f" without an answer{scene.connected}"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Give the error and what led to it."""
    current: BaseException | None = error
    while current is not None:
        yield current
        current = current.__cause__ or current.__context__


def _shown(url: URL | str) -> str:
    """Return a URL up to its query and without a password: no mask knows what a server has made up."""
    return public_url(re.split("[?#]", str(url), maxsplit=1)[0], Mask())
