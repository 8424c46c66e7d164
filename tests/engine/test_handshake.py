from __future__ import annotations

from typing import Any
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from tests.servers import Authority, Handler, hang, ok, respond, serve, serve_raw
from tests.streaming import Stage, streaming
from tests.websocket_servers import polite, serve_frames
from tui.engine import opener
from tui.engine.wording import reason_of
from tui.model.connection import ConnectionState, Handshake
from tui.model.failure import Failure, FailureKind
from tui.model.target import OAuth2, TlsOptions

STOPPED, WAITING = ConnectionState.STOPPED, ConnectionState.WAITING


class Case(IsolatedAsyncioTestCase):
    async def refused(self, url: str, **changes: Any) -> Stage:
        """Return what is left of an attempt that does not lead to a connection."""
        stage = await self.enterAsyncContext(
            streaming(url.replace("http", "ws", 1), **{"chance": lambda: 1.0, **changes})
        )
        await stage.until(lambda state: state.failure and state.state in {STOPPED, WAITING})
        return stage

    async def refused_by(self, handler: Handler, **changes: Any) -> Stage:
        server = await self.enterAsyncContext(serve(handler))
        return await self.refused(server.url, **changes)

    async def agreed(self, *, fields: str = "", connection: str = "Upgrade", **changes: Any) -> Handshake:
        """Return what is agreed on with a server that accepts with those fields."""
        server = await self.enterAsyncContext(serve_frames(polite, fields=fields, connection=connection))
        stage = await self.enterAsyncContext(streaming(server.url, **changes))
        await stage.until(lambda state: state.handshake)
        assert stage.state.handshake is not None
        return stage.state.handshake


def failure(stage: Stage) -> Failure:
    assert stage.state.failure is not None
    return stage.state.failure


class RefusalTests(Case):
    async def test_a_refused_upgrade_says_what_the_server_says(self) -> None:
        stage = await self.refused_by(ok(b'{"error": "slow down"}', status=429))

        assert failure(stage).kind is FailureKind.REJECTED
        assert failure(stage).message.endswith(
            ' answered 429 Too Many Requests instead of 101: {"error": "slow down"}'
        )

    async def test_a_refusal_that_ends_with_the_connection_keeps_its_words(self) -> None:
        server = await self.enterAsyncContext(serve_raw(respond("HTTP/1.1 503 No\r\n\r\nat lunch")))
        stage = await self.refused(server.url)

        assert failure(stage).message.endswith(" answered 503 Service Unavailable instead of 101: at lunch")

    async def test_all_of_a_refusal_is_kept(self) -> None:
        headers = {"Retry-After": "7", "X-Echo": "hunter22", "Content-Type": "application/json"}
        handler = ok(b'{"limit": 5}', status=429, headers=headers)
        stage = await self.refused_by(handler, secrets=["hunter22"])
        answer = failure(stage).answer

        assert answer is not None
        assert (answer.status, answer.reason, answer.body) == (429, "Too Many Requests", b'{"limit": 5}')
        assert (answer.header("retry-after"), answer.header("x-echo")) == ("7", "•••")

    async def test_of_a_long_body_the_first_64_kilobytes_are_kept(self) -> None:
        stage = await self.refused_by(ok(b"x" * 1_000_000, status=503))
        answer = failure(stage).answer

        assert answer is not None
        assert (len(answer.body), answer.is_truncated) == (65_536, True)

    async def test_answers_that_would_come_again_stop_it(self) -> None:
        for status in (200, 204, 400, 401, 403, 404, 426):
            stage = await self.refused_by(ok(b"no", status=status))

            assert stage.state.state is STOPPED
            assert reason_of(status) in failure(stage).message

    async def test_answers_that_may_change_do_not(self) -> None:
        for status in (408, 425, 429, 500, 502, 503):
            stage = await self.refused_by(ok(b"no", status=status))

            assert stage.state.state is WAITING

    async def test_of_a_page_the_title_is_told(self) -> None:
        page = b"<!doctype html><html><head><title>Welcome\n to nginx!</title></head><body>...</body></html>"
        stage = await self.refused_by(ok(page, headers={"Content-Type": "text/html"}))

        assert failure(stage).message.endswith(" answered 200 OK instead of 101: Welcome to nginx!")

    async def test_a_long_body_is_cut(self) -> None:
        stage = await self.refused_by(ok(b"x" * 1_000_000, status=503))

        assert failure(stage).message.endswith(f": {'x' * 199}…")

    async def test_a_body_that_never_ends_holds_nobody_up(self) -> None:
        head = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 100\r\n\r\nwait"

        async def never(reader: Any, _writer: Any) -> None:
            await reader.read()

        server = await self.enterAsyncContext(serve_raw(respond(head, then=never)))
        stage = await self.refused(server.url)

        assert failure(stage).message.endswith(": wait")

    async def test_a_body_cannot_speak_to_the_terminal_or_tell_a_secret(self) -> None:
        stage = await self.refused_by(ok(b"\x1b[2Jhunter22 is wrong", status=403), secrets=["hunter22"])

        assert failure(stage).message.endswith(": �[2J••• is wrong")

    async def test_a_server_that_does_not_speak_http_is_called_so(self) -> None:
        server = await self.enterAsyncContext(serve_raw(respond("\x1b[31mSSH-2.0\r\n\r\n")))
        stage = await self.refused(server.url)

        assert failure(stage).kind is FailureKind.PROTOCOL
        assert failure(stage).message.endswith(r" does not speak HTTP: it sent '\x1b[31mSSH-2.0'")

    async def test_a_server_that_drops_the_handshake_is_asked_once(self) -> None:
        async def drop(reader: Any, _writer: Any) -> None:
            await reader.readuntil(b"\r\n\r\n")

        server = await self.enterAsyncContext(serve_raw(drop))
        stage = await self.refused(server.url, chance=lambda: 1.0)

        assert failure(stage).kind is FailureKind.DISCONNECTED
        assert server.connections == 1

    async def test_an_upgrade_with_a_wrong_accept_stops_it(self) -> None:
        head = (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: x\r\n\r\n"
        )
        server = await self.enterAsyncContext(serve_raw(respond(head)))
        stage = await self.refused(server.url)

        assert stage.state.state is STOPPED
        assert failure(stage).message.endswith(
            " answered 101 with a wrong Sec-WebSocket-Accept: some other server may have answered"
        )

    async def test_an_upgrade_that_does_not_say_to_what_stops_it(self) -> None:
        head = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n"
        server = await self.enterAsyncContext(serve_raw(respond(head)))
        stage = await self.refused(server.url)

        assert stage.state.state is STOPPED
        assert failure(stage).message.endswith(" answered 101 without naming websocket in Upgrade")

    async def test_nobody_is_named_as_if_a_redirect_had_led_there_where_a_name_is_not_in_ascii(self) -> None:
        server = await self.enterAsyncContext(serve_raw(hang))
        with patch.object(opener, "_PATIENCE", 0.05):
            stage = await self.refused(f"http://b\u00fccher.example:{server.port}/", resolve="127.0.0.1")

        assert failure(stage).kind is FailureKind.TIMEOUT
        assert "response byte from" not in failure(stage).message

    async def test_a_server_of_tokens_that_is_silent_is_named_and_not_the_feed(self) -> None:
        auth = OAuth2(token_url="http://127.0.0.1:2/", client_id="me", client_secret="hunter22")
        with patch("tui.engine.tokens._fetch", side_effect=TimeoutError):
            stage = await self.refused("http://127.0.0.1:1/", auth=auth)

        assert failure(stage).message == "no answer from 127.0.0.1:2 within 15s"

    async def test_a_url_that_is_none_stops_it(self) -> None:
        for url in ("ws://", "ws://[::1/", "ws://host:99999/"):
            stage = await self.refused(url)

            assert stage.state.state is STOPPED
            assert failure(stage).kind is FailureKind.URL


