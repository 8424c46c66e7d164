from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import AsyncExitStack
from typing import Any
from unittest import skipUnless

import pytest
from multidict import CIMultiDict
from yarl import URL

from tests.idle_time import idle_time
from tests.probing import ProberCase, failure_at
from tests.servers import (
    Talk,
    hang,
    ok,
    respond,
    serve,
    serve_raw,
)
from tui.engine.failures import failure_of
from tui.engine.tracing import Hop
from tui.model.failure import Failure, FailureKind
from tui.model.target import Method, TextBody

OK = "HTTP/1.1 200 OK\r\n"
SHORT = 0.5


async def lateness_of(talk: Talk, **changes: Any) -> Failure | None:
    """Check a server that speaks like that, for a short time of which the machine takes none."""
    with idle_time():
        return await failure_at(talk, timeout=SHORT, **changes)


LATE: dict[str, tuple[Talk, str]] = {
    "wait": (hang, "no response byte within 500ms; connected after"),
    "receive": (
        respond(f"{OK}Content-Length: 10\r\n\r\nshort", then=hang),
        "the response was not complete within 500ms; connected after",
    ),
}


async def deaf(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take nothing but what the buffers take."""
    await writer.wait_closed()


async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for _ in range(1_000):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)  # the fault itself: always a little, never all


@pytest.mark.parametrize(("phase", "talk", "fragment"), [(phase, *each) for phase, each in LATE.items()])
def test_a_timeout_names_the_phase_and_how_long(phase: str, talk: Talk, fragment: str) -> None:
    failure = asyncio.run(lateness_of(talk))

    assert failure is not None
    assert (failure.kind, failure.phase) == (FailureKind.TIMEOUT, phase)
    assert fragment in failure.message


@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
def test_a_request_that_nobody_takes_is_not_said_to_wait_for_an_answer() -> None:
    body = TextBody("x" * 32_000_000)
    failure = asyncio.run(lateness_of(deaf, method=Method.POST, body=body))

    assert failure is not None
    assert (failure.kind, failure.phase) == (FailureKind.TIMEOUT, "send")
    assert "did not take the whole request within 500ms; connected after" in failure.message


def test_a_drip_does_not_put_off_the_end() -> None:
    talk = respond(f"{OK}Content-Length: 1000\r\n\r\n", then=drip)
    failure = asyncio.run(lateness_of(talk))

    assert failure is not None
    assert (failure.kind, failure.phase) == (FailureKind.TIMEOUT, "receive")
    assert "the response was not complete within 500ms" in failure.message


def test_headers_that_begin_and_never_end_are_told_from_no_answer() -> None:
    failure = asyncio.run(lateness_of(respond(f"{OK}X-Slow: ", then=hang)))

    assert failure is not None
    assert (failure.kind, failure.phase) == (FailureKind.TIMEOUT, "receive")
    assert "the headers of the response were not complete within 500ms; connected after" in failure.message


def test_an_event_stream_is_better_watched_as_a_feed() -> None:
    stream = respond(f"{OK}Content-Type: text/event-stream\r\n\r\ndata: 1\n\n", then=hang)
    failure = asyncio.run(lateness_of(stream))

    assert failure is not None
    assert failure.kind is FailureKind.TIMEOUT
    assert failure.message.endswith("sends an event stream, which does not end: watch it as a [[feed]]")


class TestLate(ProberCase):
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
            with idle_time():
                result = await self.check(f"http://127.0.0.1:{address[1]}/", timeout=SHORT)

        assert result.failure == Failure(
            FailureKind.TIMEOUT,
            f"127.0.0.1:{address[1]} did not accept a connection within 500ms",
            "connect",
        )

    async def test_who_is_silent_after_a_redirect_is_named(self) -> None:
        parts = {"": "no response byte from {} within", OK: "the headers of the response from {} were not"}
        parts[f"{OK}Content-Length: 9\r\n\r\nhalf"] = "the response from {} was not complete within"
        for sent, words in parts.items():
            async with serve_raw(respond(sent, then=hang)) as silent:
                location = {"Location": f"http://localhost:{silent.port}/"}
                async with serve(ok(status=302, headers=location)) as server:
                    with idle_time():
                        result = await self.check(server, timeout=SHORT)

            assert result.failure is not None
            assert result.failure.message.startswith(words.format(f"localhost:{silent.port}"))

    async def test_a_handshake_that_hangs_is_a_timeout_of_tls(self) -> None:
        async with serve_raw(hang) as server:
            with idle_time():
                result = await self.check(f"https://127.0.0.1:{server.port}/", timeout=SHORT)

        assert result.failure == Failure(
            FailureKind.TIMEOUT, f"no TLS handshake with 127.0.0.1:{server.port} within 500ms", "tls"
        )

    async def test_a_proxy_that_says_nothing_is_not_the_server_that_is_asked_for(self) -> None:
        async with serve_raw(hang) as proxy:
            with idle_time():
                result = await self.check("https://localhost:9/", proxy=proxy.url, timeout=SHORT)

        assert result.failure == Failure(
            FailureKind.TIMEOUT, "no connection to localhost:9 through the proxy within 500ms", "connect"
        )


def test_a_timeout_before_there_was_a_hop_names_the_host() -> None:
    failure = failure_of(TimeoutError(), host="x:80", timeout=2.5)

    assert failure.message == "no answer from x:80 within 2.5s"


def test_a_name_that_is_looked_up_for_too_long_is_named() -> None:
    hop = Hop(url=URL("http://api.example.com/"), headers=CIMultiDict(), lookup_began=1.0)

    failure = failure_of(TimeoutError(), host="?", hop=hop, timeout=5)

    assert failure == Failure(FailureKind.TIMEOUT, "api.example.com was not resolved within 5s", "dns")


def test_the_name_of_a_proxy_that_is_looked_up_for_too_long_is_not_taken_for_the_servers() -> None:
    hop = Hop(url=URL("http://api.example.com/"), headers=CIMultiDict(), lookup_began=1.0, is_proxied=True)

    failure = failure_of(TimeoutError(), host="?", hop=hop, timeout=5)

    assert failure.message == "the name of the proxy was not resolved within 5s"
