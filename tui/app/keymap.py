"""Keymap: which keys do what once the configuration has had its say, and what of that cannot be."""

from __future__ import annotations

import unicodedata
from itertools import combinations
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from tui.config.errors import did_you_mean
from tui.keys import KEYS, NO_KEY, key_label, keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.config.config import Config

__all__ = ["EMACS", "key_faults", "keymap_of"]

_SCREENS = ("overview", "endpoint", "feed", "events", "timeline", "beside", "welcome")
_MODIFIERS = ("ctrl", "alt", "shift")
_SENT = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
    "return": "enter",
}
"""What a terminal sends for keys that it cannot tell from others."""

EMACS = {
    "move.down": "ctrl+n,down,j",
    "move.up": "ctrl+p,up,k",
    "move.left": "ctrl+b,left,h",
    "move.right": "ctrl+f,right,l",
    "move.top": "alt+less_than_sign,home,g",
    "move.bottom": "alt+greater_than_sign,end,G",
    "page.down": "ctrl+v,pagedown",
    "page.up": "alt+v,pageup",
    "filter": "ctrl+s,slash",
    "search": "ctrl+s,slash",
    "match.previous": "ctrl+r,N",
    "check.now": "r",
    "feed.reconnect": "r",
    "palette": "alt+x,colon",
    "back": "escape,ctrl+g",
    "compose.kind": "f2",
    "copy": "alt+w,c",
    "export": "x",
}
"""The keymap `emacs`: ids of the table and their keys there."""


def keymap_of(config: Config) -> dict[str, str]:
    """Return the keys that are not those of the table."""
    keymap = dict(EMACS) if config.settings.keymap == "emacs" else {}
    return keymap | {binding: ",".join(keys) or NO_KEY for binding, keys in config.keys.items()}


def key_faults(config: Config) -> Iterator[tuple[str, str]]:
    """Give what is wrong with `[keys]`: the id, and why its keys cannot be."""
    for binding, names in config.keys.items():
        for name in names:
            if (why := _fault(name)) is not None:
                yield binding, why
    yield from _clashes(keymap_of(config))


def _fault(name: str) -> str | None:
    """Return why nobody can press a key of that name."""
    key = _spelled(name)[0]
    if (sent := _SENT.get(key)) is not None:
        return f'a terminal sends {sent} for {name}: write "{sent}", or take another key'
    *modifiers, base = key.split("+")
    if (len(base) == 1 or base in _bases()) and all(each in _MODIFIERS for each in modifiers):
        return None
    return f'there is no key "{name}"' + (
        did_you_mean(name, _bases()) or ': write e.g. "r", "ctrl+r" or "f5"'
    )


def _clashes(keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give each pair of bindings that would be on one key of one screen, once."""
    told: set[tuple[str, str]] = set()
    for screen in _SCREENS:
        pressed = [
            (key.id, set(_spelled(keymap.get(key.id, key.keys)))) for key in keys_of(screen, "app", "list")
        ]
        for (one, ones), (other, others) in combinations(pressed, 2):
            for key in sorted(ones & others - {NO_KEY}):
                if (one, other) not in told:
                    told.add((one, other))
                    changed, kept = (one, other) if one in keymap else (other, one)
                    yield changed, f'{key_label(key)} is the key of "{kept}" too: give one of them another'


def _spelled(keys: str) -> list[str]:
    """Return keys as Textual spells them: `question_mark` for `?`."""
    return [each.key for each in Binding.make_bindings([Binding(keys, "")])]


def _bases() -> set[str]:
    """Return the names of keys without modifiers."""
    named = {key.value for key in Keys if "+" not in key.value and not key.value.startswith("<")}
    printable = [chr(code) for code in range(33, 127)]
    signs = {unicodedata.name(each).lower().replace("-", "_").replace(" ", "_") for each in printable}
    used = {each for key in KEYS for each in key.keys.split(",") if "+" not in each}
    return named | signs | set(KEY_NAME_REPLACEMENTS.values()) | set(printable) | used
