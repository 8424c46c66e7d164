from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

from tests.factories import NOW, make_message, make_notice
from tui.model.conditions.json_path import JsonPath
from tui.model.conditions.large_json import LARGE
from tui.model.message import FeedMessage
from tui.model.message_type import TypeReader
from tui.model.ring import Ring
from tui.widgets.watched_value import value_at
from tui.widgets.watched_values import WatchedValues

if TYPE_CHECKING:
    from tui.model.message import Row

BID = JsonPath("$.bid")
SYM = JsonPath("$.sym")


def ring_of(*quotes: tuple[str, str], capacity: int = 1_000) -> Ring[Row]:
    ring: Ring[Row] = Ring(capacity)
    for at, (symbol, bid) in enumerate(quotes):
        ring.append(quote(symbol, bid, at))
    return ring


def quote(symbol: str, bid: str, at: float) -> Row:
    return make_message(f'{{"type":"quote","sym":"{symbol}","bid":{bid}}}', at=NOW + at)


def watched(ring: Ring[Row], key: JsonPath | None = SYM) -> WatchedValues:
    values = WatchedValues(ring, TypeReader())
    values.watch((BID,), key)
    values.advance(60)
    return values


def test_each_thing_has_its_newest_value() -> None:
    values = watched(ring_of(("A", "1.50"), ("B", "2"), ("A", "3.25")))

    assert {thing: cells[BID].value for thing, cells in values.things.items()} == {"A": "3.25", "B": "2"}
    assert values.newest[BID] == "3.25"


def test_a_change_is_known_with_its_time_and_how_much_it_was() -> None:
    cell = watched(ring_of(("A", "1"), ("A", "1"), ("A", "3"))).things["A"][BID]

    assert (cell.changed_at, cell.change) == (NOW + 2, 2.0)
    assert list(cell.numbers) == [1.0, 1.0, 3.0]


def test_what_never_changed_has_no_time_of_change() -> None:
    cell = watched(ring_of(("A", "1"), ("A", "1"))).things["A"][BID]

    assert cell.changed_at is None


def test_the_value_in_a_large_message_is_known_and_looked_for_once() -> None:
    ring = ring_of(*[("A", "1")] * 3)
    ring.append(make_message('{"bid": 7, "sym": "B", "rest": "' + "x" * LARGE + '"}'))
    with patch("tui.widgets.watched_values.value_at", wraps=value_at) as look:
        values = watched(ring)
        row = ring[3]
        assert isinstance(row, FeedMessage)
        again = values.value_of(3, row, BID)

    assert again == values.things["B"][BID].value == values.newest[BID] == "7"
    assert [call.args[0] for call in look.call_args_list] == [BID, SYM]


def test_what_is_no_number_has_a_value_and_no_curve() -> None:
    cell = watched(ring_of(("A", '"open"'), ("A", '"closed"'))).things["A"][BID]

    assert (cell.value, cell.change, list(cell.numbers)) == ("closed", None, [])


def test_the_key_is_found_and_what_was_seen_before_is_sorted_by_it() -> None:
    quotes = [("A", "1"), ("B", "2")] * 4
    values = watched(ring_of(*quotes), key=None)

    assert values.key == SYM
    assert list(values.things) == ["A", "B"]


def test_without_a_key_things_are_the_types() -> None:
    values = watched(ring_of(("A", "1"), ("B", "2"), ("C", "3")), key=None)

    assert list(values.things) == ["quote"]


def test_what_comes_later_is_taken_in() -> None:
    ring = ring_of(("A", "1"))
    values = watched(ring)
    ring.append(make_notice())
    ring.append(make_message("no json"))
    ring.append(make_message('{"type":"status"}'))
    ring.append(quote("A", "2", 9))
    is_done = values.advance(60)

    assert is_done
    assert values.things["A"][BID].value == "2"


def test_what_goes_too_quickly_is_left_out_and_counted() -> None:
    ring = ring_of(("A", "1"), capacity=3)
    values = watched(ring)
    for number in range(10):
        ring.append(quote("B", str(number), number))
    values.advance(60)

    assert values.skipped == 7
    assert list(values.things["B"][BID].numbers) == [7.0, 8.0, 9.0]


def test_a_budget_is_kept() -> None:
    values = WatchedValues(ring_of(*[("A", "1")] * 40), TypeReader(), clock=iter(range(100)).__next__)
    values.watch((BID,), SYM)
    is_done = values.advance(1)

    assert not is_done
    assert values.advance(100)


def test_there_are_no_more_things_than_can_be_looked_at() -> None:
    values = watched(ring_of(*[(f"S{number}", "1") for number in range(501)]))

    assert len(values.things) == 500
    assert "S0" not in values.things


def test_watching_nothing_costs_nothing() -> None:
    values = watched(ring_of(("A", "1")))
    values.watch(())
    is_done = values.advance(60)

    assert is_done
    assert values.things == {}


def test_of_a_value_no_more_is_kept_than_can_be_shown() -> None:
    values = watched(ring_of(("A", '"' + "x" * 20_000 + '"')))

    assert len(values.things["A"][BID].value) == 10_000