class RedirectTests(Case):
    async def test_a_redirect_is_followed_whatever_its_scheme(self) -> None:
        target = await self.enterAsyncContext(serve_frames(polite))
        for scheme in ("http", "ws"):
            location = f"{scheme}://127.0.0.1:{target.raw.port}/moved"
            server = await self.enterAsyncContext(serve(ok(status=302, headers={"Location": location})))
            stage = await self.enterAsyncContext(streaming(server.url.replace("http", "ws")))
            await stage.until(lambda state: state.connection)

            assert target.heads[-1].startswith("GET /moved HTTP/1.1")

    async def test_a_redirect_is_told_on_the_row_of_the_connection(self) -> None:
        target = await self.enterAsyncContext(serve_frames(polite))
        location = f"ws://127.0.0.1:{target.raw.port}/moved"
        server = await self.enterAsyncContext(serve(ok(status=302, headers={"Location": location})))
        stage = await self.enterAsyncContext(streaming(server.url.replace("http", "ws")))
        await stage.until(lambda state: state.connection)
        handshake = stage.state.handshake

        assert handshake is not None
        assert [hop.status for hop in handshake.hops] == [302, 101]
        assert f"redirected to ws://127.0.0.1:{target.raw.port}/moved" in str(handshake)

    async def test_without_a_redirect_there_is_no_way_to_tell_of(self) -> None:
        assert (await self.agreed()).hops == ()

    async def test_secrets_stay_at_home(self) -> None:
        target = await self.enterAsyncContext(serve_frames(polite))
        location = f"http://127.0.0.1:{target.raw.port}/"
        server = await self.enterAsyncContext(serve(ok(status=307, headers={"Location": location})))
        stage = await self.enterAsyncContext(
            streaming(
                server.url.replace("http", "ws"),
                headers={"X-Api-Key": "k", "X-Tenant": "s3cret-tenant", "X-Plain": "p"},
                secrets=["s3cret-tenant"],
            )
        )
        await stage.until(lambda state: state.connection)

        assert server.seen[0].headers["X-Api-Key"] == "k"
        assert server.seen[0].headers["X-Tenant"] == "s3cret-tenant"
        assert "X-Plain: p" in target.heads[0]
        assert "X-Api-Key" not in target.heads[0]
        assert "X-Tenant" not in target.heads[0]

    async def test_a_redirect_away_from_tls_is_not_followed(self) -> None:
        target = await self.enterAsyncContext(serve_frames(polite))
        location = f"ws://127.0.0.1:{target.raw.port}/"
        server = await self.enterAsyncContext(
            serve(ok(status=302, headers={"Location": location}), tls=Authority().server_context())
        )
        stage = await self.refused(server.url, tls=TlsOptions(verify=False))

        assert stage.state.state is STOPPED
        assert failure(stage).message == (
            f"localhost:{server.port} redirects to 127.0.0.1:{target.raw.port} without TLS"
        )
        assert target.heads == []

    async def test_a_circle_of_redirects_stops_it(self) -> None:
        stage = await self.refused_by(ok(status=302, headers={"Location": "/"}))

        assert stage.state.state is STOPPED
        assert failure(stage).kind is FailureKind.REDIRECT
        assert failure(stage).message.startswith("redirects in a circle: back at ws://127.0.0.1:")

    async def test_who_refuses_after_a_redirect_is_told_as_the_feed_is(self) -> None:
        target = await self.enterAsyncContext(serve(ok(b"no", status=403)))
        stage = await self.refused_by(ok(status=302, headers={"Location": f"{target.url}moved"}))
        answer = failure(stage).answer

        assert answer is not None
        assert answer.url == f"ws://127.0.0.1:{target.port}/moved"

    async def test_a_redirect_to_nowhere_is_a_refusal(self) -> None:
        stage = await self.refused_by(ok(b"lost", status=302))

        assert stage.state.state is STOPPED
        assert failure(stage).message.endswith(" answered 302 Found instead of 101: lost")


