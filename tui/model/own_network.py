"""OwnNetwork: whether it is the servers that fail, or our own network."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from tui.model.endpoint_state import Credit
from tui.model.event import Event, EventKind
from tui.model.failure import FailureKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import Board
    from tui.model.check import CheckResult
    from tui.model.endpoint_state import EndpointState

__all__ = ["OwnNetwork"]

_HOSTS = 3
"""Hosts that have to fail together before it is us."""
_WINDOW = 10.0
"""Seconds within which they have to."""
_LOCAL = frozenset({FailureKind.CONNECT, FailureKind.DNS, FailureKind.TIMEOUT, FailureKind.LOCAL})


class _Doubt(Struct, frozen=True):
    """A failure for which nobody is blamed yet."""

    state: EndpointState
    host: str
    at: float
    """When the check began."""


class OwnNetwork:
    """Records results, and holds back those that may be our own fault.

    A failure to reach a host is held until another check says more: an answer
    from anybody means that the servers are to blame. When `_HOSTS` hosts fail
    within `_WINDOW` seconds and nobody answers, it is us: nothing counts until
    somebody does.
    """

    def __init__(self, board: Board) -> None:
        self._board = board
        self._doubts: dict[str, _Doubt] = {}

    def record(
        self, state: EndpointState, result: CheckResult, *, has_route: Callable[[], bool] = lambda: True
    ) -> list[Event]:
        """Let a state take in what a check found, and return what is worth telling of anybody.

        Args:
            state: Whose result it is.
            result: What was found.
            has_route: Says whether there is a way out of this machine; without one no name is to blame.
        """
        if not _is_unreached(result):
            return [*self._over(result), *state.record(result)]
        if self._board.offline_since is not None:
            return state.record(result, Credit.IGNORED)
        host = _host_of(state)
        events = self._give_up(result.started_at - _WINDOW)
        is_cut_off = _needs_route(host) and not has_route()
        if not is_cut_off and (state.health.is_blamed or len(self._hosts()) < _HOSTS):
            self._doubts.pop(state.name, None)
            return [*events, *state.record(result)]
        kept = self._doubts.get(state.name)
        self._doubts[state.name] = _Doubt(state, host, kept.at if kept else result.started_at)
        events += state.record(result, Credit.HELD)
        if is_cut_off or len({doubt.host for doubt in self._doubts.values()}) >= _HOSTS:
            events += self._begin(result)
        return events

    def witnesses(self) -> list[str]:
        """Return the names of endpoints whose answers would tell more, one for each other host."""
        asked = {doubt.host for doubt in self._doubts.values()}
        names: list[str] = []
        for state in self._board.endpoints if asked else ():
            host = _host_of(state)
            if host not in asked and not state.is_paused and not state.health.is_blamed:
                asked.add(host)
                names.append(state.name)
        return names[: _HOSTS - 1]

    def _hosts(self) -> set[str]:
        """Return the hosts that are checked and not known to be down."""
        return {
            _host_of(state)
            for state in self._board.endpoints
            if not state.is_paused and not state.health.is_blamed
        }

    def _begin(self, result: CheckResult) -> list[Event]:
        """Take the blame."""
        hosts = {doubt.host for doubt in self._doubts.values()}
        self._board.offline_since = min(doubt.at for doubt in self._doubts.values())
        events = self._settled(is_ours=True)
        reason = result.failure.message if result.failure is not None else ""
        number = "1 host fails" if len(hosts) == 1 else f"{len(hosts)} hosts fail at once"
        detail = f"{number}: {reason}; nobody is blamed until somebody answers"
        return [*events, _event(result.ended_at, EventKind.OFFLINE, "no network", detail)]

    def _over(self, result: CheckResult) -> list[Event]:
        """Somebody answered: whatever still fails is not our fault."""
        since, self._board.offline_since = self._board.offline_since, None
        if since is None:
            return self._settled(is_ours=False)
        self._doubts.clear()
        lasted = max(0.0, result.ended_at - since)
        return [_event(result.ended_at, EventKind.ONLINE, "network is back", duration=lasted)]

    def _give_up(self, before: float) -> list[Event]:
        """Blame those of whom nothing else was heard for too long."""
        late = [name for name, doubt in self._doubts.items() if doubt.at < before]
        return [event for name in late for event in self._blame(self._doubts.pop(name), is_ours=False)]

    def _settled(self, *, is_ours: bool) -> list[Event]:
        doubts, self._doubts = self._doubts, {}
        return [event for doubt in doubts.values() for event in self._blame(doubt, is_ours=is_ours)]

    def _blame(self, doubt: _Doubt, *, is_ours: bool) -> list[Event]:
        """Settle one doubt; of what was taken from the board nothing is told."""
        name = doubt.state.name
        is_there = name in self._board and self._board[name] is doubt.state
        events = doubt.state.settle(is_ours=is_ours)
        return events if is_there else []


def _event(at: float, kind: EventKind, what: str, detail: str = "", duration: float | None = None) -> Event:
    return Event(at=at, source="asyncdash", kind=kind, what=what, detail=detail, duration=duration)


def _is_unreached(result: CheckResult) -> bool:
    """Did nothing at all come back, in a way that may be our own fault?"""
    failure = result.failure
    return failure is not None and failure.kind in _LOCAL and result.exchange is None


def _host_of(state: EndpointState) -> str:
    try:
        return urlsplit(state.endpoint.url).hostname or state.endpoint.url
    except ValueError:
        return state.endpoint.url


def _needs_route(host: str) -> bool:
    """Is it a name in the wide world? An address or a bare name may be on this machine or next to it."""
    try:
        ip_address(host)
    except ValueError:
        return "." in host.rstrip(".") and not host.endswith(".local")
    return False
