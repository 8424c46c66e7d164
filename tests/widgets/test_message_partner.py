from __future__ import annotations

from tests.factories import NOW, make_feed, make_message
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.model.message import FeedMessage
from tui.widgets.message_partner import partner_lines, partner_of


def conversation() -> FeedState:
    """Return a feed with something else, a request, something else, and the answer."""
    state = FeedState(make_feed())
    for at, (text, way) in enumerate(
        (
            ("hello", "in"),
            ('{"id":1,"method":"add"}', "out"),
            ("hello", "in"),
            ('{"id":1,"result":"hunter22"}', "in"),
        )
    ):
        state.record(make_message(text, at=NOW + at * 0.02, direction=way))
        row = state.rows[at]
        assert isinstance(row, FeedMessage)
        state.noticed.pairs.look(at, row)
    return state


def lines(number: int, partner: int) -> list[str]:
    rows, mask = conversation().rows, Mask(["hunter22"])
    found = partner_lines(number, partner, rows, ordinal=partner + 1, mask=mask, width=50)
    return ["".join(text for text, _ in line) for line in found]


def test_a_request_and_its_answer_know_each_other() -> None:
    state = conversation()

    assert [partner_of(state.noticed.pairs, number, state.rows) for number in range(4)] == [None, 3, None, 1]


def test_below_a_request_stands_its_answer_without_secrets() -> None:
    head, *body = lines(1, 3)

    assert head == "─ answered by #4, 40ms after " + "─" * 21
    assert body == ["{", '  "id": 1,', '  "result": "•••"', "}"]


def test_below_an_answer_stands_what_was_asked() -> None:
    head, *body = lines(3, 1)

    assert head.startswith("─ answers #2, 40ms before ─")
    assert '  "method": "add"' in body


def test_a_long_answer_is_not_put_below() -> None:
    state = conversation()
    state.record(make_message("x" * 30_000, at=NOW + 1))

    assert partner_lines(1, 4, state.rows, ordinal=5, mask=Mask(), width=50) == []
