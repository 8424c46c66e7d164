"""Which proxy a target goes through: its own, or that of the environment."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from msgspec import Struct
from yarl import URL

from tui.engine.failures import FailureError
from tui.model.failure import Failure, FailureKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.model.target import Target

__all__ = ["ProxyChoice", "choose_proxy"]

_SECURE = {"https", "wss"}


class ProxyChoice(Struct, frozen=True):
    """The way that a request takes, and who decided that."""

    url: URL | None
    """The proxy; `None`: it goes directly."""
    rule: str | None
    """What chose it, as "HTTPS_PROXY"; `None`: nothing speaks of a proxy."""

    def __str__(self) -> str:
        if self.rule is None:
            return "directly"
        way = f"through {self.url.with_user(None).origin()}" if self.url is not None else "through no proxy"
        return f"{way}: {self.rule}"


def choose_proxy(target: Target, environ: Mapping[str, str]) -> ProxyChoice:
    """Return the proxy for a target, and the rule by which it is that one.

    Raises:
        FailureError: It is one that cannot be used.
    """
    if target.proxy is not None:
        rule = "its own proxy" if target.proxy else 'its own proxy = ""'
        return ProxyChoice(_proxy(target.proxy, rule) if target.proxy else None, rule)
    url = URL(target.url)
    name, text = _from_environment(url, environ)
    if not text:
        return ProxyChoice(None, None)
    no_proxy, listed = _variable(environ, "no_proxy")
    exempt = _exemption(url, listed)
    if exempt is not None:
        return ProxyChoice(None, f"{no_proxy} has {exempt}")
    return ProxyChoice(_proxy(text, name), name)


def _from_environment(url: URL, environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the variable that the environment has for the scheme, and what is in it; "": nothing.

    `HTTP_PROXY` in capitals is not trusted in a CGI program, where a client can set it.
    """
    scheme = "https" if url.scheme in _SECURE else "http"
    own = f"{scheme}_proxy"
    if own not in environ and not (scheme == "http" and "REQUEST_METHOD" in environ):
        own = own.upper()
    return (own, environ[own]) if own in environ else _variable(environ, "all_proxy")


def _variable(environ: Mapping[str, str], name: str) -> tuple[str, str]:
    name = name if name in environ else name.upper()
    return name, environ.get(name, "")


def _proxy(text: str, rule: str) -> URL:
    url = URL(text if "://" in text else f"http://{text}")
    if url.scheme not in {"http", "https"} or not url.host:
        message = (
            f"cannot use the proxy {url.with_user(None)} ({rule}): "
            "only http:// and https:// proxies are supported"
        )
        raise FailureError(Failure(FailureKind.PROXY, message))
    return url


def _exemption(url: URL, listed: str) -> str | None:
    """Return what in NO_PROXY names the host.

    It may be a name, a suffix, an address, a network or `*`, as curl and Go read it.
    """
    host = (url.host or "").lower().rstrip(".")
    entries = (each.strip() for each in listed.replace(" ", ",").split(","))
    return next((each for each in entries if _covers(each.lower(), host, url.port)), None)


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