class AgreementTests(Case):
    async def test_a_list_of_connection_options_is_understood(self) -> None:
        handshake = await self.agreed(connection="keep-alive, Upgrade")

        assert handshake.status == 101

    async def test_the_chosen_subprotocol_is_known(self) -> None:
        handshake = await self.agreed(fields="Sec-WebSocket-Protocol: v2\r\n", subprotocols=("v1", "v2"))

        assert (handshake.subprotocol, handshake.warning) == ("v2", None)

    async def test_a_subprotocol_that_was_not_offered_is_a_warning(self) -> None:
        handshake = await self.agreed(fields="Sec-WebSocket-Protocol: v3\r\n", subprotocols=("v1",))

        assert handshake.subprotocol is None
        assert handshake.warning == "chose the subprotocol v3, which was not offered"

    async def test_a_subprotocol_although_none_was_offered_is_a_warning(self) -> None:
        handshake = await self.agreed(fields="Sec-WebSocket-Protocol: v3\r\n")

        assert handshake.warning == "chose the subprotocol v3, which was not offered"

    async def test_no_choice_among_subprotocols_is_a_warning(self) -> None:
        handshake = await self.agreed(subprotocols=("v1", "v2"))

        assert handshake.warning == "chose none of the subprotocols offered (v1, v2)"

    async def test_compression_that_was_not_offered_is_a_warning(self) -> None:
        handshake = await self.agreed(
            fields="Sec-WebSocket-Extensions: permessage-deflate\r\n", compression=False
        )

        assert not handshake.compression
        assert handshake.warning == "turned on permessage-deflate, which was not offered"

    async def test_a_window_that_cannot_be_is_a_warning(self) -> None:
        for chosen, told in (("=16", "16"), ("=7", "7"), ("", "nothing")):
            fields = f"Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits{chosen}\r\n"
            handshake = await self.agreed(fields=fields)

            assert handshake.warning == f"chose a server_max_window_bits of {told}, which can be 8 to 15"

        fields = "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=15\r\n"
        assert (await self.agreed(fields=fields)).warning is None

    async def test_the_same_extension_twice_is_a_warning(self) -> None:
        fields = "Sec-WebSocket-Extensions: permessage-deflate, permessage-deflate\r\n"

        assert (await self.agreed(fields=fields)).warning == "turned on permessage-deflate more than once"

    async def test_a_window_that_we_cannot_make_says_what_to_do(self) -> None:
        fields = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=8\r\n"
        server = await self.enterAsyncContext(serve_frames(polite, fields=fields))
        stage = await self.refused(server.raw.url)

        assert failure(stage).message.endswith(
            " answered 101 with a compression window that cannot be made here: set compression = false"
        )

    async def test_another_extension_is_a_warning(self) -> None:
        handshake = await self.agreed(fields="Sec-WebSocket-Extensions: permessage-deflate, x-odd; a=1\r\n")

        assert handshake.compression
        assert handshake.warning == "turned on x-odd, which was not offered"
