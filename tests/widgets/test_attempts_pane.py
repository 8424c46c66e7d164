from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.factories import (
    make_attempt,
    make_exchange,
    make_failure,
    make_hop,
    make_phases,
    make_result,
)
from tests.pane_app import lines_of, shown
from tui.model.hop import Dial
from tui.model.mask import Mask
from tui.widgets.attempts_pane import AttemptsPane

if TYPE_CHECKING:
    from tui.model.check import CheckResult


async def text_of(result: CheckResult | None, *, width: int = 80) -> str:
    pane = AttemptsPane(lambda: result, mask=Mask(), otherwise=lambda: "gone")
    async with shown(pane, width, height=24):
        return "\n".join(lines_of(pane))


class AttemptsPaneTest(IsolatedAsyncioTestCase):
    async def test_each_attempt_has_its_answer_its_time_and_the_wait_after_it(self) -> None:
        attempts = (make_attempt(503, waited=0.2), make_attempt(number=2))

        text = await text_of(make_result(attempts=attempts))

        assert "✗ 1 " in text
        assert "503 Service Unavailable" in text
        assert "waited 200ms, then tried again" in text
        assert "● 2 " in text

    async def test_on_sixty_columns_nothing_of_an_attempt_is_cut(self) -> None:
        exchange = make_exchange(503, body=b"x" * 40_008)
        text = await text_of(make_result(attempts=(make_attempt(503, exchange=exchange),)), width=60)

        assert " 503 Service Unavailable    42ms 40.0 kB │" in text
        assert "    recv 1 ms " in text

    async def test_an_attempt_without_an_answer_says_what_went_wrong(self) -> None:
        text = await text_of(make_result(None))

        assert "no response" in text
        assert "connect: 127.0.0.1:1 refused the connection" in text

    async def test_redirects_lead_to_the_last_url_without_secrets(self) -> None:
        exchange = make_exchange(redirects=("http://a.example/?token=abc",), url="https://b.example/")

        text = await text_of(make_result(attempts=(make_attempt(exchange=exchange),)))

        assert "1 http://a.example/?token=•••" in text
        assert "→ https://b.example/" in text

    async def test_every_request_on_the_way_has_its_answer_and_its_time(self) -> None:
        hops = (
            make_hop(purpose="token", method="POST", url="https://id.example/?token=abc"),
            make_hop(purpose="request", status=302, phases=make_phases(wait=0.25)),
            make_hop(purpose="redirect", status=None),
        )

        text = await text_of(make_result(attempts=(make_attempt(hops=hops),)))

        assert "1 token     200    42ms, not counted  POST https://id.example/?token=•••" in text
        assert "2 request   302    42ms  GET https://orders.example.com/health" in text
        assert "wait 250" in text
        assert "3 redirect  no response    42ms" in text

    async def test_a_late_loop_of_our_own_is_told(self) -> None:
        attempts = (make_attempt(duration=0.25, lag=0.2),)

        assert "our own loop was 200ms late: no percentile" in await text_of(make_result(attempts=attempts))

    async def test_a_single_request_needs_no_more_words(self) -> None:
        alone = await text_of(make_result(attempts=(make_attempt(hops=(make_hop(),)),)))

        assert alone == await text_of(make_result(attempts=(make_attempt(),)))

    async def test_every_address_that_was_tried_says_how_it_fared(self) -> None:
        dials = (
            Dial(address="2001:db8::7", after=0.004, took=0.25, fault="given up"),
            Dial(address="192.0.2.7", after=0.254, took=0.008),
        )

        text = await text_of(make_result(attempts=(make_attempt(hops=(make_hop(dials=dials),)),)))

        assert "2001:db8::7 given up after 250ms" in text
        assert "192.0.2.7 connected after 8ms, begun at +254ms" in text

    async def test_the_way_and_the_rule_that_chose_it_are_told(self) -> None:
        route = "through http://proxy:3128: HTTPS_PROXY"

        assert route in await text_of(make_result(attempts=(make_attempt(route=route),)))

    async def test_a_check_that_sent_nothing_says_why(self) -> None:
        text = await text_of(make_result(attempts=(), failure=make_failure("url", "no such scheme: htp")))

        assert "url: no such scheme: htp" in text

    async def test_without_a_result_it_says_why(self) -> None:
        assert "gone" in await text_of(None)
