from __future__ import annotations

import asyncio
import errno
import gzip
import socket
import ssl
import sys
from contextlib import AsyncExitStack, contextmanager, suppress
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING, Any
from unittest import skipUnless

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from multidict import CIMultiDict
from yarl import URL

from tests.factories import make_endpoint
from tests.probing import PATIENCE, ProberCase, probing
from tests.servers import (
    Authority,
    Talk,
    hang,
    ok,
    redirecting,
    reset,
    respond,
    send,
    serve,
    serve_proxy,
    serve_raw,
    unused_port,
)
from tui.engine.failures import FailureError, failure_of
from tui.engine.resolver import ThreadResolver
from tui.engine.tracing import Hop
from tui.engine.wording import reason_of
from tui.model.failure import Failure, FailureKind
from tui.model.target import Method, TextBody, TlsOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

OK = "HTTP/1.1 200 OK\r\n"
HALF = gzip.compress(b"hello " * 500)[:40]
SHORT = 0.5


async def failure_at(talk: Talk, **changes: Any) -> Failure | None:
    """Check a server that speaks like that."""
    async with serve_raw(talk) as server, probing() as prober:
        result = await prober.check(make_endpoint(**{"url": server.url, "timeout": PATIENCE, **changes}))
    return result.failure


def no_such_name(*_names: object, **_options: object) -> list[tuple[Any, ...]]:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


async def close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.close()


async def reset_after_request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    await reset(reader, writer)


async def endless_headers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(OK.encode())
    while not reader.at_eof():
        writer.write(b"X-More: of the same\r\n" * 100)
        await writer.drain()


@contextmanager
def serve_openssl(context: ssl.SSLContext) -> Iterator[int]:
    """Run a server that leaves all of TLS to OpenSSL, which sends alerts, as asyncio's does not."""

    def refuse() -> None:
        connection, _ = listener.accept()
        with (
            context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False) as secured,
            suppress(ssl.SSLError),  # that is when it sends one
        ):
            secured.do_handshake()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=refuse)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            thread.join()


