from __future__ import annotations

import socket
import ssl
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING, Any

from tests.factories import make_endpoint
from tests.probing import PATIENCE, ProberCase, probing
from tests.servers import (
    Authority,
    ok,
    reset,
    serve,
    serve_proxy,
    serve_raw,
    unused_port,
)
from tui.engine.resolver import ThreadResolver
from tui.engine.wording import reason_of
from tui.model.failure import Failure, FailureKind
from tui.model.target import TlsOptions

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator


def no_such_name(*_names: object, **_options: object) -> list[tuple[Any, ...]]:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@contextmanager
def serve_openssl(context: ssl.SSLContext) -> Iterator[int]:
    """Run a server that leaves all of TLS to OpenSSL, which sends alerts, as asyncio's does not."""

    def refuse() -> None:
        connection, _ = listener.accept()
        with (
            context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False) as secured,
            suppress(ssl.SSLError),  # that is when it sends one
        ):
            secured.do_handshake()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=refuse)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            thread.join()


class TestConnecting(ProberCase):
    async def test_a_refused_connection_names_host_and_port(self) -> None:
        port = unused_port()

        result = await self.check(f"http://127.0.0.1:{port}/")

        assert result.failure == Failure(
            FailureKind.CONNECT, f"127.0.0.1:{port} refused the connection", "connect"
        )
        assert result.latency is None

    async def test_every_address_of_a_name_that_refuses_is_one_refusal(self) -> None:
        result = await self.check(f"http://localhost:{unused_port()}/")

        assert result.failure is not None
        assert result.failure.kind is FailureKind.CONNECT
        assert "refused the connection" in result.failure.message

    async def test_http_to_a_tls_port_is_no_answer(self) -> None:
        context, _ = self.trusted()
        async with serve(ok(), tls=context) as server:
            result = await self.check(f"http://127.0.0.1:{server.port}/")

        assert result.failure is not None
        assert result.failure.kind in {FailureKind.DISCONNECTED, FailureKind.RESET, FailureKind.PROTOCOL}


class TestTls(ProberCase):
    async def test_an_unknown_authority_is_named(self) -> None:
        async with serve(ok(), tls=Authority().server_context()) as server:
            result = await self.check(server)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.TLS
        assert "is issued by trustme" in result.failure.message

    async def test_an_expired_certificate_says_since_when(self) -> None:
        context, options = self.trusted(expires_in=timedelta(days=-3, minutes=-5))
        async with serve(ok(), tls=context) as server:
            result = await self.check(server, tls=options)

        assert result.failure is not None
        assert "certificate of localhost expired 3 days ago (20" in result.failure.message

    async def test_a_certificate_of_somebody_else_says_whose(self) -> None:
        context, options = self.trusted("*.example.org")
        async with serve(ok(), tls=context) as server:
            result = await self.check(server, tls=options)

        assert result.failure is not None
        assert result.failure.message == "certificate is for *.example.org, not localhost"

    async def test_the_name_that_was_asked_for_is_the_one_in_the_sentence(self) -> None:
        context, options = self.trusted("*.example.org", server_name="shop.example.com")
        async with serve(ok(), tls=context) as server:
            result = await self.check(server, tls=options)

        assert result.failure is not None
        assert result.failure.message == "certificate is for *.example.org, not shop.example.com"

    async def test_a_server_that_speaks_no_tls_is_told(self) -> None:
        async with serve(ok()) as server:
            result = await self.check(f"https://127.0.0.1:{server.port}/")

        assert result.failure == Failure(
            FailureKind.TLS, f"127.0.0.1:{server.port} does not speak TLS", "tls"
        )

    async def test_an_end_or_a_reset_in_the_handshake_is_a_fault_of_tls(self) -> None:
        async def leave(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
            await reader.read(1)

        for talk in (leave, reset):
            async with serve_raw(talk) as server:
                result = await self.check(f"https://127.0.0.1:{server.port}/")

            assert result.failure is not None
            assert result.failure.kind is FailureKind.TLS
            assert "closed the connection during the TLS handshake" in result.failure.message

    async def test_too_old_a_tls_version_is_a_fault_of_tls(self) -> None:
        context, options = self.trusted(min_version="1.3")
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        async with serve(ok(), tls=context) as server:
            result = await self.check(server, tls=options)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.TLS

    async def test_a_missing_client_certificate_is_a_failure(self) -> None:
        authority = Authority()
        options = TlsOptions(ca=authority.write(self.directory))
        async with serve(ok(), tls=authority.server_context(wants_client=True)) as server:
            result = await self.check(server, tls=options)

        assert result.failure is not None
        assert result.failure.kind in {FailureKind.TLS, FailureKind.DISCONNECTED, FailureKind.RESET}

    async def test_a_server_that_says_after_the_handshake_what_it_misses_is_understood(self) -> None:
        authority = Authority()
        options = TlsOptions(ca=authority.write(self.directory))
        with serve_openssl(authority.server_context(wants_client=True)) as port:
            result = await self.check(f"https://localhost:{port}/", tls=options)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.TLS
        assert result.failure.message == f"localhost:{port} wants a client certificate"


class TestProxies(ProberCase):
    async def test_a_proxy_that_refuses_is_named(self) -> None:
        port = unused_port()

        result = await self.check("http://127.0.0.1:9/", proxy=f"http://127.0.0.1:{port}")

        assert result.failure is not None
        assert result.failure.kind is FailureKind.PROXY
        assert result.failure.message == f"proxy 127.0.0.1:{port} refused the connection (its own proxy)"

    async def test_a_proxy_without_address_is_named(self) -> None:
        async with probing(resolver=ThreadResolver(no_such_name)) as prober:
            endpoint = make_endpoint(url="http://127.0.0.1:9/", proxy="http://proxy.test:1", timeout=PATIENCE)
            result = await prober.check(endpoint)

        assert str(result.failure) == "proxy: no such host: proxy.test (its own proxy)"

    async def test_a_refused_tunnel_says_what_the_proxy_answered(self) -> None:
        for status in (407, 502):
            async with serve_proxy(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode()) as proxy:
                result = await self.check("https://localhost:9/", proxy=proxy.url)

            assert result.failure is not None
            assert result.failure.kind is FailureKind.PROXY
            assert f"the proxy answered {reason_of(status)} to CONNECT localhost:9" in result.failure.message

    async def test_a_refusal_of_plain_http_is_a_response_like_any_other(self) -> None:
        async with serve_proxy(
            b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
        ) as proxy:
            result = await self.check("http://127.0.0.1:9/", proxy=proxy.url)

        assert result.failure is not None
        assert result.failure.kind is FailureKind.STATUS
