from __future__ import annotations

import asyncio
import gzip

import pytest

from tests.factories import make_endpoint
from tests.idle_time import idle_time
from tests.probing import ProberCase, failure_at, probing
from tests.servers import (
    Talk,
    hang,
    ok,
    redirecting,
    reset,
    respond,
    send,
    serve,
    serve_raw,
)
from tui.model.failure import Failure, FailureKind
from tui.model.target import Method

OK = "HTTP/1.1 200 OK\r\n"
HALF = gzip.compress(b"hello " * 500)[:40]


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


def test_a_redirect_to_nowhere_is_an_answer_like_any_other() -> None:
    failure = asyncio.run(failure_at(respond("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")))

    assert failure is not None
    assert str(failure) == "status: 302 Found, expected 2xx"


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


class TestRedirects(ProberCase):
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
            await asyncio.sleep(0.1)  # until our end has read what came before
            writer.write(b"zz\r\n")
            await hang(reader, writer)

        begin = f"{OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
        async with serve_raw(respond(begin, then=break_off)) as server:
            with idle_time():
                result = await self.check(server, timeout=3_600.0)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.PROTOCOL
        assert "invalid character in chunk size in 'zz'" in result.failure.message

    async def test_an_address_that_nobody_can_ask_for_is_blamed_on_the_redirect_to_it(self) -> None:
        async with serve(ok(status=302, headers={"Location": "http://127.1/"})) as server:
            result = await self.check(server)

        assert str(result.failure) == (
            "redirect: a redirect leads to 127.1, which cannot be requested: is not a canonical IPv4 address"
        )


def test_a_request_that_cannot_be_sent_is_our_own_fault() -> None:
    failure = asyncio.run(failure_at(hang, headers={"X-A": "1\r\nX-B: 2"}))

    assert failure is not None
    assert failure.kind is FailureKind.LOCAL
    assert failure.message.startswith("cannot send this request: ")


def test_a_request_that_cannot_be_repeated_fails_the_same_way() -> None:
    failure = asyncio.run(failure_at(close, method=Method.POST))

    assert failure is not None
    assert failure.kind is FailureKind.DISCONNECTED
