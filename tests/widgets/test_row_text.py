from __future__ import annotations

from tui.model.conditions.query import parse_query
from tui.widgets.row_text import cut, elided, set_off


def test_what_is_scrolled_out_is_left_out() -> None:
    assert cut([("abc", "a"), ("def", "b")], 4) == [("ef", "b")]
    assert cut([("abc", "a")], 0) == [("abc", "a")]


def test_what_is_searched_for_is_set_off_across_pieces() -> None:
    found = set_off([("xa", "a"), ("bx", "b")], parse_query("ab"))

    assert found == [("x", "a"), ("a", "accent-strong"), ("b", "accent-strong"), ("x", "b")]


def test_what_has_no_room_is_left_out_and_shown_to_be() -> None:
    assert elided([("abc", "a"), ("def", "b")], 4) == [("abc", "a"), ("", "b"), ("…", "muted")]
    assert elided([("abc", "a")], 3) == [("abc", "a")]
