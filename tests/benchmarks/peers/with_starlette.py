"""An application of Starlette under uvicorn: an echo, a refusal with a body, and a sudden end."""

from __future__ import annotations

import os
import sys
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import WebSocketRoute


async def _echo(socket: Any) -> None:
    await socket.accept()
    await socket.send_json({"type": "hello"})
    while True:
        message = await socket.receive()
        match message.get("text"):
            case None:
                return
            case "crash":
                raise RuntimeError("on purpose")
            case "die":
                os._exit(1)
            case text:
                await socket.send_text(text)


async def _refuse(socket: Any) -> None:
    body = JSONResponse({"error": "no token"}, 403, headers={"X-Reason": "token"})
    await socket.send_denial_response(body)


_APP = Starlette(routes=[WebSocketRoute("/echo", _echo), WebSocketRoute("/refuse", _refuse)])

if __name__ == "__main__":
    uvicorn.run(_APP, host="127.0.0.1", port=int(sys.argv[1]), ws=sys.argv[2], log_level="warning")
