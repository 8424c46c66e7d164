"""Pastes: what stands between the marks of a bracketed paste, cut out of what the terminal sends."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from textual.events import Paste

from tui.text.safe import REPLACEMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Pastes"]

_START, _END = "\x1b[200~", "\x1b[201~"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""All but tab and line ends: what speaks to a terminal, and never belongs to a text."""
_MOST = 1_000_000
"""Characters of one paste that are kept."""
_PATIENCE = 5.0
"""Seconds without a word after which a paste whose end never comes is over: keys must be keys again."""


class Pastes:
    """Parts what was pasted from what was typed.

    Textual looks for keys amid a paste wherever an escape character stands in
    it, so that a paste could quit the program. Here a paste ends where its mark
    stands, and nowhere else.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._pasted: str | None = None
        """What has come of the paste that is under way."""
        self._came_at = 0.0
        self._last = ""
        """The end of what was typed, where that is the beginning of a mark."""

    def part(self, text: str) -> Iterator[str | Paste]:
        """Give what was typed as text and what was pasted as events, in the order in which they came."""
        if text:
            self._came_at = self._clock()
        elif self._pasted is not None and self._clock() - self._came_at > _PATIENCE:
            yield self._finish(self._pasted)
        while text:
            part, text = self._to_start(text) if self._pasted is None else self._to_end(text)
            if part:  # a parser takes nothing for the end of everything
                yield part

    def _to_start(self, text: str) -> tuple[str, str]:
        """Return what was typed up to the next paste, and what comes after its mark.

        Of a mark that comes in two pieces the first has gone its way already, so
        the second follows it, and the paste that it begins there ends there.
        """
        gone, whole = len(self._last), self._last + text
        at = whole.find(_START)
        if at < 0:
            self._last = next(
                (whole[-n:] for n in range(len(_START) - 1, 0, -1) if _START[:n] == whole[-n:]), ""
            )
            return text, ""
        self._pasted, self._last = "", ""
        typed = whole[gone:at] if at >= gone else _START[gone - at :] + _END
        return typed, whole[at + len(_START) :]

    def _to_end(self, text: str) -> tuple[Paste | None, str]:
        """Return the paste, if it is whole now, and what comes after it."""
        before = self._pasted or ""
        whole = before + text
        at = whole.find(_END, max(0, len(before) - len(_END) + 1))
        if at >= 0:
            return self._finish(whole[:at]), whole[at + len(_END) :]
        self._pasted = whole if len(whole) <= _MOST else whole[:_MOST] + whole[1 - len(_END) :]
        return None, ""

    def _finish(self, text: str) -> Paste:
        self._pasted = None
        return Paste(_CONTROLS.sub(REPLACEMENT, text[:_MOST]))
