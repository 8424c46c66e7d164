"""The one table from exception to Failure, in sentences that say who, what and when."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import http_exceptions
from msgspec.structs import replace

from tui.engine.bad_answers import (
    bad_payload,
    bad_protocol,
    bad_redirect,
    bad_url,
    rejected,
    too_many_redirects,
)
from tui.engine.bad_connections import (
    bad_certificate,
    bad_tls,
    broken,
    disconnected,
    late,
    lost,
    proxy_refused,
    proxy_unreached,
    unreached,
    unresolved,
)
from tui.engine.scene import Scene
from tui.engine.wording import server_of
from tui.model.failure import Failure, FailureKind
from tui.text.safe import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tui.engine.tracing import Hop
    from tui.model.check import TlsFacts
    from tui.model.mask import Mask

__all__ = ["FailureError", "as_told", "failure_of"]


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
    is_websocket: bool = False,
) -> Failure:
    """Return what the exception means.

    Args:
        error: What aiohttp, asyncio or the system raised.
        host: Whom it was about in the first place, as "localhost:8443".
        hop: How far the request had got.
        timeout: The seconds that it was allowed.
        certificate: What the refused certificate says, if it is known.
        now: Seconds since the epoch, for how long ago a certificate expired.
        is_websocket: Was it the handshake of a WebSocket?
    """
    server = server_of(hop.url) if hop is not None else host
    scene = Scene(server, host, hop, timeout, certificate, now, is_websocket)
    for kinds, tell in _TABLE:
        if isinstance(error, kinds):
            return tell(error, scene)
    return Failure(FailureKind.INTERNAL, f"{type(error).__name__}: {error}", scene.phase)


def as_told(failure: Failure, mask: Mask) -> Failure:
    """Return a failure as it may be shown: servers and URLs are quoted in it."""
    return replace(failure, message=clean(mask(failure.message)))


def _known(error: FailureError, _scene: Scene) -> Failure:
    return error.failure


def _system(error: OSError, scene: Scene) -> Failure:
    """Say what our own machine refuses, as a file that is not there."""
    if error.filename is not None:
        return Failure(FailureKind.LOCAL, f"cannot read {error.filename}: {error.strerror}")
    return Failure(FailureKind.LOCAL, error.strerror or str(error), scene.phase)


def _unsendable(error: ValueError, scene: Scene) -> Failure:
    """Say what cannot be sent, as a header with a line end in it."""
    return Failure(FailureKind.LOCAL, f"cannot send this request: {error}", scene.phase)


_TABLE: tuple[tuple[type[BaseException], Callable[[Any, Scene], Failure]], ...] = (
    (FailureError, _known),
    (TimeoutError, late),
    (aiohttp.ClientProxyConnectionError, proxy_unreached),
    (aiohttp.ClientHttpProxyError, proxy_refused),
    (aiohttp.ClientConnectorDNSError, unresolved),
    (ssl.SSLCertVerificationError, bad_certificate),
    (ssl.SSLError, bad_tls),
    (aiohttp.ClientConnectorError, unreached),
    (aiohttp.ServerDisconnectedError, disconnected),
    (aiohttp.ClientConnectionResetError, broken),
    (aiohttp.ClientOSError, broken),
    (aiohttp.TooManyRedirects, too_many_redirects),
    (aiohttp.RedirectClientError, bad_redirect),
    (aiohttp.InvalidURL, bad_url),
    (aiohttp.NonHttpUrlClientError, bad_url),
    (aiohttp.WSServerHandshakeError, rejected),
    (aiohttp.ClientPayloadError, bad_payload),
    (aiohttp.ClientResponseError, bad_protocol),
    (http_exceptions.HttpProcessingError, bad_protocol),
    (aiohttp.ClientError, lost),
    (ConnectionError, broken),
    (OSError, _system),
    (ValueError, _unsendable),
)
"""The first type that fits decides: a timeout is an OSError as well, a certificate is an SSLError."""
