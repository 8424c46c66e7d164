from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from msgspec.structs import replace

from tests.factories import make_attempt, make_endpoint, make_failure
from tests.probing import ProberCase
from tests.servers import endless, flaky, ok, reset, respond, serve, serve_raw, unused_port
from tui.engine.retry import RetryRules, is_worth_retrying, most_attempts
from tui.model.check import Outcome
from tui.model.endpoint import Backoff, ConnectionUse, Expect, RetryPolicy
from tui.model.failure import FailureKind
from tui.model.target import FileBody, FormBody, JsonBody, Method, TextBody

if TYPE_CHECKING:
    from tui.model.target import Body

QUICK = RetryPolicy(attempts=3, delay=0.001, max_delay=0.01, on=("connect", "disconnected", "truncated", 503))


class TestAttempts(ProberCase):
    async def test_a_good_second_attempt_makes_the_check_flaky(self) -> None:
        async with serve(flaky(1)) as server:
            result = await self.check(server, retry=QUICK)

        assert result.outcome is Outcome.FLAKY
        assert [attempt.exchange and attempt.exchange.status for attempt in result.attempts] == [503, 200]
        assert [attempt.number for attempt in result.attempts] == [1, 2]

    async def test_a_failed_attempt_keeps_its_evidence(self) -> None:
        async with serve(flaky(1)) as server:
            first = (await self.check(server, retry=QUICK)).attempts[0]

        assert first.exchange is not None
        assert first.exchange.body == b"not now"
        assert str(first.failure) == "status: 503 Service Unavailable, expected 2xx"
        assert first.waited == pytest.approx(0.001)

    async def test_the_last_attempt_decides_and_waits_for_nothing(self) -> None:
        async with serve(flaky(9)) as server:
            result = await self.check(server, retry=QUICK)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.STATUS
        assert len(server.seen) == 3
        assert result.attempts[-1].waited is None

    async def test_exceptions_are_retried_which_the_library_does_not_do_unasked(self) -> None:
        result = await self.check(f"http://127.0.0.1:{unused_port()}/", retry=QUICK)

        assert [attempt.failure and attempt.failure.kind for attempt in result.attempts] == ["connect"] * 3

    async def test_a_broken_body_is_retried(self) -> None:
        talk = respond("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort")
        async with serve_raw(talk) as server:
            result = await self.check(server, retry=QUICK)

        assert server.connections == 3
        assert result.failure is not None
        assert result.failure.kind is FailureKind.TRUNCATED

    async def test_a_kind_that_is_not_listed_is_not_retried(self) -> None:
        async with serve_raw(reset) as server:
            result = await self.check(server, retry=QUICK)

        assert len(result.attempts) == 1

    async def test_a_status_that_is_not_listed_is_not_retried(self) -> None:
        async with serve(ok(status=500)) as server:
            await self.check(server, retry=QUICK)

        assert len(server.seen) == 1

    async def test_a_listed_status_that_is_expected_is_not_retried(self) -> None:
        expect = Expect((range(503, 504),), "503")
        async with serve(ok(status=503)) as server:
            result = await self.check(server, retry=QUICK, expect=expect)

        assert result.outcome is Outcome.UP
        assert len(server.seen) == 1

    async def test_no_attempts_at_all_are_one(self) -> None:
        async with serve(ok(status=503)) as server:
            await self.check(server, retry=replace(QUICK, attempts=0))

        assert len(server.seen) == 1

    async def test_post_and_patch_are_not_repeated_unless_the_user_says_so(self) -> None:
        for method in (Method.POST, Method.PATCH):
            async with serve(ok(status=503)) as server:
                await self.check(server, method=method, retry=QUICK)
                once = len(server.seen)
                await self.check(server, method=method, retry=replace(QUICK, unsafe=True))

            assert (once, len(server.seen)) == (1, 4)

    async def test_a_refused_post_is_not_repeated_either(self) -> None:
        url = f"http://127.0.0.1:{unused_port()}/"

        result = await self.check(url, method=Method.POST, retry=QUICK)

        assert len(result.attempts) == 1

    async def test_every_attempt_sends_the_whole_body(self) -> None:
        path = self.directory / "body.bin"
        path.write_bytes(b"from a file")
        bodies: tuple[Body, ...] = (
            TextBody("text"),
            JsonBody({"a": 1}),
            FormBody({"a": "1"}),
            FileBody(path),
        )
        for body in bodies:
            async with serve(ok(status=503)) as server:
                await self.check(server, method=Method.PUT, body=body, retry=QUICK)

            assert len(server.seen) == 3
            assert len({each.body for each in server.seen}) == 1
            assert server.seen[0].body

    async def test_the_server_may_ask_for_a_longer_wait(self) -> None:
        policy = replace(QUICK, attempts=2, max_delay=0.05)
        async with serve(flaky(1, headers={"Retry-After": "3600"})) as server:
            result = await self.check(server, retry=policy)

        assert result.attempts[0].waited == pytest.approx(0.05)

    async def test_a_rejected_response_is_closed_before_the_next_attempt(self) -> None:
        """A body that never ends would hold its connection, and a full pool would wait for itself."""
        ended = asyncio.Event()
        numbers = count(1)

        async def handler(request: web.BaseRequest) -> web.StreamResponse:
            if next(numbers) > 1:
                await ended.wait()
                return web.Response(body=b"ok")
            response = await endless(status=503)(request)
            ended.set()
            return response

        async with serve(handler) as server:
            result = await self.check(server, retry=replace(QUICK, attempts=2))

        assert result.outcome is Outcome.FLAKY

    async def test_a_fibonacci_wait_starts_anew_with_every_check(self) -> None:
        policy = RetryPolicy(attempts=4, backoff=Backoff.FIBONACCI, delay=0.001, on=(503,))
        async with serve(ok(status=503)) as server:
            checks = [await self.check(server, retry=policy) for _ in range(2)]

        waits = [[attempt.waited for attempt in check.attempts] for check in checks]
        assert waits[0] == waits[1]
        assert waits[0] == [pytest.approx(0.001), pytest.approx(0.001), pytest.approx(0.002), None]

    async def test_aiohttp_sends_nothing_twice_behind_our_back(self) -> None:
        """It repeats a GET after a dropped connection by itself, and a monitor would not see it."""

        async def drop(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")

        for connection in ConnectionUse:
            async with serve_raw(drop) as server:
                result = await self.check(server, connection=connection)

            assert server.connections == 1
            assert result.failure is not None
            assert result.failure.kind is FailureKind.DISCONNECTED

    async def test_a_failed_condition_is_retried_only_if_listed(self) -> None:
        async with serve(ok(status=404)) as server:
            await self.check(server, retry=replace(QUICK, on=("status",)))

        assert len(server.seen) == 3


def test_the_library_is_told_everything_that_it_gets_wrong() -> None:
    rules = RetryRules(most_attempts(make_endpoint(retry=RetryPolicy(attempts=0))), float)

    assert rules.attempts == 1
    assert not rules.retry_all_server_errors
    assert [error.__name__ for error in rules.exceptions] == ["RetryableError"]


def test_a_good_attempt_is_never_repeated() -> None:
    assert not is_worth_retrying(make_attempt(200), RetryPolicy(on=("connect", 200)))


def test_an_attempt_is_repeated_for_its_kind_or_its_status() -> None:
    policy = RetryPolicy(on=("connect", 503))

    assert is_worth_retrying(make_attempt(None), policy)
    assert is_worth_retrying(make_attempt(503), policy)
    assert not is_worth_retrying(make_attempt(500), policy)
    assert not is_worth_retrying(make_attempt(None, failure=make_failure("tls")), policy)
