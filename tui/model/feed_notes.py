"""Notes: rows among the messages of a feed that tell of its connections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.failure import Failure
from tui.model.message import Notice, NoticeKind
from tui.model.quantity import write_duration

if TYPE_CHECKING:
    from tui.model.connection import Close, Handshake
    from tui.model.feed_state import FeedState
    from tui.model.life import Life

__all__ = ["note", "note_gap"]

_BILLION = 1_000_000_000


def note(
    state: FeedState,
    at: float,
    kind: NoticeKind,
    text: str,
    about: Handshake | Close | Failure | None = None,
    *,
    life: Life | None = None,
) -> None:
    """Put a row about the connection among the messages."""
    size = len(text)
    if isinstance(about, Failure) and about.answer is not None:
        size += len(about.answer.body)
    number = state.rows.append(Notice(int(at * _BILLION), kind, text, about, life), size)
    state.asides.add(number, state.rows.start)
    state.remarks.add(number, state.rows.start)
    state.revision += 1


def note_gap(state: FeedState, at: float) -> None:
    """Say for how long nothing could be received, if there was a connection before."""
    ended_at = state.open_spans.newest[1] if state.open_spans.newest else None
    if ended_at is not None and at > ended_at:
        note(state, at, NoticeKind.GAP, write_duration(at - ended_at, digits=3))
