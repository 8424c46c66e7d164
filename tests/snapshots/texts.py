"""Texts: a screen in all its looks, to be read, and compared line by line."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase, digits, punctuation
from typing import TYPE_CHECKING

from tests.snapshots.frames import BELOW, TEXTUALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tests.snapshots.frames import Frame

__all__ = ["text_of"]

_BLANK, _GROUND = "text", "."
"""What a cell means on which nothing is written, and its letter."""
_SIGNS = punctuation.replace(_GROUND, "")
_MORE = "".join(map(chr, range(0xC0, 0x180)))

_Ink = tuple[str, ...]
"""What a cell means, and its style in each look."""


def text_of(frames: Mapping[str, Frame]) -> str:
    """Return the rows, the letters of their cells, and what each letter is in each look."""
    first, *_ = frames.values()
    inks = [
        list(zip(*row, strict=True))
        for row in zip(first.meanings, *(frame.styles for frame in frames.values()), strict=True)
    ]
    letters = _letters(dict.fromkeys(ink for row in inks for ink in row))
    drawn = ["".join(letters[ink] for ink in row).rstrip(_GROUND) for row in inks]
    return "\n".join([*first.rows, *_others(frames), "", *drawn, "", *_legend(frames, letters)]) + "\n"


def _letters(inks: Iterable[_Ink]) -> dict[_Ink, str]:
    """Give each ink its own letter, one of its meaning if it can be: so most keep it when others come.

    Of those that mean the same, the one that comes first on the screen has the first choice, whatever it
    looks like: another colour is no other letter.
    """
    found: dict[_Ink, str] = {}
    left = dict.fromkeys(_GROUND + ascii_lowercase + ascii_uppercase + digits + _SIGNS + _MORE)
    for ink in sorted(inks, key=lambda ink: (ink[0] != _BLANK, ink[0])):
        letter = next(each for each in (*_wishes(ink[0]), *left) if each in left)
        found[ink] = letter
        del left[letter]
    return found


def _wishes(meaning: str) -> str:
    """Return what stands for a meaning best: a small letter on the page, a large one anywhere else."""
    if meaning == TEXTUALS:
        return digits
    if meaning == _BLANK:
        return _GROUND
    small = "".join(letter for letter in meaning.removeprefix(BELOW) if letter in ascii_lowercase)
    is_on_page = "/" not in meaning and not meaning.startswith(BELOW)
    return small + small.upper() if is_on_page else small.upper() + small


def _others(frames: Mapping[str, Frame]) -> Iterator[str]:
    """Give the rows that read differently in a look than in the first."""
    first, *_ = frames.values()
    for name, frame in frames.items():
        for number, (row, other) in enumerate(zip(first.rows, frame.rows, strict=True), 1):
            if row != other:
                yield from ("", f"row {number} in {name}:", other)


def _legend(names: Iterable[str], letters: Mapping[_Ink, str]) -> Iterator[str]:
    yield _row("", "", *names)
    for (meaning, *styles), letter in letters.items():
        yield _row(letter, meaning, *styles)


def _row(letter: str, meaning: str, *styles: str) -> str:
    return f"{letter:2}{meaning:28}{''.join(f'{style:28}' for style in styles)}".rstrip()
