"""What the feeds of the demo have said: connections, messages and losses at fixed times."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.demo import messages
from tui.demo.script import Mode, chance, scene
from tui.model.connection import Close, Handshake, Side
from tui.model.failure import Failure, FailureKind
from tui.model.feed import ReconnectPolicy
from tui.model.message import Direction, FeedMessage, Opcode
from tui.model.phases import Phases

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.demo.script import Scene
    from tui.model.event import Event
    from tui.model.feed_state import FeedState

__all__ = ["Stream"]

_POLICY = ReconnectPolicy()
_RETRY = 1.0
_REASONS = {1012: "restart", 4001: "session expired"}
_ENDING = {Mode.CLOSE, Mode.DROP}
_REFUSED = Failure(FailureKind.REJECTED, "127.0.0.1:8765 answered 503 Service Unavailable")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pace:
    """What a feed says, and how often."""

    say: Callable[[int], str | bytes]
    wait: float
    unrest: float = 0.0
    """The part of the wait that luck may add or take away."""


_PACES = {
    "trades": _Pace(say=messages.trade, wait=1 / 12, unrest=0.8),
    "ticker": _Pace(say=messages.tick, wait=1 / 200),
    "presence": _Pace(say=messages.presence, wait=0.3, unrest=0.6),
    "deploys": _Pace(say=messages.deploy, wait=2.0, unrest=0.5),
    "echo": _Pace(say=lambda number: f'{{"op":"ping","id":{number}}}', wait=25.0),
}


class Stream:
    """One feed, from the beginning of the demo to the moment of the picture."""

    def __init__(self, state: FeedState, *, began: float, until: float) -> None:
        self.state = state
        self.began = began
        self.until = until
        self.told: list[Event] = []
        self._pace = _PACES[state.name]
        self._numbers = itertools.count(1)

    def play(self) -> list[Event]:
        """Record every connection and message, and return the events."""
        at, state = self.began, self.state
        while at < self.until:
            state.connecting(at)
            at = self._live(at)
            if at < self.until:
                state.waiting(_RETRY, at)
                at += _RETRY
        state.ponged(0.0002 + 0.0004 * chance("rtt", state.name))
        state.lasted()
        return self.told

    def _scene(self, at: float) -> Scene:
        return scene(self.state.name, at - self.began)

    def _live(self, at: float) -> float:
        """Record one attempt to connect and what follows, and return when it was over."""
        happens = self._scene(at)
        at += happens.latency
        if happens.mode in _ENDING:
            self.told += self.state.rejected(_REFUSED, at)
            return at
        self.told += self.state.opened(_handshake(self.state, happens.latency), at)
        opened, at = at, self._converse(at)
        if at - opened >= _POLICY.reset_after:
            self.state.lasted()
        if at < self.until:
            self.told += self.state.closed(_ending(self._scene(at).status), at)
        return at

    def _converse(self, at: float) -> float:
        """Record what is said over one connection, and return when it ended."""
        self._greet(at)
        while True:
            number = next(self._numbers)
            at += self._pace.wait * (1 + self._pace.unrest * (2 * chance(self.state.name, number) - 1))
            mode = self._scene(at).mode
            if at >= self.until or mode in _ENDING:
                return at
            if mode is Mode.SILENT:
                self._keep_silent(at)
            else:
                self._say(at, number)

    def _greet(self, at: float) -> None:
        for text in self.state.feed.on_open:
            self._record(at, text, sent=True)
            self._record(at + 0.002, messages.answer(text) or "")
        if self.state.name != "deploys":
            self._record(at + 0.001, messages.welcome(self.state.name))

    def _say(self, at: float, number: int) -> None:
        """Record one message, and on the echo its answer."""
        was_silent = self.state.is_silent
        said = self._pace.say(number)
        if self.state.name == "echo":
            self._record(at, said, sent=True)
            self._record(at + 0.001, messages.answer(str(said)) or "")
        elif self.state.name == "deploys":
            self._record(at, said, event="rollback" if number % 7 == 0 else "deploy")
        else:
            self._record(at, said)
        if was_silent:
            self.told += self.state.spoke_again(at)

    def _keep_silent(self, at: float) -> None:
        silence, last = self.state.feed.silence, self.state.last_at
        if silence is not None and last is not None and at - last >= silence:
            self.told += self.state.fell_silent(at)

    def _record(self, at: float, said: str | bytes, *, sent: bool = False, event: str | None = None) -> None:
        message = FeedMessage(
            at_ns=round(at * 1_000_000_000),
            direction=Direction.SENT if sent else Direction.RECEIVED,
            opcode=Opcode.TEXT if isinstance(said, str) else Opcode.BINARY,
            payload=said.encode() if isinstance(said, str) else said,
            event=event,
        )
        self.state.record(message)
        if self.state.feed.pair is not None:
            self.state.noticed.pairs.look(self.state.rows.end - 1, message)


def _handshake(state: FeedState, latency: float) -> Handshake:
    """Return what opening the connection agreed on."""
    is_socket = state.feed.url.startswith("ws")
    return Handshake(
        status=101 if is_socket else 200,
        duration=latency + 0.0006,
        phases=Phases(connect=0.0005, send=0.0001, wait=latency),
        compression=is_socket,
        ip="127.0.0.1",
    )


def _ending(code: int) -> Close:
    """Return how the connection ended: 1006 is never sent, it is what a cut looks like."""
    is_cut = code == 1006  # noqa: PLR2004 - RFC 6455, section 7.1.5
    return Close(code=code, reason=_REASONS.get(code, ""), by=Side.NETWORK if is_cut else Side.SERVER)
