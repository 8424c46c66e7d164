"""Quill: writes texts of a configuration with a variable wherever a secret would stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tui.config.urls import as_user_part
from tui.config.veil import secrets_in
from tui.model.mask import is_secret_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.config.kinds import Kind
    from tui.config.references import References

__all__ = ["Quill"]

_SHORTEST = 4
"""Characters of a value that is known wherever it stands; half of all texts hold a shorter one."""
_BEGINS_VARIABLE = re.compile(r"\$(?=[${]|\Z)")
_NO_NAME = re.compile("[^A-Z0-9]+")
_VARIABLE = re.compile("[A-Za-z_][A-Za-z0-9_]*")


class Quill:
    """Knows which variable stands for which secret, and finds a name for those that have none."""

    def __init__(self, references: References, environ: Mapping[str, str]) -> None:
        known = references.by_value
        self._known = {**{as_user_part(value): variable for value, variable in known.items()}, **known}
        self._set = {
            value: f"${{{name}}}"
            for name, value in environ.items()
            if is_secret_name(name) and _VARIABLE.fullmatch(name)
        }
        self._names: dict[str, str] = {}
        self.subject = ""
        """What the next texts are about: it gives new variables their names."""

    @property
    def missing(self) -> list[str]:
        """The variables that have to be set, as nobody has set them yet."""
        return [*self._names.values()]

    def text(self, text: str, kind: Kind[Any] | None = None, name: str = "") -> str:
        """Return a text of a kind as it is written under a key of that name."""
        secrets = {*secrets_in(text, kind, name)} if kind is not None else set()
        hidden = {*filter(None, secrets), *(value for value in self._known if len(value) >= _SHORTEST)}
        if not hidden:
            return _plain(text)
        parts, at = [], 0
        for found in re.finditer("|".join(map(_whole, sorted(hidden, key=len, reverse=True))), text):
            parts += [_plain(text[at : found.start()]), self._variable(found[0])]
            at = found.end()
        return "".join((*parts, _plain(text[at:])))

    def _variable(self, secret: str) -> str:
        known = self._known.get(secret) or self._set.get(secret)
        if known is not None:
            return known
        if secret not in self._names:
            first = f"SECRET_OF_{_NO_NAME.sub('_', self.subject.upper()).strip('_')}".rstrip("_")
            taken, number, unique = self._names.values(), 2, first
            while unique in taken:
                unique, number = f"{first}_{number}", number + 1
            self._names[secret] = unique
        return f"${{{self._names[secret]}}}"


def _plain(text: str) -> str:
    """Return a text in which no dollar begins a variable."""
    return _BEGINS_VARIABLE.sub("$$", text)


def _whole(secret: str) -> str:
    """Return the pattern of a secret; a short one is no part of a longer word."""
    if len(secret) >= _SHORTEST:
        return re.escape(secret)
    return rf"(?<![A-Za-z0-9]){re.escape(secret)}(?![A-Za-z0-9])"
