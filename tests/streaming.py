"""A streamer at work, for tests."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.factories import make_feed
from tui.engine.clock import SystemClock
from tui.engine.streamer import Streamer
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.model.message import FeedMessage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from typing import Any

    from tui.engine.clock import Clock
    from tui.model.event import Event
    from tui.model.feed import Feed

__all__ = ["Stage", "eventually", "payloads", "streaming"]

_PATIENCE = 15.0


@dataclass(slots=True)
class Stage:
    """A streamer that runs, and what it told."""

    streamer: Streamer
    state: FeedState
    running: asyncio.Task[None]
    events: list[Event]
    changes: int = 0

    @property
    def told(self) -> list[str]:
        """What the events told."""
        return [event.what for event in self.events]

    async def until(self, condition: Callable[[FeedState], object]) -> None:
        """Come back when the state meets the condition."""
        await eventually(lambda: condition(self.state))


@asynccontextmanager
async def streaming(
    url: str,
    *,
    clock: Clock | None = None,
    chance: Callable[[], float] = lambda: 0.0,
    secrets: Sequence[str] = (),
    environ: dict[str, str] | None = None,
    **changes: Any,
) -> AsyncIterator[Stage]:
    """Run a streamer of that URL, and hang it up in the end."""
    feed: Feed = make_feed(**{"url": url, "heartbeat": 0.0, **changes})
    state = FeedState(feed)
    events: list[Event] = []
    stage: Stage

    def changed() -> None:
        stage.changes += 1

    streamer = Streamer(
        state,
        mask=Mask(secrets),
        clock=clock or SystemClock(),
        changed=changed,
        on_events=events.extend,
        environ=environ or {},
        chance=chance,
    )
    async with asyncio.TaskGroup() as group:
        stage = Stage(streamer, state, group.create_task(streamer.run()), events)
        yield stage
        await streamer.hang_up()
        stage.running.cancel()


async def eventually(condition: Callable[[], object]) -> None:
    """Come back when the condition is met; if it never is, fail."""
    async with asyncio.timeout(_PATIENCE):
        while not condition():  # noqa: ASYNC110 - what a server does sets no event
            await asyncio.sleep(0.002)


def payloads(state: FeedState) -> list[bytes]:
    """Return what the messages carried, the oldest first."""
    return [row.payload for row in state.rows if isinstance(row, FeedMessage)]
