"""Who we say we are: the headers of a request, and what a redirect must not carry away."""

from __future__ import annotations

import asyncio
import netrc
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from aiohttp import encode_basic_auth
from multidict import CIMultiDict
from yarl import URL

from tui import __version__
from tui.engine.failures import FailureError
from tui.model.failure import Failure, FailureKind
from tui.model.mask import is_secret_name
from tui.model.target import BasicAuth, BearerAuth, NetrcAuth

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from aiohttp import ClientHandlerType, ClientMiddlewareType, ClientRequest, ClientResponse

    from tui.model.mask import Mask
    from tui.model.target import Target

__all__ = ["keep_home", "read_headers", "request_headers", "secret_headers"]


def request_headers(target: Target, environ: Mapping[str, str] = MappingProxyType({})) -> CIMultiDict[str]:
    """Return the headers of a target, with its credentials where they are known beforehand.

    `NETRC` of the environment is where the netrc file is, if not at home.

    Raises:
        FailureError: The netrc file cannot be read or has nothing for the host.
    """
    headers = CIMultiDict(target.headers)
    headers.setdefault("User-Agent", f"asyncdash/{__version__}")
    if "Authorization" not in headers:
        credentials = _credentials(target, environ)
        if credentials is not None:
            headers["Authorization"] = credentials
    return headers


async def read_headers(target: Target, environ: Mapping[str, str]) -> CIMultiDict[str]:
    """Return the headers of a target; where a netrc file has to be read, a thread does it."""
    if isinstance(target.auth, NetrcAuth):
        return await asyncio.to_thread(request_headers, target, environ)
    return request_headers(target, environ)


def secret_headers(target: Target, mask: Mask) -> frozenset[str]:
    """Return the names of the headers that nobody but the target should get."""
    return frozenset(
        name for name, value in target.headers.items() if is_secret_name(name) or mask(value) != value
    )


def keep_home(home: URL, secrets: Collection[str]) -> ClientMiddlewareType:
    """Return a middleware that keeps what is for `home` from where a redirect leads.

    aiohttp does so for credentials and cookies, but it carries headers such as
    X-Api-Key, and the server name of the TLS options, to any other origin.
    """

    async def strip(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        if request.url.origin() != home.origin():
            request.server_hostname = None
            for name in secrets:
                request.headers.popall(name, None)
        return await handler(request)

    return strip


def _credentials(target: Target, environ: Mapping[str, str]) -> str | None:
    """Return the Authorization header, `None`: there is none, or it comes with a challenge or a token."""
    url = URL(target.url)
    match target.auth:
        case BasicAuth(user, password):
            return encode_basic_auth(user, password)
        case BearerAuth(token):
            return f"Bearer {token}"
        case NetrcAuth():
            return encode_basic_auth(*_from_netrc(url.host or "", environ))
        case None if url.user is not None:
            return encode_basic_auth(url.user, url.password or "")
        case _:
            return None


def _from_netrc(host: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the user and password that the netrc file has for a host."""
    path = Path(environ.get("NETRC") or Path.home() / ".netrc")
    try:
        entry = netrc.netrc(path).authenticators(host)
    except OSError as error:
        raise FailureError(Failure(FailureKind.LOCAL, f"cannot read {path}: {error.strerror}")) from error
    except netrc.NetrcParseError as error:
        message = f"cannot read {path}: {error.msg}"
        raise FailureError(Failure(FailureKind.LOCAL, message)) from error
    if entry is None:
        raise FailureError(Failure(FailureKind.LOCAL, f"{path} has no entry for {host}"))
    user, _, password = entry
    return user, password or ""
