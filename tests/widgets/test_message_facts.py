from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import NOW, make_feed, make_message, make_notice
from tui.model.feed_state import FeedState
from tui.widgets.listing import Listing
from tui.widgets.message_facts import message_facts

if TYPE_CHECKING:
    from tui.model.message import Row


def facts(number: int, *, marked_at: float | None = None) -> str:
    """Return the facts of one of three rows: a notice, and texts 20 ms and 1.5 s after it."""
    listing = Listing(FeedState(make_feed()))
    rows: list[Row] = [make_notice(), make_message("one", at=NOW + 0.02), make_message(b"two!", at=NOW + 1.5)]
    for row in rows:
        listing.state.rows.append(row)
    listing.marked_at = marked_at
    return message_facts(listing, number, rows[number], separator=" · ")


def test_a_message_tells_its_kind_its_size_and_how_long_after_the_row_before_it_came() -> None:
    assert facts(1) == "text 3 B · Δ 20ms"
    assert facts(2) == "binary 4 B · Δ 1.48s"


def test_it_tells_how_far_it_is_from_a_mark_unless_it_is_marked_itself() -> None:
    assert facts(2, marked_at=NOW + 0.02).endswith(" · ◆ +1.48s")
    assert facts(1, marked_at=NOW + 1.5).endswith(" · ◆ -1.48s")
    assert "◆" not in facts(2, marked_at=NOW + 1.5)


def test_of_a_notice_there_is_only_its_kind() -> None:
    assert facts(0) == "opened"
