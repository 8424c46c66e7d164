"""ConnectionPane: what a feed is connected to, and how that came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.connection import ConnectionState
from tui.text import safe, units
from tui.text.charts import sparkline
from tui.text.opening import cookies_text, phases_text
from tui.text.urls import public_url
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.model.connection import Handshake
    from tui.model.feed_state import FeedState
    from tui.model.mask import Mask
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Line, Runs

__all__ = ["ConnectionPane"]

_LABEL = 15
_ROUND_TRIP = "round trip"
_SHORTEST = 4
"""Cells from which a sparkline says something."""
_TAGS = {"series": "series-feed"}


class ConnectionPane(Pane):
    """The facts of the handshake, the buffer and the end before, one to a line."""

    def __init__(
        self,
        feed: Callable[[], FeedState | None],
        *,
        mask: Mask,
        now: Callable[[], float],
        glyphs: Callable[[], Glyphs],
        number: int | None = None,
    ) -> None:
        super().__init__()
        self.number = number
        self._feed = feed
        self._mask = mask
        self._now = now
        self._glyphs = glyphs

    def title(self) -> Runs:
        return [("connection", "muted")]

    def facts(self) -> Runs:
        state = self._feed()
        uptime = state.uptime(self._now()) if state is not None else None
        return [] if uptime is None else [(f"open {units.percent(uptime)}%", "muted")]

    def content(self, width: int, height: int) -> list[Line]:
        state = self._feed()
        if state is None:
            return [self.line(width).put("no feed is configured", "muted")]
        url = safe.fit_url(public_url(state.feed.url, self._mask), max(1, width - _LABEL)).rstrip()
        rows: list[tuple[str, str, str]] = [("url", url, "text"), *self._rows(state)]
        return [
            self.line(width)
            .put(label, "muted", width=_LABEL)
            .runs([(safe.clean(self._mask(value)), tag), *self._chart(state, label, value, width - _LABEL)])
            for label, value, tag in rows[:height]
        ]

    def _chart(self, state: FeedState, label: str, value: str, width: int) -> Runs:
        """Return the newest round trips as a line, where there is room behind the last one."""
        room = min(width - len(value) - 1, len(state.round_trips))
        if label != _ROUND_TRIP or room < _SHORTEST:
            return []
        line = sparkline(list(state.round_trips), room, glyphs=self._glyphs())
        return [(" ", "text"), *((text, _TAGS.get(tag, tag)) for text, tag in line)]

    def _rows(self, state: FeedState) -> Iterator[tuple[str, str, str]]:
        """Give what is known, the most telling first: what has no room is not shown."""
        if state.failure is not None:
            yield "failed", str(state.failure), "err"
        if state.close is not None:
            yield "last close", str(state.close), "text" if state.close.is_clean else "err"
        if state.handshake is not None:
            yield from _agreed(state.handshake, is_websocket=state.feed.is_websocket, ratio=_ratio(state))
        if state.since is not None and state.state is ConnectionState.OPEN:
            times = max(0, state.connection - 1)
            again = f" · {units.count(times)} reconnect{'' if times == 1 else 's'}" if times else ""
            yield "opened", units.clock(state.since) + again, "text"
        dropped = state.rows.start
        kept = f"{units.count(len(state.rows))} rows · {units.size(state.rows.size)}"
        yield "buffer", f"{kept} · {units.count(dropped)} older gone", "text"
        if state.rtt is not None:
            slowest = units.duration(max(state.round_trips, default=state.rtt))
            yield _ROUND_TRIP, f"{units.duration(state.rtt)} · slowest {slowest}", "text"
        received, sent = units.size(state.received_bytes), units.size(state.sent_bytes)
        glyphs = self._glyphs()
        yield "traffic", f"{glyphs.received}{received} {glyphs.sent}{sent}", "text"


def _ratio(state: FeedState) -> str:
    """Say how many times larger what was received is than what came over the wire."""
    vitals = state.vitals
    if vitals is None or not vitals.wire_bytes or state.handshake is None or not state.handshake.compression:
        return ""
    return f"  {vitals.unpacked / vitals.wire_bytes:.1f}×" if vitals.unpacked > vitals.wire_bytes else ""


def _agreed(handshake: Handshake, *, is_websocket: bool, ratio: str) -> Iterator[tuple[str, str, str]]:
    """Give what both sides agreed on."""
    if handshake.warning:
        yield "warning", handshake.warning, "warn"
    if is_websocket:
        yield "subprotocol", handshake.subprotocol or "none", "text"
        yield "compression", f"permessage-deflate{ratio}" if handshake.compression else "none", "text"
    if handshake.tls is not None:
        yield "tls", f"{handshake.tls.version} · {handshake.tls.cipher}", "text"
    if handshake.ip:
        yield "address", handshake.ip, "text"
    if handshake.cookies:
        yield "cookies", cookies_text(handshake), "text"
    yield "handshake", f"{handshake.status} in {units.duration(handshake.duration)}", "text"
    if phases := phases_text(handshake.phases):
        yield "phases", phases, "text"
