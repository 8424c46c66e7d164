"""What went wrong, in words: the sentences of failures, by phase, by number and by OpenSSL's reason."""

from __future__ import annotations

import errno
from http import HTTPStatus

from yarl import URL

__all__ = ["LATE", "LATE_PROXY", "LOCAL", "TLS", "UNREACHED", "reason_of", "seconds", "server_of"]

LATE = {
    "dns": "{host} was not resolved{within}",
    "connect": "{server} did not accept a connection{within}",
    "tls": "no TLS handshake with {server}{within}",
    "send": "{server} did not take the whole request{within}{connected}",
    "wait": "no response byte{sender}{within}{connected}",
    "head": "the headers of the response{sender} were not complete{within}{connected}",
    "receive": "the response{sender} was not complete{within}{connected}",
}
"""What was not over in time, by phase."""

LATE_PROXY = {
    "dns": "the name of the proxy was not resolved{within}",
    "connect": "no connection to {server} through the proxy{within}",
}
"""The same, for what a proxy has its part in."""

UNREACHED = {
    errno.ECONNREFUSED: "{server} refused the connection",
    errno.ECONNRESET: "{server} reset the connection before it was made",
    errno.ECONNABORTED: "{server} ended the connection before it was made",
    errno.EHOSTUNREACH: "{server} cannot be reached: no route to the host",
    errno.EHOSTDOWN: "{server} cannot be reached: the host is down",
}
"""Why there is no connection, by number of the system, when the other side is at fault."""

LOCAL = {
    errno.ENETUNREACH: "this machine has no route to {server}",
    errno.ENETDOWN: "the network of this machine is down",
    errno.EMFILE: "too many open files: raise the limit (ulimit -n) or lower the concurrency",
    errno.ENFILE: "this machine has too many open files",
    errno.EADDRNOTAVAIL: "this machine has no free port or address for a connection to {server}",
    errno.EACCES: "this machine does not allow a connection to {server}",
    errno.EPERM: "this machine does not allow a connection to {server}",
    errno.EAFNOSUPPORT: "this machine does not have the address family of {server}",
    errno.ENOBUFS: "this machine has no buffers left for a connection to {server}",
    errno.EAGAIN: "this machine has no threads left to look up {server}",
}
"""Why there is none, when our own machine is."""

TLS = {
    "WRONG_VERSION_NUMBER": "{server} does not speak TLS",
    "HTTP_REQUEST": "{server} does not speak TLS",
    "RECORD_LAYER_FAILURE": "{server} does not speak TLS",
    "TLSV13_ALERT_CERTIFICATE_REQUIRED": "{server} wants a client certificate",
    "SSLV3_ALERT_BAD_CERTIFICATE": "{server} does not accept the client certificate",
    "SSLV3_ALERT_CERTIFICATE_EXPIRED": "{server} says that the client certificate has expired",
    "TLSV1_ALERT_UNKNOWN_CA": "{server} does not know the authority of the client certificate",
    "SSLV3_ALERT_HANDSHAKE_FAILURE": (
        "{server} refused the TLS handshake: no cipher in common, or it wants a client certificate"
    ),
    "TLSV1_ALERT_PROTOCOL_VERSION": "{server} does not speak the TLS version that is asked for",
    "UNSUPPORTED_PROTOCOL": "{server} speaks no TLS version that is allowed here",
    "NO_PROTOCOLS_AVAILABLE": "no TLS version is left: lower tls.min_version",
    "TLSV1_UNRECOGNIZED_NAME": "{server} has no certificate for that name",
    "UNEXPECTED_EOF_WHILE_READING": "{server} closed the connection during the TLS handshake",
}
"""What OpenSSL's reasons mean."""


def server_of(url: URL | str) -> str:
    """Name the server of a URL: "localhost:8443"; of a text that names none, give the text itself."""
    try:
        parsed = URL(url)
    except ValueError:
        return str(url)
    return f"{parsed.host_subcomponent}:{parsed.port}" if parsed.host else str(url)


def reason_of(status: int) -> str:
    """Return the status with what it means: "503 Service Unavailable"."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def seconds(value: float) -> str:
    """Write a time in a sentence: "5s", "300ms"."""
    return f"{value:.3g}s" if value >= 1 else f"{max(1, round(value * 1000))}ms"
