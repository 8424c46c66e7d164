from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW
from tui.model.timeline import Timeline


def make_timeline(*changes: tuple[float, str]) -> Timeline[str]:
    timeline: Timeline[str] = Timeline()
    for at, value in changes:
        timeline.put(at, value)
    return timeline


def test_what_was_noted_last_before_a_moment_held_then() -> None:
    timeline = make_timeline((NOW, "up"), (NOW + 10, "down"))

    assert timeline.at(NOW + 9.9) == (NOW, "up")
    assert timeline.at(NOW + 10) == (NOW + 10, "down")


def test_before_the_first_change_nothing_is_known() -> None:
    assert make_timeline((NOW, "up")).at(NOW - 1) is None


def test_the_same_again_is_no_change() -> None:
    timeline = make_timeline((NOW, "up"), (NOW + 10, "up"))

    assert timeline.at(NOW + 20) == (NOW, "up")


def test_a_clock_that_is_set_back_undoes_nothing() -> None:
    timeline = make_timeline((NOW, "up"), (NOW - 60, "down"))

    assert timeline.at(NOW - 60) is None
    assert timeline.at(NOW) == (NOW, "down")


def test_what_is_taken_back_never_held() -> None:
    timeline = make_timeline((NOW, "up"), (NOW + 10, "pending"), (NOW + 20, "down"))
    timeline.take_back(NOW + 10)

    assert timeline.at(NOW + 30) == (NOW, "up")


def test_it_does_not_grow_for_ever() -> None:
    timeline = make_timeline(*((NOW + number, str(number)) for number in range(5_000)))

    assert 1_000 <= len(timeline) <= 2_000
    assert timeline.at(NOW + 4_500) == (NOW + 4_500, "4500")


@given(st.lists(st.tuples(st.integers(0, 50), st.sampled_from("ab")), max_size=20), st.integers(-1, 51))
def test_it_agrees_with_looking_at_every_change(changes: list[tuple[int, str]], moment: int) -> None:
    ordered = sorted(changes, key=lambda change: change[0])
    held = [value for at, value in ordered if at <= moment]
    found = make_timeline(*ordered).at(moment)

    assert (found[1] if found else None) == (held[-1] if held else None)
