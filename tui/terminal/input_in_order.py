"""InputInOrder: what is typed, pasted or clicked faster than it is worked off acts as if it came slowly."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, TypeVar

from textual.app import App
from textual.events import InputEvent, Key, Paste

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.events import Event
    from textual.screen import Screen

__all__ = ["InputInOrder"]

Return = TypeVar("Return")

_PATIENCE = 1.0
"""Seconds after which what comes next is handed on, whatever has become of the one before."""
_TIMES = 3
"""How often the way of a key is gone: what it does may send a message, and that one another."""


class InputInOrder(App[Return]):
    """Hands on what comes from keyboard and mouse when the key or the paste before has done what it does.

    Textual gives every key to what has the focus when it arrives. What is typed
    after a key that opens an input would go to the screen below it: ":cart" in
    one go would open an empty palette, and Enter run the first of its commands.
    """

    def __init__(self, *, driver_class: type | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self._waiting: deque[InputEvent | Paste] = deque()
        self._turn: object | None = None
        """Stands for the key or the paste that is being worked off; `None`: there is none."""

    async def on_event(self, event: Event) -> None:
        if isinstance(event, InputEvent | Paste) and not event.is_forwarded and self.screen_stack:
            self._waiting.append(event)
            await self._hand_on()
        else:
            await super().on_event(event)

    async def _hand_on(self) -> None:
        """Hand on what came first, up to a key or a paste, unless one is being worked off."""
        while self._waiting and self._turn is None:
            event = self._waiting.popleft()
            await super().on_event(event)
            if not self.screen_stack:
                return
            if not isinstance(event, Key | Paste):
                continue
            turn = self._turn = object()
            asyncio.get_running_loop().call_later(_PATIENCE, self._end_turn, turn)
            self._go_behind(self.focused or self.screen, turn)

    def _go_behind(self, node: DOMNode, turn: object, *, times: int = 1) -> None:
        """Go the way of a key behind it: from what has the focus through all that it is in, to the app."""
        screen, way = self.screen, deque(node.ancestors_with_self)

        def go_on() -> None:
            while way:
                if way.popleft().call_later(go_on):
                    return
            self._arrive(screen, turn, times)

        go_on()

    def _arrive(self, screen: Screen[object], turn: object, times: int) -> None:
        """Let the next key come, once the screen and the messages that this one has brought up are there."""
        if turn is not self._turn or not self.screen_stack:
            self._end_turn(turn)
        elif self.screen is not screen or (self._waiting and times < _TIMES):
            self._go_behind(self.focused or self.screen, turn, times=times + 1)
        else:
            self._end_turn(turn)

    def _end_turn(self, turn: object) -> None:
        if turn is self._turn:
            self._turn = None
            if self._waiting:
                self.call_later(self._hand_on)
