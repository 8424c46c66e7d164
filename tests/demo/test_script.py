from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.demo.script import CYCLE, ENDPOINTS, FEEDS, SLOW, Mode, Scene, chance, scene, troubled

NAMES = st.sampled_from([*ENDPOINTS, *FEEDS])
MOMENTS = [tenth / 10 for tenth in range(900)]


@given(NAMES, st.floats(min_value=0, max_value=10_000))
def test_the_same_moment_has_the_same_scene(name: str, t: float) -> None:
    first = scene(name, t)

    assert scene(name, t) == first


def test_the_script_begins_again_after_its_cycle() -> None:
    assert scene("payments-capture", CYCLE + 20) == scene("payments-capture", 20)


def test_a_name_that_is_not_in_the_script_is_a_bug() -> None:
    with pytest.raises(KeyError):
        scene("nobody", 0)


def test_everything_is_well_when_the_demo_begins() -> None:
    assert troubled(0) == ()


def test_something_goes_wrong_within_five_seconds() -> None:
    assert any(troubled(t) for t in MOMENTS if t < 5)


def test_something_is_wrong_at_every_moment_but_the_first() -> None:
    calm = [t for t in MOMENTS if t >= 3 and not troubled(t)]

    assert calm == []


def test_no_more_than_two_are_in_trouble_at_once() -> None:
    busiest = max(MOMENTS, key=lambda t: len(troubled(t)))

    assert len(troubled(busiest)) <= 2, busiest


def test_every_mode_has_its_moment() -> None:
    seen = {scene(name, t).mode for name in (*ENDPOINTS, *FEEDS) for t in MOMENTS}

    assert seen == set(Mode)


def test_everybody_recovers() -> None:
    for name in (*ENDPOINTS, *FEEDS):
        assert any(not scene(name, t).is_trouble for t in MOMENTS), name


def test_healthy_latencies_are_those_of_a_healthy_service() -> None:
    latencies = [scene(name, t).latency for name in ENDPOINTS for t in (0.0, 1.0, 2.0)]

    assert all(0.006 < latency < 0.15 for latency in latencies)


def test_healthy_latencies_differ_from_check_to_check() -> None:
    latencies = {scene("pricing", float(t)).latency for t in range(50)}

    assert len(latencies) == 50


def test_the_cart_climbs_over_what_is_slow() -> None:
    climb = [scene("cart-api", t).latency for t in (21.9, 26.0, 30.0, 34.0, 40.0, 49.0)]

    assert climb == sorted(climb)
    assert climb[0] < 0.15
    assert climb[-1] > SLOW


@pytest.mark.parametrize(
    ("played", "is_trouble"),
    [
        (Scene(0.05), False),
        (Scene(0.05, 202), False),
        (Scene(0.05, mode=Mode.FLAKY), False),
        (Scene(0.7), True),
        (Scene(0.05, 429), True),
        (Scene(0.05, mode=Mode.HANG), True),
    ],
)
def test_trouble_is_what_a_viewer_would_call_so(played: Scene, *, is_trouble: bool) -> None:
    assert played.is_trouble is is_trouble


@given(st.text(), st.integers())
def test_chance_is_a_number_from_0_to_1(name: str, number: int) -> None:
    assert 0 <= chance(name, number) < 1
