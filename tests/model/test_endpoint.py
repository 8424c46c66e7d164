from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.endpoint import Backoff, Expect, RetryPolicy

policies = st.builds(
    RetryPolicy,
    backoff=st.sampled_from(Backoff),
    delay=st.floats(min_value=0.0, max_value=60.0),
    max_delay=st.floats(min_value=0.0, max_value=3_600.0),
)


@given(policies, st.integers(min_value=1, max_value=100_000), st.floats(min_value=0.0, max_value=1.0))
def test_no_wait_is_longer_than_the_policy_allows(policy: RetryPolicy, attempt: int, chance: float) -> None:
    assert 0.0 <= policy.wait_after(attempt, chance=chance) <= policy.max_delay


@pytest.mark.parametrize(
    ("backoff", "waits"),
    [
        (Backoff.FIXED, [1.0, 1.0, 1.0, 1.0, 1.0, 1.0]),
        (Backoff.FIBONACCI, [1.0, 1.0, 2.0, 3.0, 5.0, 8.0]),
        (Backoff.EXPONENTIAL, [1.0, 2.0, 4.0, 8.0, 10.0, 10.0]),
        (Backoff.JITTER, [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]),
    ],
)
def test_the_waits_grow_as_the_backoff_says(backoff: Backoff, waits: list[float]) -> None:
    policy = RetryPolicy(backoff=backoff, delay=1.0, max_delay=10.0)

    assert [policy.wait_after(attempt, chance=0.5) for attempt in range(1, 7)] == waits


@pytest.mark.parametrize(("status", "accepted"), [(199, False), (200, True), (299, True), (300, False)])
def test_any_success_is_expected_unless_somebody_says_otherwise(status: int, *, accepted: bool) -> None:
    assert Expect().accepts(status) is accepted


def test_several_codes_may_be_expected() -> None:
    expect = Expect((range(200, 201), range(404, 405)), "[200, 404]")

    assert [status for status in range(100, 600) if expect.accepts(status)] == [200, 404]
