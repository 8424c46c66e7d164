from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import AppFocus, Key, MouseMove

from tui.terminal.listener import Listener

if TYPE_CHECKING:
    from textual.message import Message

WHITE = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
BLACK = "\x1b]11;rgb:0000/0000/0000\x07"
SENTINEL = "\x1b[?62;4c"
KITTY = "\x1b_Gi=31;OK\x1b\\"
CELL = "\x1b[6;20;10t"


class Hearing:
    """A listener, what it has heard, and the keys that came."""

    def __init__(self) -> None:
        self.heard: list[bool] = []
        self.seen: list[str] = []
        self.events: list[Message] = []
        self.listener = Listener(self.heard.append, self.seen.append)

    def take(self, *texts: str) -> None:
        for text in texts:
            self.events += self.listener.listen(text)

    @property
    def keys(self) -> list[str]:
        return [event.key for event in self.events if isinstance(event, Key)]


@pytest.fixture
def hearing() -> Hearing:
    return Hearing()


def test_the_colour_of_the_background_is_heard_and_presses_no_key(hearing: Hearing) -> None:
    hearing.take(WHITE, BLACK)

    assert hearing.heard == [True, False]
    assert hearing.keys == []


def test_keys_around_an_answer_stay_keys(hearing: Hearing) -> None:
    hearing.take(f"j{WHITE}{SENTINEL}k")

    assert hearing.keys == ["j", "k"]


@pytest.mark.parametrize("at", range(2, len(WHITE)))
def test_an_answer_may_come_in_two_pieces(at: int, hearing: Hearing) -> None:
    hearing.take(WHITE[:at], "", WHITE[at:])

    assert hearing.heard == [True]
    assert hearing.keys == []


def test_the_answer_to_the_sentinel_presses_no_key_however_late(hearing: Hearing) -> None:
    hearing.take(SENTINEL[:4], SENTINEL[4:])

    assert hearing.keys == []


@pytest.mark.parametrize("answer", [KITTY, CELL, SENTINEL])
def test_what_is_said_of_graphics_is_seen_however_late_and_presses_no_key(
    answer: str, hearing: Hearing
) -> None:
    hearing.take(f"j{answer}k")

    assert hearing.seen == [answer]
    assert hearing.keys == ["j", "k"]


@pytest.mark.parametrize(
    ("answer", "at"), [(answer, at) for answer in (KITTY, CELL) for at in range(3, len(answer))]
)
def test_what_is_said_of_graphics_may_come_in_two_pieces(answer: str, at: int, hearing: Hearing) -> None:
    hearing.take(answer[:at], "", answer[at:])

    assert hearing.keys == []
    assert hearing.seen == [answer]


def test_keys_that_begin_like_an_answer_stay_keys(hearing: Hearing) -> None:
    hearing.take("\x1b[6~", "\x1b[6", ";5~", "\x1b[6", "~", "q")

    assert hearing.keys == ["pagedown", "ctrl+pagedown", "pagedown", "q"]


def test_an_answer_that_is_no_colour_says_nothing(hearing: Hearing) -> None:
    hearing.take("\x1b]11;purple\x07")

    assert hearing.heard == []
    assert hearing.keys == []


def test_what_is_no_answer_comes_through(hearing: Hearing) -> None:
    hearing.take("\x1b[A\x1b[I", "q")

    assert hearing.keys == ["up", "q"]
    assert any(isinstance(event, AppFocus) for event in hearing.events)


def test_an_escape_is_waited_for_no_longer_than_it_takes(hearing: Hearing) -> None:
    idle = hearing.listener.patience
    hearing.take("\x1b")

    assert (idle, hearing.listener.patience < idle) == (0.1, True)


def test_a_beginning_that_never_ends_is_no_answer(hearing: Hearing, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = time.monotonic()
    monkeypatch.setattr("tui.terminal.listener.time.monotonic", lambda: clock)
    hearing.take("\x1b]11;rg")
    clock += 1
    hearing.take("", "q")

    assert hearing.keys == ["q"]


@pytest.mark.parametrize("resize", ["\x1b[48;40;120;0;0t", "\x1b[48;0;0;800;960t"])
def test_the_mouse_of_a_terminal_without_pixels_is_in_cells(resize: str, hearing: Hearing) -> None:
    hearing.take(resize, "\x1b[<35;24;37M")

    assert [(event.x, event.y) for event in hearing.events if isinstance(event, MouseMove)] == [(23, 36)]


@pytest.mark.parametrize(
    ("sequence", "key"),
    [
        ("\x1bv", "alt+v"),
        ("\x1b>", "alt+greater_than_sign"),
        ("\x1b[1;3D", "alt+left"),
        (">", "greater_than_sign"),
    ],
)
def test_alt_is_told_with_any_key(sequence: str, key: str, hearing: Hearing) -> None:
    hearing.take(sequence)
    while not hearing.keys:  # more could follow for as long as an Escape is waited for
        hearing.take("")

    assert hearing.keys == [key]


@pytest.mark.parametrize(
    "sequence", ["\x1b[99999999999999999999u", "\x1b[1114112u", "\x1b[:u", "\x1b[97:65;1:9;97u", "\x1b[11:A"]
)
def test_what_only_looks_like_a_key_is_none_and_ends_nothing(sequence: str, hearing: Hearing) -> None:
    hearing.take(sequence, "j")

    assert hearing.keys == ["j"]


@given(st.text("\x1b[]<;:?$~0123456789AMPRmtuy", max_size=24))
def test_nothing_that_a_terminal_sends_ends_the_listening(text: str) -> None:
    hearing = Hearing()
    hearing.take(f"\x1b[{text}", "\x1b[<35;24;37M")
