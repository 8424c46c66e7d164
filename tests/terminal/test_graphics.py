from __future__ import annotations

import pytest

from tui.terminal.graphics import heard, is_trusted, questions
from tui.text.graphics import Graphics

KITTY, CELL = "\x1b_G", "\x1b[16t"
OK = "\x1b_Gi=31;OK\x1b\\"


@pytest.mark.parametrize(
    "environ",
    [
        {"TERM": "xterm-kitty"},
        {"TERM": "xterm-ghostty"},
        {"TERM": "xterm-256color", "TERM_PROGRAM": "Ghostty"},
    ],
)
def test_a_terminal_of_that_name_is_asked_as_kitty_is(environ: dict[str, str]) -> None:
    assert questions(environ, (9, 18)).startswith(KITTY)


@pytest.mark.parametrize("name", ["xterm-256color", "rxvt-unicode", "vte", "foot", "xterm"])
def test_a_terminal_that_may_print_the_question_of_kitty_is_not_asked(name: str) -> None:
    assert KITTY not in questions({"TERM": name}, None)


def test_a_terminal_is_asked_for_the_size_of_a_cell_only_if_the_system_does_not_know() -> None:
    assert questions({"TERM": "foot"}, None) == CELL
    assert questions({"TERM": "foot"}, (9, 18)) == ""


@pytest.mark.parametrize(
    "environ",
    [
        {"TERM": "tmux-256color"},
        {"TERM": "screen.xterm-256color"},
        {"TERM": "xterm-kitty", "TMUX": "socket,1,0"},
        {"TERM": "xterm-kitty", "STY": "1.pts-0.host"},
        {"TERM": "xterm-kitty", "ZELLIJ": "0"},
    ],
)
def test_in_a_multiplexer_nothing_is_asked_and_no_answer_is_trusted(environ: dict[str, str]) -> None:
    assert questions(environ, None) == ""
    assert not is_trusted(environ)


@pytest.mark.parametrize(
    ("answers", "graphics"),
    [
        (f"{OK}\x1b[?62;c", Graphics(kitty=True)),
        ("\x1b_Gi=31;ENOTSUPPORTED:no\x1b\\", Graphics()),
        ("\x1b_Gi=7;OK\x1b\\", Graphics()),
        ("\x1b[?62;4;22c", Graphics(sixel=True)),
        ("\x1b[?4;22c", Graphics()),
        ("\x1b[?64;14;40c", Graphics()),
        ("\x1b[6;20;10t", Graphics(cell=(10, 20))),
        ("\x1b[6;0;0t", Graphics()),
        ("\x1b[6;9999;9999t", Graphics()),
        ("\x1b[6;5~", Graphics()),
        ("", Graphics()),
    ],
)
def test_an_answer_says_what_the_terminal_has(answers: str, graphics: Graphics) -> None:
    assert heard(answers) == graphics


def test_what_was_said_before_stays_known() -> None:
    known = heard("\x1b[6;20;10t", heard("\x1b[?62;4c"))

    assert known == Graphics(sixel=True, cell=(10, 20))
