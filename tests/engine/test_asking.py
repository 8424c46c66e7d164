from __future__ import annotations

from socket import EAI_NONAME, AddressFamily, gaierror
from unittest import IsolatedAsyncioTestCase

from aiohttp.abc import AbstractResolver, ResolveResult

from tests.factories import make_endpoint
from tests.probing import probing
from tests.servers import ok, serve
from tui.engine.asking import Asker
from tui.engine.clock import SystemClock
from tui.engine.engine import open_engine
from tui.model.board import Board
from tui.model.condition import ConditionScope
from tui.model.conditions.parser import parse_condition
from tui.model.endpoint import RetryPolicy
from tui.model.failure import Failure, FailureKind
from tui.model.target import Method, TextBody


class AskerTest(IsolatedAsyncioTestCase):
    async def test_what_was_edited_is_sent_and_judged(self) -> None:
        endpoint = make_endpoint(method=Method.POST, body=TextBody("hello"), headers={"X-Try": "1"})
        async with serve(ok()) as server, probing() as prober:
            asker = Asker(Board(), prober)
            result = await asker.once(make_endpoint(url=server.url))
            edited = await asker.once(
                make_endpoint(
                    url=server.url, method=endpoint.method, body=endpoint.body, headers=endpoint.headers
                )
            )

        assert (result.status, edited.status) == (200, 200)
        assert [(seen.method, seen.body) for seen in server.seen] == [("GET", b""), ("POST", b"hello")]
        assert server.seen[1].headers["X-Try"] == "1"

    async def test_it_is_sent_once_however_often_the_schedule_would_try(self) -> None:
        async with serve(ok(status=503)) as server, probing() as prober:
            endpoint = make_endpoint(url=server.url, retry=RetryPolicy(attempts=3, delay=0.0))
            result = await Asker(Board(), prober).once(endpoint)

            assert not prober._plans
        assert len(result.attempts) == len(server.seen) == 1
        assert result.failure is not None

    async def test_the_engine_counts_it_nowhere(self) -> None:
        changed = parse_condition("body not changed", ConditionScope.ENDPOINT)
        async with serve(ok()) as server:
            endpoint = make_endpoint(url=server.url, asserts=(changed,))
            board = Board([endpoint])
            events: list[object] = []
            async with open_engine(
                board, changed=lambda: None, on_event=events.append, clock=SystemClock(), environ={}
            ) as engine:
                result = await engine.send_once(endpoint)

        state = board.endpoints[0]
        assert result.status == 200
        assert (state.samples.end, state.results.end, events) == (0, 0, [])
        assert state.checking_since is None


class FakeResolver(AbstractResolver):
    """Knows what a test says."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AddressFamily.AF_INET
    ) -> list[ResolveResult]:
        if not self._addresses:
            raise gaierror(EAI_NONAME, "Name or service not known")
        return [
            ResolveResult(hostname=host, host=each, port=port, family=family, proto=0, flags=0)
            for each in self._addresses
        ]

    async def close(self) -> None:
        pass


class AddressesTest(IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.prober = await self.enterAsyncContext(probing())

    def asker(self, *addresses: str, **environ: str) -> Asker:
        return Asker(Board(), self.prober, resolver=FakeResolver(*addresses), environ=environ)

    async def test_every_address_is_given_once_in_the_order_of_the_resolver(self) -> None:
        found = await self.asker("192.0.2.7", "2001:db8::1", "192.0.2.7").addresses(make_endpoint())

        assert isinstance(found, list)
        assert [each.resolve for each in found] == ["192.0.2.7", "2001:db8::1"]
        assert {each.url for each in found} == {make_endpoint().url}

    async def test_each_is_asked_under_the_name_of_the_endpoint(self) -> None:
        async with serve(ok()) as server:
            endpoint = make_endpoint(url=f"http://shop.example.com:{server.port}/")
            asker = self.asker("127.0.0.1")
            found = await asker.addresses(endpoint)
            assert isinstance(found, list)
            results = [await asker.once(each) for each in found]

        assert [result.exchange and result.exchange.ip for result in results] == ["127.0.0.1"]
        assert {seen.headers["Host"] for seen in server.seen} == {f"shop.example.com:{server.port}"}

    async def test_a_name_that_nobody_knows_is_a_failure_in_a_sentence(self) -> None:
        found = await self.asker().addresses(make_endpoint())

        assert isinstance(found, Failure)
        assert found.kind is FailureKind.DNS
        assert "orders.example.com" in found.message

    async def test_behind_a_proxy_the_addresses_are_not_ours_to_ask(self) -> None:
        found = await self.asker("192.0.2.7", https_proxy="http://proxy.example.com:3128").addresses(
            make_endpoint()
        )

        assert isinstance(found, Failure)
        assert found.message.startswith("the proxy proxy.example.com:3128 (")
