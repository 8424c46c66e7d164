"""Easel: what the app's terminal draws pictures with, and those that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from tui.text.graphics import Graphics

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from textual.app import App

    from tui.text.graphics import Cell
    from tui.widgets.graphic import Graphic

__all__ = ["Easel", "easel_of"]

_HELD = 4
"""Pictures that the terminal keeps: more are never in sight."""
_OF_ALL: WeakKeyDictionary[App[Any], Easel] = WeakKeyDictionary()


def easel_of(app: App[Any]) -> Easel:
    """Return what all widgets of an app draw pictures with."""
    easel = _OF_ALL.get(app)
    if easel is None:
        easel = _OF_ALL[app] = Easel()
    return easel


class Easel:
    """Knows what the terminal has for pictures, and gives and takes them.

    What is shown of a picture in the protocol of kitty is text that names it.
    The picture itself is the terminal's to keep, until it is told otherwise.
    """

    def __init__(self) -> None:
        self.graphics = Graphics()
        """What the terminal has said."""
        self.send: Callable[[str], None] = _lose
        """Sends something to the terminal before the next frame."""
        self.cell_now: Callable[[], Cell | None] = _nothing
        """Says how large a cell is, for which the terminal need not be asked."""
        self._held: list[Graphic] = []

    @property
    def cell(self) -> Cell | None:
        """How large a cell is now; `None`: nobody knows."""
        return self.cell_now() or self.graphics.cell

    def hang(self, graphic: Graphic) -> None:
        """Give the terminal a picture that is about to be shown, unless it has it."""
        if not graphic.sending:
            return
        others = [each for each in self._held if each is not graphic]
        if len(others) == len(self._held):
            self.send(graphic.sending)
        self._held = [*others, graphic]
        if len(others) == _HELD:
            self.send(self._held.pop(0).freeing)

    def hang_again(self) -> None:
        """Give the terminal everything once more, which forgets it with the screen."""
        for graphic in self._held:
            self.send(graphic.sending)

    def freeing(self) -> str:
        """Return what has the terminal forget all pictures."""
        return "".join(graphic.freeing for graphic in self._held)


def _lose(_sequence: str) -> None:
    """Send nothing: there is no terminal."""


def _nothing() -> Cell | None:
    return None
