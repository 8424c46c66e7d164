from __future__ import annotations

from tui.screens.layout import Layout, Shares, room_for_cards, share_rows


def test_cards_leave_room_for_what_the_layout_shows_around_them() -> None:
    assert [room_for_cards(layout, 40) for layout in Layout] == [38, 37, 32, 32]


def test_panes_below_a_list_that_just_fits_are_as_high_as_usual() -> None:
    assert share_rows(Layout.MEDIUM, 38, 21) == Shares(preview=11, events=6)


def test_panes_make_way_for_the_rest_of_a_list() -> None:
    assert share_rows(Layout.MEDIUM, 38, 24) == Shares(preview=9, events=5)


def test_panes_do_not_make_way_for_a_list_that_does_not_fit_anyway() -> None:
    assert share_rows(Layout.MEDIUM, 38, 26) == Shares(preview=11, events=6)


def test_panes_grow_where_a_list_is_short() -> None:
    shares = share_rows(Layout.WIDE, 78, 24)

    assert shares.preview > 18
    assert shares.events > 14
    assert 24 + shares.preview + shares.events == 78


def test_where_there_is_no_preview_the_list_and_the_events_have_its_rows() -> None:
    assert share_rows(Layout.WIDE, 58, 24, has_preview=False) == Shares(preview=0, events=34)
    assert share_rows(Layout.WIDE, 58, 90, has_preview=False) == Shares(preview=0, events=14)


def test_a_narrow_terminal_has_a_preview_of_what_is_left_over_if_that_is_worth_it() -> None:
    assert share_rows(Layout.NARROW, 22, 10) == Shares(preview=11, events=0)
    assert share_rows(Layout.NARROW, 22, 14) == Shares(preview=0, events=0)
    assert share_rows(Layout.NARROW, 22, 10, has_preview=False) == Shares(preview=0, events=0)
    assert share_rows(Layout.TINY, 22, 4) == Shares(preview=0, events=0)
