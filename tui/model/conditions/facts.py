"""Facts: what a condition can look at, and the three ways in which there is nothing to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model.conditions.json_path import JsonPath

__all__ = ["FactError", "Facts", "FactsWithPast", "Missing", "Nodes", "Several", "Subject"]


class Subject(Struct, frozen=True):
    """What a test asks about: "status", "header content-type", "json $.a"."""

    name: str
    argument: str = ""
    """The name of the header or the cookie, or the path, as it was written."""
    path: JsonPath | None = None

    def __str__(self) -> str:
        return f"{self.name} {self.argument}" if self.argument else self.name


class Missing(LookupError):  # noqa: N818 - no error: that a value is absent is a fact too
    """There is no such value; the message says which, and why if that is known."""


class FactError(ValueError):
    """The value cannot be read; the message says why."""


class Several(tuple[object, ...]):
    """The values of a subject that may have several: a test is met if one of them meets it."""

    __slots__ = ()


class Nodes(tuple[object, ...]):
    """What a JSONPath found that leads to a list of values."""

    __slots__ = ()


class Facts(Protocol):
    """Something that conditions can be asked of; what has no past inherits that it has none."""

    @property
    def previous(self) -> Facts | None:
        """The facts before these, which `changed` compares with."""
        return None

    def value(self, subject: Subject, *, now: float) -> object:
        """Return a number, text, truth value, `None`, list or dict, or one of `Several` and `Nodes`.

        Times are in seconds, sizes in bytes.

        Raises:
            Missing: There is no such value.
            FactError: It cannot be read.
        """
        ...

    def rate(self, seconds: float | None, *, now: float) -> float:
        """Return how many messages a second there were over the last `seconds`; `None`: of late.

        Raises:
            Missing: These are no facts about a feed.
        """
        del seconds, now
        msg = "no rate"
        raise Missing(msg)

    def recent(self, subject: Subject, seconds: float, *, now: float) -> Sequence[float]:
        """Return the values of the last `seconds`, for an aggregate; those that were missing are left out.

        Raises:
            Missing: No past is known.
        """
        del seconds, now
        msg = f"no past of {subject}"
        raise Missing(msg)


class FactsWithPast(Facts):
    """Facts that know those before them."""

    def __init__(self, previous: Facts | None) -> None:
        self._previous = previous
        if isinstance(previous, FactsWithPast):
            previous.forget_previous()

    @property
    def previous(self) -> Facts | None:
        return self._previous

    def forget_previous(self) -> None:
        """Let go of the facts before these, or those of every one since the start would be kept."""
        self._previous = None
