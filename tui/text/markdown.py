"""Texts from elsewhere in Markdown."""

from __future__ import annotations

import re

from tui.text.safe import clean

__all__ = ["literal"]

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def literal(text: str) -> str:
    """Return the text as one line that stands for nothing but itself (CommonMark, section 2.4)."""
    return _MARKUP.sub(r"\\\1", clean(text))
