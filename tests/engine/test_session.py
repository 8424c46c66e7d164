from __future__ import annotations

import asyncio
import hashlib
import re
import sys
import unittest
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

import pytest
from aiohttp import web

from tests.factories import make_endpoint
from tests.probing import ProberCase
from tests.servers import serve
from tui.engine.connector import Dialling
from tui.engine.dialled import DialledSocket
from tui.engine.failures import FailureError
from tui.engine.session import Sessions, dialling_of, open_sessions, request_url
from tui.model.check import Outcome
from tui.model.target import DigestAuth, Family

if TYPE_CHECKING:
    from aiohttp import ClientSession

    from tests.servers import Handler
    from tui.model.endpoint import Endpoint


def challenging(user: str, password: str) -> Handler:
    """Ask for digest credentials (RFC 7616)."""

    def md5(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    async def handler(request: web.BaseRequest) -> web.StreamResponse:
        fields = dict(re.findall(r'(\w+)="?([^",]+)"?', request.headers.get("Authorization", "")))
        if fields:
            secret = md5(f"{user}:here:{password}")
            asked = md5(f"{request.method}:{request.raw_path}")
            expected = md5(f"{secret}:n1:{fields['nc']}:{fields['cnonce']}:auth:{asked}")
            if fields["response"] == expected:
                return web.Response(body=b"ok")
        challenge = 'Digest realm="here", nonce="n1", qop="auth"'
        return web.Response(status=401, headers={"WWW-Authenticate": challenge}, body=b"x" * 100_000)

    return handler


class TestDigest(ProberCase):
    async def test_a_challenge_is_answered_and_known_from_then_on(self) -> None:
        async with serve(challenging("me", "pw")) as server:
            results = [await self.check(server, auth=DigestAuth("me", "pw")) for _ in range(2)]

        assert [result.outcome for result in results] == [Outcome.UP, Outcome.UP]
        assert len(server.seen) == 3

    async def test_wrong_credentials_are_a_status(self) -> None:
        async with serve(challenging("me", "pw")) as server:
            result = await self.check(server, auth=DigestAuth("me", "wrong"))

        assert result.status == 401
        assert len(result.attempts) == 1


class TestSessions(IsolatedAsyncioTestCase):
    async def test_targets_that_dial_alike_share_a_session(self) -> None:
        async with open_sessions(environ={}) as sessions:
            first = await lent(sessions, make_endpoint("a"))

            assert await lent(sessions, make_endpoint("b")) is first
            assert await lent(sessions, make_endpoint("a"), is_fresh=False) is not first
            assert await lent(sessions, make_endpoint("a", family=Family.IPV4)) is not first
            assert await lent(sessions, make_endpoint("a", resolve="127.0.0.1")) is not first

    @unittest.skipUnless(sys.platform.startswith("linux"), "only Linux tells when bytes came")
    async def test_while_they_are_open_the_system_keeps_stamps_ready(self) -> None:
        with patch.object(DialledSocket, "ask_for_stamps", autospec=True) as asked:
            async with open_sessions(environ={}):
                ((keeper,), _) = asked.call_args

                assert keeper.fileno() >= 0

    async def test_sessions_are_closed_at_the_end(self) -> None:
        async with open_sessions(environ={}) as sessions:
            session = await lent(sessions, make_endpoint())

        assert session.closed

    async def test_of_addresses_that_keep_changing_only_the_newest_keep_a_session(self) -> None:
        async with (
            open_sessions(environ={}) as sessions,
            sessions.lent(dialling_of(make_endpoint())) as busy,
        ):
            old = await lent(sessions, make_endpoint(resolve="10.0.0.0"))
            new = [await lent(sessions, make_endpoint(resolve=f"10.0.1.{at}")) for at in range(140)]

            assert old.closed
            assert not new[-1].closed
            assert not busy.closed
            assert sum(not session.closed for session in new) < 130

    async def test_what_is_lent_while_others_are_closed_stays_open(self) -> None:
        idle = [make_endpoint(resolve=f"10.0.0.{at}") for at in range(140)]
        new = [make_endpoint(resolve=f"10.0.1.{at}") for at in range(2)]
        async with open_sessions(environ={}) as sessions:
            async with AsyncExitStack() as stack:
                for each in idle:
                    await stack.enter_async_context(sessions.lent(dialling_of(each)))

            async def use(endpoint: Endpoint) -> bool:
                async with sessions.lent(dialling_of(endpoint)) as session:
                    await asyncio.gather(*(lent(sessions, each) for each in new))
                    return session.closed

            assert not any(await asyncio.gather(*(use(each) for each in (*new, *idle[:5]))))

    async def test_of_many_that_are_lent_at_once_only_some_stay_when_they_are_given_back(self) -> None:
        async with open_sessions(environ={}) as sessions:
            async with AsyncExitStack() as stack:
                lent = [
                    await stack.enter_async_context(sessions.lent(Dialling(address=f"10.0.0.{at}")))
                    for at in range(140)
                ]

                assert not any(session.closed for session in lent)

            assert sum(not session.closed for session in lent) == 128


async def lent(sessions: Sessions, endpoint: Endpoint, **how: bool) -> ClientSession:
    async with sessions.lent(dialling_of(endpoint, **how)) as session:
        return session


def test_the_url_to_ask_for_has_the_params_and_no_password() -> None:
    endpoint = make_endpoint(url="https://me:pw@example.com/a%2Fb?x=1", params={"x": "2", "y": "3"})

    assert str(request_url(endpoint)) == "https://example.com/a%2Fb?x=1&x=2&y=3"


@pytest.mark.parametrize(
    "url", ["", "health", "ftp://example.com/", "http://", "http://[::1/", "http://a:b/"]
)
def test_what_is_no_url_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(FailureError, match=f"url: cannot request {re.escape(url)}: "):
        request_url(make_endpoint(url=url))
