from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.app.keymap import EMACS
from tui.config.key_names import key_name
from tui.keys import KEYS


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("F7", "f7"),
        ("f7", "f7"),
        ("G", "G"),
        ("g", "g"),
        ("shift+g", "G"),
        ("Shift-Left", "shift+left"),
        ("ctrl-x", "ctrl+x"),
        ("Ctrl+X", "ctrl+x"),
        ("C-x", "ctrl+x"),
        ("control-x", "ctrl+x"),
        ("M-x", "alt+x"),
        ("Alt-X", "alt+X"),
        ("C-M-x", "alt+ctrl+x"),
        ("shift+ctrl+f5", "ctrl+shift+f5"),
        ("Esc", "escape"),
        ("PgDn", "pagedown"),
        ("Page_Up", "pageup"),
        ("Return", "enter"),
        ("-", "-"),
        ("+", "+"),
        ("C--", "ctrl+-"),
        ("minus", "minus"),
        ("Question_Mark", "question_mark"),
        ("hyper+x", "hyper+x"),
        ("ü", "ü"),
    ],
)
def test_a_key_has_one_name_however_it_is_written(written: str, name: str) -> None:
    assert key_name(written) == name


def test_the_names_of_our_own_keys_are_as_they_are() -> None:
    names = [name for keys in (*(key.keys for key in KEYS), *EMACS.values()) for name in keys.split(",")]

    assert [key_name(name) for name in names] == names


@given(st.text(min_size=1))
def test_the_name_of_a_name_is_itself(written: str) -> None:
    name = key_name(written)

    assert key_name(name) == name
