from __future__ import annotations

import asyncio
from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import IsolatedAsyncioTestCase

from aiohttp import web

from tests.servers import Authority, hang, ok, serve, serve_proxy, serve_raw, unused_port
from tests.streaming import Stage, streaming
from tests.websocket_servers import FrameServer, end, polite, serve_frames
from tui.model.connection import ConnectionState, Handshake
from tui.model.failure import FailureKind
from tui.model.mask import MASKED
from tui.model.target import BasicAuth, BearerAuth, DigestAuth, Family, OAuth2, TlsOptions


class Case(IsolatedAsyncioTestCase):
    async def connect(self, server: FrameServer, url: str | None = None, **changes: Any) -> Stage:
        """Connect to a server that accepts everybody."""
        stage = await self.enterAsyncContext(streaming(url or server.url, **changes))
        await stage.until(lambda state: state.handshake or state.failure)
        return stage

    async def head(self, path: str = "", **changes: Any) -> str:
        """Return the request that a feed's handshake makes."""
        server = await self.enterAsyncContext(serve_frames(polite))
        await self.connect(server, server.url + path, **changes)
        return server.heads[0]

    async def failure(self, url: str, **changes: Any) -> str:
        """Return why there is no connection."""
        stage = await self.enterAsyncContext(streaming(url, chance=lambda: 1.0, **changes))
        await stage.until(lambda state: state.failure)
        return str(stage.state.failure)


def handshake(stage: Stage) -> Handshake:
    assert stage.state.handshake is not None
    return stage.state.handshake


