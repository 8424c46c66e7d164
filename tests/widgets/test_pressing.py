from __future__ import annotations

import pytest
from textual.events import Key

from tui.widgets.pressing import pressed_label


@pytest.mark.parametrize(
    ("key", "character", "label"),
    [
        ("x", "x", "x"),
        ("alt+x", "x", "alt+x"),
        ("plus", "+", "+"),
        ("latin_small_letter_u_with_diaeresis", "ü", "ü"),
        ("space", " ", "space"),
        ("f5", None, "F5"),
        ("ctrl+t", "\x14", "ctrl+t"),
    ],
)
def test_a_key_is_written_as_it_was_pressed(key: str, character: str | None, label: str) -> None:
    assert pressed_label(Key(key, character)) == label
