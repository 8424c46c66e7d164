"""What a certificate says: the facts of a connection, and why one was refused."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from tui.model.check import TlsFacts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

__all__ = ["certificate_sentence", "facts_of", "peek"]

_DAY = 86_400
_SHOWN_NAMES = 3


class _Refusal(IntEnum):
    """Why OpenSSL refuses a certificate (X509_V_ERR_*)."""

    NOT_YET_VALID = 9
    EXPIRED = 10
    SELF_SIGNED = 18
    SELF_SIGNED_IN_CHAIN = 19
    NO_ISSUER = 20
    NO_LEAF_ISSUER = 21
    REVOKED = 23
    WRONG_NAME = 62
    WRONG_ADDRESS = 64


_known: WeakKeyDictionary[ssl.SSLObject, TlsFacts] = WeakKeyDictionary()
"""Of the connections that are open: reading the certificates takes as long as a request."""


def facts_of(connection: ssl.SSLObject) -> TlsFacts:
    """Return what a TLS connection agreed on, and what the certificates of its peer say."""
    facts = _known.get(connection)
    if facts is None:
        facts = _known[connection] = _read(connection)
    return facts


def _read(connection: ssl.SSLObject) -> TlsFacts:
    chain = _chain(connection)
    cipher = connection.cipher()
    leaf: dict[str, Any] = chain[0] if chain else {}
    expiries = [expiry for each in chain if (expiry := _expires_at(each)) is not None]
    return TlsFacts(
        version=connection.version() or "",
        cipher=cipher[0] if cipher else "",
        expires_at=min(expiries, default=None),
        issuer=_name(leaf.get("issuer", ())),
        subject=_name(leaf.get("subject", ())),
        names=tuple(value for kind, value in leaf.get("subjectAltName", ()) if kind in {"DNS", "IP Address"}),
    )


async def peek(address: tuple[Any, ...], server_name: str, *, timeout: float) -> TlsFacts | None:
    """Look at the certificate of a server that was refused for it; `None`: it does not show it again."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with suppress(OSError, asyncio.IncompleteReadError):  # the refusal itself has been reported
        async with asyncio.timeout(timeout):
            _, writer = await asyncio.open_connection(
                address[0], address[1], ssl=context, server_hostname=server_name
            )
        facts = facts_of(writer.get_extra_info("ssl_object"))
        writer.transport.abort()
        return facts
    return None


def certificate_sentence(
    error: ssl.SSLCertVerificationError, host: str, facts: TlsFacts | None, *, now: float
) -> str:
    """Say why a certificate was refused, with what is known of it."""
    match error.verify_code:
        case _Refusal.EXPIRED:
            why = f"certificate of {host} {_expiry(facts, now)}"
        case _Refusal.NOT_YET_VALID:
            why = f"certificate of {host} is not valid yet"
        case _Refusal.SELF_SIGNED:
            why = f"self-signed certificate of {host}"
        case _Refusal.SELF_SIGNED_IN_CHAIN | _Refusal.NO_ISSUER | _Refusal.NO_LEAF_ISSUER:
            issuer = facts.issuer if facts and facts.issuer else "an authority"
            why = f"certificate of {host} is issued by {issuer}, which is not trusted here"
        case _Refusal.REVOKED:
            why = f"certificate of {host} has been revoked"
        case _Refusal.WRONG_NAME | _Refusal.WRONG_ADDRESS:
            why = f"certificate is for {_names(facts)}, not {host}"
        case _:
            why = f"certificate of {host}: {error.verify_message}"
    return why


def _expiry(facts: TlsFacts | None, now: float) -> str:
    """Say when a certificate expired."""
    if facts is None or facts.expires_at is None or facts.expires_at > now:
        return "has expired"
    days = int((now - facts.expires_at) // _DAY)
    date = datetime.fromtimestamp(facts.expires_at, UTC).date()
    ago = "today" if days == 0 else "1 day ago" if days == 1 else f"{days} days ago"
    return f"expired {ago} ({date})"


def _names(facts: TlsFacts | None) -> str:
    """Say whom a certificate is for."""
    names = facts.names or ((facts.subject,) if facts.subject else ()) if facts else ()
    if not names:
        return "another name"
    more = len(names) - _SHOWN_NAMES
    return ", ".join(names[:_SHOWN_NAMES]) + (f" and {more} more" if more > 0 else "")


def _chain(connection: ssl.SSLObject) -> list[dict[str, Any]]:
    """Return the certificates that the peer sent, its own first.

    `getpeercert()` is empty when nothing is verified and never tells of the
    chain, whose first expiry is the one that matters; the object underneath
    knows both.
    """
    try:
        sent = connection._sslobj.get_unverified_chain() or ()  # type: ignore[attr-defined]  # noqa: SLF001 - public only from 3.13, as DER
        return [certificate.get_info() for certificate in sent]
    except (ssl.SSLError, ValueError):  # OpenSSL took a certificate that Python cannot spell out
        return []


def _expires_at(certificate: dict[str, Any]) -> float | None:
    """Return when a certificate expires; `None`: its date is none."""
    try:
        return float(ssl.cert_time_to_seconds(certificate["notAfter"]))
    except (KeyError, ValueError):
        return None


def _name(parts: Any) -> str | None:  # noqa: ANN401 - nested tuples of the ssl module
    """Return the common name of a subject or issuer, else its organisation."""
    fields = dict(_flat(parts))
    return fields.get("commonName") or fields.get("organizationName")


def _flat(parts: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - nested tuples of the ssl module
    for part in parts:
        yield from part
