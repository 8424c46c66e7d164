"""States in a glyph, a word and the tag of a colour, so that none is told by its colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.connection import ConnectionState
from tui.model.endpoint_state import EndpointState
from tui.model.failure import FailureKind
from tui.model.health import Health

if TYPE_CHECKING:
    from tui.model.check import Sample
    from tui.model.feed_state import FeedState

__all__ = ["EVENT_GLYPH", "failure_word", "glyph", "state_word", "tag"]

EVENT_GLYPH = "·"
"""Before what is not about health."""

_LOOKS = {
    Health.UNKNOWN: ("○", ".", "none"),
    Health.UP: ("●", "o", "ok"),
    Health.FLAKY: ("▲", "!", "warn"),
    Health.DEGRADED: ("▲", "!", "warn"),
    Health.PENDING: ("◐", "~", "busy"),
    Health.DOWN: ("✗", "x", "err"),
    Health.RECOVERING: ("◐", "~", "busy"),
    Health.PAUSED: ("‖", "=", "paused"),
}
_WORDS = {
    FailureKind.DISCONNECTED: "dropped",
    FailureKind.TRUNCATED: "cut off",
    FailureKind.TOO_LARGE: "too big",
    FailureKind.CONDITION: "assert",
    FailureKind.INTERNAL: "bug",
}


def glyph(health: Health, *, ascii_only: bool = False) -> str:
    """Return the one character that stands for a health."""
    return _LOOKS[health][1 if ascii_only else 0]


def tag(health: Health) -> str:
    """Return the tag of a health's colour: "ok", "warn", "err", "busy", "paused" or "none"."""
    return _LOOKS[health][2]


def failure_word(kind: FailureKind) -> str:
    """Return a kind of failure in at most eight characters."""
    return _WORDS.get(kind, str(kind))


def state_word(state: EndpointState | FeedState) -> str:
    """Return where something stands in at most nine characters: "503", "timeout", "open", "retry 3"."""
    return _endpoint_word(state) if isinstance(state, EndpointState) else _feed_word(state)


def _endpoint_word(state: EndpointState) -> str:
    if state.is_paused:
        return "paused"
    newest = state.newest
    if newest is None:
        return _sample_word(state.samples.newest)
    if state.health is Health.FLAKY:
        return str(state.health)  # its status is as good as any; that it took a second try is what matters
    if newest.failure is not None and newest.failure.kind is not FailureKind.STATUS:
        return failure_word(newest.failure.kind)
    return str(newest.status) if newest.status is not None else "…"


def _sample_word(sample: Sample | None) -> str:
    """Return the word for a check whose result has gone."""
    if sample is None:
        return "…"
    return str(sample.status) if sample.status is not None else str(sample.outcome)


def _feed_word(state: FeedState) -> str:
    if state.is_paused:
        return "paused"
    is_new = state.connection == 0
    match state.state:
        case ConnectionState.OPEN if state.is_silent:
            word = "silent"
        case ConnectionState.WAITING:
            word = _retry(state.attempt + 1)
        case ConnectionState.CONNECTING:
            word = "…" if is_new and state.attempt <= 1 else _retry(state.attempt)
        case ConnectionState.CLOSED if state.failure is not None:
            word = failure_word(state.failure.kind)
        case ConnectionState.CLOSED if is_new:
            word = "…"
        case other:
            word = str(other)
    return word


def _retry(attempt: int) -> str:
    return f"retry {attempt}" if attempt < 1_000 else "retry 999"  # noqa: PLR2004 - the column has nine cells
