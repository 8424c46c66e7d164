"""The endpoints of the demo: they answer, or fail to, as the script says."""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING

import msgspec
from aiohttp import hdrs, web

from tui.demo import replies
from tui.demo.script import FEEDS, Mode, troubled
from tui.demo.stage import STAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.demo.replies import Reply
    from tui.demo.script import Scene
    from tui.demo.stage import Stage

__all__ = ["ENDPOINT_PATHS", "endpoint_routes"]

ENDPOINT_PATHS = {
    "payments-capture": "/checkout/payments",
    "cart-api": "/checkout/cart",
    "pricing": "/checkout/prices",
    "stock-levels": "/checkout/stock",
    "auth-token": "/platform/token",
    "users-list": "/platform/users",
    "search-v2": "/platform/search",
    "image-resize": "/platform/image.png",
    "reports-export": "/platform/report.json",
    "status-page": "/edge/status",
    "cdn-manifest": "/edge/manifest",
    "geo-lookup": "/edge/geo",
    "webhooks-in": "/edge/webhooks",
}
"""The path of every endpoint."""

_PIECE = 65_536
_TRICKLE_PIECES = 8
_TRICKLE_WAIT = 0.25
"""Seconds between two pieces of a body that trickles."""


def endpoint_routes() -> Iterator[web.RouteDef]:
    """Yield the routes of all endpoints, and of an index that tells what is wrong now."""
    for name, path in ENDPOINT_PATHS.items():
        yield web.route("*", path, _Endpoint(name).respond)
    yield web.get("/edge/{version}/manifest", _manifest)
    yield web.get("/", _index)


class _Endpoint:
    """Answers the requests of one endpoint."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._visits = itertools.count(1)

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Take a request and do with it what the script says."""
        stage = request.app[STAGE]
        scene = stage.scene(self.name)
        await stage.pause(scene.latency)
        match scene.mode:
            case Mode.HANG:
                await stage.over.wait()
                return web.Response(status=503)
            case Mode.DROP:
                _cut(request)
                return web.Response()
            case Mode.FLAKY if next(self._visits) % 2:
                return _response(replies.error(503))
            case _:
                return await self._answer(request, scene)

    async def _answer(self, request: web.Request, scene: Scene) -> web.StreamResponse:
        """Answer what the script says, if the request is in order."""
        stage = request.app[STAGE]
        if self.name == "auth-token" and not _has_token(request):
            return _response(replies.error(401))
        if self.name == "cdn-manifest":
            raise web.HTTPFound(f"/edge/{replies.manifest_version(stage.t)}/manifest")
        if self.name == "reports-export":
            await asyncio.to_thread(replies.fill_report)
        return await _deliver(request, replies.reply(self.name, stage.t, scene), scene.mode)


async def _deliver(request: web.Request, reply: Reply, mode: Mode) -> web.StreamResponse:
    """Send the reply, well or badly."""
    if request.method == hdrs.METH_HEAD:
        return _stream(reply)
    match mode:
        case Mode.TRUNCATE:
            return await _truncated(request, reply)
        case Mode.GARBLE:
            return _response(reply, encoding="gzip")
        case Mode.TRICKLE:
            return await _in_pieces(request, reply, stage=request.app[STAGE])
        case _ if len(reply.body) > _PIECE:
            return await _in_pieces(request, reply)
        case _:
            return _response(reply)


async def _manifest(request: web.Request) -> web.Response:
    """Answer the manifest where the redirect leads: 304 to those who have it (RFC 9110, section 13.1.2)."""
    stage = request.app[STAGE]
    scene = stage.scene("cdn-manifest")
    if scene.mode is Mode.LOOP:
        raise web.HTTPFound(ENDPOINT_PATHS["cdn-manifest"])
    reply = replies.reply("cdn-manifest", stage.t, scene)
    if request.headers.get("If-None-Match") == reply.headers["ETag"]:
        return web.Response(status=304, headers=reply.headers)
    return _response(reply)


async def _index(request: web.Request) -> web.Response:
    """Tell a visitor what there is and what is wrong just now."""
    stage = request.app[STAGE]
    index = {
        "status": "ok",
        "seconds": round(stage.t, 1),
        "troubled": troubled(stage.t),
        "endpoints": ENDPOINT_PATHS,
        "feeds": {name: f"/streams/{name}" for name in FEEDS},
    }
    return web.Response(body=msgspec.json.encode(index), content_type="application/json")


async def _truncated(request: web.Request, reply: Reply) -> web.StreamResponse:
    """Announce the whole body, send half of it, and cut the connection."""
    response = _stream(reply)
    await response.prepare(request)
    await response.write(reply.body[: len(reply.body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


async def _in_pieces(request: web.Request, reply: Reply, *, stage: Stage | None = None) -> web.StreamResponse:
    """Send a large body so that the loop gets a turn between its pieces; slowly if there is a stage."""
    response = _stream(reply)
    await response.prepare(request)
    size = _PIECE if stage is None else -(-len(reply.body) // _TRICKLE_PIECES)
    for start in range(0, len(reply.body), size):
        if stage is not None and await stage.pause(_TRICKLE_WAIT):
            break
        await response.write(reply.body[start : start + size])
    return response


def _stream(reply: Reply) -> web.StreamResponse:
    """Return the start of a response whose body is yet to come; to HEAD it never does."""
    headers = {**reply.headers, "Content-Type": reply.content_type}
    response = web.StreamResponse(status=reply.status, headers=headers)
    response.content_length = len(reply.body)
    return response


def _response(reply: Reply, *, encoding: str | None = None) -> web.Response:
    """Return the whole reply, under the name of a content encoding that it does not have."""
    headers = {**reply.headers, "Content-Type": reply.content_type}
    if encoding is not None:
        headers["Content-Encoding"] = encoding
    return web.Response(status=reply.status, body=reply.body, headers=headers)


def _has_token(request: web.Request) -> bool:
    """Does the request bring a bearer token (RFC 6750)? Any will do."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and bool(token.strip())


def _cut(request: web.Request) -> None:
    """Close the connection without a word."""
    if request.transport is not None:
        request.transport.abort()
