"""Witnesses: servers that note how each client takes its leave."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.servers import hang, serve_raw
from tests.websocket_servers import PING, flood, polite, serve_frames

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator

    from tests.websocket_servers import Behaviour, FrameServer, Peer

__all__ = ["Scene", "set_scene"]


@dataclass(slots=True)
class Scene:
    """The servers that a program is given, and what they saw of it."""

    feeds: list[FrameServer] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    """What to give to the program."""
    open: list[str] = field(default_factory=list)
    """The URL of every connection that has not ended."""

    @property
    def is_live(self) -> bool:
        """Is a request waiting, and is every feed followed, so that it was pinged?"""
        return set(self.open) == set(self.urls) and all(
            any(opcode == PING for opcode, _ in each.frames) for each in self.feeds
        )

    @property
    def closes(self) -> list[list[int | None]]:
        """The codes of the close frames that came, feed by feed."""
        return [each.closes for each in self.feeds]


@asynccontextmanager
async def set_scene(*, is_flooded: bool) -> AsyncIterator[Scene]:
    """Run an endpoint that never answers, a polite feed, and one that floods and answers no close."""
    scene = Scene()

    def noted(behave: Behaviour) -> Behaviour:
        async def behave_and_note(peer: Peer) -> None:
            url = peer.server.url
            scene.open.append(url)
            try:
                await behave(peer)
                await peer.reader.read()
            finally:
                scene.open.remove(url)

        return behave_and_note

    async def hang_and_note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        scene.open.append(endpoint.url)
        try:
            await hang(reader, writer)
        finally:
            scene.open.remove(endpoint.url)

    async with AsyncExitStack() as stack:
        endpoint = await stack.enter_async_context(serve_raw(hang_and_note))
        for behave in (polite, flood) if is_flooded else (polite,):
            scene.feeds.append(await stack.enter_async_context(serve_frames(noted(behave))))
        scene.urls = [endpoint.url, *(each.url for each in scene.feeds)]
        yield scene
