"""Post-mortem: what is known of a connection that ended, began or never came about, one fact to a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.connection import Close, ConnectionState, Ending, Handshake, Side
from tui.model.failure import Failure
from tui.model.message import Notice, NoticeKind
from tui.text import units
from tui.text.bodies import hex_lines, view_of
from tui.text.opening import opening
from tui.text.safe import clean, clean_lines, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.model.check import Exchange
    from tui.model.feed_state import FeedState
    from tui.model.life import Life
    from tui.model.mask import Mask
    from tui.model.message import Row
    from tui.text.glyphs import Line

__all__ = ["aftermath", "has_body", "post_mortem"]

_LABEL = 14
_FARTHEST = 200
"""Rows that are looked at for what came after: between two connections there are only notices."""

_BY = {
    Side.CLIENT: "this side",
    Side.SERVER: "the server",
    Side.NETWORK: "nobody said goodbye",
}
_SIGNS = {
    Ending.CLOSE_FRAME: "a close frame",
    Ending.FIN: "TCP FIN: the stream just ended",
    Ending.RESET: "TCP RST: the connection was reset",
    Ending.TIMEOUT: "a timeout: nothing came any more",
    Ending.FAULT: "a fault in what was received",
}


def post_mortem(notice: Notice, mask: Mask, *, after: Line | None = None, view: str = "pretty") -> list[Line]:
    """Return what is known of an end, or of an attempt that failed; `after`: what came of it."""
    after = after or []
    match notice.about:
        case Close() as close:
            return [*_head(notice, mask), *_facts(_of_close(close, notice.life, mask, after))]
        case Failure() as failure:
            facts = _facts(_of_failure(failure, after))
            body = _answer(failure.answer, mask, view) if failure.answer is not None else []
            return [*_head(notice, mask), *facts, *body]
        case Handshake() as handshake:
            return opening(handshake, mask)
        case _:
            return [[(line, "text")] for part in mask(notice.text).split(" · ") for line in clean_lines(part)]


def has_body(notice: Notice) -> bool:
    """Is there the body of an answer in it, which the views show in different ways?"""
    about = notice.about
    return isinstance(about, Failure) and about.answer is not None and bool(about.answer.body)


def aftermath(state: FeedState, after: Notice, rows: list[Row], now: float) -> str:
    """Say what came after an end: the next connection, or when it is tried again, by which `{key}`.

    Args:
        state: The feed.
        after: The end, or the failed attempt.
        rows: The rows behind it, the oldest first.
        now: For how long it still takes.
    """
    failed = 0
    for row in rows[:_FARTHEST]:
        if not isinstance(row, Notice):
            continue
        if row.kind is NoticeKind.REJECTED:
            failed += 1
        elif row.kind is NoticeKind.OPENED:
            tries = f", after {units.counted(failed, 'attempt')} that failed" if failed else ""
            return f"connected again {units.duration(max(0.0, row.at - after.at))} later{tries}"
        elif row.kind is NoticeKind.CLOSED:
            return ""
    if failed and after.kind is NoticeKind.REJECTED:
        return "it failed as well: see the rows below"
    return _next(state, now)


def _next(state: FeedState, now: float) -> str:
    if state.is_paused:
        return "none while it is paused: {pause connects again}"
    match state.state:
        case ConnectionState.WAITING if state.next_at is not None:
            wait = units.span(max(0.0, state.next_at - now))
            return f"number {state.attempt + 1} in {wait} · {{feed.reconnect now}}"
        case ConnectionState.CONNECTING:
            return f"number {state.attempt} is under way"
        case ConnectionState.STOPPED:
            return "none: it would end the same way · {feed.reconnect tries all the same}"
        case _:
            return ""


def _head(notice: Notice, mask: Mask) -> list[Line]:
    match notice.about:
        case Close() as close:
            what = f"{close.code} {close.name}"
            return [[(f"{'closed':<{_LABEL}}", "strong" if close.is_clean else "err-strong"), (what, "text")]]
        case Failure() as failure:
            return [
                [(f"{'' if at else 'rejected':<{_LABEL}}", "err-strong"), (line, "text")]
                for at, line in enumerate(clean_lines(mask(failure.message)))
            ]
        case _:
            return []


def _facts(rows: Iterator[tuple[str, str | Line]]) -> list[Line]:
    return [
        [(f"{label:<{_LABEL}}", "muted"), *([(clean(value), "text")] if isinstance(value, str) else value)]
        for label, value in rows
        if value
    ]


def _of_close(close: Close, life: Life | None, mask: Mask, after: Line) -> Iterator[tuple[str, str | Line]]:
    yield _next_or_then(after)
    yield "ended by", _BY[close.by]
    yield "reason", f'"{mask(close.reason)}"' if close.reason else ""
    yield "seen by", _SIGNS[close.ending] if close.ending is not None else ""
    yield "detail", mask(close.detail)
    if life is not None:
        yield from _of_life(life)


def _next_or_then(after: Line) -> tuple[str, Line]:
    return ("then" if after and after[0][0].startswith("connected") else "next attempt"), after


def _of_life(life: Life) -> Iterator[tuple[str, str]]:
    traffic = life.traffic
    yield "connection", f"number {units.count(life.number)}, up for {units.duration(life.seconds)}"
    quiet = "none on this connection"
    if life.quiet is not None:
        quiet = f"{units.duration(life.quiet)} before the end"
    yield "last message", quiet
    yield "last ping", f"answered in {units.duration(life.rtt)}" if life.rtt is not None else "none answered"
    yield "received", f"{units.counted(traffic.received, 'message')}, {units.size(traffic.received_bytes)}"
    yield "sent", f"{units.counted(traffic.sent, 'message')}, {units.size(traffic.sent_bytes)}"


def _of_failure(failure: Failure, after: Line) -> Iterator[tuple[str, str | Line]]:
    yield _next_or_then(after)
    if failure.answer is not None:
        yield "status", f"{failure.answer.status} {failure.answer.reason}"
        yield "url", failure.answer.url
        yield "Retry-After", failure.answer.header("Retry-After") or ""
    yield "failed in", failure.phase or ""


def _answer(answer: Exchange, mask: Mask, view: str) -> list[Line]:
    """Return the headers and the beginning of the body of what came instead of an upgrade."""
    lines: list[Line] = [[], [("headers", "muted")]]
    for name, value in answer.headers:
        lines.append([(f"  {clean(name)}", "key"), (": ", "punct"), (clean(mask.value(name, value)), "text")])
    size = units.size(len(answer.body))
    cut = f", the first {size}" if answer.is_truncated else f", {size}"
    head: Line = [("body", "muted"), (cut if answer.body else ", none", "muted")]
    return [*lines, [], head, *_body(answer, mask, view)]


def _body(answer: Exchange, mask: Mask, view: str) -> list[Line]:
    body = mask(answer.body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    if not body:
        return []
    match view:
        case "hex":
            return hex_lines(body)
        case "raw":
            return [[(line, "text")] for line in clean_lines(decode(body))]
        case _:
            return list(view_of(body, answer.header("Content-Type")).lines)
