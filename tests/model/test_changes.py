from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW
from tui.model.changes import Changes


def noted(*moments: tuple[float, str]) -> Changes[str]:
    changes: Changes[str] = Changes()
    for at, value in moments:
        changes.put(at, value)
    return changes


def test_what_was_noted_last_before_a_moment_held_then() -> None:
    changes = noted((NOW, "up"), (NOW + 10, "down"))

    assert changes.at(NOW + 9.9) == (NOW, "up")
    assert changes.at(NOW + 10) == (NOW + 10, "down")


def test_before_the_first_change_nothing_is_known() -> None:
    assert noted((NOW, "up")).at(NOW - 1) is None


def test_the_same_again_is_no_change() -> None:
    changes = noted((NOW, "up"), (NOW + 10, "up"))

    assert changes.at(NOW + 20) == (NOW, "up")


def test_a_clock_that_is_set_back_undoes_nothing() -> None:
    changes = noted((NOW, "up"), (NOW - 60, "down"))

    assert changes.at(NOW - 60) is None
    assert changes.at(NOW) == (NOW, "down")


def test_what_is_taken_back_never_held() -> None:
    changes = noted((NOW, "up"), (NOW + 10, "pending"), (NOW + 20, "down"))
    changes.take_back(NOW + 10)

    assert changes.at(NOW + 30) == (NOW, "up")


def test_it_does_not_grow_for_ever() -> None:
    changes = noted(*((NOW + number, str(number)) for number in range(5_000)))

    assert 1_000 <= len(changes) <= 2_000
    assert changes.at(NOW + 4_500) == (NOW + 4_500, "4500")


@given(st.lists(st.tuples(st.integers(0, 50), st.sampled_from("ab")), max_size=20), st.integers(-1, 51))
def test_it_agrees_with_looking_at_every_change(changes: list[tuple[int, str]], moment: int) -> None:
    ordered = sorted(changes, key=lambda change: change[0])
    held = [value for at, value in ordered if at <= moment]
    found = noted(*ordered).at(moment)

    assert (found[1] if found else None) == (held[-1] if held else None)
