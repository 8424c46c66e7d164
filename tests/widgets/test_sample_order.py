from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW
from tui.model.check import Outcome, Sample
from tui.model.ring import Ring
from tui.widgets.sample_order import ORDERS, SampleOrder

LATENCIES = st.none() | st.sampled_from([0.1, 0.2, 0.3])
OUTCOMES = st.sampled_from([Outcome.UP, Outcome.DOWN])
BATCHES = st.lists(st.lists(st.tuples(LATENCIES, OUTCOMES), max_size=40), max_size=4)


class Watched(Ring[Sample]):
    """Samples that count how often somebody looks at one."""

    looked = 0

    def __getitem__(self, number: int) -> Sample:
        self.looked += 1
        return super().__getitem__(number)


def sample(latency: float | None = 0.1, outcome: Outcome = Outcome.UP) -> Sample:
    return Sample(NOW, outcome, latency, 200, 10.0)


@pytest.mark.parametrize("failed_only", [False, True])
@pytest.mark.parametrize("order", ORDERS)
@given(batches=BATCHES)
def test_what_is_kept_up_is_what_would_be_put_in_order_anew(
    order: str,
    failed_only: bool,  # noqa: FBT001 - a parameter
    batches: list[list[tuple[float | None, Outcome]]],
) -> None:
    samples: Ring[Sample] = Ring(20)
    kept = SampleOrder(samples, order, failed_only=failed_only)
    for batch in batches:
        for latency, outcome in batch:
            samples.append(sample(latency, outcome))
        numbers = kept.until(samples.end)

        assert list(numbers) == list(SampleOrder(samples, order, failed_only=failed_only).until(samples.end))
        assert [kept.place(numbers, number) for number in numbers] == list(range(len(numbers)))


def test_samples_of_one_latency_are_in_the_order_of_time() -> None:
    samples: Ring[Sample] = Ring(20)
    for latency in (0.1, 0.2, 0.1, None):
        samples.append(sample(latency))

    assert SampleOrder(samples, "slowest", failed_only=False).until(4) == [1, 2, 0, 3]
    assert SampleOrder(samples, "fastest", failed_only=False).until(4) == [3, 0, 2, 1]


def test_of_the_past_only_what_was_before_it_is_in_order() -> None:
    samples: Ring[Sample] = Ring(20)
    for latency in (0.1, 0.3, 0.2):
        samples.append(sample(latency))
    order = SampleOrder(samples, "slowest", failed_only=False)

    assert [list(order.until(end)) for end in (3, 2, 3)] == [[1, 2, 0], [1, 0], [1, 2, 0]]


def test_a_sample_that_has_gone_would_be_the_first() -> None:
    samples: Ring[Sample] = Ring(2)
    for latency in (0.1, 0.3, 0.2):
        samples.append(sample(latency))
    order = SampleOrder(samples, "slowest", failed_only=False)

    assert order.place(order.until(3), 0) == 0


def test_one_more_sample_is_put_in_without_a_look_at_all_of_them() -> None:
    samples = Watched(2_000)
    for number in range(3_000):
        samples.append(sample(number % 97 / 100))
    order = SampleOrder(samples, "slowest", failed_only=False)
    order.until(samples.end)
    samples.append(sample(0.5))
    samples.looked = 0
    order.until(samples.end)

    assert samples.looked < 100
