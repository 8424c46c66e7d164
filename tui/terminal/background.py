"""The terminal's looks: asked for while the program starts, so that all fits from the first frame."""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import termios
import time
import tty
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tui.terminal.graphics import ANSWER, ATTRIBUTES, cell, heard, is_trusted, questions
from tui.text.graphics import Graphics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tui.text.graphics import Cell

__all__ = ["QUESTION", "REPLY", "SENTINEL", "Look", "asked", "cell_of", "is_light"]

QUESTION = "\x1b]11;?\x1b\\"
"""OSC 11: which colour is the background?"""
REPLY = re.compile(r"\x1b\]11;(?P<colour>[^\x07\x1b]{0,64})(?:\x07|\x1b\\)")
"""What terminals answer to it: `rgb:ffff/ffff/ffff`, ended by BEL or ST."""

SENTINEL = "\x1b[c"
_SENTINEL_REPLY = re.compile(ATTRIBUTES)
"""DA1: every terminal answers it, in order. Whoever answers it alone knows nothing of the rest."""
_ANSWERS = re.compile(f"(?:{ANSWER})")
_PATIENCE = 0.1
_SILENT = frozenset({"", "dumb", "linux", "cons25"})
"""Terminals that would print the question."""
_COMPONENT = re.compile(r"[0-9a-f]{1,4}", re.IGNORECASE)
_WEIGHTS = (0.2126, 0.7152, 0.0722)
_DARK_INDICES = frozenset({0, 1, 2, 3, 4, 5, 6, 8})


class Look(Struct, frozen=True):
    """What is known of a terminal before the app has it."""

    is_light: bool | None = None
    """Is its background light? `None`: it does not say."""
    typed: bytes = b""
    """What was typed meanwhile; it is the app's to read."""
    graphics: Graphics = Graphics()
    """What it has for pictures."""


def cell_of(terminal: int) -> Cell | None:
    """Return how large a cell is, which the terminal may have told the system; nothing is sent for it."""
    try:
        size = fcntl.ioctl(terminal, termios.TIOCGWINSZ, bytes(8))
    except OSError:  # it has gone
        return None
    rows, columns, width, height = struct.unpack("HHHH", size)
    return cell(width // columns, height // rows) if rows and columns else None


def is_light(colour: str) -> bool | None:
    """Return whether a colour in the words of X11 is light; `None`: it is no colour."""
    kind, _, numbers = colour.partition(":")
    parts = numbers.split("/")[:3]
    if kind not in {"rgb", "rgba"} or len(parts) < 3 or not all(map(_COMPONENT.fullmatch, parts)):  # noqa: PLR2004 - red, green, blue
        return None
    shares = (int(part, 16) / int("f" * len(part), 16) for part in parts)
    return sum(weight * share for weight, share in zip(_WEIGHTS, shares, strict=True)) > 0.5  # noqa: PLR2004 - half way


def _is_light_by(environ: Mapping[str, str]) -> bool | None:
    """Return what COLORFGBG says, `15;0` or `0;default;15`; `None`: nothing."""
    index = environ.get("COLORFGBG", "").rpartition(";")[2]
    return int(index) not in _DARK_INDICES if index.isdecimal() and int(index) < 16 else None  # noqa: PLR2004 - colours


@contextmanager
def asked(source: int, target: int, environ: Mapping[str, str]) -> Iterator[Callable[[], Look]]:
    """Ask the terminal at once; the answer is looked at when what is given is called.

    Meanwhile the program can go on starting. Nothing that is typed shows up on
    the screen, and nothing of it is lost.

    Args:
        source: Where the terminal's answers come from.
        target: Where the question goes to.
        environ: The environment, which says what kind of terminal it is.
    """
    if environ.get("TERM", "") in _SILENT or not _is_ours(source, target):
        yield lambda: Look(_is_light_by(environ))
        return
    settings = termios.tcgetattr(source)
    try:
        _listen(source, settings)
        os.write(target, (QUESTION + questions(environ, cell_of(target)) + SENTINEL).encode())
        deadline = time.monotonic() + _PATIENCE
        yield lambda: _answer(source, deadline, environ)
    finally:
        with suppress(termios.error):  # it has gone
            termios.tcsetattr(source, termios.TCSANOW, settings)


def _is_ours(source: int, target: int) -> bool:
    """Are both the terminal, and is this program in its foreground?"""
    try:
        return os.isatty(source) and os.isatty(target) and os.tcgetpgrp(source) == os.getpgrp()
    except OSError:
        return False


def _listen(source: int, settings: list[Any]) -> None:
    """Have what is typed at once, and not on the screen; ctrl+c goes on ending the program."""
    characters = settings[tty.CC].copy()
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    flags = settings[tty.LFLAG] & ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(source, termios.TCSANOW, [*settings[: tty.LFLAG], flags, *settings[4:6], characters])


def _answer(source: int, deadline: float, environ: Mapping[str, str]) -> Look:
    """Read until the sentinel is answered or the time is over; what is no answer was typed.

    COLORFGBG answers for terminals that do not.
    """
    data = b""
    text = ""
    while not _SENTINEL_REPLY.search(text):
        patience = max(0.0, deadline - time.monotonic())
        if not select.select([source], [], [], patience)[0] or not (read := os.read(source, 4096)):
            break
        data += read
        text = data.decode("latin-1")
    found = REPLY.search(text)
    rest = _ANSWERS.sub("", REPLY.sub("", text))
    light = is_light(found["colour"]) if found else None
    return Look(
        light if light is not None else _is_light_by(environ),
        rest.encode("latin-1"),
        heard(text) if is_trusted(environ) else Graphics(),
    )
