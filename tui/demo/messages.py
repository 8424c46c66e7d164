"""What the feeds of the demo say: pure functions from a number to a message."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec

from tui.demo.picture import picture
from tui.demo.script import chance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["answer", "deploy", "presence", "tick", "trade", "welcome"]

_PICTURE_EVERY = 140
_HEARTBEAT_EVERY = 16
_FIRST_ORDER = 88_000
_SKUS = (("A-113", 19.9), ("B-020", 4.5), ("C-777", 129.0), ("D-404", 42.0))
_STATES = ("paid", "packed", "shipped", "delivered")
_SYMBOLS = (("ACME", 118.4), ("GLOBEX", 42.15), ("HOOLI", 301.7), ("INITECH", 9.62))
_USERS = ("ada", "grace", "edsger", "barbara", "donald", "margaret")
_DEEDS = ("joined", "typing", "idle", "moved", "left")
_SERVICES = ("cart-api", "pricing", "search-v2", "auth-token")


def trade(number: int) -> str | bytes:
    """Return the trade feed's message `number`: mostly new orders, now and then a picture."""
    if number % _PICTURE_EVERY == _PICTURE_EVERY - 1:
        return picture(number // _PICTURE_EVERY)
    if number % _HEARTBEAT_EVERY == _HEARTBEAT_EVERY - 1:
        return _text({"type": "heartbeat", "seq": number})
    luck = chance("trade", number)
    kind, content = next((kind, content) for share, kind, content in _TRADES if luck < share)
    return _text({"type": kind, **content(number)})


def tick(number: int) -> str:
    """Return the ticker's quote `number`: one symbol after the other on a wandering price."""
    symbol, base = _SYMBOLS[number % len(_SYMBOLS)]
    middle = base * (1 + 0.02 * math.sin(number / 997) + 0.002 * (chance(symbol, number) - 0.5))
    return _text(
        {
            "type": "quote",
            "seq": number,
            "sym": symbol,
            "bid": round(middle * 0.9995, 2),
            "ask": round(middle * 1.0005, 2),
            "size": 100 * (1 + int(chance("size", number) * 9)),
        }
    )


def presence(number: int) -> str:
    """Return the presence feed's message `number`: who does what in which room."""
    user = _USERS[int(chance("user", number) * len(_USERS))]
    deed = _DEEDS[int(chance("deed", number) * len(_DEEDS))]
    online = 40 + int(8 * math.sin(number / 30))
    return _text(
        {"type": f"presence.{deed}", "user": user, "room": f"room-{number % 3 + 1}", "online": online}
    )


def deploy(number: int) -> str:
    """Return the data of deployment event `number`."""
    service = _SERVICES[number % len(_SERVICES)]
    return _text({"service": service, "version": f"1.{number // 4}.{number % 10}", "by": _USERS[number % 6]})


def welcome(name: str) -> str:
    """Return what a feed says first."""
    return _text({"type": "welcome", "feed": name, "ops": ["subscribe", "ping"]})


def answer(text: str) -> str | None:
    """Return the answer to a request in JSON; `None`: it is no request.

    Answers `{"op": "subscribe"}`, `{"op": "ping"}` and the requests of
    JSON-RPC 2.0, each under the id that it was asked with.
    """
    try:
        request = msgspec.json.decode(text, type=dict[str, object])
    except (msgspec.DecodeError, RecursionError):
        return None
    match request:
        case {"jsonrpc": "2.0", "method": str(method), "id": asked}:
            result = {"method": method, "params": request.get("params")}
            return _text({"jsonrpc": "2.0", "id": asked, "result": result})
        case {"op": "subscribe"}:
            channel = request.get("channel", "all")
            return _text({"type": "subscribed", "channel": channel, **_same_id(request)})
        case {"op": "ping"}:
            return _text({"type": "pong", **_same_id(request)})
        case _:
            return None


def _created(number: int) -> dict[str, object]:
    sku, price = _SKUS[int(chance("sku", number) * len(_SKUS))]
    quantity = 1 + int(chance("quantity", number) * 3)
    return {
        "id": _FIRST_ORDER + number,
        "sku": sku,
        "qty": quantity,
        "eu": number % 3 != 0,
        "total": round(price * quantity, 2),
        "currency": "EUR",
        "customer": f"c_{int(chance('customer', number) * 0xFFFF):04x}",
    }


def _updated(number: int) -> dict[str, object]:
    return {"id": _FIRST_ORDER + number - 5, "state": _STATES[number % len(_STATES)], "eu": True}


def _cancelled(number: int) -> dict[str, object]:
    return {"id": _FIRST_ORDER + number - 3, "reason": f"stock [{_SKUS[number % len(_SKUS)][0]}]"}


def _failed(number: int) -> dict[str, object]:
    return {"code": "E_STOCK", "message": f"warehouse eu-{number % 2 + 1} does not answer"}


def _same_id(request: Mapping[str, object]) -> dict[str, object]:
    """Return the id of the request, if it has one, for its answer."""
    return {"id": request["id"]} if "id" in request else {}


def _text(value: object) -> str:
    """Return the value as compact JSON."""
    return msgspec.json.encode(value).decode()


_TRADES: tuple[tuple[float, str, Callable[[int], dict[str, object]]], ...] = (
    (0.01, "error", _failed),
    (0.05, "order.cancelled", _cancelled),
    (0.13, "order.updated", _updated),
    (1.00, "order.created", _created),
)
"""What trades are made of: a message is of the first kind whose share is above its luck."""
