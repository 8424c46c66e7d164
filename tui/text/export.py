"""Exports: the board, its events and messages as JSON, CSV or Markdown, without the secrets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from tui.model.endpoint_state import EndpointState
from tui.model.mask import Mask
from tui.model.message import FeedMessage
from tui.model.stats import latencies, percentiles, uptime
from tui.text.events import event_line
from tui.text.findings import Finding, as_json, findings, millis, of_result, rfc3339
from tui.text.markdown import literal
from tui.text.recording import message_entry
from tui.text.report import dump_json
from tui.text.safe import clean
from tui.text.states import glyph, state_word
from tui.text.units import duration, percent
from tui.text.urls import public_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.model.board import Board, State
    from tui.model.event import Event
    from tui.model.message import Row

__all__ = ["board_csv", "board_json", "board_markdown", "events_csv", "events_json", "messages_ndjson"]

_BOARD_COLUMNS = (
    "name",
    "group",
    "kind",
    "url",
    "health",
    "state",
    "since",
    "status",
    "latency_ms",
    "p50_ms",
    "p95_ms",
    "uptime",
    "checks",
    "messages",
    "failure",
)
_EVENT_COLUMNS = ("at", "source", "kind", "what", "detail", "health", "duration_s")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def board_json(board: Board) -> str:
    """Return what is known of everything as one JSON object."""
    items = [_item(state, board.mask) for state in board]
    return dump_json({"version": 1, "title": board.title, "items": items}, indent=2) + "\n"


def board_csv(board: Board) -> str:
    """Return a line for everything, under a line of names."""
    return _csv(_BOARD_COLUMNS, (_summary(state, board.mask) for state in board))


def board_markdown(board: Board) -> str:
    """Return a report for people: a table of everything, by group, and the newest events."""
    parts = [f"# {literal(board.title or 'asyncdash')}"]
    for group, states in board.groups().items():
        head = "| | name | state | last | p95 | up % | why |\n|---|---|---|--:|--:|--:|---|"
        rows = "\n".join(_markdown_row(state, board.mask) for state in states)
        parts.append(f"{f'## {literal(group)}' + chr(10) * 2 if group else ''}{head}\n{rows}")
    events = [_markdown_event(event, board.mask) for event in reversed(board.events.tail(20))]
    if events:
        parts.append("## Events\n\n" + "\n".join(events))
    return "\n\n".join(parts) + "\n"


def events_json(board: Board) -> str:
    """Return the event log as one JSON object."""
    events = [_event(event, board.mask) for event in board.events]
    return dump_json({"version": 1, "title": board.title, "events": events}, indent=2) + "\n"


def events_csv(board: Board) -> str:
    """Return a line for each event, under a line of names."""
    return _csv(_EVENT_COLUMNS, (_event(event, board.mask) for event in board.events))


def messages_ndjson(rows: Iterable[Row], mask: Mask | None = None) -> Iterator[str]:
    """Give each row of a feed as a line of JSON, with the keys that recordings have."""
    known = mask or Mask()
    for row in rows:
        yield dump_json(_row(row, known)) + "\n"


def _item(state: State, mask: Mask) -> dict[str, object]:
    """Return what is known in sum, and what was found last."""
    found = _finding(state, mask)
    newest = as_json(found, mask) if found else {}
    return {**_summary(state, mask), **newest, "health": str(state.health)}


def _finding(state: State, mask: Mask) -> Finding | None:
    """Return what was found last, if anything was."""
    if isinstance(state, EndpointState):
        return of_result(state.endpoint, state.newest, mask) if state.newest else None
    return next(iter(findings([state], mask)), None) if state.started_at is not None else None


def _summary(state: State, mask: Mask) -> dict[str, object]:
    found = _finding(state, mask)
    is_endpoint = isinstance(state, EndpointState)
    target = state.endpoint if isinstance(state, EndpointState) else state.feed
    samples = list(state.samples) if isinstance(state, EndpointState) else []
    middle, high = percentiles(latencies(samples), (50, 95))
    share = uptime(samples)
    return {
        "name": state.name,
        "group": target.group,
        "kind": "endpoint" if is_endpoint else "feed",
        "url": public_url(target.url, mask),
        "health": str(state.health),
        "state": state_word(state),
        "since": rfc3339(state.since),
        "status": found.status if found else None,
        "latency_ms": millis(found.latency if found else None),
        "p50_ms": millis(middle),
        "p95_ms": millis(high),
        "uptime": None if share is None else round(share, 6),
        "checks": state.samples.end if isinstance(state, EndpointState) else None,
        "messages": None if isinstance(state, EndpointState) else state.received,
        "failure": mask(str(found.failure)) if found and found.failure else None,
    }


def _event(event: Event, mask: Mask) -> dict[str, object]:
    return {
        "at": rfc3339(event.at),
        "source": event.source,
        "kind": str(event.kind),
        "what": mask(event.what),
        "detail": mask(event.detail),
        "health": str(event.health) if event.health else None,
        "duration_s": event.duration,
    }


def _row(row: Row, mask: Mask) -> dict[str, object]:
    if not isinstance(row, FeedMessage):
        return {"t": row.at, "ev": str(row.kind), "text": mask(row.text)}
    return message_entry(row, mask)


def _csv(columns: Sequence[str], rows: Iterable[dict[str, object]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return buffer.getvalue()


def _cell(value: object) -> object:
    """Keep a text from being taken for a formula (OWASP, CSV injection)."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _markdown_row(state: State, mask: Mask) -> str:
    told = _summary(state, mask)
    last, high, share = told["latency_ms"], told["p95_ms"], told["uptime"]
    cells = (
        glyph(state.health),
        literal(state.name),
        literal(state_word(state)),
        duration(last / 1000 if isinstance(last, float) else None),
        duration(high / 1000 if isinstance(high, float) else None),
        percent(share if isinstance(share, float) else None),
        literal(str(told["failure"] or "")),
    )
    return f"| {' | '.join(cells)} |"


def _markdown_event(event: Event, mask: Mask) -> str:
    what, detail = event_line(event)
    told = " · ".join(literal(mask(part)) for part in (what, detail) if part)
    return f"- {rfc3339(event.at)} {literal(event.source)}: {told}"
