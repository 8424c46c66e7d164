from __future__ import annotations

import asyncio
import base64
import gc
import warnings
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.factories import make_endpoint
from tests.probing import PATIENCE, ProberCase, probing
from tests.servers import hang, ok, redirecting, respond, serve, serve_proxy, serve_raw, slow
from tui.model.check import Outcome
from tui.model.condition import ConditionOutcome
from tui.model.conditions.parser import parse_condition
from tui.model.endpoint import ConnectionUse, Expect
from tui.model.failure import Failure, FailureKind
from tui.model.target import (
    BasicAuth,
    BearerAuth,
    FileBody,
    FormBody,
    JsonBody,
    Method,
    NetrcAuth,
    TextBody,
    TlsOptions,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from tui.model.target import Body


class TestRequests(ProberCase):
    async def test_what_comes_again_is_kept_once(self) -> None:
        async with serve(ok(b"the same")) as server:
            first = await self.check(server)
            second = await self.check(server, previous=first)

        assert first.exchange is not None
        assert second.exchange is not None
        assert second.exchange.body is first.exchange.body
        assert second.exchange.request_headers is first.exchange.request_headers

    async def test_every_method_is_sent(self) -> None:
        async with serve(ok()) as server:
            for method in Method:
                result = await self.check(server, method=method)
                assert result.outcome is Outcome.UP

        assert [seen.method for seen in server.seen] == list(Method)

    async def test_params_are_added_to_those_of_the_url(self) -> None:
        async with serve(ok()) as server:
            exchange = await self.exchange(f"{server.url}health?a=1", params={"b": "2 3"})

        assert server.seen[0].target == "/health?a=1&b=2+3"
        assert exchange.url == f"{server.url}health?a=1&b=2+3"

    async def test_headers_are_sent_and_beat_our_own(self) -> None:
        async with serve(ok()) as server:
            await self.check(server, headers={"X-Team": "eu", "user-agent": "me"})

        headers = server.seen[0].headers
        assert (headers["X-Team"], headers["User-Agent"]) == ("eu", "me")

    async def test_we_say_who_we_are(self) -> None:
        async with serve(ok()) as server:
            await self.check(server)

        assert server.seen[0].headers["User-Agent"].startswith("asyncdash/")

    async def test_a_body_is_sent_with_its_type(self) -> None:
        path = self.directory / "ping.xml"
        path.write_text("<ping/>")
        bodies: Sequence[tuple[Body, bytes, str]] = (
            (TextBody("häi"), "häi".encode(), "text/plain; charset=utf-8"),
            (JsonBody({"ping": True}), b'{"ping": true}', "application/json"),
            (FormBody({"a": "1 2"}), b"a=1+2", "application/x-www-form-urlencoded"),
            (FileBody(path), b"<ping/>", "application/xml"),
        )
        async with serve(ok()) as server:
            for body, *_ in bodies:
                await self.check(server, method=Method.POST, body=body)

        for seen, (_, content, kind) in zip(server.seen, bodies, strict=True):
            assert (seen.body, seen.headers["Content-Type"].replace("text/xml", "application/xml")) == (
                content,
                kind,
            )

    async def test_a_content_type_of_the_user_stays(self) -> None:
        async with serve(ok()) as server:
            headers = {"content-type": "application/vnd.api+json"}
            await self.check(server, method=Method.POST, body=JsonBody({}), headers=headers)

        assert server.seen[0].headers["Content-Type"] == "application/vnd.api+json"

    async def test_a_body_whose_file_is_missing_is_our_own_fault(self) -> None:
        path = self.directory / "nothing.json"
        async with serve(ok()) as server:
            result = await self.check(server, method=Method.POST, body=FileBody(path))

        assert result.failure == Failure(FailureKind.LOCAL, f"cannot read {path}: No such file or directory")
        assert result.attempts == ()

    async def test_cookies_are_not_kept(self) -> None:
        async with serve(ok(headers={"Set-Cookie": "session=1"})) as server:
            await self.check(server)
            await self.check(server)

        assert "Cookie" not in server.seen[1].headers


class TestCredentials(ProberCase):
    secrets = ("hunter22",)

    async def test_basic_credentials_are_sent(self) -> None:
        async with serve(ok()) as server:
            await self.check(server, auth=BasicAuth("me", "hunter22"))

        expected = "Basic " + base64.b64encode(b"me:hunter22").decode()
        assert server.seen[0].headers["Authorization"] == expected

    async def test_credentials_of_the_url_are_sent_but_not_shown(self) -> None:
        async with serve(ok()) as server:
            exchange = await self.exchange(f"http://me:hunter22@127.0.0.1:{server.port}/")

        expected = "Basic " + base64.b64encode(b"me:hunter22").decode()
        assert server.seen[0].headers["Authorization"] == expected
        assert exchange.url == server.url

    async def test_a_token_is_sent_but_not_shown(self) -> None:
        async with serve(ok()) as server:
            exchange = await self.exchange(server, auth=BearerAuth("hunter22"))

        assert server.seen[0].headers["Authorization"] == "Bearer hunter22"
        assert dict(exchange.request_headers)["Authorization"] == "•••"

    async def test_netrc_has_the_credentials_of_a_host(self) -> None:
        path = self.directory / "netrc"
        path.write_text("machine 127.0.0.1 login me password hunter22\n")
        path.chmod(0o600)
        async with serve(ok()) as server, probing(environ={"NETRC": str(path)}) as prober:
            await prober.check(make_endpoint(url=server.url, auth=NetrcAuth(), timeout=PATIENCE))

        expected = "Basic " + base64.b64encode(b"me:hunter22").decode()
        assert server.seen[0].headers["Authorization"] == expected


class TestRedirects(ProberCase):
    async def test_a_redirect_is_followed_and_told(self) -> None:
        async with serve(redirecting(2)) as server:
            exchange = await self.exchange(server)

        assert exchange.body == b"arrived"
        assert exchange.url == f"{server.url}?hop=2"
        assert exchange.redirects == (server.url, f"{server.url}?hop=1")

    async def test_a_redirect_is_a_response_when_it_is_not_followed(self) -> None:
        async with serve(redirecting(2)) as server:
            result = await self.check(server, follow=False)

        assert (result.status, len(server.seen)) == (302, 1)

    async def test_as_many_redirects_as_allowed_are_followed(self) -> None:
        async with serve(redirecting(3)) as server:
            result = await self.check(server, max_redirects=3)

        assert result.outcome is Outcome.UP

    async def test_no_redirects_allowed_are_none(self) -> None:
        async with serve(redirecting(1)) as server:
            result = await self.check(server, max_redirects=0)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.REDIRECT

    async def test_a_body_that_a_redirect_dropped_is_not_shown(self) -> None:
        async with serve(redirecting(1, status=303)) as server:
            exchange = await self.exchange(server, method=Method.POST, body=TextBody("hello"))

        assert [seen.body for seen in server.seen] == [b"hello", b""]
        assert (exchange.method, exchange.request_body) == ("GET", None)

    async def test_secrets_stay_with_the_server_that_they_are_for(self) -> None:
        headers = {"X-Api-Key": "k1", "X-Team": "eu", "Cookie": "a=b"}
        async with serve(ok()) as other, serve(ok(status=302, headers={"Location": other.url})) as server:
            await self.check(server, headers=headers, auth=BearerAuth("t1"))

        assert server.seen[0].headers["X-Api-Key"] == "k1"
        there = other.seen[0].headers
        assert there["X-Team"] == "eu"
        assert not {"X-Api-Key", "Cookie", "Authorization"} & set(there)

    async def test_the_phases_are_the_sum_over_the_hops(self) -> None:
        async with (
            serve(slow(0.05)) as there,
            serve(ok(status=302, headers={"Location": there.url})) as server,
        ):
            result = await self.check(server)

        assert result.latency is not None
        assert result.phases.wait is not None
        assert result.phases.wait >= 0.05
        assert 0 < result.phases.total <= result.latency


class TestVerdicts(ProberCase):
    async def test_an_unexpected_status_is_a_failure(self) -> None:
        async with serve(ok(status=503)) as server:
            result = await self.check(server)

        assert result.failure == Failure(FailureKind.STATUS, "503 Service Unavailable, expected 2xx")

    async def test_an_expected_status_is_none(self) -> None:
        async with serve(ok(status=404)) as server:
            result = await self.check(server, expect=Expect((range(404, 405),), "404"))

        assert result.outcome is Outcome.UP

    async def test_a_condition_that_fails_makes_the_check_bad(self) -> None:
        asserts = (parse_condition('body contains "no"'), parse_condition("status == 200"))
        async with serve(ok()) as server:
            result = await self.check(server, asserts=asserts)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.CONDITION
        assert 'body contains "no"' in result.failure.message
        assert [each.outcome for each in result.conditions] == [ConditionOutcome.FAIL, ConditionOutcome.PASS]

    async def test_a_warning_that_fails_makes_it_degraded(self) -> None:
        async with serve(ok()) as server:
            result = await self.check(server, warns=(parse_condition("size > 1KB"),))

        assert result.failure is None
        assert result.outcome is Outcome.DEGRADED

    async def test_without_a_response_no_condition_is_evaluated(self) -> None:
        result = await self.check("http://127.0.0.1:1/", asserts=(parse_condition("status == 200"),))

        assert [each.outcome for each in result.conditions] == [ConditionOutcome.SKIPPED]

    async def test_a_change_is_seen_from_one_check_to_the_next(self) -> None:
        bodies = iter([b"a", b"a", b"b"])
        asserts = (parse_condition("not body changed"),)

        async def handler(_request: Any) -> Any:
            return await ok(next(bodies))(_request)

        async with serve(handler) as server:
            results = [await self.check(server, asserts=asserts)]
            for _ in range(2):
                results.append(await self.check(server, previous=results[-1], asserts=asserts))

        assert results[1].outcome is Outcome.UP
        assert results[2].outcome is Outcome.DOWN


class TestConnections(ProberCase):
    async def test_a_fresh_connection_has_all_its_phases(self) -> None:
        context, options = self.trusted()
        async with serve(ok(), tls=context) as server:
            phases = (await self.check(server, tls=options)).phases

        assert [name for name, _ in phases] == ["dns", "connect", "tls", "send", "wait", "receive"]

    async def test_the_wait_ends_with_the_first_byte_of_the_head(self) -> None:
        async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(0.1)
            writer.write(b"Content-Length: 2\r\n\r\nok")
            await writer.drain()

        async with serve_raw(respond("HTTP/1.1 200 OK\r\n", then=drip)) as server:
            result = await self.check(server)

        assert result.phases.receive is not None
        assert result.phases.receive >= 0.09

    async def test_an_address_has_no_dns_phase(self) -> None:
        async with serve(ok()) as server:
            phases = (await self.check(server)).phases

        assert [name for name, _ in phases] == ["connect", "send", "wait", "receive"]

    async def test_a_reused_connection_has_neither_dns_nor_connect_nor_tls(self) -> None:
        context, options = self.trusted()
        async with serve(ok(), tls=context) as server:
            await self.check(server, tls=options, connection=ConnectionUse.REUSE)
            result = await self.check(server, tls=options, connection=ConnectionUse.REUSE)

        assert [name for name, _ in result.phases] == ["send", "wait", "receive"]
        assert result.phases.is_reused
        assert result.exchange is not None
        assert result.exchange.tls is not None
        assert result.exchange.ip == "127.0.0.1"

    async def test_a_connection_that_was_closed_meanwhile_is_no_outage(self) -> None:
        async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            await reader.readuntil(b"\r\n\r\n")

        async with serve_raw(once) as server:
            results = [await self.check(server, connection=ConnectionUse.REUSE) for _ in range(2)]

        assert [result.outcome for result in results] == [Outcome.UP, Outcome.UP]
        assert server.connections == 2

    async def test_another_address_keeps_the_host_and_the_name_of_tls(self) -> None:
        context, options = self.trusted("shop.example.com")
        async with serve(ok(), tls=context) as server:
            url = f"https://shop.example.com:{server.port}/"
            result = await self.check(url, resolve="127.0.0.1", tls=options)

        assert result.outcome is Outcome.UP
        assert server.seen[0].headers["Host"] == f"shop.example.com:{server.port}"

    async def test_the_server_name_of_the_options_is_the_one_verified(self) -> None:
        context, options = self.trusted("shop.example.com", server_name="shop.example.com")
        async with serve(ok(), tls=context) as server:
            result = await self.check(server, tls=options)

        assert result.outcome is Outcome.UP

    async def test_without_verification_the_certificate_is_still_read(self) -> None:
        context, _ = self.trusted()
        async with serve(ok(), tls=context) as server:
            exchange = await self.exchange(server, tls=TlsOptions(verify=False))

        assert exchange.tls is not None
        assert exchange.tls.version == "TLSv1.3"
        assert exchange.tls.names == ("localhost",)
        assert exchange.tls.expires_at is not None


class TestProxies(ProberCase):
    async def test_plain_http_goes_through_a_proxy(self) -> None:
        async with serve(ok()) as server, serve_proxy() as proxy:
            exchange = await self.exchange(server, proxy=proxy.url)

        assert proxy.seen[0].target == server.url
        assert (exchange.status, exchange.ip) == (200, None)

    async def test_https_goes_through_a_tunnel(self) -> None:
        context, options = self.trusted()
        async with serve(ok(), tls=context) as server, serve_proxy() as proxy:
            result = await self.check(server, proxy=proxy.url, tls=options)

        assert (proxy.seen[0].method, proxy.seen[0].target) == ("CONNECT", f"localhost:{server.port}")
        assert result.outcome is Outcome.UP
        assert result.phases.tls is not None

    async def test_the_proxy_of_the_environment_is_used_unless_told_otherwise(self) -> None:
        async with serve(ok()) as server, serve_proxy() as proxy:
            environ = {"http_proxy": proxy.url}
            async with probing(environ=environ) as prober:
                await prober.check(make_endpoint(url=server.url, timeout=PATIENCE))
                await prober.check(make_endpoint(url=server.url, timeout=PATIENCE, proxy=""))

        assert (len(proxy.seen), len(server.seen)) == (1, 2)


class TestEndings(IsolatedAsyncioTestCase):
    async def test_nothing_is_left_open(self) -> None:
        async with serve(ok()) as server, serve_raw(hang) as silent:
            with warnings.catch_warnings():
                warnings.simplefilter("error", ResourceWarning)
                async with probing() as prober:
                    for connection in ConnectionUse:
                        await prober.check(
                            make_endpoint(url=server.url, connection=connection, timeout=PATIENCE)
                        )
                    await prober.check(make_endpoint(url=silent.url, timeout=0.1))
                gc.collect()

        assert asyncio.all_tasks() == {asyncio.current_task()}

    async def test_being_cancelled_is_no_result(self) -> None:
        async with serve_raw(hang) as server, probing() as prober:
            with self.assertRaises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await prober.check(make_endpoint(url=server.url, timeout=PATIENCE))

    async def test_a_bug_of_ours_is_a_result(self) -> None:
        async with probing() as prober:
            result = await prober.check(make_endpoint(url="http://127.0.0.1:1/", headers=7))

        assert result.failure is not None
        assert result.failure.kind is FailureKind.INTERNAL

    async def test_no_secret_is_in_a_failure(self) -> None:
        async with probing("hunter22") as prober:
            result = await prober.check(make_endpoint(url="ftp://me:hunter22@127.0.0.1/"))

        assert result.failure is not None
        assert "hunter22" not in result.failure.message

    async def test_the_time_in_the_queue_is_no_latency(self) -> None:
        async with serve(ok()) as server, probing() as prober:
            result = await prober.check(make_endpoint(url=server.url, timeout=PATIENCE), queued=99.0)

        assert result.phases.queued == 99.0
        assert result.latency is not None
        assert result.latency < 99.0
