"""Recordings: what happens as lines of JSON, without the secrets."""

from __future__ import annotations

import base64
import json
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from tui.model.connection import Close, Handshake
from tui.model.endpoint_state import EndpointState
from tui.model.failure import Failure
from tui.model.message import FeedMessage, Opcode
from tui.model.phases import Phases
from tui.text.findings import as_json, millis, of_result, tls_json
from tui.text.report import dump_json
from tui.text.safe import UNSAFE
from tui.text.urls import public_url

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from tui.model.board import State
    from tui.model.check import Attempt, CheckResult, Exchange, Headers
    from tui.model.endpoint import Endpoint
    from tui.model.mask import Mask
    from tui.model.message import Row

__all__ = [
    "VERSION",
    "Entry",
    "check_entry",
    "entry_line",
    "gap_entry",
    "health_entry",
    "message_entry",
    "open_entry",
    "printable",
    "row_entry",
    "start_entry",
    "target_entry",
]

Entry = dict[str, object]
"""One line of a recording; `t` is when it happened, in seconds since the epoch, `ev` what it is."""

VERSION = 1

_AS_TEXT = frozenset({Opcode.TEXT, Opcode.PING, Opcode.PONG})
_DELETE = b"\x7f"
_HARMLESS = bytes(range(0x7F))
"""All of ASCII but the delete character: JSON escapes what else there is to fear."""
_PIECE = 1 << 18
"""Characters of a text that are written at once."""
_ENCODER = msgspec.json.Encoder(enc_hook=str)
"""Names of headers are of a kind of `str` that it does not know."""


def entry_line(entry: Entry) -> bytes:
    """Write an entry as a line that is safe to print on a terminal."""
    if not any(_is_long(value) for value in entry.values()):
        return _written(entry) + b"\n"
    members = (_written(name) + b":" + b"".join(_in_pieces(value)) for name, value in entry.items())
    return b"{" + b",".join(members) + b"}\n"


def printable(lines: bytes) -> bytes:
    """Return lines of JSON that are safe to print: what a terminal would obey is escaped in them."""
    if _is_safe(lines):
        return lines
    return b"".join(
        line if _is_safe(line) else UNSAFE.sub(_escape, line.decode()).encode()
        for line in lines.splitlines(keepends=True)
    )


def start_entry(at: float, *, source: str, title: str, version: str) -> Entry:
    """Begin a recording of what came from the configuration `source`."""
    return {
        "v": VERSION,
        "t": _instant(at),
        "ev": "start",
        "config": source,
        "title": title,
        "asyncdash": version,
    }


def target_entry(state: State, at: float, mask: Mask) -> Entry:
    """Tell of something that is watched, and how it is when that begins."""
    is_endpoint = isinstance(state, EndpointState)
    target = state.endpoint if isinstance(state, EndpointState) else state.feed
    return {
        "t": _instant(at),
        "ev": "target",
        "name": target.name,
        "group": target.group,
        "kind": "endpoint" if is_endpoint else "feed",
        "url": public_url(target.url, mask),
        "health": str(state.health),
    }


def check_entry(endpoint: Endpoint, number: int, result: CheckResult, mask: Mask) -> Entry:
    """Tell what a check found, in the fields of `check --format json` and with what was exchanged."""
    exchange = result.exchange
    found = as_json(of_result(endpoint, result, mask), mask) | {
        "tries": [_try(each, mask) for each in result.attempts],
        "request": _request(exchange, mask) if exchange else None,
        "response": _response(exchange, mask) if exchange else None,
    }
    return {
        "t": _instant(result.ended_at),
        "ev": "check",
        "name": endpoint.name,
        "n": number,
        "result": found,
    }


def row_entry(row: Row, number: int, *, feed: str, connection: int, mask: Mask) -> Entry:
    """Tell of a message, or of what became of a connection."""
    if isinstance(row, FeedMessage):
        return message_entry(row, mask, feed=feed, conn=connection, n=number)
    match row.about:
        case Handshake() as handshake:
            return open_entry(handshake, row.at, feed=feed, connection=connection, mask=mask)
        case Close() as close:
            told: Entry = {
                "conn": connection,
                "code": close.code,
                "reason": mask(close.reason),
                "by": str(close.by),
                "detail": mask(close.detail),
            }
            return {"t": _instant(row.at), "ev": "close", "feed": feed} | told
        case Failure() as failure:
            return {"t": _instant(row.at), "ev": "reject", "feed": feed, "failure": _failure(failure, mask)}
        case None:
            return {"t": _instant(row.at), "ev": str(row.kind), "feed": feed, "text": mask(row.text)}


