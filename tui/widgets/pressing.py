"""Captions that name a key: written as the user has it, and as good as the key when they are clicked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.keys import NO_KEY, action_of, find_key, key_label
from tui.widgets.ink import PRESSED
from tui.widgets.spelled import Spelled

if TYPE_CHECKING:
    from typing import Any

    from textual.app import App
    from textual.events import Key

    from tui.widgets.line import Runs

__all__ = [
    "help_item",
    "help_keys",
    "is_command",
    "keys_for",
    "label_of",
    "named_key",
    "pressed_label",
    "pressing",
    "sentence",
    "spoken",
    "written",
]

_NAMED = re.compile(r"\{(?P<id>[a-z.]+) ?(?P<words>[^{}]*)\}")


def keys_for(app: App[Any], key_id: str, keys: str) -> str:
    """Return the keys of that id in the user's keymap, with commas between them; by default `keys`."""
    return app._keymap.get(key_id, keys)  # noqa: SLF001 - Textual has no getter for it


def label_of(app: App[Any], key_id: str, keys: str) -> str:
    """Return how the key of that id, by default the first of `keys`, is written in the user's keymap."""
    return written(app, keys_for(app, key_id, keys))


def written(app: App[Any], keys: str) -> str:
    """Return how the first of the keys is written in the characters that the terminal has."""
    is_spelled = any(isinstance(each, Spelled) for each in app.get_line_filters())
    return key_label(keys, ascii_only=is_spelled)


def is_command(key: str) -> bool:
    """Does a key type nothing, and edit nothing?"""
    return "+" in key or key[1:].isdigit()


def help_keys(app: App[Any], *, is_typing: bool) -> list[str]:
    """Return the keys that lead to the help; while somebody types, those alone that are no character."""
    keys = keys_for(app, "help", "question_mark,f1").split(",")
    return [key for key in keys if key != NO_KEY and (is_command(key) or not is_typing)]


def help_item(app: App[Any], *, is_typing: bool) -> tuple[str, str, str] | None:
    """Return what leads to the help from the end of a footer; `None`: no key does."""
    keys = help_keys(app, is_typing=is_typing)
    return (written(app, keys[0]), "help", "app.help") if keys else None


def pressed_label(event: Key) -> str:
    """Return how the key that was pressed is written: what can be seen of it as it is, else its name."""
    is_alone = "+" not in event.key  # and not alt+x, whose character is x
    is_seen = is_alone and event.is_printable and event.character and not event.character.isspace()
    return event.character if is_seen and event.character else key_label(event.key)


def pressing(action: str, tag: str = "muted") -> str:
    """Return the tag of a text that means `tag`, and that runs the action when it is clicked."""
    return f"{tag}{PRESSED}{action}"


def named_key(app: App[Any], key_id: str, words: str = "", tag: str = "muted") -> tuple[str, str]:
    """Return a caption of a key of the table and what it does, "d diff"; without the key if it has none."""
    if (key := find_key(key_id)) is None:
        raise KeyError(key_id)
    label = label_of(app, key_id, key.keys)
    return " ".join(filter(None, (label, words))), pressing(action_of(key), tag)


def sentence(app: App[Any], text: str, tag: str = "muted") -> Runs:
    """Return a sentence of ours with its keys: "no check yet — {check.now checks now}".

    What others wrote must not be in it: their braces would be taken for keys.
    """
    runs: Runs = []
    end = 0
    for named in _NAMED.finditer(text):
        runs += [(text[end : named.start()], tag), named_key(app, named["id"], named["words"], tag)]
        end = named.end()
    return [(words, look) for words, look in (*runs, (text[end:], tag)) if words]


def spoken(app: App[Any], text: str) -> str:
    """Return a sentence of ours with its keys as plain text."""
    return "".join(words for words, _ in sentence(app, text))
