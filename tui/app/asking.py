"""Asking: what the app does when somebody wants to know something beside the schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui.app.actions import Actions
from tui.screens import requests as ask

if TYPE_CHECKING:
    from tui.engine.engine import Engine

__all__ = ["Asking"]


class Asking(Actions):
    """An app that lets the engine send requests by hand, and hands the answers on."""

    engine: Engine | None = None
    """`None` until the first frame is on the screen."""

    @on(ask.OnceRequested)
    def _ask_once(self, event: ask.OnceRequested) -> None:
        if self.engine is not None:
            self.run_worker(self._send_once(self.engine, event), group="ask", exit_on_error=False)

    @on(ask.AddressesRequested)
    def _ask_addresses(self, event: ask.AddressesRequested) -> None:
        if self.engine is not None:
            self.run_worker(self._look_up(self.engine, event), group="ask", exit_on_error=False)

    async def _look_up(self, engine: Engine, event: ask.AddressesRequested) -> None:
        event.answer(await engine.addresses(event.endpoint))

    async def _send_once(self, engine: Engine, event: ask.OnceRequested) -> None:
        event.answer(await engine.send_once(event.endpoint))