class RequestTests(Case):
    async def test_the_handshake_carries_what_the_feed_says(self) -> None:
        head = await self.head(
            "v1?a=1",
            params={"b": "x y"},
            headers={"X-Tenant": "t", "Cookie": "session=abc"},
            web_origin="https://example.com",
            subprotocols=("graphql-transport-ws", "v2"),
        )

        assert head.startswith("GET /v1?a=1&b=x+y HTTP/1.1")
        assert "X-Tenant: t" in head
        assert "Cookie: session=abc" in head
        assert "Origin: https://example.com" in head
        assert "Sec-WebSocket-Protocol: graphql-transport-ws,v2" in head
        assert "Sec-WebSocket-Extensions: permessage-deflate" in head

    async def test_compression_is_offered_only_if_wanted(self) -> None:
        assert "permessage-deflate" not in await self.head(compression=False)

    async def test_credentials_are_sent(self) -> None:
        basic = b64encode(b"user:pass").decode()

        assert f"Authorization: Basic {basic}" in await self.head(auth=BasicAuth("user", "pass"))
        assert "Authorization: Bearer t0ken" in await self.head(auth=BearerAuth("t0ken"))

    async def test_a_user_in_the_url_is_sent_as_credentials(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        await self.connect(server, server.url.replace("://", "://user:pass@"))

        assert f"Authorization: Basic {b64encode(b'user:pass').decode()}" in server.heads[0]

    async def test_a_challenge_is_answered(self) -> None:
        async def challenge(request: web.BaseRequest) -> web.StreamResponse:
            if "Authorization" in request.headers:
                socket = web.WebSocketResponse()
                await socket.prepare(request)
                await socket.receive()
                return socket
            fields = {"WWW-Authenticate": 'Digest realm="r", nonce="n", qop="auth", algorithm=MD5'}
            return web.Response(status=401, headers=fields)

        server = await self.enterAsyncContext(serve(challenge))
        stage = await self.enterAsyncContext(
            streaming(server.url.replace("http", "ws"), auth=DigestAuth("user", "pass"))
        )
        await stage.until(lambda state: state.connection)

        assert server.seen[1].headers["Authorization"].startswith('Digest username="user"')

    async def test_a_token_is_fetched_once_and_sent_every_time(self) -> None:
        async def token(_request: web.BaseRequest) -> web.StreamResponse:
            return web.json_response({"access_token": "t0ken", "expires_in": 3600})

        issuer = await self.enterAsyncContext(serve(token))
        server = await self.enterAsyncContext(serve_frames(polite))
        auth = OAuth2(token_url=issuer.url, client_id="me", client_secret="s3cret")
        stage = await self.connect(server, auth=auth)
        stage.streamer.reconnect()
        await stage.until(lambda state: state.connection == 2)

        assert len(issuer.seen) == 1
        assert all("Authorization: Bearer t0ken" in head for head in server.heads)

    async def test_a_proxy_is_gone_through(self) -> None:
        proxy = await self.enterAsyncContext(serve_proxy())
        server = await self.enterAsyncContext(serve_frames(polite))
        await self.connect(server, proxy=proxy.url)

        assert len(proxy.seen) == 1
        assert len(server.heads) == 1

    async def test_a_secure_feed_is_tunnelled_through_a_proxy(self) -> None:
        proxy = await self.enterAsyncContext(serve_proxy())
        server = await self.enterAsyncContext(serve_frames(polite, tls=Authority().server_context()))
        stage = await self.connect(server, proxy=proxy.url, tls=TlsOptions(verify=False))

        assert [seen.method for seen in proxy.seen] == ["CONNECT"]
        assert handshake(stage).ip is None
        assert handshake(stage).tls is not None

    async def test_a_proxy_that_wants_a_password_stops_it(self) -> None:
        refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
        proxy = await self.enterAsyncContext(serve_proxy(refusal))
        for scheme in ("ws", "wss"):
            stage = await self.enterAsyncContext(streaming(f"{scheme}://feed.invalid/", proxy=proxy.url))
            await stage.until(lambda state: state.state is ConnectionState.STOPPED)

            assert "407 Proxy Authentication Required" in str(stage.state.failure)

    async def test_the_proxy_of_the_environment_counts_unless_the_feed_wants_none(self) -> None:
        proxy = await self.enterAsyncContext(serve_proxy())
        server = await self.enterAsyncContext(serve_frames(polite))
        environ = {"http_proxy": proxy.url}
        await self.connect(server, environ=environ, proxy="")

        assert proxy.seen == []
        await self.connect(server, environ=environ)
        assert len(proxy.seen) == 1

    async def test_another_address_is_dialled_with_the_name_kept(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        await self.connect(server, f"ws://feed.invalid:{server.raw.port}/", resolve="127.0.0.1")

        assert f"Host: feed.invalid:{server.raw.port}" in server.heads[0]

    async def test_only_addresses_of_the_wanted_family_are_dialled(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        stage = await self.connect(server, family=Family.IPV6)

        assert stage.state.failure is not None
        assert stage.state.failure.kind is FailureKind.DNS


class CookieTests(Case):
    async def cookies_of_the_next(self, fields: str, path: str = "", **changes: Any) -> list[str]:
        """Return the cookies of the second handshake with a server that sets those, and ends."""
        server = await self.enterAsyncContext(serve_frames(end, fields=fields))
        stage = await self.connect(server, server.url + path, **changes)
        await stage.until(lambda _: len(server.heads) > 1)
        lines = [line.partition(": ") for line in server.heads[1].split("\r\n")]
        return sorted(cookie for name, _, value in lines if name == "Cookie" for cookie in value.split("; "))

    async def test_what_a_load_balancer_knows_us_by_goes_with_the_next_handshake(self) -> None:
        fields = "Set-Cookie: route=n1; Path=/; HttpOnly\r\nSet-Cookie: v=2\r\n"

        assert await self.cookies_of_the_next(fields) == ["route=n1", "v=2"]

    async def test_what_is_for_elsewhere_or_is_over_does_not(self) -> None:
        fields = (
            "Set-Cookie: a=1; Path=/admin\r\nSet-Cookie: b=1; Max-Age=0\r\n"
            "Set-Cookie: c=1; Domain=example.com\r\nSet-Cookie: d=1; Secure\r\n"
        )

        assert await self.cookies_of_the_next(fields) == []

    async def test_cookies_that_the_feed_has_by_itself_stay_and_the_servers_word_counts(self) -> None:
        fields = "Set-Cookie: route=n2\r\n"

        assert await self.cookies_of_the_next(fields, headers={"Cookie": "session=abc; route=n1"}) == [
            "route=n2",
            "session=abc",
        ]

    async def test_a_refusal_can_set_them_too(self) -> None:
        handler = ok(b"", status=503, headers={"Set-Cookie": "route=n1"})
        server = await self.enterAsyncContext(serve(handler))
        stage = await self.enterAsyncContext(streaming(server.url.replace("http", "ws", 1)))
        await stage.until(lambda _: len(server.seen) > 1)

        assert server.seen[1].headers["Cookie"] == "route=n1"

    async def test_a_redirect_can_set_them_for_where_it_leads(self) -> None:
        target = await self.enterAsyncContext(serve_frames(polite))

        async def send_away(_request: web.BaseRequest) -> web.StreamResponse:
            fields = {"Location": target.url, "Set-Cookie": "route=n1"}
            return web.Response(status=307, headers=fields)

        server = await self.enterAsyncContext(serve(send_away))
        await self.connect(target, server.url.replace("http", "ws", 1))

        assert "Cookie: route=n1" in target.heads[0]

    async def test_events_are_asked_for_with_them(self) -> None:
        handler = ok(b"data: x\n\n", headers={"Content-Type": "text/event-stream", "Set-Cookie": "route=n1"})
        server = await self.enterAsyncContext(serve(handler))
        stage = await self.enterAsyncContext(streaming(server.url))
        await stage.until(lambda _: len(server.seen) > 1)

        assert "Cookie" not in server.seen[0].headers
        assert server.seen[1].headers["Cookie"] == "route=n1"

    async def test_their_names_are_told_and_not_what_is_in_them(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite, fields="Set-Cookie: route=node-1\r\n"))
        agreed = handshake(await self.connect(server))

        assert agreed.cookies == ("route",)
        assert "node-1" not in str(agreed)


class HandshakeTests(Case):
    async def test_a_handshake_tells_how_long_it_took_and_where_it_led(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        agreed = handshake(await self.connect(server))

        assert agreed.status == 101
        assert 0 < agreed.duration < 15
        assert agreed.ip == "127.0.0.1"
        assert agreed.phases.connect is not None
        assert agreed.phases.tls is None

    async def test_the_phases_of_a_handshake_add_up_to_how_long_it_took(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite))
        agreed = handshake(await self.connect(server))

        assert agreed.duration == agreed.phases.total

    async def test_the_headers_are_as_on_the_wire_without_secrets(self) -> None:
        fields = "Set-Cookie: session=abc\r\nX-Odd: café hunter22\r\n"
        server = await self.enterAsyncContext(serve_frames(polite, fields=fields))
        headers = dict(handshake(await self.connect(server, secrets=["hunter22"])).headers)

        assert headers["Upgrade"] == "websocket"
        assert headers["Set-Cookie"] == MASKED
        assert headers["X-Odd"] == f"café {MASKED}"

    async def test_tls_is_verified_and_told(self) -> None:
        authority = Authority()
        directory = Path(self.enterContext(TemporaryDirectory()))
        server = await self.enterAsyncContext(serve_frames(polite, tls=authority.server_context()))
        agreed = handshake(await self.connect(server, tls=TlsOptions(ca=authority.write(directory))))

        assert agreed.tls is not None
        assert agreed.tls.names == ("localhost",)
        assert agreed.phases.tls is not None

    async def test_a_secure_feed_says_goodbye_as_well(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite, tls=Authority().server_context()))
        stage = await self.connect(server, tls=TlsOptions(verify=False))
        await stage.streamer.hang_up()

        assert server.closes == [1000]


class FailureTests(Case):
    async def test_a_certificate_that_is_not_trusted_stops_it(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite, tls=Authority().server_context()))
        stage = await self.connect(server)
        await stage.until(lambda state: state.state is ConnectionState.STOPPED)

        assert stage.state.failure is not None
        assert stage.state.failure.kind is FailureKind.TLS

    async def test_a_file_that_is_not_there_stops_it(self) -> None:
        server = await self.enterAsyncContext(serve_frames(polite, tls=Authority().server_context()))
        stage = await self.connect(server, tls=TlsOptions(ca=Path("/nowhere/ca.pem")))
        await stage.until(lambda state: state.state is ConnectionState.STOPPED)

        assert str(stage.state.failure) == "local: cannot read /nowhere/ca.pem: no such file"

    async def test_a_file_that_was_renewed_is_read_again(self) -> None:
        authority = Authority()
        directory = Path(self.enterContext(TemporaryDirectory()))
        ca = Authority().write(directory)
        server = await self.enterAsyncContext(serve_frames(polite, tls=authority.server_context()))
        stage = await self.connect(server, tls=TlsOptions(ca=ca))
        await stage.until(lambda state: state.state is ConnectionState.STOPPED)
        ca.unlink()
        authority.write(directory)
        stage.streamer.reconnect()
        await stage.until(lambda state: state.connection == 1)

    async def test_a_port_that_nobody_listens_on_is_named(self) -> None:
        port = unused_port()

        assert await self.failure(f"ws://127.0.0.1:{port}/") == (
            f"connect: 127.0.0.1:{port} refused the connection"
        )

    async def test_a_secret_in_a_url_is_not_told(self) -> None:
        told = await self.failure("ws://[hunter22]/?token=hunter22", secrets=["hunter22"])

        assert "hunter22" not in told

    async def test_a_handshake_in_progress_ends_with_its_streamer(self) -> None:
        server = await self.enterAsyncContext(serve_raw(hang))
        async with streaming(server.url.replace("http", "ws")) as stage:
            await stage.until(lambda state: state.state is ConnectionState.CONNECTING)
            stage.running.cancel()
            await asyncio.wait((stage.running,))

        assert stage.running.cancelled()