def message_entry(message: FeedMessage, mask: Mask, **where: object) -> Entry:
    """Tell of a message, and where it belongs."""
    entry: Entry = {
        "t": _instant(message.at),
        "ev": "msg",
        **where,
        "dir": message.direction.value,
        "op": message.opcode.name.lower(),
        "len": len(message.payload),
    }
    if message.event is not None:
        entry["event"] = mask(message.event)
    elif message.packet is not None:
        entry["packet"] = mask(message.packet.kind)
    entry |= _payload(message.payload, "text", mask, may_be_text=message.opcode in _AS_TEXT)
    if message.packet is not None and "b64" in entry:
        with suppress(UnicodeDecodeError):  # what a binary packet carries need not be text
            entry["body"] = mask(message.body.decode())
    return entry


def open_entry(handshake: Handshake, at: float, *, feed: str, connection: int, mask: Mask) -> Entry:
    """Tell that a connection is open, and what was agreed on."""
    return {
        "t": _instant(at),
        "ev": "open",
        "feed": feed,
        "conn": connection,
        "status": handshake.status,
        "headers": _headers(handshake.headers, mask),
        "latency_ms": millis(handshake.duration),
        "phases_ms": _phases(handshake.phases),
        "subprotocol": handshake.subprotocol,
        "compression": handshake.compression,
        "ip": handshake.ip,
        "tls": tls_json(handshake.tls),
        "warning": mask(handshake.warning) if handshake.warning else None,
    }


def health_entry(at: float, name: str, *, was: str, now: str, why: str) -> Entry:
    """Tell that the health of an endpoint or a feed has changed."""
    return {"t": _instant(at), "ev": "health", "name": name, "from": was, "to": now, "why": why}


def gap_entry(at: float, name: str, lost: int) -> Entry:
    """Tell how many results or rows are missing at this place, because the disk or we were too slow."""
    return {"t": _instant(at), "ev": "gap", "name": name, "lost": lost}


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) > _PIECE


def _in_pieces(value: object) -> Iterator[bytes]:
    """Write a value; of a long text a piece at a time, as whoever draws the screen waits for each to end."""
    if not isinstance(value, str) or not _is_long(value):
        yield _written(value)
        return
    yield b'"'
    for at in range(0, len(value), _PIECE):
        yield _written(value[at : at + _PIECE])[1:-1]
    yield b'"'


def _written(value: object) -> bytes:
    """Write a value as JSON in which nothing is that a terminal would obey."""
    try:
        return printable(_ENCODER.encode(value))
    except UnicodeEncodeError:  # half of a character, as a hostile header has it
        return dump_json(value).encode()


def _is_safe(lines: bytes) -> bool:
    """Is there nothing to escape? The little that is not ASCII is looked at apart from all the rest."""
    if lines.isascii():
        return _DELETE not in lines
    return UNSAFE.search(lines.translate(None, _HARMLESS).decode()) is None


def _escape(unsafe: re.Match[str]) -> str:
    return unsafe[0] if unsafe[0] == "\n" else json.dumps(unsafe[0])[1:-1]


def _payload(payload: bytes, key: str, mask: Mask, *, may_be_text: bool = True) -> Entry:
    """Return bytes as text under that key, or else in base64; a secret in them is masked either way."""
    if may_be_text:
        try:
            return {key: mask(payload.decode())}
        except UnicodeDecodeError:
            pass
    return {"b64": base64.b64encode(mask.payload(payload)).decode()}


def _request(exchange: Exchange, mask: Mask) -> Entry:
    told: Entry = {
        "method": exchange.method,
        "url": public_url(exchange.url, mask),
        "headers": _headers(exchange.request_headers, mask),
    }
    return told if exchange.request_body is None else told | _payload(exchange.request_body, "body", mask)


def _response(exchange: Exchange, mask: Mask) -> Entry:
    return {
        "http": exchange.http_version,
        "status": exchange.status,
        "reason": mask(exchange.reason),
        "headers": _headers(exchange.headers, mask),
        **_payload(exchange.body, "body", mask),
        "truncated": exchange.is_truncated,
        "redirects": [public_url(each, mask) for each in exchange.redirects],
    }


def _try(attempt: Attempt, mask: Mask) -> Entry:
    return {
        "t": _instant(attempt.started_at),
        "duration_ms": millis(attempt.duration),
        "waited_ms": millis(attempt.waited),
        "phases_ms": _phases(attempt.phases),
        "status": attempt.exchange.status if attempt.exchange else None,
        "failure": _failure(attempt.failure, mask) if attempt.failure else None,
    }


def _failure(failure: Failure, mask: Mask) -> Entry:
    return {"kind": str(failure.kind), "message": mask(failure.message)}


def _headers(headers: Headers, mask: Mask) -> list[list[str]]:
    return [[name, mask.value(name, value)] for name, value in headers]


def _phases(phases: Phases) -> Entry:
    return {name: millis(getattr(phases, name)) for name in Phases.__struct_fields__}


def _instant(at: float) -> float:
    return round(at, 6)