FAULTS: dict[str, tuple[Talk, str, str]] = {
    "closes without an answer": (close, "disconnected", "closed the connection without an answer"),
    "resets without an answer": (reset_after_request, "reset", "reset the connection without an answer"),
    "speaks something else": (send(b"SSH-2.0-OpenSSH_9.6\r\n"), "protocol", "it sent 'SSH-2.0-OpenSSH_9.6"),
    "speaks HTTP/0.9": (respond("<html>hello</html>"), "protocol", "does not speak HTTP"),
    "sends more after its last chunk": (
        respond(f"{OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nmore"),
        "protocol",
        "sent more than its answer: 'more'",
    ),
    "sends something else without end": (
        respond("a" * 5_000),
        "protocol",
        f"does not speak HTTP: it sent '{'a' * 59}…'",
    ),
    "has encoded its body too often": (
        respond(f"{OK}Content-Encoding: {'gzip, ' * 1_500}gzip\r\nContent-Length: 4\r\n\r\nbody"),
        "decode",
        "the body is encoded 1,501 times over, of which 5 are undone",
    ),
    "has a status of 99": (respond("HTTP/1.1 99 X\r\n\r\n"), "protocol", "bad status line"),
    "has a header line without a colon": (
        respond(f"{OK}BadHeader\r\n\r\n"),
        "protocol",
        "broke HTTP: invalid header token in 'BadHeader",
    ),
    "has a negative length": (respond(f"{OK}Content-Length: -5\r\n\r\n"), "protocol", "content-length"),
    "has a header of 100 kB": (
        respond(f"{OK}X: {'a' * 100_000}\r\nContent-Length: 0\r\n\r\n"),
        "too_large",
        "sent a header that is too long",
    ),
    "has 300 headers": (
        respond(OK + "X: y\r\n" * 300 + "Content-Length: 0\r\n\r\n"),
        "too_large",
        "sent too many headers",
    ),
    "has endless headers": (endless_headers, "too_large", "sent too many headers"),
    "sends less than announced": (
        respond(f"{OK}Content-Length: 10\r\n\r\nshort"),
        "truncated",
        "closed the connection before the body was complete",
    ),
    "ends in mid-chunk": (
        respond(f"{OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhel"),
        "truncated",
        "before the body was complete",
    ),
    "resets in mid-body": (
        respond(f"{OK}Content-Length: 10\r\n\r\nshort", then=reset),
        "reset",
        "reset the connection in mid-body",
    ),
    "has a chunk of no size": (
        respond(f"{OK}Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"),
        "protocol",
        "chunk size",
    ),
    "closes in the middle of the headers": (
        respond(f"{OK}X-Half: of it"),
        "disconnected",
        "closed the connection in the middle of the headers; connected after",
    ),
    "resets in the middle of the headers": (
        respond(f"{OK}X-Half: of it", then=reset),
        "reset",
        "reset the connection in the middle of the headers; connected after",
    ),
    "has truncated gzip of the right length": (
        respond(f"{OK}Content-Encoding: gzip\r\nContent-Length: {len(HALF)}\r\n\r\n".encode() + HALF),
        "decode",
        "the body is not what its encoding says: gzip: it breaks off in the middle",
    ),
    "has corrupt gzip": (
        respond(
            f"{OK}Content-Encoding: gzip\r\nContent-Length: 13\r\n\r\n".encode() + b"\x1f\x8b\x08no gzip at"
        ),
        "decode",
        "the body is not what its encoding says",
    ),
    "says that plain text is br": (
        respond(f"{OK}Content-Encoding: br\r\nContent-Length: 5\r\n\r\nhello"),
        "decode",
        "the body is not what its encoding says: br",
    ),
    "says that plain text is zstd": (
        respond(f"{OK}Content-Encoding: zstd\r\nContent-Length: 5\r\n\r\nhello"),
        "decode",
        "the body is not what its encoding says: zstd",
    ),
    "redirects to a file": (
        respond("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"),
        "redirect",
        "redirects to file:///etc/passwd, which cannot be requested",
    ),
    "redirects to what it alone knows": (
        respond("HTTP/1.1 302 Found\r\nLocation: ftp://me:pw@a.test/x?t=1#y\r\nContent-Length: 0\r\n\r\n"),
        "redirect",
        "redirects to ftp://me:•••@a.test/x, which cannot be requested",
    ),
    "redirects to no URL": (
        respond("HTTP/1.1 302 Found\r\nLocation: http://:99999/\r\nContent-Length: 0\r\n\r\n"),
        "redirect",
        "which cannot be requested",
    ),
}


