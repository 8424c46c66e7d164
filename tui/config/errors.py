"""ConfigError: one fault in a configuration; ConfigErrors: all of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tui.config.sources import Sources
from tui.model.mask import Mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.config.config import Config

__all__ = ["BadValueError", "ConfigError", "ConfigErrors", "did_you_mean", "shown_path"]

_LONGEST = 400


class ConfigError(Struct, frozen=True, kw_only=True):
    """One fault: where it stands, what is wrong and what to write instead."""

    message: str
    path: Path | None = None
    """`None`: given on the command line."""
    line: int | None = None
    """From 1; `None`: it is about the whole file."""
    column: int | None = None
    where: str = ""
    """The table and the key in it: 'endpoint "pay": assert[1]'."""
    excerpt: str | None = None
    """The text that is wrong, where one of its characters can be pointed at."""
    caret: int = 0
    """Which character of the excerpt, from 0."""

    def __str__(self) -> str:
        spot = [shown_path(self.path) if self.path else None, self.line, self.column]
        head = [":".join(str(part) for part in spot if part is not None), self.where, self.message]
        first = ": ".join(part for part in head if part)
        if self.excerpt is None:
            return first
        return f"{first}\n    {self.excerpt}\n    {' ' * self.caret}^"

    def masked(self, mask: Mask) -> ConfigError:
        """Return it as it may be shown: without secrets and control characters."""
        excerpt = self.excerpt
        if excerpt is None:
            return replace(self, where=_shown(mask(self.where)), message=_shown(mask(self.message)))
        return replace(
            self,
            where=_shown(mask(self.where)),
            message=_shown(mask(self.message)),
            excerpt=_printable(mask(excerpt)),
            caret=len(mask(excerpt[: self.caret])),
        )


class BadValueError(ValueError):
    """A value cannot be used; the message says what to write instead."""


class ConfigErrors(Exception):  # noqa: N818 - it is many errors, raised together
    """Every fault of a configuration, in the order of the files."""

    def __init__(
        self,
        errors: Sequence[ConfigError],
        *,
        sources: Sources | None = None,
        mask: Mask | None = None,
        readable: Config | None = None,
    ) -> None:
        """Hold the faults; their text is one line or block for each.

        Args:
            errors: The faults, fit to be shown.
            sources: What was read, and is to be changed to mend them.
            mask: What hides the secrets that were found on the way.
            readable: The settings and keys without a fault: whoever knows more may find some in them.
        """
        super().__init__("\n".join(map(str, errors)))
        self.errors = list(errors)
        self.sources = sources or Sources()
        self.mask = mask or Mask()
        self.readable = readable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ', did you mean "interval"?', or nothing if no known word is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - needed only when something is wrong

    by_lower = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.7)
    return f', did you mean "{by_lower[near[0]]}"?' if near else ""


def shown_path(path: Path) -> str:
    """Return the path as short as it can be typed here: relative where it is below the working directory."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def _shown(text: str) -> str:
    """Return the text without what a terminal would obey, and of a long one its two ends."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"
    return _printable(text)


def _printable(text: str) -> str:
    """Return the text with a visible character for each that is not, so that carets keep their column."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    """Return the character, or a picture of it (Unicode's block Control Pictures) where it has no shape."""
    if character.isprintable():
        return character
    return chr(0x2400 + ord(character)) if ord(character) < ord(" ") else "\N{REPLACEMENT CHARACTER}"
