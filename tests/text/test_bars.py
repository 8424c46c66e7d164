"""Bars that lie on their side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.model.phases import Phases
from tui.text.bars import bars, histogram, waterfall
from tui.text.cells import cell_len
from tui.text.glyphs import ASCII, Line
from tui.text.safe import UNSAFE


def drawn(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def test_each_item_has_its_share() -> None:
    lines = drawn(bars([("order.created", 940), ("heartbeat", 59), ("binary", 1)], 40))

    assert lines == [
        "order.created ███████████████████▊   94%",
        "heartbeat     █▎                      6%",
        "binary        ▏                      <1%",
    ]


def test_a_small_share_is_shorter_than_one_that_is_many_times_as_large_in_ascii_too() -> None:
    lines = drawn(bars([("a", 813), ("b", 75), ("c", 38), ("d", 8)], 24, glyphs=ASCII))

    assert [line[2:-5].rstrip() for line in lines] == ["##############:", "#.", ":", "."]


def test_a_label_from_elsewhere_is_safe_to_print() -> None:
    assert drawn(bars([("a\x1b[2J", 1)], 20)) == ["a�[2J █████████ 100%"]


def test_nothing_has_no_bar() -> None:
    assert bars([], 20) == []
    assert drawn(bars([("a", 0.0)], 20)) == ["a                 0%"]


def test_latencies_are_counted_under_doubling_limits() -> None:
    lines = drawn(histogram([0.06, 0.15, 0.15, 0.79, 0.79, 0.79, 0.81], 24))

    assert lines == [
        " <100ms █ 1             ",
        " <200ms ██ 2            ",
        " <400ms 0               ",
        " <800ms ███ 3           ",
        " <1.60s █ 1             ",
        " ≥1.60s 0               ",
    ]


def test_a_distribution_has_its_ascii() -> None:
    assert drawn(histogram([0.1], 16, glyphs=ASCII))[-1].startswith(">=160ms 0")


def test_the_phases_follow_each_other() -> None:
    phases = Phases(queued=9.0, dns=0.002, connect=0.011, tls=0.028, send=0.001, wait=0.742, receive=0.028)

    assert waterfall(phases, 64) == [
        ("dns", 0, 1, "2ms"),
        ("connect", 0, 1, "11ms"),
        ("tls", 1, 2, "28ms"),
        ("send", 3, 1, "1ms"),
        ("wait", 3, 59, "742ms"),
        ("recv", 62, 2, "28ms"),
    ]


def test_a_phase_that_did_not_happen_has_no_row() -> None:
    assert [name for name, *_ in waterfall(Phases(send=0.001, wait=0.02), 10)] == ["send", "wait"]


LENGTHS = st.none() | st.floats()


@given(
    st.builds(Phases, dns=LENGTHS, connect=LENGTHS, tls=LENGTHS, wait=LENGTHS, receive=LENGTHS),
    st.integers(-1, 80),
)
def test_no_phase_leaves_the_width(phases: Phases, width: int) -> None:
    for _, first, length, _ in waterfall(phases, width):
        assert 0 <= first <= first + length <= max(0, width)
        assert length >= 1 or width <= 0


@given(st.lists(st.tuples(st.text(), st.floats())), st.integers(0, 60))
def test_bars_have_exactly_the_width(items: list[tuple[str, float]], width: int) -> None:
    for line in drawn(bars(items, width)):
        assert cell_len(line) == width
        assert not UNSAFE.search(line)


@given(st.lists(st.floats()), st.integers(0, 60))
def test_a_distribution_has_exactly_the_width(latencies: list[float], width: int) -> None:
    assert [len(line) for line in drawn(histogram(latencies, width))] == [width] * 6
