from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.model.asides import Asides


@given(st.lists(st.booleans(), max_size=60), st.data())
def test_what_is_received_is_what_is_not_set_aside(received: list[bool], data: st.DataObject) -> None:
    asides = Asides()
    for number, is_received in enumerate(received):
        if not is_received:
            asides.add(number, 0)
    low = data.draw(st.integers(0, len(received)))
    high = data.draw(st.integers(low, len(received)))

    assert asides.others(low, high) == sum(received[low:high])
    assert len(asides.between(low, high)) == (high - low) - sum(received[low:high])


def test_what_is_gone_is_counted_but_not_kept() -> None:
    asides = Asides()
    for number in range(0, 200_000, 2):
        asides.add(number, max(0, number - 1_000))

    assert asides.others(0, 200_000) == 100_000
    assert asides.others(199_000, 200_000) == 500
    assert len(asides.between(0, 200_000)) <= 4_097
