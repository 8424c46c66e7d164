from __future__ import annotations

from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.model.check import Outcome, Sample
from tui.model.ring import Ring
from tui.model.sample_rows import START_RESOLUTION, SampleRows

_SAMPLES = st.builds(
    Sample,
    st.integers(0, 2**43).map(lambda count: count * START_RESOLUTION),
    st.sampled_from(Outcome),
    st.none() | st.integers(0, 4_000_000_000).map(lambda micros: micros / 1e6),
    st.none() | st.integers(100, 999),
    st.floats(0.1, 1e5),
    st.booleans(),
    st.booleans(),
    st.none() | st.integers(0, 2_047),
)


@settings(max_examples=60)
@given(st.lists(_SAMPLES, max_size=12), st.integers(1, 5))
def test_a_ring_of_rows_is_one_of_samples(samples: list[Sample], capacity: int) -> None:
    rows: Ring[Sample] = Ring(capacity, items=SampleRows())
    plain: Ring[Sample] = Ring(capacity)
    for sample in samples:
        rows.append(sample)
        plain.append(sample)

    assert list(rows) == list(plain)
    assert rows.tail(3) == plain.tail(3)
    assert rows.newest == plain.newest


_LEAPS = st.floats(-1e8, 1e8) | st.floats(0.9, 1.1)
"""Seconds until the next check: about one, unless the machine slept for years or its clock was set."""


@given(st.floats(0, 2e9), st.lists(_LEAPS, max_size=12))
def test_every_start_is_rounded_down_by_a_quarter_of_a_millisecond_at_most(
    first: float, leaps: list[float]
) -> None:
    starts = list(accumulate(leaps, initial=first))
    ring: Ring[Sample] = Ring(20, items=SampleRows())
    for at in starts:
        ring.append(Sample(at, Outcome.UP, 0.1, 200, 1.0))
    kept = [sample.at for sample in ring]

    assert all(0 <= at - found < 0.00025 for at, found in zip(starts, kept, strict=True))


@given(st.floats(0, 2e9))
def test_a_sample_that_is_put_back_does_not_move(at: float) -> None:
    ring: Ring[Sample] = Ring(1, items=SampleRows())
    ring.append(Sample(at, Outcome.UP, 0.1, 200, 1.0))
    once = ring[0]
    ring.replace(0, once)

    assert ring[0] == once


@given(st.integers(0, 2**41 - 1))
def test_a_size_is_rounded_down_by_less_than_a_thousandth_and_stays_when_it_is_put_back(size: int) -> None:
    ring: Ring[Sample] = Ring(1, items=SampleRows())
    ring.append(Sample(1.0, Outcome.UP, 0.1, 200, 1.0, size=size))
    once = ring[0]
    ring.replace(0, once)

    assert ring[0] == once
    assert once.size is not None
    assert 0 <= size - once.size <= size / 1_024


def test_what_takes_for_ever_takes_an_hour_at_least() -> None:
    ring: Ring[Sample] = Ring(1, items=SampleRows())
    ring.append(Sample(1.0, Outcome.UP, 1e9, 200, 10.0))

    assert ring.newest is not None
    assert (ring.newest.latency or 0.0) > 3_600.0


def test_a_copy_goes_its_own_way() -> None:
    first, second = (Sample(at, Outcome.UP, 0.1, 200, 10.0) for at in (1.0, 2.0))
    ring: Ring[Sample] = Ring(1, items=SampleRows())
    ring.append(first)
    copy = ring.copy()
    ring.append(second)

    assert (copy.newest, ring.newest) == (first, second)
