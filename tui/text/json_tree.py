"""JSON as a tree: one value to a row, under its path, as it was received."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.text.glyphs import merge
from tui.text.json_paths import key_step
from tui.text.json_text import JsonText, plain
from tui.text.units import counted

if TYPE_CHECKING:
    from tui.text.glyphs import Line, Piece

__all__ = ["Branch", "json_tree", "text_of", "tree_line"]

_PREVIEW = 24
"""Words of a folded value that are shown."""
_DEEPEST = 40


class Branch(Struct):
    """One value of a document, and where it stands."""

    holder: Branch | None
    """The container that it stands in."""
    step: str
    """The last step of its path: "$", ".key" or "[0]"."""
    key: int
    """What its path is known by, for as long as the program runs: thousands of paths may share a long key."""
    label: str
    """The key as it was received, or the index; "": it is the whole document."""
    depth: int
    first: int
    """Its first word."""
    last: int = -1
    """Its last word; before `first`: the document ends within it."""
    after: int = 0
    """The number of the next branch that is not inside of it."""
    children: int = 0
    is_container: bool = False

    @property
    def path(self) -> str:
        """Where it stands, as JSONPath (RFC 9535)."""
        steps = [self.step]
        holder = self.holder
        while holder is not None:
            steps.append(holder.step)
            holder = holder.holder
        return "".join(reversed(steps))


class _Open(Struct):
    """A container whose end has not come yet."""

    branch: Branch
    is_object: bool
    key: str = ""


def json_tree(found: JsonText) -> list[Branch]:
    """Return the values of a document in their order, those inside a container after it."""
    branches: list[Branch] = []
    opened: list[_Open] = []
    for at, (word, tag) in enumerate(found.tokens):
        if tag == "punct" and word in "}]":
            _close(opened.pop().branch, at, len(branches))
        elif tag == "key":
            opened[-1].key = word
        elif tag != "punct" or word in "{[":
            branch = _branch(opened[-1] if opened else None, at)
            branches.append(branch)
            if tag == "punct":
                branch.is_container = True
                opened.append(_Open(branch, word == "{"))
            else:
                _close(branch, at, len(branches))
    for each in opened:
        each.branch.after = len(branches)
    return branches


def tree_line(found: JsonText, branch: Branch, *, is_folded: bool) -> Line:
    """Return a branch as a row: its label, and its value or how much there is inside."""
    sign = "▸ " if is_folded else "▾ "
    line: Line = [("  " * min(branch.depth, _DEEPEST) + (sign if branch.is_container else "  "), "punct")]
    if branch.label:
        tag = "key" if branch.label.startswith('"') else "punct"
        line += [(plain(branch.label), tag), (": ", "punct")]
    if not branch.is_container:
        word, tag = found.tokens[branch.first]
        return merge([*line, (plain(word), tag)])
    is_object = found.tokens[branch.first][0] == "{"
    inside = counted(branch.children, "member" if is_object else "item")
    line.append((f"{'{}' if is_object else '[]'} {inside}", "punct"))
    return merge([*line, ("  ", "punct"), *_preview(found, branch)]) if is_folded else merge(line)


def text_of(found: JsonText, branch: Branch) -> str:
    """Return a value as it was received, without the white space between its words."""
    last = branch.last if branch.last >= branch.first else len(found.tokens) - 1
    return "".join(word for word, _ in found.tokens[branch.first : last + 1])


def _branch(parent: _Open | None, at: int) -> Branch:
    if parent is None:
        return Branch(None, "$", hash("$"), "", 0, at)
    holder = parent.branch
    label = parent.key if parent.is_object else str(holder.children)
    step = key_step(_text(label)) if parent.is_object else f"[{label}]"
    holder.children += 1
    return Branch(holder, step, hash((holder.key, step)), label, holder.depth + 1, at)


def _close(branch: Branch, last: int, after: int) -> None:
    branch.last, branch.after = last, after


def _text(key: str) -> str:
    try:
        return str(json.loads(key))
    except ValueError:
        return key


def _preview(found: JsonText, branch: Branch) -> list[Piece]:
    last = branch.last if branch.last >= branch.first else len(found.tokens) - 1
    words = found.tokens[branch.first : min(last, branch.first + _PREVIEW) + 1]
    pieces = [(plain(word) + (" " if word in {":", ","} else ""), tag) for word, tag in words]
    return [*pieces, ("…", "punct")] if branch.first + _PREVIEW < last else pieces
