"""What the endpoints of the demo answer: pure functions from the time to a reply."""

from __future__ import annotations

import math
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, field

from tui.demo.picture import picture
from tui.demo.script import CYCLE, Mode, chance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui.demo.script import Scene

__all__ = ["MANIFEST_CHANGES", "Reply", "error", "fill_report", "manifest_version", "reply"]

MANIFEST_CHANGES = 45.0
"""Seconds after which the manifest has its other version, until the script begins again."""

_REPORT_ROWS = 50_000
_LAMPS = {"A-113": "Desk lamp", "C-777": "Floor lamp", "D-404": "Lamp shade"}


class Reply(Struct, frozen=True):
    """An answer as it goes out."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


def reply(name: str, t: float, scene: Scene) -> Reply:
    """Return what the endpoint `name` answers `t` seconds after the demo began."""
    if scene.status >= HTTPStatus.BAD_REQUEST:
        return error(scene.status)
    return _REPLIES[name](t, scene)


def error(status: int) -> Reply:
    """Return the reply of a service that fails with `status`."""
    text, headers = _ERRORS.get(status, (HTTPStatus(status).phrase.lower(), {}))
    return _json({"status": "error", "error": text, "code": status}, status=status, headers=headers)


def manifest_version(t: float) -> str:
    """Return the version of the manifest: it changes once in every round of the script."""
    return "v42" if t % CYCLE < MANIFEST_CHANGES else "v43"


@cache
def fill_report() -> bytes:
    """Return a report of some five megabytes; the first call takes long enough to need a thread."""
    row = '{"row":%d,"sku":"A-%03d","region":"%s","net":%.2f,"tax":%.2f,"settled":%s,"batch":"2026-%02d"}'
    rows = ",".join(
        row
        % (
            number,
            number % 997,
            ("eu", "us", "ap")[number % 3],
            number * 7 % 9973 / 100,
            number * 3 % 1999 / 100,
            "true" if number % 11 else "false",
            number % 12 + 1,
        )
        for number in range(_REPORT_ROWS)
    )
    return f'{{"status":"ok","report":"settlements","rows":[{rows}]}}'.encode()


_ERRORS: dict[int, tuple[str, dict[str, str]]] = {
    401: ("the token is no longer valid", {"WWW-Authenticate": 'Bearer realm="demo", error="invalid_token"'}),
    429: ("too many requests", {"Retry-After": "5", "X-RateLimit-Remaining": "0"}),
    503: ("db timeout", {"Retry-After": "2"}),
    504: ("the resizer did not answer in time", {}),
}


def _payments(t: float, _: Scene) -> Reply:
    captured = 18_204 + int(t * 3)
    pending = int(4 + 4 * math.sin(t / 7))
    return _json({"status": "ok", "captured": captured, "pending": pending, "provider": "acquirer-2"})


def _cart(t: float, scene: Scene) -> Reply:
    quantity = 2 + int(t / 11) % 3
    items = [{"sku": "A-113", "qty": quantity, "price": 19.9}, {"sku": "B-020", "qty": 1, "price": 4.5}]
    total = round(quantity * 19.9 + 4.5, 2)
    stale = scene.mode is Mode.UNWELL
    return _json({"cart": "c_8f1e", "items": items, "total": total, "currency": "EUR", "stale": stale})


def _pricing(t: float, _: Scene) -> Reply:
    prices = {
        sku: round(price * (1 + 0.03 * math.sin(t / 13 + price)), 2)
        for sku, price in (("A-113", 19.9), ("B-020", 4.5), ("C-777", 129.0), ("D-404", 42.0))
    }
    return _json({"status": "ok", "currency": "EUR", "prices": prices, "valid_for": 30})


def _stock(t: float, _: Scene) -> Reply:
    levels = [
        {"sku": sku, "eu-1": 120 - int(t * pace) % 90, "eu-2": 40 + int(t * pace / 3) % 25}
        for sku, pace in (("A-113", 1.0), ("B-020", 0.4), ("C-777", 0.15), ("D-404", 0.05))
    ]
    return _json({"status": "ok", "warehouses": ["eu-1", "eu-2"], "levels": levels})


def _token(t: float, _: Scene) -> Reply:
    left = 3600 - int(t) % 3600
    scopes = ["orders:read", "orders:write"]
    return _json(
        {"status": "ok", "active": True, "token_type": "Bearer", "expires_in": left, "scopes": scopes}
    )


def _users(t: float, _: Scene) -> Reply:
    head = msgspec.json.encode({"status": "ok", "page": 1, "online": 40 + int(8 * math.sin(t / 30))})
    return Reply(200, head[:-1] + b',"users":' + _user_list() + b"}")


@cache
def _user_list() -> bytes:
    """Return some three hundred kilobytes of users."""
    names = ("Ada Lovelace", "Grace Hopper", "Edsger Dijkstra", "Barbara Liskov", "Zoë Müller", "山田 太郎")
    users = [
        {
            "id": number,
            "name": names[number % len(names)],
            "email": f"user{number}@example.com",
            "roles": ["admin", "editor"] if number % 17 == 0 else ["reader"],
            "active": number % 13 != 0,
            "seen": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T09:{number % 60:02}:00Z",
        }
        for number in range(2_200)
    ]
    return msgspec.json.encode(users)


def _search(t: float, scene: Scene) -> Reply:
    scores = {sku: round(0.5 + chance(sku, int(t / 5)) / 2, 3) for sku in _LAMPS}
    hits = [
        {"sku": sku, "title": _LAMPS[sku], "score": scores[sku]}
        for sku in sorted(scores, key=scores.__getitem__, reverse=True)
    ]
    took = round(scene.latency * 1000)
    return _json({"status": "ok", "query": "lamp", "took_ms": took, "total": len(hits), "hits": hits})


def _image(t: float, _: Scene) -> Reply:
    return Reply(200, picture(int(t / 15)), "image/png", {"Cache-Control": "max-age=60"})


def _status(_: float, scene: Scene) -> Reply:
    unwell = scene.mode is Mode.UNWELL
    headline = "Partial outage: search" if unwell else "All systems operational"
    rows = "".join(
        f"    <li>{name}: <b>{'degraded' if unwell and name == 'Search' else 'up'}</b></li>\n"
        for name in ("Checkout", "Search", "Sign-in", "Images")
    )
    page = (
        "<!doctype html>\n<html lang=en>\n"
        "<head><meta charset=utf-8><title>Shop status</title></head>\n<body>\n"
        f"  <h1>{headline}</h1>\n  <ul>\n{rows}  </ul>\n</body>\n</html>\n"
    )
    return Reply(200, page.encode(), "text/html; charset=utf-8")


def _manifest(t: float, _: Scene) -> Reply:
    version = manifest_version(t)
    assets = {"app.js": f"app.{version}.js", "app.css": f"app.{version}.css"}
    headers = {"ETag": f'"{version}"', "Cache-Control": "max-age=30"}
    return _json({"status": "ok", "version": version, "assets": assets}, headers=headers)


def _geo(t: float, _: Scene) -> Reply:
    cities = (("Lisbon", "PT"), ("Tallinn", "EE"), ("Kraków", "PL"), ("Zürich", "CH"))
    city, country = cities[int(t / 20) % len(cities)]
    return _json({"status": "ok", "ip": "203.0.113.7", "city": city, "country": country, "accuracy_km": 25})


def _webhook(t: float, _: Scene) -> Reply:
    receipt = f"evt_{int(chance('webhook', int(t)) * 0xFFFFFF):06x}"
    return _json({"status": "ok", "accepted": True, "receipt": receipt, "queued": int(t / 3) % 7}, status=202)


def _report(_: float, __: Scene) -> Reply:
    return Reply(
        200, fill_report(), headers={"Content-Disposition": 'attachment; filename="settlements.json"'}
    )


def _json(value: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """Return a reply of JSON that nobody may keep, unless the headers say so."""
    return Reply(status, msgspec.json.encode(value), headers={"Cache-Control": "no-store", **(headers or {})})


_REPLIES: dict[str, Callable[[float, Scene], Reply]] = {
    "payments-capture": _payments,
    "cart-api": _cart,
    "pricing": _pricing,
    "stock-levels": _stock,
    "auth-token": _token,
    "users-list": _users,
    "search-v2": _search,
    "image-resize": _image,
    "reports-export": _report,
    "status-page": _status,
    "cdn-manifest": _manifest,
    "geo-lookup": _geo,
    "webhooks-in": _webhook,
}
