from __future__ import annotations

import asyncio
import gc
import ssl
import warnings

from multidict import CIMultiDict
from yarl import URL

from tests.factories import make_endpoint
from tests.idle_time import idle_time
from tests.probing import PATIENCE, ProberCase, probing
from tests.servers import hang, ok, respond, serve, serve_raw
from tui.engine.connector import Dialling, TracingConnector
from tui.engine.resolver import ThreadResolver
from tui.engine.tracing import Hop
from tui.model.check import Outcome
from tui.model.endpoint import ConnectionUse
from tui.model.failure import FailureKind
from tui.model.target import Family


class TestKeptAlive(ProberCase):
    async def test_what_a_server_says_unasked_is_not_the_next_answer(self) -> None:
        waits_for_nobody, has_spoken = asyncio.Event(), asyncio.Event()

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await respond("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")(reader, writer)
            await waits_for_nobody.wait()
            writer.write(b"HTTP/1.1 418 Unasked\r\nContent-Length: 2\r\n\r\nno")
            has_spoken.set()
            await hang(reader, writer)

        async with serve_raw(talk) as server:
            await self.check(server, connection=ConnectionUse.REUSE)
            waits_for_nobody.set()
            await has_spoken.wait()
            with idle_time():
                await asyncio.sleep(1)  # until our end has read it
            result = await self.check(server, connection=ConnectionUse.REUSE)

        assert result.status == 200
        assert server.connections == 2


class TestDialling(ProberCase):
    async def test_an_address_stands_for_an_address_as_well(self) -> None:
        async with serve(ok()) as server:
            result = await self.check(f"http://192.0.2.1:{server.port}/", resolve="127.0.0.1")

        assert result.outcome is Outcome.UP
        assert result.exchange is not None
        assert result.exchange.ip == "127.0.0.1"

    async def test_a_name_may_stand_for_a_name(self) -> None:
        async with serve(ok()) as server:
            result = await self.check(f"http://api.test:{server.port}/", resolve="localhost")

        assert result.outcome is Outcome.UP
        assert result.phases.dns is not None

    async def test_the_address_is_for_its_host_alone(self) -> None:
        async with serve(ok()) as there:
            location = {"Location": f"http://localhost:{there.port}/"}
            async with serve(ok(status=302, headers=location)) as server:
                url = f"http://api.test:{server.port}/"
                result = await self.check(url, resolve="127.0.0.1", family=Family.IPV4)

        assert result.outcome is Outcome.UP
        assert there.seen[0].headers["Host"] == f"localhost:{there.port}"

    async def test_an_address_of_the_other_family_is_refused(self) -> None:
        for url, family, why in (
            ("http://127.0.0.1:9/", Family.IPV6, "127.0.0.1 is no IPv6 address"),
            ("http://[::1]:9/", Family.IPV4, "::1 is no IPv4 address"),
        ):
            result = await self.check(url, family=family)

            assert result.failure is not None
            assert result.failure.kind is FailureKind.DNS
            assert why in result.failure.message

    async def test_only_addresses_of_the_family_are_dialled(self) -> None:
        async with serve(ok()) as server:
            result = await self.check(f"http://localhost:{server.port}/", family=Family.IPV4)

        assert result.exchange is not None
        assert result.exchange.ip == "127.0.0.1"

    async def test_targets_that_dial_differently_share_no_connection(self) -> None:
        async with serve(ok(b"a")) as one:
            for address in ("127.0.0.1", "127.0.0.2"):
                await self.check(f"http://api.test:{one.port}/", resolve=address)

        assert len(one.seen) == 1


class Transport(asyncio.Transport):
    """A transport that notes when it is aborted."""

    def __init__(self) -> None:
        super().__init__()
        self.aborted = asyncio.Event()

    def abort(self) -> None:
        self.aborted.set()


class TestLingering(ProberCase):
    async def test_a_peer_that_never_answers_the_end_of_tls_is_left_soon(self) -> None:
        """asyncio would keep the socket for half a minute, and the next check makes another."""
        connector = TracingConnector(Dialling(), ThreadResolver())
        transport = Transport()
        context = ssl.create_default_context()
        tls = context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="localhost")
        connector.part(Hop(url=URL("https://localhost"), headers=CIMultiDict(), tls=tls, transport=transport))
        async with asyncio.timeout(PATIENCE):
            await transport.aborted.wait()
        await connector.close()

        assert transport.aborted.is_set()

    async def test_nothing_is_left_open_even_if_the_peer_is_deaf(self) -> None:
        async def deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await respond("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")(reader, writer)
            writer.transport.pause_reading()  # type: ignore[attr-defined]  # a socket's transport reads
            await asyncio.Event().wait()

        context, options = self.trusted()
        async with serve_raw(deaf, tls=context) as server:
            with warnings.catch_warnings():
                warnings.simplefilter("error", ResourceWarning)
                async with probing() as prober:
                    endpoint = make_endpoint(url=server.url, tls=options, timeout=PATIENCE)
                    result = await prober.check(endpoint)
                gc.collect()

        assert result.outcome is Outcome.UP
