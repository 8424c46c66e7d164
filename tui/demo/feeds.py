"""The feeds of the demo: WebSockets that talk, fall silent, end and come back as the script says."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import WSCloseCode, WSMsgType, web
from msgspec import Struct

from tui.demo import messages
from tui.demo.script import Mode, chance
from tui.demo.stage import STAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.demo.stage import Stage

__all__ = ["FEED_PATHS", "feed_routes"]

_GLANCE = 0.1
"""Seconds between two looks into the script."""
_FAREWELL = 0.1
"""Seconds that a client has to answer our Close frame."""

_REASONS = {1012: "restart", 4001: "session expired"}


class _Ending(Struct, frozen=True):
    """How the demo ends a connection."""

    code: int
    reason: str = ""


_OVER = _Ending(WSCloseCode.GOING_AWAY, "the demo is over")


class _Pace(Struct, frozen=True, kw_only=True):
    """What a feed says, and when."""

    say: Callable[[int], str | bytes]
    wait: float
    """Seconds between two turns."""
    batch: int = 1
    """Messages in one turn."""
    unrest: float = 0.0
    """The part of the wait that luck may add or take away."""


_PACES = {
    "trades": _Pace(say=messages.trade, wait=1 / 12, unrest=0.8),
    "ticker": _Pace(say=messages.tick, wait=0.05, batch=10),
    "presence": _Pace(say=messages.presence, wait=0.3, unrest=0.6),
}

FEED_PATHS = {name: f"/streams/{name}" for name in (*_PACES, "echo", "deploys")}
"""The path of every feed."""


def feed_routes() -> Iterator[web.RouteDef]:
    """Yield the routes of all feeds."""
    for name in (*_PACES, "echo"):
        yield web.get(FEED_PATHS[name], _Feed(name).respond)
    yield web.get(FEED_PATHS["deploys"], _deploys)


class _Feed:
    """Talks to every client of one WebSocket feed."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Take a request and do with it what the script says."""
        stage = request.app[STAGE]
        scene = stage.scene(self.name)
        await stage.pause(scene.latency)
        if scene.mode in {Mode.CLOSE, Mode.DROP}:
            return web.json_response({"error": "restarting"}, status=503, headers={"Retry-After": "1"})
        socket = web.WebSocketResponse(timeout=_FAREWELL)
        await socket.prepare(request)
        ending = await self._converse(socket, stage)
        if ending is not None:
            await _end(request, socket, ending)
        return socket

    async def _converse(self, socket: web.WebSocketResponse, stage: Stage) -> _Ending | None:
        """Talk and listen until the client leaves (`None`) or the script ends it."""
        async with asyncio.TaskGroup() as group:
            jobs = (
                group.create_task(self._watch(stage)),
                group.create_task(self._listen(socket)),
                group.create_task(self._talk(socket, stage)),
            )
            done, running = await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
            for job in running:
                job.cancel()
        return next((ending for job in done if (ending := job.result()) is not None), None)

    async def _watch(self, stage: Stage) -> _Ending:
        """Wait until the script or the demo ends the connection, and tell how."""
        while not await stage.pause(_GLANCE):
            scene = stage.scene(self.name)
            if scene.mode in {Mode.CLOSE, Mode.DROP}:
                return _Ending(scene.status, _REASONS.get(scene.status, ""))
        return _OVER

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        """Answer requests; the echo sends everything else back."""
        with suppress(ConnectionResetError):  # the client has gone, which is no fault of the demo
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    reply = messages.answer(message.data)
                    if reply is not None or self.name == "echo":
                        await socket.send_str(message.data if reply is None else reply)
                elif message.type is WSMsgType.BINARY and self.name == "echo":
                    await socket.send_bytes(message.data)

    async def _talk(self, socket: web.WebSocketResponse, stage: Stage) -> None:
        """Greet, then say what the feed has to say, at its pace."""
        with suppress(ConnectionResetError):  # the client has gone, which is no fault of the demo
            await socket.send_str(messages.welcome(self.name))
            pace = _PACES.get(self.name)
            if pace is None:
                await stage.over.wait()
                return
            for turn in itertools.count():
                luck = chance(self.name, turn) * 2 - 1
                if await stage.pause(pace.wait * (1 + pace.unrest * luck)):
                    return
                if stage.scene(self.name).mode is not Mode.SILENT:
                    await _say(socket, pace, turn=turn)


async def _say(socket: web.WebSocketResponse, pace: _Pace, *, turn: int) -> None:
    """Send the messages of one turn."""
    for number in range(turn * pace.batch, (turn + 1) * pace.batch):
        said = pace.say(number)
        if isinstance(said, str):
            await socket.send_str(said)
        else:
            await socket.send_bytes(said)


async def _end(request: web.Request, socket: web.WebSocketResponse, ending: _Ending) -> None:
    """End the connection: 1006 is never sent, it is what a cut looks like (RFC 6455, section 7.1.5)."""
    if ending.code == WSCloseCode.ABNORMAL_CLOSURE:
        if request.transport is not None:
            request.transport.abort()
        return
    with suppress(ConnectionResetError, TimeoutError):  # the client has gone, or does not read
        async with asyncio.timeout(2 * _FAREWELL):
            await socket.close(code=ending.code, message=ending.reason.encode())


async def _deploys(request: web.Request) -> web.StreamResponse:
    """Stream deployments as Server-Sent Events, from where a returning client left off."""
    stage = request.app[STAGE]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    last = request.headers.get("Last-Event-ID", "")
    first = int(last) + 1 if last.isdecimal() and last.isascii() else 1
    with suppress(ConnectionResetError):  # the client has gone, which is no fault of the demo
        await response.write(b"retry: 1000\n: deployments of the demo\n\n")
        for number in itertools.count(first):
            event = "rollback" if number % 7 == 0 else "deploy"
            data = messages.deploy(number)
            await response.write(f"event: {event}\nid: {number}\ndata: {data}\n\n".encode())
            if await stage.pause(1 + 2 * chance("deploy", number)):
                break
    return response
