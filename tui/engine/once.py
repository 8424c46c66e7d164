"""once: have the next call of a method do something else, where aiohttp leaves nothing to be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["once"]


def once(thing: object, name: str, instead: Callable[..., None]) -> None:
    """Call `instead` with the method of that name and the arguments of its next call, in its place.

    It goes away with that call, so that those after it pay nothing for it.
    """

    def first(*args: Any, **options: Any) -> None:  # noqa: ANN401 - the arguments are the method's
        vars(thing).pop(name, None)
        instead(getattr(thing, name), *args, **options)

    vars(thing)[name] = first
