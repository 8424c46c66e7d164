"""OrderlyApp: an app for tests in which keys come one after another, as in ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.pilots import at_rest
from tests.streaming import eventually
from tui.terminal.input_in_order import InputInOrder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

__all__ = ["OrderlyApp", "worked_off"]


class OrderlyApp(InputInOrder[None]):
    """Has pressed keys only when the last of them has done what it does, however long that takes."""

    async def _press_keys(self, keys: Iterable[str]) -> None:
        await super()._press_keys(keys)
        await worked_off(self)
        await at_rest(self)


async def worked_off(app: InputInOrder[Any]) -> None:
    """Come back when every key has done what it does, and the screen that it opens is there."""
    await eventually(lambda: not app._waiting and app._turn is None)
