"""CardPlan: where each card of the overview stands."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.model.feed_state import FeedState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model.board import State

__all__ = ["CardPlace", "CardPlan", "plan_cards"]

_NARROWEST = 26
_WIDER_FROM = 100
_FEED_WIDTH = 38
_ENDPOINT_WIDTH = 24
_LOWEST = 4
_ENDPOINT_HEIGHTS = (6, 5, 4)
_TURNS = ((True, 16), (False, 14), (True, 60))
"""Feeds or endpoints, and the height up to which their cards grow, in turns."""


class CardPlace(Struct, frozen=True):
    """One card and where it stands, in cells from the top left of the wall."""

    state: State
    x: int
    y: int
    width: int
    height: int


class CardPlan(Struct, frozen=True):
    """Every card, and how high the wall is."""

    places: tuple[CardPlace, ...]
    height: int

    def room(self, height: int) -> int:
        """Return the rows for cards: of a wall that does not fit, the last row tells what is out of sight."""
        return height if self.height <= height else max(1, height - 1)

    def top(self, wanted: int, height: int) -> int:
        """Return the row of cards nearest to that one which is shown first, so that none is cut in two."""
        if self.height <= height:
            return 0
        starts = self._starts()
        last = next((y for y in starts if self.height - y <= self.room(height)), starts[-1])
        return min(last, max(y for y in starts if y <= max(0, wanted)))

    def next_top(self, top: int, height: int, *, is_up: bool) -> int:
        """Return what is shown first when the wall is scrolled by one row of cards."""
        beyond = [y for y in self._starts() if (y < top if is_up else y > top)]
        return self.top((max(beyond) if is_up else min(beyond)) if beyond else top, height)

    def top_for(self, place: CardPlace, top: int, height: int) -> int:
        """Return what is shown first when that card has to be in sight."""
        if place.y <= top:
            return place.y
        end = place.y + place.height
        return next(y for y in self._starts() if y == place.y or (y >= top and end - y <= self.room(height)))

    def shown(self, top: int, height: int) -> list[CardPlace]:
        """Return the cards that are in sight as a whole, and of one that has no room what there is."""
        end = top + self.room(height)
        return [place for place in self.places if place.y == top or top < place.y <= end - place.height]

    def _starts(self) -> list[int]:
        return sorted({place.y for place in self.places})


def plan_cards(states: Sequence[State], width: int, height: int) -> CardPlan:
    """Place a card for every state, as large as the room allows.

    Endpoints and feeds stand in blocks, in the order given. Feeds get wider
    cards and the height that is left over, since theirs show live messages;
    without feeds the endpoints get it. A wall that is higher than `height`
    has to be scrolled; its cards share the height of those in sight, and on a
    narrow terminal those of feeds follow those of endpoints in the same row.
    """
    blocks = [(is_feed, list(block)) for is_feed, block in groupby(states, _is_feed)]
    if not blocks:
        return CardPlan((), 0)
    columns, rows = _grid(blocks, width)
    if width < _WIDER_FROM and sum(rows) * _LOWEST > height:
        blocks = [(False, list(states))]  # all cards are equal, and none leaves a row half empty
        columns, rows = _grid(blocks, width)
    heights = _heights([is_feed for is_feed, _ in blocks], rows, height)
    places: list[CardPlace] = []
    y = 0
    for (_, block), count, card_height in zip(blocks, columns, heights, strict=True):
        for index, state in enumerate(block):
            row, column = divmod(index, count)
            left, right = column * width // count, (column + 1) * width // count
            places.append(CardPlace(state, left, y + row * card_height, right - left, card_height))
        y += -(-len(block) // count) * card_height
    return CardPlan(tuple(places), y)


def _is_feed(state: State) -> bool:
    return isinstance(state, FeedState)


def _grid(blocks: Sequence[tuple[bool, Sequence[State]]], width: int) -> tuple[list[int], list[int]]:
    """Return how many columns and rows of cards each block has."""
    columns = [_columns(len(block), width, is_feed=is_feed) for is_feed, block in blocks]
    return columns, [-(-len(block) // count) for (_, block), count in zip(blocks, columns, strict=True)]


def _columns(count: int, width: int, *, is_feed: bool) -> int:
    """Return how many cards stand side by side: as many as fit, but no half-empty row where one less does."""
    narrowest = _NARROWEST
    if width >= _WIDER_FROM:
        narrowest = _FEED_WIDTH if is_feed else _ENDPOINT_WIDTH
    most = max(1, min(count, width // narrowest))
    rows = -(-count // most)
    return -(-count // rows)


def _heights(feeds: Sequence[bool], rows: Sequence[int], height: int) -> list[int]:
    """Return the height of the cards of each block; what is left over goes to one kind after the other."""
    card = next((each for each in _ENDPOINT_HEIGHTS if sum(rows) * each <= height), None)
    if card is None:
        room = height - 1  # what is out of sight is told below
        return [room // max(1, room // _LOWEST) if room >= _LOWEST else _LOWEST] * len(rows)
    heights = [card] * len(rows)
    left = height - sum(each * count for each, count in zip(heights, rows, strict=True))
    for for_feeds, most in _TURNS:
        growing = [index for index, is_feed in enumerate(feeds) if is_feed is for_feeds]
        while growing := [index for index in growing if rows[index] <= left and heights[index] < most]:
            for index in growing:
                if rows[index] <= left:
                    heights[index] += 1
                    left -= rows[index]
    return heights
