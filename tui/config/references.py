"""References: which variables the values of a configuration came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec import field

from tui.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["References"]


class References(Record, frozen=True):
    """The variables that a configuration was written with: they stand for their values in any other file."""

    HIDDEN: ClassVar[frozenset[str]] = frozenset({"by_value"})

    by_value: Mapping[str, str] = field(default_factory=dict)
    """`${NAME}` with its default, as it was written, by the value that it had."""
