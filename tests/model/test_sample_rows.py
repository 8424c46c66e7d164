from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.model.check import Outcome, Sample
from tui.model.ring import Ring
from tui.model.sample_rows import SampleRows

_SAMPLES = st.builds(
    Sample,
    st.floats(0, 2e9),
    st.sampled_from(Outcome),
    st.none() | st.integers(0, 4_000_000_000).map(lambda micros: micros / 1e6),
    st.none() | st.integers(100, 999),
    st.floats(0.1, 1e5),
    st.booleans(),
    st.booleans(),
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
