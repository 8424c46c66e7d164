from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import make_message
from tui.model.message_type import TypeReader
from tui.model.ring import Ring
from tui.widgets.newcomers import Newcomers
from tui.widgets.viewport import Viewport

if TYPE_CHECKING:
    from tui.model.message import Row

PLENTY = 10.0


class Place:
    """A view of thirty rows, and what came below it."""

    def __init__(self, *, capacity: int = 5_000) -> None:
        ring: Ring[Row] = Ring(capacity, 1_000_000)
        self.view = Viewport(ring)
        self.now = 0.0
        self.newcomers = Newcomers(self.view, TypeReader(None), clock=lambda: self.now)
        self.arrive(30)
        self.view.settle(5)

    def arrive(self, count: int, kind: str = "tick") -> None:
        for _ in range(count):
            self.view.ring.append(make_message(f'{{"type": "{kind}"}}'), 20)
        self.view.settle(5)

    @property
    def told(self) -> str:
        self.newcomers.advance(PLENTY)
        return "".join(text for text, _ in self.newcomers.told())


def test_while_it_follows_nothing_is_new() -> None:
    place = Place()
    place.arrive(3)

    assert place.told == ""


def test_what_came_since_it_stands_still_is_new_and_not_what_is_below() -> None:
    place = Place()
    place.view.move(-9)
    before = place.told
    place.arrive(1_234 - 1, "tick")
    place.arrive(1, "error")

    assert place.view.below > 1_234
    assert (before, place.told) == ("", "+1,234 new (1 problem)")


def test_following_again_starts_the_count_anew() -> None:
    place = Place()
    place.view.move(-9)
    place.arrive(5, "error")
    first = place.told
    place.view.follow()
    place.view.move(-1)
    place.arrive(2)

    assert (first, place.told) == ("+5 new (5 problems)", "+2 new")


def test_what_has_gone_since_still_came() -> None:
    place = Place(capacity=50)
    place.view.move(-9)
    place.arrive(40, "error")
    seen = place.told
    later = []
    for _ in range(4):
        place.arrive(25)
        later.append(place.told)

    assert (seen, later[-1]) == ("+40 new (40 problems)", "+140 new (40 problems)")


def test_what_went_before_it_was_looked_at_is_not_made_up() -> None:
    place = Place(capacity=50)
    place.view.move(-9)
    _ = place.told
    place.arrive(100, "error")

    assert place.told == "+100 new (50+ problems)"


def test_only_rows_that_the_filter_leaves_are_counted() -> None:
    place = Place()
    place.view.move(-9)
    place.arrive(4, "error")
    place.arrive(6)
    place.view.show_only(lambda row: b"error" in getattr(row, "payload", b""))
    place.view.index.advance(PLENTY)
    narrowed = place.told
    place.arrive(2, "error")
    place.view.index.advance(PLENTY)

    assert (narrowed, place.told) == ("+4 new (4 problems)", "+6 new (6 problems)")


def test_looking_for_problems_ends_when_its_time_is_over() -> None:
    place = Place()
    place.view.move(-9)
    place.arrive(500, "error")
    place.newcomers.advance(0.0)

    assert 0 < place.newcomers.problems < 500
    assert place.told == "+500 new (500 problems)"
