from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

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
