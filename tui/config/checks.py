"""What one key of an endpoint or feed demands of another, after its layers are merged."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from tui.config.files import BadFileError, read_text
from tui.config.urls import scheme_of
from tui.model.target import Family

if TYPE_CHECKING:
    from pathlib import Path

    from tui.config.layers import Layer

__all__ = ["check_entry", "check_feed_scheme", "keys_of_other_scheme", "without_other_scheme"]

_SERVER_SENT_ONLY = ("method", "body")
_WEBSOCKET_ONLY = ("subprotocols", "compression", "on_open", "snippets")
_LONGEST = 1_000_000
_WEBSOCKET_SCHEMES = {"ws", "wss"}


def check_entry(merged: Layer) -> None:
    """Report what contradicts itself in an endpoint or a feed."""
    _check_certificate(merged)
    _check_address(merged)
    if merged.values.get("on_open") and merged.values.get("subprotocols"):
        _check_first_words(merged)


def check_feed_scheme(own: Layer) -> None:
    """Report keys that mean nothing for the kind of stream that the feed itself names."""
    if "url" not in own.values:
        return
    is_websocket = scheme_of(own.values["url"]) in _WEBSOCKET_SCHEMES
    meant = (
        "Server-Sent Events (http, https) only, and the url is a WebSocket"
        if is_websocket
        else "WebSockets (ws, wss) only, and the url is of Server-Sent Events"
    )
    for key in keys_of_other_scheme(own.values["url"]):
        if key in own.values:
            own.places[key].report(f"is for {meant}: take it away")


def keys_of_other_scheme(url: str) -> tuple[str, ...]:
    """Return the keys that mean nothing for the kind of stream at this URL."""
    return _SERVER_SENT_ONLY if scheme_of(url) in _WEBSOCKET_SCHEMES else _WEBSOCKET_ONLY


def without_other_scheme(merged: Layer, own: Layer) -> Layer:
    """Return the feed without what it inherits for the other kind of stream."""
    wrong = keys_of_other_scheme(merged.values.get("url", ""))
    values = {key: value for key, value in merged.values.items() if key in own.values or key not in wrong}
    return type(merged)(merged.place, values, merged.places)


def _check_certificate(merged: Layer) -> None:
    """Report a key without its certificate, and a certificate whose key is nowhere."""
    tls = merged.values.get("tls", {})
    if "key" in tls and "cert" not in tls:
        merged.places["tls"].report('key is of no use without cert: write cert = "me.pem" too')
    if "cert" in tls and "key" not in tls and not _holds_key(tls["cert"]):
        merged.places["tls"].report('cert holds no private key: write key = "me.key" too')


def _check_first_words(merged: Layer) -> None:
    """Report what means nothing in the subprotocol, if only one is offered: it could be meant for another."""
    from tui.model.subprotocols.choice import conversation_in  # noqa: PLC0415 - few configurations need it

    names = merged.values["subprotocols"]
    conversation = conversation_in(names[0], _LONGEST) if len(names) == 1 else None
    if conversation is None:
        return
    for number, text in enumerate(merged.values["on_open"], 1):
        try:
            conversation.sent(*conversation.written(text))
        except ValueError as error:
            merged.places["on_open"].report(f"[{number}]: {error}")


def _holds_key(path: Path) -> bool:
    """Is there a private key in the PEM file (RFC 7468, section 10)?"""
    try:
        return "PRIVATE KEY-----" in read_text(path)
    except BadFileError:
        return False


def _check_address(merged: Layer) -> None:
    """Report an address that is not of the family."""
    address, family = merged.values.get("resolve"), merged.values.get("family", Family.ANY)
    version = {Family.IPV4: 4, Family.IPV6: 6}.get(family)
    if address and version and ip_address(address).version != version:
        merged.places["resolve"].report(f'"{address}" is not of family "{family}": take one of the two away')
