"""A server of python-socketio under uvicorn: events, acknowledgements, binary data and quick pings."""

from __future__ import annotations

import sys
from typing import Any

import socketio
import uvicorn

_SERVER = socketio.AsyncServer(async_mode="asgi", ping_interval=0.5, ping_timeout=1.0)


@_SERVER.event
async def connect(sid: str, _environ: Any, auth: Any) -> None:
    if auth == {"token": "wrong"}:
        raise socketio.exceptions.ConnectionRefusedError("no token")
    await _SERVER.emit("orders", {"id": 1}, to=sid)
    await _SERVER.emit("picture", {"bytes": b"\x89PNG"}, to=sid)


@_SERVER.on("add")
async def _add(_sid: str, one: int, other: int) -> int:
    return one + other


if __name__ == "__main__":
    uvicorn.run(socketio.ASGIApp(_SERVER), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
