from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest import IsolatedAsyncioTestCase

from tests.factories import (
    NOW,
    make_attempt,
    make_condition_result,
    make_endpoint,
    make_failure,
    make_phases,
    make_result,
)
from tests.pane_app import lines_of, shown
from tui.model.endpoint_state import EndpointState
from tui.model.mask import Mask
from tui.text.glyphs import BRAILLE
from tui.widgets.endpoint_head import EndpointHead

if TYPE_CHECKING:
    from tui.model.check import CheckResult


def make_head(
    result: CheckResult | None, *, is_live: bool = True, is_paused: bool = False, before: int = 0
) -> EndpointHead:
    state = EndpointState(make_endpoint(url="https://u:pw@orders.example.com/v1/list?token=abc"))
    for _ in range(before):
        state.record(make_result(at=NOW))
    if result is not None:
        state.record(result)
    if is_paused:
        state.pause(NOW + 30)
    return EndpointHead(
        state,
        lambda: result,
        endpoint=lambda: state.endpoint,
        is_live=lambda: is_live,
        now=lambda: NOW + 60.5,
        glyphs=lambda: BRAILLE,
        mask=Mask(),
    )


async def text_of(result: CheckResult | None, *, width: int = 100, **how: Any) -> str:
    head = make_head(result, **how)
    async with shown(head, width=width, height=1):
        return lines_of(head)[0].rstrip()


async def inks_of(result: CheckResult, *wanted: str) -> list[object]:
    """Return the colours of what is written."""
    head = make_head(result)
    async with shown(head, width=100, height=1):
        segments = head.render_lines(head.size.region)[0]
    return [next(style.color for text, style, _ in segments if each in text and style) for each in wanted]


class EndpointHeadTest(IsolatedAsyncioTestCase):
    async def test_a_good_check_says_status_time_since_when_and_url(self) -> None:
        text = await text_of(make_result())

        assert text.startswith(" ● 200 OK  42ms  up 1m   GET https://")
        assert "pw" not in text
        assert "abc" not in text

    async def test_the_reason_of_a_failure_comes_first_and_the_url_gives_way(self) -> None:
        text = await text_of(make_result(None), width=60)

        assert text == " ✗ connect: 127.0.0.1:1 refused the connection  down 1m"

    async def test_a_bad_status_is_not_named_twice(self) -> None:
        assert (await text_of(make_result(503))).startswith(" ✗ 503 Service Unavailable, expected 2xx  42ms")

    async def test_a_latency_beyond_its_limit_is_slow(self) -> None:
        slow = make_condition_result("latency < 10ms", "fail", "42ms")

        assert "slow 1m" in await text_of(make_result(warnings=(slow,)))

    async def test_a_second_attempt_is_no_fault_of_the_latency(self) -> None:
        rescued = make_result(attempts=(make_attempt(), make_attempt()))

        word, latency = await inks_of(rescued, "flaky", "42ms")

        assert word != latency
        assert [latency] == await inks_of(make_result(), "42ms")

    async def test_a_slow_check_says_where_the_time_went(self) -> None:
        attempt = make_attempt(duration=0.438, phases=make_phases(tls=0.412))
        text = await text_of(make_result(attempts=(attempt,)), width=120, before=5)

        assert text.startswith(" ● 200 OK  438ms  +396ms, all in tls (median 16ms)  up 1m")

    async def test_where_the_time_went_is_never_cut_but_told_in_fewer_words_or_not_at_all(self) -> None:
        attempt = make_attempt(duration=0.438, phases=make_phases(tls=0.412))
        result = make_result(attempts=(attempt,))

        texts = [await text_of(result, width=width, before=5) for width in (50, 40)]

        assert texts == [" ● 200 OK  438ms  +396ms, all in tls  up 1m", " ● 200 OK  438ms  up 1m"]

    async def test_what_is_usual_makes_way_for_the_url(self) -> None:
        attempt = make_attempt(duration=0.438, phases=make_phases(tls=0.412))
        result = make_result(attempts=(attempt,))

        text = await text_of(result, width=96, before=5)

        assert text.endswith(", all in tls  up 1m   GET u:•••@orders.example.com/v1/list?token=•••")

    async def test_another_warning_is_degraded(self) -> None:
        late = make_condition_result("cert.expires_in > 14d", "fail", "3d")

        assert "degraded 1m" in await text_of(make_result(warnings=(late,)))

    async def test_a_past_sample_says_nothing_of_the_present(self) -> None:
        text = await text_of(make_result(), is_live=False)

        assert "up" not in text.partition("GET")[0]

    async def test_before_the_first_check_it_says_so(self) -> None:
        assert (await text_of(None)).startswith(" ○ no check yet")

    async def test_paused_it_says_so_before_what_it_was(self) -> None:
        text = await text_of(make_result(503), is_paused=True)

        assert text.startswith(" ‖ paused 30s  503 Service Unavailable, expected 2xx  42ms   GET")

    async def test_escape_codes_in_a_reason_are_only_text(self) -> None:
        failure = make_failure("tls", "bad name \x1b[31m[/x]")

        text = await text_of(make_result(None, failure=failure))

        assert "\x1b" not in text
