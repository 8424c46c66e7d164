from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_feed
from tui.model.feed import ReconnectPolicy

policies = st.builds(
    ReconnectPolicy,
    delay=st.floats(min_value=0.0, max_value=60.0),
    max_delay=st.floats(min_value=0.0, max_value=3_600.0),
)
chances = st.floats(min_value=0.0, max_value=1.0)


@given(policies, st.integers(min_value=1, max_value=100_000), chances)
def test_no_wait_is_longer_than_the_policy_allows(
    policy: ReconnectPolicy, attempt: int, chance: float
) -> None:
    assert 0.0 <= policy.wait_before(attempt, chance=chance) <= policy.max_delay


@given(policies, st.integers(min_value=1, max_value=1_000))
def test_the_ceiling_of_the_waits_only_grows(policy: ReconnectPolicy, attempt: int) -> None:
    assert policy.wait_before(attempt, chance=1.0) <= policy.wait_before(attempt + 1, chance=1.0)


def test_the_ceiling_doubles_with_every_attempt() -> None:
    waits = [ReconnectPolicy(delay=1.0).wait_before(attempt, chance=1.0) for attempt in range(1, 8)]

    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


@pytest.mark.parametrize(
    ("url", "is_websocket"),
    [
        ("ws://a.example", True),
        ("WSS://a.example", True),
        ("https://a.example/events", False),
        ("http://ws.example", False),
    ],
)
def test_the_scheme_tells_a_websocket_from_server_sent_events(url: str, *, is_websocket: bool) -> None:
    assert make_feed(url=url).is_websocket is is_websocket
