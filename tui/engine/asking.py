"""Asker: requests that somebody makes by hand, beside the schedule and outside of every history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.model.endpoint import RetryPolicy

if TYPE_CHECKING:
    from tui.engine.prober import Prober
    from tui.model.board import Board
    from tui.model.check import CheckResult
    from tui.model.endpoint import Endpoint

__all__ = ["Asker"]


class Asker:
    """Checks an endpoint as somebody has changed it; what comes back is recorded nowhere.

    It has a prober of its own, so that the next check of the schedule is not
    compared with what was asked for here.
    """

    def __init__(self, board: Board, prober: Prober) -> None:
        self._board = board
        self._prober = prober

    async def once(self, endpoint: Endpoint) -> CheckResult:
        """Send one request, at once and never again, and judge what comes back.

        Conditions over time look at the history of the endpoint of that name.
        """
        known = (state.samples for state in self._board.endpoints if state.name == endpoint.name)
        history = next(known, ())
        return await self._prober.check(replace(endpoint, retry=RetryPolicy()), history=history)