@pytest.mark.parametrize(("talk", "kind", "fragment"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_server_is_one_sentence(talk: Talk, kind: str, fragment: str) -> None:
    failure = asyncio.run(failure_at(talk))

    assert failure is not None
    assert failure.kind == kind
    assert fragment in failure.message


async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for _ in range(1_000):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)  # the fault itself: always a little, never all


LATE: dict[str, tuple[Talk, str]] = {
    "wait": (hang, "no response byte within 500 ms; connected after"),
    "receive": (
        respond(f"{OK}Content-Length: 10\r\n\r\nshort", then=hang),
        "the response was not complete within 500 ms; connected after",
    ),
}


async def deaf(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take nothing but what the buffers take."""
    await writer.wait_closed()


@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
def test_a_request_that_nobody_takes_is_not_said_to_wait_for_an_answer() -> None:
    body = TextBody("x" * 32_000_000)
    failure = asyncio.run(failure_at(deaf, timeout=SHORT, method=Method.POST, body=body))

    assert failure is not None
    assert (failure.kind, failure.phase) == (FailureKind.TIMEOUT, "send")
    assert "did not take the whole request within 500 ms; connected after" in failure.message


def test_a_drip_does_not_put_off_the_end() -> None:
    talk = respond(f"{OK}Content-Length: 1000\r\n\r\n", then=drip)
    failure = asyncio.run(failure_at(talk, timeout=SHORT))

    assert failure is not None
    assert (failure.kind, failure.phase) == (FailureKind.TIMEOUT, "receive")
    assert "the response was not complete within 500 ms" in failure.message


def test_a_redirect_to_nowhere_is_an_answer_like_any_other() -> None:
    failure = asyncio.run(failure_at(respond("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")))

    assert failure is not None
    assert str(failure) == "status: 302 Found, expected 2xx"


def test_headers_that_begin_and_never_end_are_told_from_no_answer() -> None:
    failure = asyncio.run(failure_at(respond(f"{OK}X-Slow: ", then=hang), timeout=SHORT))

    assert failure is not None
    assert (failure.kind, failure.phase) == (FailureKind.TIMEOUT, "receive")
    assert "the headers of the response were not complete within 500 ms; connected after" in failure.message


def test_an_event_stream_is_better_watched_as_a_feed() -> None:
    stream = respond(f"{OK}Content-Type: text/event-stream\r\n\r\ndata: 1\n\n", then=hang)
    failure = asyncio.run(failure_at(stream, timeout=SHORT))

    assert failure is not None
    assert failure.kind is FailureKind.TIMEOUT
    assert failure.message.endswith("sends an event stream, which does not end: watch it as a [[feed]]")


@pytest.mark.parametrize(("phase", "talk", "fragment"), [(phase, *each) for phase, each in LATE.items()])
def test_a_timeout_names_the_phase_and_how_long(phase: str, talk: Talk, fragment: str) -> None:
    failure = asyncio.run(failure_at(talk, timeout=SHORT))

    assert failure is not None
    assert (failure.kind, failure.phase) == (FailureKind.TIMEOUT, phase)
    assert fragment in failure.message


def test_a_late_malformed_chunk_is_a_protocol_error_although_only_the_deadline_ends_it() -> None:
    async def late(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        writer.write(b"zz\r\nhello\r\n")
        await writer.drain()

    talk = respond(f"{OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", then=late)
    failure = asyncio.run(failure_at(talk, timeout=1.0))

    assert failure is not None
    assert failure.kind is FailureKind.PROTOCOL


ACCEPTED = {
    "HTTP/1.0 until the end": "HTTP/1.0 200 OK\r\n\r\nhello",
    "an unknown encoding": f"{OK}Content-Encoding: x-foo\r\nContent-Length: 5\r\n\r\nhello",
    "an unknown charset": f"{OK}Content-Type: text/plain; charset=nope\r\nContent-Length: 5\r\n\r\nhello",
    "a header of 10 kB": f"{OK}X: {'a' * 10_000}\r\nContent-Length: 5\r\n\r\nhello",
    "200 headers": OK + "X: y\r\n" * 200 + "Content-Length: 5\r\n\r\nhello",
    "early hints": f"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n{OK}Content-Length: 5\r\n\r\nhello",
}


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_what_is_odd_but_legible_is_no_failure(text: str) -> None:
    assert asyncio.run(failure_at(respond(text))) is None


URLS = {
    "ftp://127.0.0.1/": "cannot request ftp://127.0.0.1/",
    "http:///nowhere": "cannot request http:///nowhere",
    "http://me:pw@127.0.0.1:99999/": "cannot request http://me:•••@127.0.0.1:99999/: ",
    "http://127.0.0.1:99999/": "cannot request http://127.0.0.1:99999/",
    "http://127.1/": "is not a canonical IPv4 address",
    "health": "write e.g. https://example.com/health",
}


@pytest.mark.parametrize(("url", "fragment"), URLS.items())
def test_what_cannot_be_requested_is_no_url(url: str, fragment: str) -> None:
    async def check() -> Failure | None:
        async with probing() as prober:
            return (await prober.check(make_endpoint(url=url))).failure

    failure = asyncio.run(check())

    assert failure is not None
    assert failure.kind is FailureKind.URL
    assert fragment in failure.message


class TestConnecting(ProberCase):
    async def test_a_refused_connection_names_host_and_port(self) -> None:
        port = unused_port()

        result = await self.check(f"http://127.0.0.1:{port}/")

        assert result.failure == Failure(
            FailureKind.CONNECT, f"127.0.0.1:{port} refused the connection", "connect"
        )
        assert result.latency is None

    async def test_every_address_of_a_name_that_refuses_is_one_refusal(self) -> None:
        result = await self.check(f"http://localhost:{unused_port()}/")

        assert result.failure is not None
        assert result.failure.kind is FailureKind.CONNECT
        assert "refused the connection" in result.failure.message

    @skipUnless(sys.platform == "linux", "other systems answer when the backlog is full")
    async def test_a_full_backlog_is_a_timeout_of_connecting(self) -> None:
        async with AsyncExitStack() as stack:
            listener = stack.enter_context(socket.socket())
            listener.bind(("127.0.0.1", 0))
            listener.listen(0)
            address = listener.getsockname()
            for _ in range(4):
                waiting = stack.enter_context(socket.socket())
                waiting.setblocking(False)  # noqa: FBT003 - the socket's own signature
                waiting.connect_ex(address)
            result = await self.check(f"http://127.0.0.1:{address[1]}/", timeout=SHORT)

        assert result.failure == Failure(
            FailureKind.TIMEOUT,
            f"127.0.0.1:{address[1]} did not accept a connection within 500 ms",
            "connect",
        )

    async def test_http_to_a_tls_port_is_no_answer(self) -> None:
        context, _ = self.trusted()
        async with serve(ok(), tls=context) as server:
            result = await self.check(f"http://127.0.0.1:{server.port}/")

        assert result.failure is not None
        assert result.failure.kind in {FailureKind.DISCONNECTED, FailureKind.RESET, FailureKind.PROTOCOL}

    async def test_more_redirects_than_allowed_are_counted(self) -> None:
        async with serve(redirecting(-1)) as server:
            result = await self.check(server, max_redirects=3)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.REDIRECT
        assert result.failure.message == f"more than 3 redirects, the last at {server.url}"
        assert len(server.seen) == 4

    async def test_a_redirect_to_itself_is_a_circle(self) -> None:
        async with serve(ok(status=302, headers={"Location": "/"})) as server:
            result = await self.check(server)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.REDIRECT
        assert f"redirects in a circle: back at {server.url}" in result.failure.message

    async def test_a_chunk_that_is_none_ends_the_check_and_not_the_time_for_it(self) -> None:
        async def break_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            for _ in range(20):  # until our end has read what came before
                await asyncio.sleep(0)
            writer.write(b"zz\r\n")
            await hang(reader, writer)

        begin = f"{OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
        async with serve_raw(respond(begin, then=break_off)) as server:
            result = await self.check(server, timeout=3_600.0)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.PROTOCOL
        assert "invalid character in chunk size in 'zz'" in result.failure.message

    async def test_who_is_silent_after_a_redirect_is_named(self) -> None:
        parts = {"": "no response byte from {} within", OK: "the headers of the response from {} were not"}
        parts[f"{OK}Content-Length: 9\r\n\r\nhalf"] = "the response from {} was not complete within"
        for sent, words in parts.items():
            async with serve_raw(respond(sent, then=hang)) as silent:
                location = {"Location": f"http://localhost:{silent.port}/"}
                async with serve(ok(status=302, headers=location)) as server:
                    result = await self.check(server, timeout=SHORT)

            assert result.failure is not None
            assert result.failure.message.startswith(words.format(f"localhost:{silent.port}"))

    async def test_an_address_that_nobody_can_ask_for_is_blamed_on_the_redirect_to_it(self) -> None:
        async with serve(ok(status=302, headers={"Location": "http://127.1/"})) as server:
            result = await self.check(server)

        assert str(result.failure) == (
            "redirect: a redirect leads to 127.1, which cannot be requested: is not a canonical IPv4 address"
        )


class TestTls(ProberCase):
    async def test_an_unknown_authority_is_named(self) -> None:
        async with serve(ok(), tls=Authority().server_context()) as server:
            result = await self.check(server)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.TLS
        assert "is issued by trustme" in result.failure.message

    async def test_an_expired_certificate_says_since_when(self) -> None:
        context, options = self.trusted(expires_in=timedelta(days=-3, minutes=-5))
        async with serve(ok(), tls=context) as server:
            result = await self.check(server, tls=options)

        assert result.failure is not None
        assert "certificate of localhost expired 3 days ago (20" in result.failure.message

    async def test_a_certificate_of_somebody_else_says_whose(self) -> None:
        context, options = self.trusted("*.example.org")
        async with serve(ok(), tls=context) as server:
            result = await self.check(server, tls=options)

        assert result.failure is not None
        assert result.failure.message == "certificate is for *.example.org, not localhost"

    async def test_the_name_that_was_asked_for_is_the_one_in_the_sentence(self) -> None:
        context, options = self.trusted("*.example.org", server_name="shop.example.com")
        async with serve(ok(), tls=context) as server:
            result = await self.check(server, tls=options)

        assert result.failure is not None
        assert result.failure.message == "certificate is for *.example.org, not shop.example.com"

    async def test_a_server_that_speaks_no_tls_is_told(self) -> None:
        async with serve(ok()) as server:
            result = await self.check(f"https://127.0.0.1:{server.port}/")

        assert result.failure == Failure(
            FailureKind.TLS, f"127.0.0.1:{server.port} does not speak TLS", "tls"
        )

    async def test_a_handshake_that_hangs_is_a_timeout_of_tls(self) -> None:
        async with serve_raw(hang) as server:
            result = await self.check(f"https://127.0.0.1:{server.port}/", timeout=SHORT)

        assert result.failure == Failure(
            FailureKind.TIMEOUT, f"no TLS handshake with 127.0.0.1:{server.port} within 500 ms", "tls"
        )

    async def test_an_end_or_a_reset_in_the_handshake_is_a_fault_of_tls(self) -> None:
        async def leave(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
            await reader.read(1)

        for talk in (leave, reset):
            async with serve_raw(talk) as server:
                result = await self.check(f"https://127.0.0.1:{server.port}/")

            assert result.failure is not None
            assert result.failure.kind is FailureKind.TLS
            assert "closed the connection during the TLS handshake" in result.failure.message

    async def test_too_old_a_tls_version_is_a_fault_of_tls(self) -> None:
        context, options = self.trusted(min_version="1.3")
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        async with serve(ok(), tls=context) as server:
            result = await self.check(server, tls=options)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.TLS

    async def test_a_missing_client_certificate_is_a_failure(self) -> None:
        authority = Authority()
        options = TlsOptions(ca=authority.write(self.directory))
        async with serve(ok(), tls=authority.server_context(wants_client=True)) as server:
            result = await self.check(server, tls=options)

        assert result.failure is not None
        assert result.failure.kind in {FailureKind.TLS, FailureKind.DISCONNECTED, FailureKind.RESET}

    async def test_a_server_that_says_after_the_handshake_what_it_misses_is_understood(self) -> None:
        authority = Authority()
        options = TlsOptions(ca=authority.write(self.directory))
        with serve_openssl(authority.server_context(wants_client=True)) as port:
            result = await self.check(f"https://localhost:{port}/", tls=options)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.TLS
        assert result.failure.message == f"localhost:{port} wants a client certificate"


class TestProxies(ProberCase):
    async def test_a_proxy_that_refuses_is_named(self) -> None:
        port = unused_port()

        result = await self.check("http://127.0.0.1:9/", proxy=f"http://127.0.0.1:{port}")

        assert result.failure is not None
        assert result.failure.kind is FailureKind.PROXY
        assert result.failure.message == f"proxy 127.0.0.1:{port} refused the connection (its own proxy)"

    async def test_a_proxy_without_address_is_named(self) -> None:
        async with probing(resolver=ThreadResolver(no_such_name)) as prober:
            endpoint = make_endpoint(url="http://127.0.0.1:9/", proxy="http://proxy.test:1", timeout=PATIENCE)
            result = await prober.check(endpoint)

        assert str(result.failure) == "proxy: no such host: proxy.test (its own proxy)"

    async def test_a_proxy_that_says_nothing_is_not_the_server_that_is_asked_for(self) -> None:
        async with serve_raw(hang) as proxy:
            result = await self.check("https://localhost:9/", proxy=proxy.url, timeout=SHORT)

        assert result.failure == Failure(
            FailureKind.TIMEOUT, "no connection to localhost:9 through the proxy within 500 ms", "connect"
        )

    async def test_a_refused_tunnel_says_what_the_proxy_answered(self) -> None:
        for status in (407, 502):
            async with serve_proxy(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode()) as proxy:
                result = await self.check("https://localhost:9/", proxy=proxy.url)

            assert result.failure is not None
            assert result.failure.kind is FailureKind.PROXY
            assert f"the proxy answered {reason_of(status)} to CONNECT localhost:9" in result.failure.message

    async def test_a_refusal_of_plain_http_is_a_response_like_any_other(self) -> None:
        async with serve_proxy(
            b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
        ) as proxy:
            result = await self.check("http://127.0.0.1:9/", proxy=proxy.url)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.STATUS


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


def test_a_request_that_cannot_be_sent_is_our_own_fault() -> None:
    failure = asyncio.run(failure_at(hang, headers={"X-A": "1\r\nX-B: 2"}))

    assert failure is not None
    assert failure.kind is FailureKind.LOCAL
    assert failure.message.startswith("cannot send this request: ")


def test_what_nobody_thought_of_is_a_bug_of_ours() -> None:
    failure = failure_of(KeyError("x"), host="x:80")

    assert failure == Failure(FailureKind.INTERNAL, "KeyError: 'x'")


def test_a_failure_that_is_known_stays_as_it_is() -> None:
    known = Failure(FailureKind.LOCAL, "no entry in netrc")

    assert failure_of(FailureError(known), host="x:80") is known


def test_a_timeout_before_there_was_a_hop_names_the_host() -> None:
    failure = failure_of(TimeoutError(), host="x:80", timeout=2.5)

    assert failure.message == "no answer from x:80 within 2.5 s"


def test_a_name_that_is_looked_up_for_too_long_is_named() -> None:
    hop = Hop(url=URL("http://api.example.com/"), headers=CIMultiDict(), lookup_began=1.0)

    failure = failure_of(TimeoutError(), host="?", hop=hop, timeout=5)

    assert failure == Failure(FailureKind.TIMEOUT, "api.example.com was not resolved within 5 s", "dns")


def test_the_name_of_a_proxy_that_is_looked_up_for_too_long_is_not_taken_for_the_servers() -> None:
    hop = Hop(url=URL("http://api.example.com/"), headers=CIMultiDict(), lookup_began=1.0, is_proxied=True)

    failure = failure_of(TimeoutError(), host="?", hop=hop, timeout=5)

    assert failure.message == "the name of the proxy was not resolved within 5 s"


def test_a_request_that_cannot_be_repeated_fails_the_same_way() -> None:
    failure = asyncio.run(failure_at(close, method=Method.POST))

    assert failure is not None
    assert failure.kind is FailureKind.DISCONNECTED
