"""Nesting: whether the brackets of a JSON text go deeper than anything that somebody has written."""

from __future__ import annotations

import re

__all__ = ["DEEPEST", "is_too_deep"]

DEEPEST = 500
"""Levels. To lay out a text that is nothing but brackets takes time and memory by the square of them."""

_SHALLOW = 12
"""Levels that are taken off all at once: of most texts nothing is left to be looked at one by one."""
_ALIKE = bytes.maketrans(b"{}", b"[]")
_OTHERS = bytes(set(range(256)) - set(b'[]{}"'))
_RUN = re.compile(rb'"[^"]*+"?|(\[++)|(\]++)')


def is_too_deep(text: bytes) -> bool:
    """Is JSON (RFC 8259) nested more deeply than is read? It need not be whole.

    How deep a parser goes depends on the interpreter: some give up where
    others go on until the stack or the memory is full.
    """
    if text.count(b"[") + text.count(b"{") <= DEEPEST:
        return False
    outline = _outline(text)
    return _depth(_without_leaves(outline)) > DEEPEST - _SHALLOW and _depth(outline) > DEEPEST


def _outline(text: bytes) -> bytes:
    """Return the brackets and quotes of a text."""
    unescaped = text.replace(b"\\\\", b"").replace(b'\\"', b"")
    return unescaped.translate(_ALIKE, _OTHERS)


def _without_leaves(outline: bytes) -> bytes:
    """Return an outline without its innermost levels, which are nearly all of most texts.

    Where two quotes come together, they hold nothing or stand between two
    strings, which are then one. So brackets in strings stay in strings, and
    with them what they are in.
    """
    for _ in range(_SHALLOW):
        before, outline = outline, outline.replace(b'""', b"").replace(b"[]", b"")
        if len(outline) == len(before):
            break
    return outline


def _depth(outline: bytes) -> int:
    """Return how many brackets are open at once, at most."""
    depth = deepest = 0
    for run in _RUN.finditer(outline):
        depth += len(run[1] or b"") - len(run[2] or b"")
        deepest = max(deepest, depth)
    return deepest
