"""HAR: the attempts of a check as an HTTP archive (version 1.2), without the secrets."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from tui.text.findings import millis, rfc3339
from tui.text.report import dump_json
from tui.text.urls import public_url

if TYPE_CHECKING:
    from tui.model.check import Attempt, CheckResult, Exchange, Headers
    from tui.model.mask import Mask

__all__ = ["check_har"]

_UNKNOWN = -1
"""What HAR writes where a size or a time is not known or does not apply."""


def check_har(result: CheckResult, mask: Mask, *, version: str) -> str:
    """Return every attempt that got a response as an entry of one archive."""
    entries = [_entry(each, each.exchange, mask) for each in result.attempts if each.exchange is not None]
    creator = {"name": "asyncdash", "version": version}
    return dump_json({"log": {"version": "1.2", "creator": creator, "entries": entries}}, indent=2) + "\n"


def _entry(attempt: Attempt, exchange: Exchange, mask: Mask) -> dict[str, object]:
    entry: dict[str, object] = {
        "startedDateTime": rfc3339(attempt.started_at),
        "time": millis(attempt.duration),
        "request": _request(exchange, mask),
        "response": _response(exchange, mask),
        "cache": {},
        "timings": _timings(attempt),
    }
    return entry | ({"serverIPAddress": exchange.ip} if exchange.ip else {})


def _request(exchange: Exchange, mask: Mask) -> dict[str, object]:
    url = public_url(exchange.url, mask)
    request: dict[str, object] = {
        "method": exchange.method,
        "url": url,
        "httpVersion": f"HTTP/{exchange.http_version}",
        "cookies": [],
        "headers": _fields(exchange.request_headers, mask),
        "queryString": [
            {"name": name, "value": value}
            for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=True)
        ],
        "headersSize": _UNKNOWN,
        "bodySize": len(exchange.request_body or b""),
    }
    if exchange.request_body:
        kind = _type(exchange.request_headers)
        request["postData"] = {"mimeType": kind, "text": mask(_text(exchange.request_body))}
    return request


def _response(exchange: Exchange, mask: Mask) -> dict[str, object]:
    return {
        "status": exchange.status,
        "statusText": mask(exchange.reason),
        "httpVersion": f"HTTP/{exchange.http_version}",
        "cookies": [],
        "headers": _fields(exchange.headers, mask),
        "content": _content(exchange, mask),
        "redirectURL": "",
        "headersSize": _UNKNOWN,
        "bodySize": _UNKNOWN,
    }


def _content(exchange: Exchange, mask: Mask) -> dict[str, object]:
    content: dict[str, object] = {"size": len(exchange.body), "mimeType": _type(exchange.headers)}
    try:
        content["text"] = mask(exchange.body.decode())
    except UnicodeDecodeError:
        content |= {"text": base64.b64encode(mask.payload(exchange.body)).decode(), "encoding": "base64"}
    return content | ({"comment": "cut"} if exchange.is_truncated else {})


def _timings(attempt: Attempt) -> dict[str, float]:
    """Return the phases; in HAR `connect` holds the time of TLS as well."""
    phases = attempt.phases
    connect = None if phases.connect is None else phases.connect + (phases.tls or 0.0)
    lengths = {
        "blocked": phases.queued,
        "dns": phases.dns,
        "connect": connect,
        "ssl": phases.tls,
        "send": phases.send or 0.0,
        "wait": phases.wait or 0.0,
        "receive": phases.receive or 0.0,
    }
    return {name: _UNKNOWN if length is None else round(length * 1000, 3) for name, length in lengths.items()}


def _fields(headers: Headers, mask: Mask) -> list[dict[str, str]]:
    return [{"name": name, "value": mask.value(name, value)} for name, value in headers]


def _type(headers: Headers) -> str:
    return next((value for name, value in headers if name.lower() == "content-type"), "")


def _text(payload: bytes) -> str:
    return payload.decode("utf-8", "backslashreplace")
