"""Veil: values of a configuration as they stand in its files, without the secrets in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tui.config.kinds import Choice, Duration, ListOf, Size, Text
from tui.config.rule_kinds import Action, ConditionText, ExpectedStatus, JsonPathText, KeyNames, RetryReason
from tui.config.urls import secrets_of_url
from tui.config.variables import variables_in
from tui.config.wire_kinds import (
    Address,
    ExistingFile,
    JsonValue,
    MessageText,
    OptionalPath,
    Url,
    UserAndPassword,
    secrets_of_message,
)
from tui.model.mask import MASKED, is_secret_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.config.kinds import Kind
    from tui.config.place import Place
    from tui.model.mask import Mask

__all__ = ["secrets_in", "veiled", "veiled_url"]

_FORMED = (Address, Choice, Duration, ExpectedStatus, JsonPathText, KeyNames, RetryReason, Size)
"""What has a form that no secret has; without its value it could not be read."""
_NAMES = frozenset({"name", "group", "tags", "title"})
"""What everything is called by: a secret that is spelled like a name does not make a secret of it."""
_FIRST = 0x100000
_VARIABLE = re.compile("[\U00100000-\U0010fffd]")
_LITERAL = re.compile("[^\U00100000-\U0010fffd]+")
_SCHEME = re.compile(r"(?i:basic|bearer|digest|token|apikey) +")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'""")


def veiled(value: object, kind: Kind[Any], place: Place, mask: Mask) -> Any:  # noqa: ANN401 - any value of TOML
    """Return a value of this kind as it was written at a place, fit to be shown and to be read again.

    Variables stay what they are, `${NAME}`; of what was written in place of
    one, and is a secret by its name or by what it is for, nothing is left.
    Paths are made absolute, so that the value means the same in any file.
    """
    names = [key for key in place.keys if isinstance(key, str)]
    name = names[-1] if names else ""
    if isinstance(kind, JsonValue):  # what is in a table of secrets is one, too
        name = next(filter(is_secret_name, names[names.index("json") :]), name)
    match value:
        case str():
            return _Text(value, kind, place).shown(name, mask)
        case dict():
            return {key: veiled(item, _item(kind), place.child(key), mask) for key, item in value.items()}
        case list():
            return [veiled(item, _item(kind), place.child(number), mask) for number, item in enumerate(value)]
        case int() | float() if isinstance(kind, JsonValue) and is_secret_name(name):
            return value if isinstance(value, bool) else MASKED
        case _:
            return value


def veiled_url(url: str, mask: Mask) -> str:
    """Return a URL that stands in no file, fit to be shown."""
    for secret in sorted(secrets_of_url(url), key=len, reverse=True):
        url = _without(url, secret, MASKED)
    return mask(url)


def secrets_in(text: str, kind: Kind[Any], name: str) -> Iterator[str]:
    """Give the parts of a text of this kind that nobody may see; `name` is that of its key."""
    names_secret = is_secret_name(name) and not isinstance(kind, Url)  # token_url says where tokens are
    if names_secret or (isinstance(kind, Text) and kind.is_secret):
        scheme = _SCHEME.match(text) if "authorization" in name.lower() else None
        yield text[scheme.end() :] if scheme else text
    match kind:
        case Url():
            yield from secrets_of_url(text)
        case UserAndPassword():
            yield text.partition(":")[2]
        case Text() | MessageText() | Action():
            yield from secrets_of_message(text)
        case _:
            return


def _without(text: str, secret: str, shown: str) -> str:
    """Return a text without a secret, which may be a single letter, but is no part of a longer word."""
    return re.sub(rf"(?<![A-Za-z0-9]){re.escape(secret)}(?![A-Za-z0-9])", lambda _: shown, text)


def _item(kind: Kind[Any]) -> Kind[Any]:
    return kind.item if isinstance(kind, ListOf) else kind


class _Text:
    """A text in which each variable is one character: what looks for secrets sees where they are."""

    def __init__(self, text: str, kind: Kind[Any], place: Place) -> None:
        self._kind = kind
        self._place = place
        self._variables: list[str] = []
        parts, at = [], 0
        for start, end in variables_in(text):
            parts += [text[at:start], chr(_FIRST + len(self._variables))]
            self._variables.append(text[start + 2 : end - 1])
            at = end
        self._text = "".join((*parts, text[at:]))

    def shown(self, name: str, mask: Mask) -> str:
        """Return the text without secrets; `name` is that of its key."""
        text, hidden = self._text, set()
        for secret in sorted(secrets_in(self._text, self._kind, name), key=len, reverse=True):
            hidden |= {*_VARIABLE.findall(secret)}
            text = _without(text, secret, _LITERAL.sub(MASKED, secret))
        if isinstance(self._kind, (ExistingFile, OptionalPath)):
            text = self._absolute(text)
        if isinstance(self._kind, ConditionText):
            text = _QUOTED.sub(lambda found: mask(found[0]), text)
        elif not isinstance(self._kind, _FORMED) and name not in _NAMES:
            text = mask(text)
        return _VARIABLE.sub(lambda found: self._variable(found[0], mask, is_secret=found[0] in hidden), text)

    def _variable(self, character: str, mask: Mask, *, is_secret: bool) -> str:
        """Return a variable as it is written; what it is by default may be a secret as well."""
        inside = self._variables[ord(character) - _FIRST]
        if inside.startswith("file:"):
            directory = self._place.document.path.parent
            written = inside.removeprefix("file:")
            return f"${{file:{written if written.startswith('~') else directory / written}}}"
        name, separator, default = inside.partition(":-")
        if is_secret or is_secret_name(name):
            default = MASKED if default else ""
        elif not isinstance(self._kind, (*_FORMED, ConditionText)):
            default = mask(default)
        return f"${{{name}{separator}{default}}}"

    def _absolute(self, text: str) -> str:
        """Return a path that means the same in a file that is elsewhere."""
        means = self._place.expand(str(self._place.written()))
        if not means or means.startswith(("/", "~")):
            return text
        return f"{str(self._place.document.path.parent).replace('$', '$$')}/{text}"
