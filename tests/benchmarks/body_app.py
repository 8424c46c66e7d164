"""The screen of an endpoint with a body of 10 MB, opened, searched and folded: prints the times as JSON.

It runs without a terminal, but with the interpreter's pauses as short as the
dashboard has them: what is counted is our own work, from the key to what is
painted, and by how much the event loop was late meanwhile.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from time import perf_counter
from typing import TYPE_CHECKING

from tests.endpoints import MEDIUM, EndpointApp, make_state, respond
from tests.factories import NOW
from tui.app.pauses import keep_pauses_short

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.app import App

_ITEM = {"id": 4711, "symbol": "ACME", "price": 118.42, "tags": ["a", "b"], "note": "x" * 60}
_COUNT = 10_000_000 // (len(json.dumps(_ITEM)) + 2)
_TICK = 0.002
_PATIENCE = 5.0
_SETTLE = 1.0


@asynccontextmanager
async def _lag(found: dict[str, float | None], name: str) -> AsyncIterator[None]:
    """Note by how much the loop was late at worst, until a second after the block."""
    worst = 0.0

    async def tick() -> None:
        nonlocal worst
        while True:
            due = perf_counter() + _TICK
            await asyncio.sleep(_TICK)
            worst = max(worst, perf_counter() - due)

    async with asyncio.TaskGroup() as group:
        ticking = group.create_task(tick())
        await asyncio.sleep(_TICK)  # what the block does before it waits counts as well
        yield
        await asyncio.sleep(_SETTLE)
        ticking.cancel()
    found[f"{name}, longest frame"] = worst


async def _until(app: App[None], word: str, began: float) -> float | None:
    """Return how long it takes until that stands on the screen; `None`: it never does."""
    while perf_counter() - began < _PATIENCE:
        if any(word in strip.text for strip in app.screen._compositor.render_strips()):
            return perf_counter() - began
        await asyncio.sleep(_TICK)
    return None


async def _main() -> None:
    body = json.dumps({"first": "here", "items": [_ITEM] * _COUNT, "last": "there"}).encode()
    state = make_state(count=1)
    app = EndpointApp(state)
    keep_pauses_short()
    found: dict[str, float | None] = {}
    async with app.run_test(size=MEDIUM):
        async with _lag(found, "open"):
            began = perf_counter()
            state.record(respond(body, at=NOW))
            app.endpoint_screen.repaint()
            found["open, first screen"] = await _until(app, '"first"', began)
        async with _lag(found, "search"):
            began = perf_counter()
            app.endpoint_screen.query_bar.edit("there")
            app.endpoint_screen.query_bar.action_leave()
            found["search, the hit in view"] = await _until(app, '"last"', began)
        async with _lag(found, "fold"):
            began = perf_counter()
            app.endpoint_screen.parts.body.toggle_folds()
            found["fold, all of it"] = await _until(app, f"{_COUNT:,} items", began)
            app.endpoint_screen.parts.body.toggle_folds()
    print(json.dumps(found))


if __name__ == "__main__":
    asyncio.run(_main())
