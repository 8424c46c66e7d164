"""The page of the keys, from the one table of bindings."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from reference.markdown import code, table
from tui.app.keymap import EMACS
from tui.keys import KEYS, key_label, keys_of

if TYPE_CHECKING:
    from tui.keys import Key

__all__ = ["keys_page"]

_TITLES = {
    "overview": "Overview",
    "endpoint": "Endpoint",
    "feed": "Feed",
    "events": "Events",
    "timeline": "Time line",
    "app": "Everywhere",
    "list": "Moving",
    "beside": "Two feeds beside each other",
    "welcome": "With nothing to watch",
}
"""The scopes in the order of the page; others follow under their own names."""
_INTRODUCTION = """\
# Keys

Made from the table that the program itself reads; `?` shows the same, the keys of the screen you are on
first, and `asyncdash help keys` prints it. The first key is the one that is shown; the others do the same.
An id is what [`[keys]`](../howto/remap-keys.md) of the configuration knows a key by.

"""


def keys_page() -> str:
    """Return the whole page."""
    scopes = dict.fromkeys([*_TITLES, *chain.from_iterable(key.scopes for key in KEYS)])
    sections = [
        f"## {_TITLES.get(scope, scope.capitalize())}\n\n"
        f"{table(('Key', 'What it does', 'Id'), map(_row, keys_of(scope)))}"
        for scope in scopes
    ]
    emacs = table(("Id", "Keys"), ((code(each), _labels(keys)) for each, keys in EMACS.items()))
    sections.append(f'## The keymap "emacs"\n\n{emacs}')
    return _INTRODUCTION + "\n".join(sections)


def _row(key: Key) -> tuple[str, str, str]:
    return _labels(key.keys), key.help.replace("{name}", "it"), code(key.id)


def _labels(keys: str) -> str:
    return " ".join(code(key_label(each)) for each in keys.split(","))
