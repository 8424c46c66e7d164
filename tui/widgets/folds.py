"""Folds: which lines of a body are folded, also when the next response takes its place."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from tui.text.json_paths import path_of
from tui.text.outline import folded_but, unfolded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.widgets.response_cache import Laid

__all__ = ["Folds"]

_FEW = 2_000
"""Lines that hold others up to which each is looked at to find one again."""


class Folds:
    """What is folded stays so, wherever it stands in the next body: JSON is known by its paths."""

    def __init__(self) -> None:
        self.revision = 0
        """Rises with every change."""
        self._toggled: dict[str, int] = {}
        """The lines that are not as the rest, under their names."""
        self._is_all = False
        """Is all the rest folded?"""
        self._lines: frozenset[int] = frozenset()
        self._laid: Laid | None = None

    def has(self, laid: Laid, line: int) -> bool:
        """Is a line folded?"""
        self._move_to(laid)
        is_all = self._is_all and laid.outline.holder(line) is not None
        return laid.outline.end(line) is not None and is_all != (line in self._lines)

    def seen(self, laid: Laid) -> Sequence[int]:
        """Return the lines that are not folded away."""
        self._move_to(laid)
        number = len(laid.view.lines)
        if self._is_all:
            return folded_but(laid.outline, number, self._lines)
        return unfolded(laid.outline, number, self._lines)

    def toggle(self, laid: Laid, line: int) -> None:
        """Fold a line, or unfold it."""
        self._move_to(laid)
        name = _name(laid, line)
        if self._toggled.pop(name, None) is None:
            self._toggled[name] = line
        self._settle(laid)

    def toggle_all(self, laid: Laid) -> bool:
        """Fold everything but the outermost, or unfold everything; return which it was."""
        self._is_all = not (self._is_all or self._toggled)
        self._toggled.clear()
        self._settle(laid)
        return self._is_all

    def open_to(self, laid: Laid, line: int) -> None:
        """Unfold what a line is folded into."""
        holder = laid.outline.holder(line)
        while holder is not None:
            if self.has(laid, holder):
                self.toggle(laid, holder)
            holder = laid.outline.holder(holder)

    def _move_to(self, laid: Laid) -> None:
        """Find in another body what was folded in the one before."""
        if laid is self._laid or not laid.is_ready:
            return
        if self._toggled:
            self._toggled = self._found(laid)
        self._settle(laid)

    def _found(self, laid: Laid) -> dict[str, int]:
        """Return the lines that were toggled under their names: where they were, else wherever they are."""
        stayed = {
            name: line
            for name, line in self._toggled.items()
            if laid.outline.end(line) is not None and _name(laid, line) == name
        }
        is_gone = len(stayed) < len(self._toggled)
        folds = list(islice(laid.outline.folds(), _FEW + 1)) if is_gone else []
        if not 0 < len(folds) <= _FEW:
            return stayed
        return {name: line for line in folds if (name := _name(laid, line)) in self._toggled}

    def _settle(self, laid: Laid) -> None:
        self._lines = frozenset(self._toggled.values())
        self._laid = laid
        self.revision += 1


def _name(laid: Laid, line: int) -> str:
    if laid.view.kind == "json":
        return path_of(laid.view.lines, laid.outline, line)
    return str(line)
