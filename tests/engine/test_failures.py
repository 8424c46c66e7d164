from __future__ import annotations

import errno
import socket

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from yarl import URL

from tui.engine.failures import FailureError, failure_of
from tui.model.failure import Failure, FailureKind


def key(host: str = "api.example.com", port: int = 443) -> ConnectionKey:
    return ConnectionKey(
        host, port, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None
    )


def unreached(number: int) -> aiohttp.ClientConnectorError:
    return aiohttp.ClientConnectorError(key(), OSError(number, "as the system says"))


SYSTEM = {
    errno.ENETUNREACH: ("local", "this machine has no route to api.example.com:443"),
    errno.EMFILE: ("local", "too many open files"),
    errno.EACCES: ("local", "does not allow a connection to api.example.com:443"),
    errno.EHOSTUNREACH: ("connect", "api.example.com:443 cannot be reached"),
    errno.ECONNRESET: ("connect", "api.example.com:443 reset the connection before it was made"),
    errno.ETIMEDOUT: ("timeout", "api.example.com:443 did not accept a connection"),
    errno.EINVAL: ("connect", "no connection to api.example.com:443: as the system says"),
}


@pytest.mark.parametrize(("number", "expected"), SYSTEM.items())
def test_an_error_of_the_system_says_whose_fault_it_is(number: int, expected: tuple[str, str]) -> None:
    failure = failure_of(unreached(number), host="api.example.com:443")

    assert failure.kind == expected[0]
    assert expected[1] in failure.message


def test_a_handshake_longer_than_asyncio_allows_is_a_timeout() -> None:
    cause = ConnectionAbortedError(
        "SSL handshake is taking longer than 60.0 seconds: aborting the connection"
    )

    failure = failure_of(aiohttp.ClientConnectorError(key(), cause), host="api.example.com:443")

    assert failure.kind is FailureKind.TIMEOUT
    assert failure.message == "no TLS handshake with api.example.com:443 within a minute"


NAMES = {
    socket.EAI_NONAME: "no such host: api.example.com",
    socket.EAI_AGAIN: "the name servers do not answer for api.example.com",
    socket.EAI_FAIL: "cannot resolve api.example.com: as the system says",
}


@pytest.mark.parametrize(("number", "fragment"), NAMES.items())
def test_a_name_without_address_says_why(number: int, fragment: str) -> None:
    cause = socket.gaierror(number, "as the system says")

    failure = failure_of(aiohttp.ClientConnectorDNSError(key(), cause), host="x:1")

    assert failure.kind is FailureKind.DNS
    assert fragment in failure.message


def handshake_error(status: int, message: str = "Invalid response status") -> aiohttp.WSServerHandshakeError:
    info = aiohttp.RequestInfo(URL("ws://x/"), "GET", None, URL("ws://x/"))  # type: ignore[arg-type]  # no headers here
    return aiohttp.WSServerHandshakeError(info, (), status=status, message=message)


def test_a_refused_upgrade_says_what_came_instead() -> None:
    failure = failure_of(handshake_error(401), host="x:80")

    assert failure == Failure(FailureKind.REJECTED, "x:80 answered 401 Unauthorized instead of 101", "wait")


def test_a_wrong_answer_to_the_upgrade_is_a_protocol_error() -> None:
    failure = failure_of(handshake_error(101, "Invalid challenge response"), host="x:80")

    assert failure.kind is FailureKind.PROTOCOL
    assert "x:80 answered 101 with a wrong Sec-WebSocket-Accept" in failure.message


def test_what_else_is_wrong_with_an_upgrade_is_told_in_the_words_that_there_are() -> None:
    failure = failure_of(handshake_error(101, "Extension X"), host="x:80")

    assert failure.message == "x:80 answered 101 that is none: extension x"


def test_an_alert_after_the_handshake_is_a_fault_of_tls() -> None:
    error = aiohttp.ClientOSError(1, "[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert (_ssl.c:2580)")

    failure = failure_of(error, host="x:443")

    assert failure == Failure(FailureKind.TLS, "x:443 wants a client certificate")


def test_a_file_that_is_missing_is_our_own_fault() -> None:
    error = FileNotFoundError(errno.ENOENT, "No such file or directory", "body.json")

    assert failure_of(error, host="x:80") == Failure(
        FailureKind.LOCAL, "cannot read body.json: No such file or directory"
    )


def test_what_nobody_thought_of_is_a_bug_of_ours() -> None:
    failure = failure_of(KeyError("x"), host="x:80")

    assert failure == Failure(FailureKind.INTERNAL, "KeyError: 'x'")


def test_a_failure_that_is_known_stays_as_it_is() -> None:
    known = Failure(FailureKind.LOCAL, "no entry in netrc")

    assert failure_of(FailureError(known), host="x:80") is known
