from __future__ import annotations

import gzip
import json

from tests.idle_time import idle_time
from tests.probing import ProberCase
from tests.servers import endless, hang, ok, respond, serve, serve_raw, slow, unused_port
from tui.model.conditions.parser import parse_condition
from tui.model.target import FormBody, JsonBody, Method, TextBody


class TestResponses(ProberCase):
    async def test_a_response_is_recorded(self) -> None:
        async with serve(ok(b"hello", headers={"X-A": "1"})) as server:
            exchange = await self.exchange(server)

        assert (exchange.method, exchange.url, exchange.status, exchange.reason) == (
            "GET",
            server.url,
            200,
            "OK",
        )
        assert (exchange.body, exchange.is_truncated) == (b"hello", False)
        assert (exchange.http_version, exchange.ip, exchange.header("x-a")) == ("1.1", "127.0.0.1", "1")

    async def test_repeated_headers_keep_their_order_and_spelling(self) -> None:
        text = "HTTP/1.1 200 OK\r\nx-B: 1\r\nX-a: 2\r\nx-b: 3\r\nContent-Length: 0\r\n\r\n"
        async with serve_raw(respond(text)) as server:
            exchange = await self.exchange(server)

        assert exchange.headers[:3] == (("x-B", "1"), ("X-a", "2"), ("x-b", "3"))

    async def test_bytes_beyond_ascii_in_the_head_are_latin_1(self) -> None:
        head = b"HTTP/1.1 200 \xfc\r\nX-Name: caf\xe9\r\nContent-Length: 0\r\n\r\n"
        async with serve_raw(respond(head)) as server:
            exchange = await self.exchange(server)

        assert (exchange.reason, exchange.header("x-name")) == ("ü", "café")

    async def test_http_1_0_is_told(self) -> None:
        async with serve_raw(respond("HTTP/1.0 200 OK\r\n\r\nhello")) as server:
            exchange = await self.exchange(server)

        assert (exchange.http_version, exchange.body) == ("1.0", b"hello")

    async def test_head_has_no_body(self) -> None:
        async with serve(ok(b"hello")) as server:
            exchange = await self.exchange(server, method=Method.HEAD)

        assert (exchange.method, exchange.body, exchange.header("content-length")) == ("HEAD", b"", "5")


class TestBodies(ProberCase):
    async def test_a_long_body_is_cut_and_that_is_no_failure(self) -> None:
        async with serve(ok(b"x" * 100_000)) as server:
            result = await self.check(server, max_body=1_000)

        assert result.failure is None
        assert result.exchange is not None
        assert (len(result.exchange.body), result.exchange.is_truncated) == (1_000, True)

    async def test_a_body_of_just_the_limit_is_whole(self) -> None:
        async with serve(ok(b"x" * 1_000)) as server:
            exchange = await self.exchange(server, max_body=1_000)

        assert (len(exchange.body), exchange.is_truncated) == (1_000, False)

    async def test_a_bomb_is_cut_at_the_limit(self) -> None:
        small = gzip.compress(b"\0" * 50_000_000, 9)
        async with serve(ok(small, headers={"Content-Encoding": "gzip"})) as server:
            exchange = await self.exchange(server, max_body=10_000)

        assert (exchange.body, exchange.is_truncated) == (b"\0" * 10_000, True)

    async def test_an_endless_body_is_cut_at_the_limit(self) -> None:
        async with serve(endless()) as server:
            exchange = await self.exchange(server, max_body=10_000)

        assert (len(exchange.body), exchange.is_truncated) == (10_000, True)

    async def test_what_came_before_a_failure_is_kept(self) -> None:
        talk = respond("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", then=hang)
        async with serve_raw(talk) as server:
            with idle_time():
                result = await self.check(server, timeout=0.5)

        assert result.exchange is not None
        assert (result.exchange.body, result.exchange.is_truncated) == (b"short", True)
        assert str(result.failure).startswith("timeout: the response was not complete within 500ms")

    async def test_a_long_document_can_be_asked_about(self) -> None:
        body = json.dumps({"items": ["x" * 100] * 2_000, "status": "ok"}).encode()
        async with serve(ok(body)) as server:
            result = await self.check(server, asserts=(parse_condition('json $.status == "ok"'),))

        assert result.failure is None


class TestTimes(ProberCase):
    async def test_the_wait_is_the_time_that_the_server_thinks(self) -> None:
        async with serve(slow(0.1)) as server:
            result = await self.check(server)

        assert result.phases.wait is not None
        assert result.phases.wait >= 0.1
        assert result.latency is not None
        assert result.phases.wait < result.phases.total <= result.latency

    async def test_a_large_upload_is_sent_before_it_is_waited_for(self) -> None:
        async with serve(slow(0.1)) as server:
            result = await self.check(server, method=Method.POST, body=TextBody("x" * 500_000))

        assert result.phases.send is not None
        assert result.phases.wait is not None

    async def test_a_failed_attempt_has_the_phases_that_it_got_to(self) -> None:
        refused = await self.check(f"http://127.0.0.1:{unused_port()}/")
        async with serve_raw(hang) as server:
            with idle_time():
                late = await self.check(server, timeout=0.5)

        assert [name for name, _ in refused.phases] == ["connect"]
        assert [name for name, _ in late.phases] == ["connect", "send", "wait"]
        assert late.phases.wait is not None
        assert late.phases.wait > 0


class TestSecrets(ProberCase):
    secrets = ("hunter22",)

    async def test_no_secret_is_recorded_of_what_was_asked(self) -> None:
        async with serve(ok()) as server:
            exchange = await self.exchange(
                server,
                method=Method.POST,
                headers={"X-Api-Key": "k1k2k3", "X-Note": "it is hunter22"},
                params={"token": "t1t2t3", "q": "hunter22"},
                body=JsonBody({"password": "p1p2p3", "list": ["hunter22"]}),
            )

        assert server.seen[0].target == "/?token=t1t2t3&q=hunter22"
        assert json.loads(server.seen[0].body) == {"password": "p1p2p3", "list": ["hunter22"]}
        assert dict(exchange.request_headers)["X-Api-Key"] == "•••"
        assert dict(exchange.request_headers)["X-Note"] == "it is •••"
        assert exchange.url == f"{server.url}?token=•••&q=•••"
        assert json.loads(exchange.request_body or b"") == {"password": "•••", "list": ["•••"]}

    async def test_no_secret_of_a_form_or_a_text_is_recorded(self) -> None:
        async with serve(ok()) as server:
            form = await self.exchange(server, method=Method.POST, body=FormBody({"secret": "s1", "a": "b"}))
            text = await self.exchange(server, method=Method.POST, body=TextBody("say hunter22"))

        assert form.request_body == "secret=•••&a=b".encode()
        assert text.request_body == "say •••".encode()
