"""Nesting: whether the brackets of a JSON text go deeper than anything that somebody has written."""

from __future__ import annotations

import re

__all__ = ["DEEPEST", "is_too_deep"]

DEEPEST = 500
"""Levels. To lay out a text that is nothing but brackets takes time and memory by the square of them."""

_SHALLOW = 12
"""Levels that most texts have fewer of: of those, nothing is left to be looked at one by one."""
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
    depth = 0
    for run in _RUN.finditer(_outline(text)):
        depth += len(run[1] or b"") - len(run[2] or b"")
        if depth > DEEPEST - _SHALLOW:
            return True
    return False


def _outline(text: bytes) -> bytes:
    """Return the brackets and quotes of a text, but those that are nested in few others.

    Where two quotes come together, they hold nothing or stand between two
    strings, which are then one. So brackets in strings stay in strings.
    """
    unescaped = text.replace(b"\\\\", b"").replace(b'\\"', b"")
    outline = unescaped.translate(_ALIKE, _OTHERS)
    for _ in range(_SHALLOW):
        before, outline = outline, outline.replace(b'""', b"").replace(b"[]", b"")
        if len(outline) == len(before):
            break
    return outline
