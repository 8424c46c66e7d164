from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste

from tui.terminal.listener import Listener
from tui.terminal.pastes import Pastes

START, END = "\x1b[200~", "\x1b[201~"


def events_of(*texts: str) -> list[str]:
    """Return what a listener makes of it: keys by their names, pastes in brackets."""
    listener = Listener(lambda _: None)
    found = [event for text in texts for event in listener.listen(text)]
    return [
        f"[{event.text}]" if isinstance(event, Paste) else event.key
        for event in found
        if isinstance(event, Key | Paste)
    ]


def test_nothing_in_a_paste_is_a_key() -> None:
    assert events_of(f"j{START}a\x1bq\x1b[A\x1b]0;x\x07{END}k") == ["j", "[a�q�[A�]0;x�]", "k"]


def test_lines_and_tabs_stay_what_they_are() -> None:
    assert events_of(f"{START}a\tb\nc{END}") == ["[a\tb\nc]"]


def test_two_pastes_are_two() -> None:
    assert events_of(f"{START}a{END}{START}b{END}") == ["[a]", "[b]"]


@given(st.text(max_size=30), st.lists(st.integers(1, 8), max_size=20))
def test_a_paste_may_come_in_any_pieces_once_its_mark_is_there(text: str, lengths: list[int]) -> None:
    text = text.replace("\x1b", "")
    rest, pieces = f"{text}{END}q", [START]
    for length in lengths:
        pieces.append(rest[:length])
        rest = rest[length:]
    [paste, key] = events_of(*filter(None, [*pieces, rest]))

    assert len(paste) == len(text) + 2
    assert key == "q"


@pytest.mark.parametrize("at", range(1, len(START)))
def test_of_a_mark_in_two_pieces_the_second_follows_the_first_and_ends_there(at: int) -> None:
    pastes = Pastes()
    first, second, paste, typed = [
        *pastes.part(START[:at]),
        *pastes.part(f"{START[at:]}q\x1bq{END}k"),
    ]

    assert (first, second) == (START[:at], START[at:] + END)
    assert isinstance(paste, Paste)
    assert (paste.text, typed) == ("q�q", "k")


def test_what_begins_and_ends_at_once_is_no_paste() -> None:
    assert events_of(f"{START}{END}q") == ["[]", "q"]


def test_a_paste_whose_end_never_comes_ends_after_a_while() -> None:
    moments = iter([0.0, 0.1, 5.2, 5.3])
    pastes = Pastes(lambda: next(moments))
    first = [*pastes.part(f"{START}abc"), *pastes.part("")]
    [paste, typed] = [*pastes.part(""), *pastes.part("q")]

    assert first == []
    assert isinstance(paste, Paste)
    assert (paste.text, typed) == ("abc", "q")


def test_of_an_endless_paste_a_million_characters_are_kept() -> None:
    pastes = Pastes()
    [paste, typed] = [
        *pastes.part(START),
        *(part for _ in range(30) for part in pastes.part("x" * 50_000)),
        *pastes.part(f"y{END}q"),
    ]

    assert isinstance(paste, Paste)
    assert (paste.text, typed) == ("x" * 1_000_000, "q")
