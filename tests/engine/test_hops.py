from __future__ import annotations

import asyncio
import socket
from time import perf_counter
from typing import TYPE_CHECKING

from aiohttp import web

from tests.factories import make_endpoint
from tests.probing import PATIENCE, ProberCase, probing
from tests.servers import ok, redirecting, serve, serve_proxy, serve_raw, slow, unused_port
from tui.engine.resolver import ThreadResolver
from tui.model.endpoint import ConnectionUse
from tui.model.target import OAuth2

if TYPE_CHECKING:
    from typing import Any

    from tui.model.check import CheckResult
    from tui.model.hop import HopFacts, Purpose

SLOW = 0.1


def hops_of(result: CheckResult) -> tuple[HopFacts, ...]:
    assert result.last is not None
    return result.last.hops


def purposes(result: CheckResult) -> list[tuple[Purpose, int | None]]:
    return [(hop.purpose, hop.status) for hop in hops_of(result)]


async def token(_request: web.BaseRequest) -> web.StreamResponse:
    await asyncio.sleep(SLOW)
    return web.json_response({"access_token": "t1", "expires_in": 3600})


class HopsTest(ProberCase):
    secrets = ("hunter22",)

    async def test_a_single_request_is_a_single_hop(self) -> None:
        async with serve(ok()) as server:
            result = await self.check(server)

        (hop,) = hops_of(result)
        assert (hop.purpose, hop.method, hop.url, hop.status) == ("request", "GET", server.url, 200)
        assert hop.phases == result.phases

    async def test_every_redirect_has_a_time_of_its_own(self) -> None:
        async def second_is_slow(request: web.BaseRequest) -> web.StreamResponse:
            if request.rel_url.query.get("hop") == "1":
                await asyncio.sleep(SLOW)
            return await redirecting(2)(request)

        async with serve(second_is_slow) as server:
            result = await self.check(server)

        hops = hops_of(result)
        assert purposes(result) == [("request", 302), ("redirect", 302), ("redirect", 200)]
        assert hops[1].phases.wait is not None
        assert hops[1].phases.wait >= SLOW
        assert sum(hop.duration for hop in hops) <= (result.latency or 0.0)

    async def test_the_request_for_a_token_is_seen_but_its_time_does_not_count(self) -> None:
        async with serve(token) as tokens, serve(ok()) as server:
            auth = OAuth2(token_url=f"{tokens.url}token", client_id="me", client_secret="hunter22", scope="")
            began = perf_counter()
            first = await self.check(server, auth=auth)
            lasted = perf_counter() - began
            second = await self.check(server, auth=auth)

        asked, hop = hops_of(first)
        assert (asked.purpose, asked.method, asked.url) == ("token", "POST", f"{tokens.url}token")
        assert (asked.status, hop.purpose) == (200, "request")
        assert first.latency is not None
        assert first.latency + SLOW <= first.latency + asked.duration <= lasted
        assert purposes(second) == [("request", 200)]

    async def test_a_token_that_is_refused_is_seen_to_be_renewed(self) -> None:
        async def choosy(_request: web.BaseRequest) -> web.StreamResponse:
            return web.Response(status=401 if len(server.seen) == 1 else 200)

        async with serve(token) as tokens, serve(choosy) as server:
            auth = OAuth2(token_url=tokens.url, client_id="me", client_secret="hunter22", scope="")
            began = perf_counter()
            result = await self.check(server, auth=auth)
            lasted = perf_counter() - began

        assert purposes(result) == [("token", 200), ("request", 401), ("token", 200), ("sign in", 200)]
        assert result.latency is not None
        assert result.phases.total <= result.latency <= lasted - 2 * SLOW

    async def test_a_request_sent_again_on_another_connection_is_seen(self) -> None:
        async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            await reader.readuntil(b"\r\n\r\n")

        async with serve_raw(once) as server:
            results = [await self.check(server, connection=ConnectionUse.REUSE) for _ in range(2)]

        assert purposes(results[0]) == [("request", 200)]
        assert purposes(results[1]) == [("request", None), ("again", 200)]

    async def test_secrets_of_a_url_are_not_in_a_hop(self) -> None:
        async with serve(redirecting(1)) as server:
            result = await self.check(f"{server.url}?token=hunter22")

        assert "hunter22" not in str(hops_of(result))


class HappyEyeballsTest(ProberCase):
    async def check_at(self, port: int, *addresses: str) -> CheckResult:
        """Check a name that has those addresses."""

        def look_up(*_names: object, **_options: object) -> list[tuple[Any, ...]]:
            families = {
                address: socket.AF_INET6 if ":" in address else socket.AF_INET for address in addresses
            }
            return [(family, socket.SOCK_STREAM, 6, "", (address, 0)) for address, family in families.items()]

        async with probing(resolver=ThreadResolver(look_up)) as prober:
            url = f"http://dual.test:{port}/"
            return await prober.check(make_endpoint(url=url, timeout=PATIENCE))

    async def test_the_address_that_refuses_and_the_one_that_answers_are_both_seen(self) -> None:
        async with serve(ok()) as server:
            result = await self.check_at(server.port, "::1", "127.0.0.1")

        (hop,) = hops_of(result)
        first, second = hop.dials
        assert (first.address, second.address, second.fault) == ("::1", "127.0.0.1", None)
        assert first.fault is not None
        assert second.after >= first.after

    async def test_addresses_that_all_refuse_are_all_seen(self) -> None:
        result = await self.check_at(unused_port(), "127.0.0.1", "127.0.0.2")

        (hop,) = hops_of(result)
        assert result.failure is not None
        assert {dial.address for dial in hop.dials} == {"127.0.0.1", "127.0.0.2"}
        assert all(dial.fault is not None for dial in hop.dials)

    async def test_an_address_that_is_overtaken_was_given_up(self) -> None:
        async with serve(ok()) as server:
            result = await self.check_at(server.port, "2001:db8::1", "127.0.0.1")

        (hop,) = hops_of(result)
        assert hop.dials[0].fault is not None
        assert hop.ip == "127.0.0.1"


class RouteTest(ProberCase):
    async def test_the_proxy_is_told_with_the_rule_that_chose_it(self) -> None:
        async with serve(ok()) as server, serve_proxy() as proxy:
            environ = {"http_proxy": f"http://me:pw@127.0.0.1:{proxy.port}"}
            async with probing(environ=environ) as prober:
                result = await prober.check(make_endpoint(url=server.url, timeout=PATIENCE))

        assert result.last is not None
        assert result.last.route == f"through http://127.0.0.1:{proxy.port}: http_proxy"

    async def test_a_proxy_that_fails_is_told_with_the_rule_that_chose_it(self) -> None:
        port = unused_port()
        async with probing(environ={"HTTP_PROXY": f"127.0.0.1:{port}"}) as prober:
            result = await prober.check(make_endpoint(url="http://api.test/", timeout=PATIENCE))

        assert result.failure is not None
        assert result.failure.message == f"proxy 127.0.0.1:{port} refused the connection (HTTP_PROXY)"

    async def test_without_any_rule_there_is_nothing_to_tell(self) -> None:
        async with serve(slow(0.0)) as server:
            result = await self.check(server)

        assert result.last is not None
        assert result.last.route is None
