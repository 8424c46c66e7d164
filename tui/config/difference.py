"""Difference: what a new configuration changes, thing by thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tui.config.config import Config
    from tui.model.endpoint import Endpoint
    from tui.model.feed import Feed

__all__ = ["Difference", "difference_of", "targets_of"]

_MOST_NAMES = 3


class Difference(Struct, frozen=True, kw_only=True):
    """What is not as it was; names in the order of the configuration."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """Where a line was moved in its file, nothing has changed."""
    removed: tuple[str, ...] = ()
    is_reordered: bool = False
    """Do those that were there before stand in another order?"""
    settings: tuple[str, ...] = ()
    """The names of the settings that are different; `title`, `keys` and `notify` are among them."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.is_reordered or self.settings)

    def told(self, *, late: Collection[str] = (), idle: Collection[str] = ()) -> str:
        """Tell of it as the event log does: "+1 geo-lookup  ~1 users-list".

        Settings that are `late` hold from the next start on, those that are
        `idle` have no effect; both is said.
        """
        now = [name for name in self.settings if name not in late and name not in idle]
        later = [name for name in self.settings if name in late]
        parts = [_counted("+", self.added), _counted("~", self.changed), _counted("−", self.removed)]
        parts.append("in another order" if self.is_reordered else "")
        parts.append(", ".join(now))
        parts.append(f"at the next start: {', '.join(later)}" if later else "")
        without = [name for name in self.settings if name in idle]
        parts.append(f"without effect: {', '.join(without)}" if without else "")
        return "  ".join(filter(None, parts)) or "nothing has changed"


def difference_of(before: Config, after: Config) -> Difference:
    """Return what the configuration that comes after changes."""
    old = {target.name: target for target in targets_of(before)}
    new = {target.name: target for target in targets_of(after)}
    return Difference(
        added=tuple(name for name in new if name not in old),
        changed=tuple(
            name for name in new if name in old and _without_place(new[name]) != _without_place(old[name])
        ),
        removed=tuple(name for name in old if name not in new),
        is_reordered=[name for name in old if name in new] != [name for name in new if name in old],
        settings=_changed_settings(before, after),
    )


def targets_of(config: Config) -> tuple[Endpoint | Feed, ...]:
    """Return everything that is watched, in the order of the board."""
    return (*config.endpoints, *config.feeds)


def _without_place(target: Endpoint | Feed) -> Endpoint | Feed:
    return replace(target, origin=None)


def _changed_settings(before: Config, after: Config) -> tuple[str, ...]:
    """Return the names of all that is different and not watched."""
    changed = [
        name
        for name in after.settings.__struct_fields__
        if getattr(before.settings, name) != getattr(after.settings, name)
    ]
    whole = [name for name in ("title", "keys", "notify") if getattr(before, name) != getattr(after, name)]
    return (*whole, *changed)


def _counted(sign: str, names: Sequence[str]) -> str:
    """Return how many there are, and the first of them."""
    if not names:
        return ""
    more = ", …" if len(names) > _MOST_NAMES else ""
    return f"{sign}{len(names)} {', '.join(names[:_MOST_NAMES])}{more}"
