from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from tui.terminal import background
from tui.terminal.background import Look, asked, cell_of, is_light
from tui.text.graphics import Graphics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WHITE = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
BLACK = b"\x1b]11;rgb:00/00/00\x07"
SENTINEL = b"\x1b[?62;22c"
SIXEL = b"\x1b[?62;4c"
KITTY = b"\x1b_Gi=31;OK\x1b\\"
CELL = b"\x1b[6;20;10t"
XTERM = {"TERM": "xterm-256color"}
LONG = 10.0


@contextmanager
def terminal(answer: bytes = b"") -> Iterator[tuple[int, int]]:
    """A terminal that answers the question, once it was asked, with these bytes, and is waited for."""
    master, slave = pty.openpty()
    foreground = {"tcgetpgrp": os.tcgetpgrp}
    os.tcgetpgrp = lambda _: os.getpgrp()

    def reply() -> None:
        heard = b""
        while not heard.endswith(b"\x1b[c"):
            heard += os.read(master, 100)
        os.write(master, answer)

    thread = threading.Thread(target=reply, daemon=True)
    if answer:
        thread.start()
    try:
        with patch.object(background, "_PATIENCE", LONG if answer else background._PATIENCE):
            yield master, slave
    finally:
        if answer:
            thread.join()
        os.tcgetpgrp = foreground["tcgetpgrp"]
        os.close(slave)
        os.close(master)


def look_at(slave: int, environ: Mapping[str, str] = XTERM) -> Look:
    with asked(slave, slave, environ) as look:
        return look()


@pytest.mark.parametrize(
    ("answer", "light"), [(WHITE + SENTINEL, True), (BLACK + SENTINEL, False), (SENTINEL, None)]
)
def test_a_terminal_says_whether_its_background_is_light(answer: bytes, light: bool | None) -> None:  # noqa: FBT001 - a row of the table
    with terminal(answer) as (_, slave):
        assert look_at(slave) == Look(light)


def test_what_is_typed_meanwhile_is_kept_in_its_order() -> None:
    with terminal(b"j" + WHITE + b"\x1b[A" + SENTINEL) as (_, slave):
        assert look_at(slave) == Look(is_light=True, typed=b"j\x1b[A")


@pytest.mark.parametrize(
    ("environ", "answer", "graphics"),
    [
        ({"TERM": "xterm-kitty"}, WHITE + KITTY + SENTINEL, Graphics(kitty=True)),
        ({"TERM": "xterm-kitty"}, KITTY + CELL + SENTINEL, Graphics(kitty=True, cell=(10, 20))),
        (XTERM, CELL + SIXEL, Graphics(sixel=True, cell=(10, 20))),
        (XTERM, SENTINEL, Graphics()),
        ({"TERM": "tmux-256color"}, SIXEL, Graphics()),
    ],
)
def test_a_terminal_says_in_the_same_breath_what_it_has_for_pictures(
    environ: dict[str, str], answer: bytes, graphics: Graphics
) -> None:
    with terminal(b"j" + answer + b"k") as (_, slave):
        look = look_at(slave, environ)

    assert look.graphics == graphics
    assert look.typed in {b"j", b"jk"}


def test_a_terminal_that_has_told_the_system_how_large_a_cell_is_is_not_asked_for_it() -> None:
    with terminal() as (master, slave):
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 800, 480))
        look_at(slave)

        assert cell_of(slave) == (10, 20)
        assert os.read(master, 100) == b"\x1b]11;?\x1b\\\x1b[c"


def test_nobody_knows_the_cells_of_what_is_no_terminal() -> None:
    reading, writing = os.pipe()
    os.close(writing)

    assert cell_of(reading) is None
    os.close(reading)


def test_a_terminal_that_answers_nothing_is_waited_for_a_tenth_of_a_second() -> None:
    with terminal() as (master, slave):
        started = time.monotonic()
        os.write(master, b"q")
        look = look_at(slave)

        assert look == Look(None, b"q")
        assert time.monotonic() - started >= 0.1


def test_the_wait_ends_with_the_answer_to_the_sentinel() -> None:
    with terminal(SENTINEL) as (_, slave), asked(slave, slave, XTERM) as look:
        started = time.monotonic()
        look()

        assert time.monotonic() - started < LONG


def test_keys_are_not_shown_while_the_answer_is_awaited_and_as_before_afterwards() -> None:
    with terminal() as (_, slave):
        before = termios.tcgetattr(slave)
        with asked(slave, slave, XTERM):
            during = termios.tcgetattr(slave)

        assert not during[3] & (termios.ECHO | termios.ICANON)
        assert during[3] & termios.ISIG
        assert termios.tcgetattr(slave) == before


@pytest.mark.parametrize("name", ["linux", "dumb", ""])
def test_a_terminal_that_would_print_the_question_is_not_asked(name: str) -> None:
    with terminal() as (master, slave), asked(slave, slave, {"TERM": name}) as look:
        os.set_blocking(master, False)

        assert look() == Look()
        with pytest.raises(BlockingIOError):
            os.read(master, 1)


def test_what_is_no_terminal_is_not_asked() -> None:
    reading, writing = os.pipe()
    with asked(reading, writing, XTERM) as look:
        assert look() == Look()
    os.close(writing)

    assert os.read(reading, 1) == b""
    os.close(reading)


def test_a_program_in_the_background_asks_nothing() -> None:
    with terminal() as (_, slave):
        os.tcgetpgrp = lambda _: os.getpgrp() + 1
        with asked(slave, slave, XTERM) as look:
            assert look() == Look()


@pytest.mark.parametrize(
    ("colour", "light"),
    [
        ("rgb:fafa/fbfb/fcfc", True),
        ("rgb:0e0e/1111/1616", False),
        ("rgb:f/f/f", True),
        ("rgba:ffff/ffff/ffff/8080", True),
        ("rgb:0000/ffff/0000", True),
        ("rgb:0000/0000/ffff", False),
        ("rgb:fdf6/e3e3", None),
        ("rgb:zz/00/00", None),
        ("#ffffff", None),
        ("", None),
    ],
)
def test_a_colour_is_light_as_eyes_see_it(colour: str, light: bool | None) -> None:  # noqa: FBT001 - a row of the table
    assert is_light(colour) is light


@pytest.mark.parametrize(
    ("value", "light"),
    [
        ("15;0", False),
        ("0;15", True),
        ("0;default;15", True),
        ("7;8", False),
        ("0;7", True),
        ("0;default", None),
    ],
)
def test_a_variable_answers_for_terminals_that_do_not(value: str, light: bool | None) -> None:  # noqa: FBT001 - a row of the table
    with terminal(SENTINEL) as (_, slave), asked(slave, slave, XTERM | {"COLORFGBG": value}) as look:
        assert look() == Look(light)


def test_the_answer_of_the_terminal_counts_more_than_the_variable() -> None:
    with terminal(BLACK + SENTINEL) as (_, slave), asked(slave, slave, XTERM | {"COLORFGBG": "0;15"}) as look:
        assert look() == Look(is_light=False)
