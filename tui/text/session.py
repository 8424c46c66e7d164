"""The summary of a session: a few lines that are worth pasting into a chat."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from tui.model.event import EventKind
from tui.text.safe import clean
from tui.text.states import state_word
from tui.text.units import counted, percent, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tui.model.board import Board
    from tui.model.event import Event

__all__ = ["recordings_summary", "session_summary"]

_INCIDENTS = {EventKind.DOWN, EventKind.CLOSED, EventKind.REJECTED, EventKind.STOPPED}
_NAMED = 3
_NAME = 40


def session_summary(board: Board, *, source: str, started: float, now: float) -> list[str]:
    """Return how long it took, what was watched, what happened, and what is still broken.

    Args:
        board: What was watched.
        source: Where its configuration came from.
        started: When the session began, in seconds since the epoch.
        now: When it ends.
    """
    if not len(board):
        return []
    broken = [state for state in board if state.health.is_blamed]
    lines = [
        " · ".join(filter(None, ("asyncdash", _name(board, source), span(now - started), _watched(board)))),
        " · ".join(_seen(board)),
        " · ".join(_incidents(board, now)),
    ]
    if broken:
        lines.append(
            f"still down: {_listed([f'{clean(each.name, _NAME)} {state_word(each)}' for each in broken])}"
        )
    return [line for line in lines if line]


def recordings_summary(paths: Sequence[Path]) -> str:
    """Return a line that names the files of a session's recordings; of many: how many are where."""
    if len(paths) <= _NAMED:
        places = [str(path) for path in paths]
    else:
        folders = groupby(sorted(paths, key=attrgetter("parent")), key=attrgetter("parent"))
        places = [_place(folder, list(files)) for folder, files in folders]
    return f"{'recording' if len(paths) == 1 else 'recordings'}: {', '.join(places)}"


def _place(folder: Path, files: Sequence[Path]) -> str:
    return str(files[0]) if len(files) == 1 else f"{len(files)} in {folder}"


def _name(board: Board, source: str) -> str:
    return clean(source or (board.title if board.title != "asyncdash" else ""), _NAME)


def _watched(board: Board) -> str:
    numbers = ((len(board.endpoints), "endpoint"), (len(board.feeds), "feed"))
    return ", ".join(counted(number, noun) for number, noun in numbers if number)


def _seen(board: Board) -> Iterator[str]:
    samples = [sample for state in board.endpoints for sample in state.samples]
    if samples:
        good = sum(sample.outcome.is_good for sample in samples)
        yield f"{counted(sum(state.samples.end for state in board.endpoints), 'check')}"
        yield f"{percent(good / len(samples))}% good"
    if board.feeds:
        yield counted(sum(state.received for state in board.feeds), "message")


def _incidents(board: Board, now: float) -> Iterator[str]:
    """Give how many there were of what is watched at the end, and what of that was down for longest."""
    number, down = _history((event for event in board.events if event.source in board), now)
    yield counted(number, "incident") if number else "no incidents"
    if down:
        worst, seconds = max(down.items(), key=itemgetter(1))
        yield f"down longest: {clean(worst, _NAME)} {span(seconds)}"


def _history(events: Iterable[Event], now: float) -> tuple[int, dict[str, float]]:
    """Return the number of incidents, and for how many seconds each source was down."""
    number = 0
    since: dict[str, float] = {}
    down: dict[str, float] = {}
    for event in events:
        is_bad = event.health is not None and event.health.is_problem and not event.health.is_up
        if event.kind in _INCIDENTS and is_bad:
            number += event.source not in since
            since.setdefault(event.source, event.at)
        elif not is_bad and event.source in since:
            down[event.source] = down.get(event.source, 0.0) + event.at - since.pop(event.source)
    for source, at in since.items():
        down[source] = down.get(source, 0.0) + now - at
    return number, down


def _listed(words: Sequence[str]) -> str:
    more = f" and {len(words) - _NAMED} more" if len(words) > _NAMED else ""
    return ", ".join(words[:_NAMED]) + more
