from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import (
    NOW,
    make_attempt,
    make_condition_result,
    make_endpoint,
    make_exchange,
    make_result,
)
from tui.model.mask import Mask
from tui.text.incident import incident_card

if TYPE_CHECKING:
    from tui.model.check import CheckResult


def card(result: CheckResult, mask: Mask | None = None) -> str:
    return incident_card(make_endpoint(), result, mask or Mask())


def test_a_card_says_what_when_and_how_to_try_again() -> None:
    text = card(make_result(503))

    assert text.startswith("## orders: status: 503 Service Unavailable, expected 2xx\n")
    assert "- when: 2023-11-14 22:13:20 UTC" in text
    assert "- took: 42ms (dns 4ms, connect 8ms, tls 16ms, send 1ms, wait 12ms, recv 1ms)" in text
    assert "curl" in text


def test_conditions_that_failed_are_listed() -> None:
    failed = make_condition_result("latency < 10ms", "fail", "42ms")

    text = card(make_result(warnings=(failed, make_condition_result())))

    assert text.count("- not met:") == 1
    assert "42ms" in text


def test_a_retried_check_says_how_often() -> None:
    attempts = (make_attempt(503), make_attempt(number=2))

    assert "- attempts: 2" in card(make_result(attempts=attempts))


def test_no_body_can_end_the_fence_around_it() -> None:
    exchange = make_exchange(body=b"```\n# not a heading", headers=())

    text = card(make_result(attempts=(make_attempt(exchange=exchange),)))

    assert "````\n```\n# not a heading\n````" in text


def test_a_long_body_is_cut_and_secrets_are_masked() -> None:
    exchange = make_exchange(body=b"hunter22\n" * 50, headers=())

    text = card(make_result(attempts=(make_attempt(exchange=exchange),)), Mask(["hunter22"]))

    assert text.count("•••") == 20
    assert "\n…\n" in text


def test_a_card_tells_the_last_good_check_and_where_the_time_went() -> None:
    text = incident_card(
        make_endpoint(),
        make_result(503),
        Mask(),
        before=make_result(200, at=NOW - 60),
        gone="+412ms, all in tls (median 31ms)",
    )

    assert "- more than usual: +412ms, all in tls (median 31ms)\n" in text
    assert "- last good: 2023-11-14 22:12:20 UTC, 200 in 42ms\n" in text
