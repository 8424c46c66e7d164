"""Hopeless: would the next attempt to open a feed end the way this one did?"""

from __future__ import annotations

import ssl
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import (
    ClientHttpProxyError,
    InvalidURL,
    RedirectClientError,
    TooManyRedirects,
    WSServerHandshakeError,
)

from tui.engine.failures import FailureError
from tui.model.failure import FailureKind

if TYPE_CHECKING:
    from tui.model.failure import Failure

__all__ = ["is_hopeless", "is_hopeless_status"]

_PASSING = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
_KINDS = frozenset({FailureKind.URL, FailureKind.LOCAL, FailureKind.PROXY})
_ERRORS = (ssl.SSLCertVerificationError, InvalidURL, RedirectClientError, TooManyRedirects)


def is_hopeless(error: Exception, failure: Failure) -> bool:
    """Would the same handshake fail again with this exception, which means that failure?"""
    match error:
        case FailureError():
            return failure.kind in _KINDS
        case ClientHttpProxyError() | WSServerHandshakeError():
            return is_hopeless_status(error.status)
        case _:
            return isinstance(error, _ERRORS)


def is_hopeless_status(status: int) -> bool:
    """Would the same handshake get an answer of this status again?"""
    return status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _PASSING
