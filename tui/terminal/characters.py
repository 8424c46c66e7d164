"""The characters that a terminal can show, as far as the environment tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.glyphs import ASCII, BLOCK, BRAILLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.text.glyphs import Glyphs

__all__ = ["glyphs_for", "is_utf8"]

_DECIDING = ("LC_ALL", "LC_CTYPE", "LANG")
"""The variables that name the encoding; the first that is set wins (POSIX, section 8.2)."""


def is_utf8(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal reads UTF-8; where nothing is said, it does, as everywhere today."""
    locale = next((value for name in _DECIDING if (value := environ.get(name))), "UTF-8")
    encoding = locale.partition(".")[2].partition("@")[0] or locale
    return encoding.lower().replace("-", "") == "utf8"


def glyphs_for(environ: Mapping[str, str]) -> Glyphs:
    """Return what to draw charts with: the font of a Linux console has no braille."""
    if not is_utf8(environ):
        return ASCII
    return BLOCK if environ.get("TERM") == "linux" else BRAILLE
