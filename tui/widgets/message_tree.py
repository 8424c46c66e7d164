"""MessageTree: the JSON of a message as a tree, what of it is folded, and the value under the cursor."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui.text.json_text import JsonText
from tui.text.json_tree import json_tree, text_of, tree_line

if TYPE_CHECKING:
    from tui.text.glyphs import Line
    from tui.text.json_tree import Branch

__all__ = ["WORDS", "MessageTree"]

WORDS = 12_000
"""Words of JSON that are laid out: that takes no longer than a key may have to wait."""
_LONG = 300
"""Values from which a document begins folded, but for its first level."""


class MessageTree:
    """Remembers by paths: the next message of the same shape is folded alike, with the cursor there."""

    def __init__(self) -> None:
        self.revision = 0
        """Rises with every change of what the rows are."""
        self.cursor = 0
        """The row of the selected value."""
        self._folded: set[int] = set()
        self._unfolded: set[int] = set()
        self._text: str | None = None
        self._found = JsonText("null")
        self._branches: list[Branch] = []
        self._rows: list[int] = []
        self._selected_key: int | None = None

    @property
    def path(self) -> str:
        """The JSONPath of the selected value."""
        return self._selected.path

    @property
    def value(self) -> str:
        """The selected value as it was received; of a string what it says."""
        text = text_of(self._found, self._selected)
        return _unquoted(text) if text.startswith('"') else text

    @property
    def note(self) -> str | None:
        """What is wrong with the document, if anything is."""
        return self._found.fault

    def show(self, text: str) -> bool:
        """Take in a text. Return whether there is a document in it, at least the beginning of one."""
        if text != self._text:
            self._text = text
            self._found = JsonText(text, WORDS)
            is_json = self._found.fault is None or self._found.is_cut
            self._branches = json_tree(self._found) if is_json else []
            self._sort_out()
        return bool(self._branches)

    def lines(self) -> list[Line]:
        """Return a row for each value that is in no folded one."""
        return [
            tree_line(self._found, self._branches[number], is_folded=self._is_folded(self._branches[number]))
            for number in self._rows
        ]

    def move(self, rows: int) -> None:
        """Select another row."""
        self.cursor = max(0, min(self.cursor + rows, len(self._rows) - 1))
        self._selected_key = self._selected.key if self._rows else None

    def fold(self) -> None:
        """Fold the selected value; what is none or folded already goes to what holds it."""
        if not self._rows:
            return
        branch = self._selected
        if branch.is_container and not self._is_folded(branch):
            self._set(branch, is_folded=True)
        else:
            self.move(self._rows_up(branch))

    def unfold(self) -> None:
        """Unfold the selected value, or go into it."""
        if not self._rows or not self._selected.is_container:
            return
        if self._is_folded(self._selected):
            self._set(self._selected, is_folded=False)
        else:
            self.move(1)

    def toggle(self) -> None:
        """Fold the selected value, or unfold it."""
        if self._rows and self._selected.is_container:
            self._set(self._selected, is_folded=not self._is_folded(self._selected))

    @property
    def _selected(self) -> Branch:
        return self._branches[self._rows[self.cursor]]

    def _rows_up(self, branch: Branch) -> int:
        """Return how many rows away what holds a branch is."""
        for row in range(self.cursor - 1, -1, -1):
            if self._branches[self._rows[row]].depth < branch.depth:
                return row - self.cursor
        return 0

    def _is_folded(self, branch: Branch) -> bool:
        if not branch.is_container or branch.key in self._unfolded:
            return False
        return branch.key in self._folded or (branch.depth > 0 and len(self._branches) >= _LONG)

    def _set(self, branch: Branch, *, is_folded: bool) -> None:
        (self._unfolded if is_folded else self._folded).discard(branch.key)
        (self._folded if is_folded else self._unfolded).add(branch.key)
        self._sort_out()

    def _sort_out(self) -> None:
        """Find the rows that are to be seen, and the cursor among them."""
        self.revision += 1
        self._rows = []
        number = 0
        while number < len(self._branches):
            self._rows.append(number)
            branch = self._branches[number]
            number = branch.after if self._is_folded(branch) else number + 1
        keys = [self._branches[number].key for number in self._rows]
        self.cursor = keys.index(self._selected_key) if self._selected_key in keys else 0


def _unquoted(word: str) -> str:
    try:
        return str(json.loads(word))
    except ValueError:
        return word
