from __future__ import annotations

import asyncio
import base64
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from aiohttp import web

from tests.idle_time import idle_time
from tests.probing import PATIENCE, ProberCase
from tests.servers import ok, serve, slow, unused_port
from tui.model.check import Outcome
from tui.model.failure import FailureKind
from tui.model.target import OAuth2

if TYPE_CHECKING:
    from tests.servers import Handler, Server


def issuing(expires_in: object = 3600, *, delay: float = 0.0) -> Handler:
    """Issue the tokens t1, t2 and so on."""
    issued = iter(range(1, 1_000))

    async def handler(_request: web.BaseRequest) -> web.StreamResponse:
        await asyncio.sleep(delay)
        return web.json_response({"access_token": f"t{next(issued)}", "expires_in": expires_in})

    return handler


def taking(*tokens: str) -> Handler:
    """Answer those who have one of the tokens."""

    async def handler(request: web.BaseRequest) -> web.StreamResponse:
        good = request.headers.get("Authorization") in {f"Bearer {token}" for token in tokens}
        return web.Response(status=200 if good else 401)

    return handler


def auth(server: Server) -> OAuth2:
    return OAuth2(token_url=f"{server.url}token", client_id="me", client_secret="s/cret", scope="read")


class TestTokens(ProberCase):
    async def test_credentials_are_exchanged_for_a_token(self) -> None:
        async with serve(issuing()) as tokens, serve(taking("t1")) as server:
            result = await self.check(server, auth=auth(tokens))

        assert result.outcome is Outcome.UP
        asked = tokens.seen[0]
        assert asked.headers["Authorization"] == "Basic " + base64.b64encode(b"me:s%2Fcret").decode()
        assert parse_qs(asked.body.decode()) == {"grant_type": ["client_credentials"], "scope": ["read"]}

    async def test_a_token_is_kept_for_the_next_check(self) -> None:
        async with serve(issuing()) as tokens, serve(taking("t1")) as server:
            for _ in range(3):
                await self.check(server, auth=auth(tokens))

        assert len(tokens.seen) == 1

    async def test_checks_at_the_same_time_ask_once(self) -> None:
        async with (
            serve(issuing(delay=0.05)) as tokens,
            serve(taking("t1")) as server,
            asyncio.TaskGroup() as checks,
        ):
            for _ in range(3):
                checks.create_task(self.check(server, auth=auth(tokens)))

        assert (len(tokens.seen), len(server.seen)) == (1, 3)

    async def test_a_token_is_renewed_when_it_is_about_to_expire(self) -> None:
        async with serve(issuing(expires_in=0)) as tokens, serve(taking("t1", "t2")) as server:
            for _ in range(2):
                await self.check(server, auth=auth(tokens))

        assert len(tokens.seen) == 2

    async def test_tokens_of_those_who_are_gone_are_let_go(self) -> None:
        async with serve(issuing(expires_in=0)) as tokens, serve(ok()) as server:
            for number in range(3):
                gone = OAuth2(token_url=tokens.url, client_id=f"n{number}", client_secret="x", scope="")
                await self.check(server, auth=gone)

        kept = self.prober._tokens
        assert (len(kept._tokens), len(kept._locks)) == (1, 0)

    async def test_a_token_that_is_not_taken_is_renewed_once(self) -> None:
        async with serve(issuing()) as tokens:
            async with serve(taking("t2")) as server:
                revoked = await self.check(server, auth=auth(tokens))
            async with serve(taking()) as server:
                refused = await self.check(server, auth=auth(tokens))

        assert (revoked.outcome, len(revoked.attempts)) == (Outcome.UP, 1)
        assert refused.status == 401
        assert len(tokens.seen) == 3

    async def test_the_time_of_the_token_is_no_latency(self) -> None:
        async with serve(issuing(delay=0.1)) as tokens, serve(taking("t1")) as server:
            began = perf_counter()
            result = await self.check(server, auth=auth(tokens))
            lasted = perf_counter() - began

        assert result.latency is not None
        assert result.latency <= lasted - 0.1
        assert [name for name, _ in result.phases] == ["connect", "send", "wait", "receive"]

    async def test_a_check_ends_after_the_token_was_fetched_for_it(self) -> None:
        async with serve(issuing(delay=0.2)) as tokens, serve(taking("t1")) as server:
            result = await self.check(server, auth=auth(tokens))

        assert result.ended_at - result.started_at >= 0.2

    async def test_the_token_stays_with_its_server(self) -> None:
        async with (
            serve(issuing()) as tokens,
            serve(ok()) as other,
            serve(ok(status=302, headers={"Location": other.url})) as server,
        ):
            await self.check(server, auth=auth(tokens))

        assert server.seen[0].headers["Authorization"] == "Bearer t1"
        assert "Authorization" not in other.seen[0].headers

    async def test_a_refusal_says_why_there_is_no_token(self) -> None:
        refusal = ok(b'{"error": "invalid_client"}', status=401)
        async with serve(refusal) as tokens, serve(ok()) as server:
            result = await self.check(server, auth=auth(tokens))

        assert result.failure is not None
        assert result.failure.kind is FailureKind.STATUS
        assert result.failure.message == (
            f"no token: 127.0.0.1:{tokens.port} answered 401 Unauthorized: invalid_client"
        )
        assert server.seen == []

    async def test_an_answer_without_a_token_is_told(self) -> None:
        for body in (b"<html>", b"[]", b"{}"):
            async with serve(ok(body)) as tokens:
                result = await self.check("http://127.0.0.1:9/", auth=auth(tokens))

            assert result.failure is not None
            assert "answered 200 OK without an access_token" in result.failure.message

    async def test_a_token_server_that_is_down_is_told(self) -> None:
        port = unused_port()
        down = OAuth2(token_url=f"http://127.0.0.1:{port}/", client_id="me", client_secret="s")

        result = await self.check("http://127.0.0.1:9/", auth=down)

        assert result.failure is not None
        assert str(result.failure) == f"connect: no token: 127.0.0.1:{port} refused the connection"

    async def test_a_slow_token_server_is_a_timeout(self) -> None:
        async with serve(slow(PATIENCE)) as tokens:
            with idle_time():
                result = await self.check("http://127.0.0.1:9/", auth=auth(tokens), timeout=0.2)

        assert str(result.failure) == f"timeout: no answer from 127.0.0.1:{tokens.port} within 200ms"
