"""A server made with `websockets`: it ticks, pings, speaks a subprotocol, and goes when it is told to."""

from __future__ import annotations

import asyncio
import json
import sys
from http import HTTPStatus
from typing import Any

from websockets.asyncio.server import serve


async def _talk(connection: Any) -> None:
    for number in range(50):
        await connection.send(json.dumps({"type": "tick", "seq": number, "note": "x" * 200}))
    await connection.send(b"\x82\xa1a\x01\xa1b\x02")
    async for text in connection:
        if text == "leave":
            await connection.close(1012, "restart")
        await connection.send(text)


def _refuse(connection: Any, request: Any) -> Any:
    if request.path != "/busy":
        return None
    response = connection.respond(HTTPStatus.TOO_MANY_REQUESTS, "slow down\n")
    response.headers["Retry-After"] = "7"
    return response


async def _main(port: int) -> None:
    server = serve(
        _talk, "127.0.0.1", port, process_request=_refuse, subprotocols=["ticks.v2"], ping_interval=0.2
    )
    async with server:
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1])))
