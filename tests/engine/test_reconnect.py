from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_failure
from tui.engine.reconnect import Again, Refusal, Stop, after_close, after_refusal
from tui.model.connection import Close, Side
from tui.model.failure import Failure, FailureKind
from tui.model.feed import ReconnectPolicy

POLICY = ReconnectPolicy(delay=1.0, max_delay=30.0)
REFUSAL = Refusal(failure=make_failure())


@pytest.mark.parametrize(("attempt", "ceiling"), [(1, 1.0), (2, 2.0), (3, 4.0), (6, 30.0), (1_000_000, 30.0)])
def test_the_ceiling_doubles_up_to_the_longest_wait(attempt: int, ceiling: float) -> None:
    assert after_refusal(REFUSAL, POLICY, attempt=attempt, chance=1.0) == Again(ceiling)
    assert after_close(Close(code=1006), POLICY, attempt=attempt, chance=1.0) == Again(ceiling)


@given(attempt=st.integers(0, 100), chance=st.floats(0, 1), code=st.integers(0, 65_535))
def test_no_wait_is_longer_than_the_longest(attempt: int, chance: float, code: int) -> None:
    match after_close(Close(code=code), POLICY, attempt=attempt, chance=chance):
        case Again(delay):
            assert 0 <= delay <= POLICY.max_delay
        case Stop():
            assert Close(code=code).is_fatal


def test_a_connection_that_lasted_starts_with_the_first_wait() -> None:
    assert after_close(Close(code=1001), POLICY, attempt=0, chance=0.5) == Again(0.5)


@pytest.mark.parametrize("code", [1013, 999, 1004, 1015, 5000])
def test_a_server_that_asks_for_rest_or_is_confused_gets_a_long_wait(code: int) -> None:
    assert after_close(Close(code=code), POLICY, attempt=1, chance=1.0) == Again(30.0)
    assert after_close(Close(code=code), POLICY, attempt=1, chance=0.0) == Again(1.0)


@pytest.mark.parametrize("code", [1000, 1001, 1005, 1006, 1011, 1012, 1014, 3000, 4000])
def test_what_may_pass_is_tried_again(code: int) -> None:
    assert after_close(Close(code=code), POLICY, attempt=1, chance=1.0) == Again(1.0)


def test_a_fatal_close_stops_and_says_why() -> None:
    close = Close(code=1008, reason="token expired")

    assert after_close(close, POLICY, attempt=1, chance=1.0) == Stop(
        Failure(FailureKind.CLOSED, '1008 policy violation · "token expired"')
    )


def test_without_a_policy_nothing_is_tried_again() -> None:
    assert after_close(Close(code=1000, by=Side.SERVER), None, attempt=1, chance=1.0) == Stop(None)
    assert after_refusal(REFUSAL, None, attempt=1, chance=1.0) == Stop(REFUSAL.failure)


def test_a_fatal_refusal_stops() -> None:
    refusal = Refusal(failure=make_failure("rejected", "401 Unauthorized"), is_fatal=True)

    assert after_refusal(refusal, POLICY, attempt=1, chance=1.0) == Stop(refusal.failure)


def test_the_last_of_the_allowed_attempts_says_how_many_there_were() -> None:
    policy = ReconnectPolicy(attempts=2)

    assert isinstance(after_refusal(REFUSAL, policy, attempt=1, chance=1.0), Again)
    assert after_refusal(REFUSAL, policy, attempt=2, chance=1.0) == Stop(
        make_failure("connect", "gave up after 2 attempts: 127.0.0.1:1 refused the connection")
    )
    assert after_close(Close(code=1001), ReconnectPolicy(attempts=1), attempt=1, chance=1.0) == Stop(
        make_failure("closed", "gave up after 1 attempt: 1001 going away")
    )


def test_the_wait_comes_on_top_of_what_the_server_asks_for() -> None:
    refusal = Refusal(failure=make_failure(), retry_after=7.0)

    assert after_refusal(refusal, POLICY, attempt=1, chance=0.25) == Again(7.25)
