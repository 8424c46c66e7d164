"""The characters that a terminal can show, as far as the environment tells."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tui.text.glyphs import ASCII, BLOCK, BRAILLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.text.glyphs import Glyphs

__all__ = ["glyphs_for", "is_utf8"]

_DECIDING = ("LC_ALL", "LC_CTYPE", "LANG")
"""The variables that name the encoding; the first that is set wins (POSIX, section 8.2)."""

_COERCED = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python takes in place of the locale C, where the system has it."""


def is_utf8(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal reads UTF-8; where nothing is said, it does, as everywhere today."""
    deciding = ("LANG",) if _is_coerced(environ) else _DECIDING
    locale = next((value for name in deciding if (value := environ.get(name))), "UTF-8")
    encoding = locale.partition(".")[2].partition("@")[0] or locale
    return encoding.lower().replace("-", "") == "utf8"


def _is_coerced(environ: Mapping[str, str]) -> bool:
    """Has Python itself set LC_CTYPE (PEP 538), as LANG=C alone would have meant ASCII?

    It has its mode of UTF-8 on only where it was started in such a locale (PEP 540).
    """
    is_forced = environ.get("LC_CTYPE") in _COERCED and environ.get("LANG") in {"C", "POSIX"}
    return is_forced and bool(sys.flags.utf8_mode)


def glyphs_for(environ: Mapping[str, str]) -> Glyphs:
    """Return what to draw charts with: the font of a Linux console has no braille."""
    if not is_utf8(environ):
        return ASCII
    return BLOCK if environ.get("TERM") == "linux" else BRAILLE
