from __future__ import annotations

from tui.screens.layout import Layout, room_for_cards


def test_cards_leave_room_for_what_the_layout_shows_around_them() -> None:
    assert [room_for_cards(layout, 40) for layout in Layout] == [38, 37, 32, 32]
