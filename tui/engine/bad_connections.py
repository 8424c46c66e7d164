"""What goes wrong with a connection, in sentences: it is not made, not secure, too slow, or it breaks."""

from __future__ import annotations

import errno
import re
import socket
from typing import TYPE_CHECKING

from tui.engine.certificates import certificate_sentence
from tui.engine.wording import LATE, LATE_PROXY, LOCAL, TLS, UNREACHED, reason_of, seconds
from tui.model.failure import Failure, FailureKind

if TYPE_CHECKING:
    import ssl

    import aiohttp

    from tui.engine.scene import Scene

__all__ = [
    "bad_certificate",
    "bad_tls",
    "broken",
    "disconnected",
    "late",
    "lost",
    "proxy_refused",
    "proxy_unreached",
    "unreached",
    "unresolved",
]


def late(error: BaseException, scene: Scene) -> Failure:
    """Say which phase was not over in time."""
    within = "" if scene.timeout is None else f" within {seconds(scene.timeout)}"
    if "PONG" in str(error):
        return Failure(FailureKind.TIMEOUT, f"no pong from {scene.server}{within}")
    if scene.is_event_stream:
        message = f"{scene.server} sends an event stream, which does not end: watch it as a [[feed]]"
        return Failure(FailureKind.TIMEOUT, message, scene.phase)
    step = "head" if scene.is_in_head else scene.phase or ""
    sentences = LATE | LATE_PROXY if scene.hop is not None and scene.hop.is_proxied else LATE
    sentence = sentences.get(step, "no answer from {server}{within}")
    message = sentence.format(
        host=scene.host,
        server=scene.server,
        sender=scene.sender,
        within=within,
        connected=scene.connected,
    )
    return Failure(FailureKind.TIMEOUT, message, scene.phase)


def proxy_unreached(error: aiohttp.ClientProxyConnectionError, scene: Scene) -> Failure:
    """Say why there is no connection to the proxy."""
    cause = unreached(error, scene)
    return Failure(FailureKind.PROXY, f"proxy {cause.message}", "connect")


def proxy_refused(error: aiohttp.ClientHttpProxyError, scene: Scene) -> Failure:
    """Say how the proxy answered the request for a tunnel (RFC 9110, section 9.3.6)."""
    message = f"the proxy answered {reason_of(error.status)} to CONNECT {scene.server}"
    return Failure(FailureKind.PROXY, message, "connect")


def unresolved(error: aiohttp.ClientConnectorDNSError, scene: Scene) -> Failure:
    """Say why a name has no address; of a proxied request it is the proxy's name."""
    cause = error.os_error
    match cause.errno:
        case socket.EAI_NONAME | socket.EAI_NODATA:
            message = f"no such host: {error.host}"
        case socket.EAI_AGAIN:
            message = f"the name servers do not answer for {error.host}; try later"
        case errno.EAGAIN:
            return unreached(error, scene)
        case _:
            message = f"cannot resolve {error.host}: {cause.strerror or cause}"
    if scene.hop is not None and scene.hop.is_proxied:
        return Failure(FailureKind.PROXY, message, "dns")
    return Failure(FailureKind.DNS, message, "dns")


def unreached(error: aiohttp.ClientConnectorError, scene: Scene) -> Failure:
    """Say why there is no connection; a proxied request has none to the proxy."""
    server = f"{error.host}:{error.port}"
    if "handshake is taking longer" in str(error.os_error):
        return Failure(FailureKind.TIMEOUT, f"no TLS handshake with {server} within a minute", "tls")
    if scene.phase == "tls" and isinstance(error.os_error, ConnectionError):
        message = f"{server} closed the connection during the TLS handshake"
        return Failure(FailureKind.TLS, message, "tls")
    return _by_number(error.os_error, server, scene)


def _by_number(cause: OSError, server: str, scene: Scene) -> Failure:
    """Say what a number of the system means for a connection."""
    number = cause.errno or 0
    if number in UNREACHED:
        return Failure(FailureKind.CONNECT, UNREACHED[number].format(server=server), "connect")
    if number == errno.ETIMEDOUT:
        return Failure(FailureKind.TIMEOUT, f"{server} did not accept a connection", "connect")
    if number in LOCAL:
        return Failure(FailureKind.LOCAL, LOCAL[number].format(server=server), scene.phase)
    return Failure(FailureKind.CONNECT, f"no connection to {server}: {cause.strerror or cause}", "connect")


def bad_certificate(error: ssl.SSLCertVerificationError, scene: Scene) -> Failure:
    """Say what is wrong with the certificate."""
    cause = getattr(error, "certificate_error", error)
    name = scene.hop.server_name if scene.hop is not None else scene.host
    sentence = certificate_sentence(cause, name, scene.certificate, now=scene.now)
    return Failure(FailureKind.TLS, sentence, "tls")


def bad_tls(error: ssl.SSLError, scene: Scene) -> Failure:
    """Say in the words of OpenSSL why there is no TLS."""
    cause = getattr(error, "os_error", error)
    reason = str(getattr(cause, "reason", None) or "")
    words = reason.lower().replace("_", " ") or cause.strerror or str(cause)
    sentence = TLS.get(
        reason, "TLS handshake with {server} failed: " + words.replace("{", "{{").replace("}", "}}")
    )
    return Failure(FailureKind.TLS, sentence.format(server=scene.server), scene.phase or "tls")


def broken(error: OSError, scene: Scene) -> Failure:
    """Say how a connection that had been made ended."""
    alert = re.search(r"\[SSL: (\w+)\]", str(error))
    if alert is not None:
        sentence = TLS.get(alert[1], "{server} ended TLS: " + alert[1].lower().replace("_", " "))
        return Failure(FailureKind.TLS, sentence.format(server=scene.server), scene.phase)
    if isinstance(error, ConnectionError) or error.errno in {errno.ECONNRESET, errno.EPIPE}:
        message = f"{scene.server} reset the connection{_when(scene)}"
        return Failure(FailureKind.RESET, message, scene.phase)
    return _by_number(error, scene.server, scene)


def disconnected(_error: BaseException, scene: Scene) -> Failure:
    """Say when the server closed the connection instead of answering."""
    when = "in the middle of the headers" if scene.is_in_head else "without an answer"
    message = f"{scene.server} closed the connection {when}{scene.connected}"
    return Failure(FailureKind.DISCONNECTED, message, scene.phase)


def lost(error: Exception, scene: Scene) -> Failure:
    """Say what aiohttp tells of a connection that is no more."""
    return Failure(
        FailureKind.DISCONNECTED, f"the connection to {scene.server} was lost: {error}", scene.phase
    )


def _when(scene: Scene) -> str:
    if scene.is_in_head:
        return f" in the middle of the headers{scene.connected}"
    return " in mid-body" if scene.phase == "receive" else f" without an answer{scene.connected}"
