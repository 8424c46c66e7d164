"""Names of keys, in the many spellings that people use."""

from __future__ import annotations

import re

__all__ = ["key_name"]

_MODIFIER = re.compile(r"(control|ctrl|ctl|c|alt|meta|option|opt|a|m|shift|s)[-+](?=.)", re.IGNORECASE)
_MODIFIERS = {"c": "ctrl", "a": "alt", "m": "alt", "o": "alt", "s": "shift"}
"""By the first letter."""
_BASES = {
    "esc": "escape",
    "return": "enter",
    "cr": "enter",
    "del": "delete",
    "ins": "insert",
    "bs": "backspace",
    "spc": "space",
    "spacebar": "space",
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
}
_ORDER = ("alt", "ctrl", "shift")


def key_name(written: str) -> str:
    """Return the one name of a key that may be written as `F7`, `Ctrl-X`, `C-x`, `M-x`, `Esc` or `PgDn`.

    A letter alone is itself: `G` and `g` are two keys, as are `shift+g` and `g`.
    """
    modifiers: set[str] = set()
    rest = written.strip()
    while found := _MODIFIER.match(rest):
        modifiers.add(_MODIFIERS[found[1][0].lower()])
        rest = rest[found.end() :]
    base = rest.lower() if len(rest) > 1 or "ctrl" in modifiers else rest
    base = _BASES.get(base, base)
    if len(base) == 1 and base.isalpha() and "shift" in modifiers and "ctrl" not in modifiers:
        modifiers.remove("shift")
        base = base.upper()
    return "+".join((*(each for each in _ORDER if each in modifiers), base))
