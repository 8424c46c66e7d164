"""Which proxy a target goes through: its own, or that of the environment."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from yarl import URL

from tui.engine.failures import FailureError
from tui.model.failure import Failure, FailureKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.model.target import Target

__all__ = ["proxy_for"]

_SECURE = {"https", "wss"}


def proxy_for(target: Target, environ: Mapping[str, str]) -> URL | None:
    """Return the proxy for a target, `None`: connect directly.

    Raises:
        FailureError: It is one that cannot be used.
    """
    url = URL(target.url)
    text = target.proxy
    if text is None:
        text = "" if _is_exempt(url, _variable(environ, "no_proxy")) else _from_environment(url, environ)
    return _proxy(text) if text else None


def _from_environment(url: URL, environ: Mapping[str, str]) -> str:
    """Return the proxy that the environment has for the scheme; "": none.

    `HTTP_PROXY` in capitals is not trusted in a CGI program, where a client can set it.
    """
    scheme = "https" if url.scheme in _SECURE else "http"
    own = environ.get(f"{scheme}_proxy")
    if own is None and not (scheme == "http" and "REQUEST_METHOD" in environ):
        own = environ.get(f"{scheme.upper()}_PROXY")
    return own if own is not None else _variable(environ, "all_proxy")


def _variable(environ: Mapping[str, str], name: str) -> str:
    return environ.get(name, environ.get(name.upper(), ""))


def _proxy(text: str) -> URL:
    url = URL(text if "://" in text else f"http://{text}")
    if url.scheme not in {"http", "https"} or not url.host:
        message = (
            f"cannot use the proxy {url.with_user(None)}: only http:// and https:// proxies are supported"
        )
        raise FailureError(Failure(FailureKind.PROXY, message))
    return url


def _is_exempt(url: URL, listed: str) -> bool:
    """Does NO_PROXY name the host? By name, suffix, address, network or `*`, as curl and Go read it."""
    host = (url.host or "").lower().rstrip(".")
    return any(_covers(each.strip().lower(), host, url.port) for each in listed.replace(" ", ",").split(","))


def _covers(entry: str, host: str, port: int | None) -> bool:
    if entry == "*":
        return True
    name, colon, number = entry.rpartition(":")
    if colon and number.isdigit() and (name.endswith("]") or ":" not in name):
        if int(number) != port:
            return False
        entry = name
    entry = entry.strip("[]").removeprefix("*").lstrip(".").rstrip(".")
    if not entry:
        return False
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return host == entry or host.endswith(f".{entry}")
