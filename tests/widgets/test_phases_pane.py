from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.factories import make_attempt, make_condition_result, make_exchange, make_phases, make_result
from tests.pane_app import lines_of, shown
from tui.model.failure import Failure, FailureKind
from tui.model.phases import Phases
from tui.widgets.phase_rows import phase_line
from tui.widgets.phases_pane import PhasesPane

if TYPE_CHECKING:
    from tui.model.check import CheckResult


def with_attempts(*attempts: object) -> CheckResult:
    return make_result(attempts=attempts)


class PhasesPaneTest(IsolatedAsyncioTestCase):
    async def test_every_phase_has_a_row_with_its_time_at_the_right(self) -> None:
        pane = PhasesPane(make_result, number=3)
        async with shown(pane, height=8):
            rows = lines_of(pane)

        assert [row[2:9].strip() for row in rows[1:7]] == ["dns", "connect", "tls", "send", "wait", "recv"]
        assert rows[3].endswith("16ms │")

    async def test_a_reused_connection_is_no_zero(self) -> None:
        phases = make_phases(dns=None, connect=None, tls=None)
        pane = PhasesPane(lambda: with_attempts(make_attempt(phases=phases)))
        async with shown(pane, height=8):
            assert [row.split()[2] for row in lines_of(pane)[1:4]] == ["reused"] * 3

    async def test_the_phase_that_failed_says_so(self) -> None:
        failure = Failure(FailureKind.TLS, "the certificate has expired", "tls")
        attempt = make_attempt(None, phases=Phases(dns=0.001, connect=0.002), failure=failure)
        pane = PhasesPane(lambda: make_result(attempts=(attempt,), failure=failure))
        async with shown(pane, height=8):
            assert lines_of(pane)[3].split()[1:3] == ["tls", "failed"]
            assert "failed after 42ms" in lines_of(pane)[0]

    async def test_several_attempts_are_told_in_the_foot(self) -> None:
        attempts = (
            make_attempt(503, waited=0.2),
            make_attempt(503, number=2, waited=0.4),
            make_attempt(number=3),
        )
        pane = PhasesPane(lambda: with_attempts(*attempts))
        async with shown(pane, height=8):
            assert "attempt 3 of 3, after 600ms of waiting" in lines_of(pane)[-1]

    async def test_redirects_and_queueing_are_told_in_the_foot(self) -> None:
        exchange = make_exchange(redirects=("https://a.example/",))
        attempt = make_attempt(exchange=exchange, phases=make_phases(queued=0.25))
        pane = PhasesPane(lambda: with_attempts(attempt))
        async with shown(pane, height=8):
            assert "queued 250ms before · sum of 2 requests: 1 redirected" in lines_of(pane)[-1]

    async def test_a_loop_of_our_own_that_was_late_is_told_in_the_foot(self) -> None:
        pane = PhasesPane(lambda: with_attempts(make_attempt(duration=0.25, lag=0.2)))
        async with shown(pane, height=8):
            assert "our own loop was 200ms late" in lines_of(pane)[-1]

    async def test_without_a_result_it_says_why(self) -> None:
        pane = PhasesPane(lambda: None, otherwise=lambda: "gone")
        async with shown(pane, height=8):
            assert "gone" in lines_of(pane)[1]


def test_the_phases_in_one_row_end_with_their_unit() -> None:
    text = "".join(text for text, _ in phase_line(make_result()))

    assert text == "dns 4 · connect 8 · tls 16 · send 1 · wait 12 · recv 1 ms"


def loud_phases(result: CheckResult) -> list[tuple[str, str]]:
    return [(text.split()[0], tag) for text, tag in phase_line(result) if tag.endswith("-strong")]


def test_a_limit_on_the_latency_blames_the_slowest_phase() -> None:
    slow = make_condition_result("latency < 10ms", "fail", "42ms")

    assert loud_phases(make_result(warnings=(slow,))) == [("tls", "warn-strong")]
    assert loud_phases(make_result(conditions=(slow,))) == [("tls", "err-strong")]


def test_a_limit_on_a_phase_blames_that_phase() -> None:
    slow = make_condition_result("wait < 10ms", "fail", "12ms")

    assert loud_phases(make_result(warnings=(slow,))) == [("wait", "warn-strong")]


def test_a_warning_about_something_else_blames_no_phase() -> None:
    soon = make_condition_result("cert.expires_in > 14d", "fail", "3d")

    assert loud_phases(make_result(warnings=(soon,))) == []


def test_times_of_a_second_and_more_have_units_of_their_own() -> None:
    attempt = make_attempt(phases=Phases(send=0.001, wait=4.95))

    text = "".join(text for text, _ in phase_line(with_attempts(attempt)))

    assert text.endswith("send 1ms · wait 4.95s")


def test_the_row_of_a_reused_connection_says_so_first() -> None:
    phases = make_phases(dns=None, connect=None, tls=None)

    runs = phase_line(with_attempts(make_attempt(phases=phases)))

    assert runs[0][0] == "connection reused"
