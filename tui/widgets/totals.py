"""Totals: how many are up, slow, down; the counts of the header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.health import Health
from tui.text.states import glyph, tag
from tui.text.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.model.board import Board
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Runs

__all__ = ["LARGE", "beyond", "filter_of", "started_text", "tallies", "totals_runs"]

LARGE = 200
"""More endpoints and feeds than this are too many to look at one by one: groups begin folded."""


_TOGETHER = (
    (Health.UP,),
    (Health.DEGRADED, Health.FLAKY),
    (Health.DOWN,),
    (Health.PENDING, Health.RECOVERING),
    (Health.PAUSED,),
    (Health.UNKNOWN,),
)


def started_text(board: Board) -> str:
    """Return how far the start of a large board has come, as "640 of 1,000 started"; "" once it is over."""
    waiting = board.totals()[Health.UNKNOWN] if len(board) > LARGE else 0
    return f"{count(len(board) - waiting)} of {count(len(board))} started" if waiting else ""


def totals_runs(board: Board, glyphs: Glyphs) -> Runs:
    """Return a count for each kind of health there is; that of those up if anything is watched."""
    totals = board.totals()
    runs: Runs = []
    if not len(board):
        return runs
    if started_text(board):
        del totals[Health.UNKNOWN]  # which is what the start of a large board tells
    for piece in tallies({**totals, Health.UP: totals[Health.UP]}, glyphs):
        runs += [piece, ("  ", "text")]
    return runs[:-1]


def tallies(healths: Mapping[Health, int], glyphs: Glyphs) -> Runs:
    """Return a count for each kind of health that is counted."""
    runs: Runs = []
    for text, together in _counts(healths, glyphs):
        colour = tag(together[0])
        runs.append((text, colour if colour == "none" else f"{colour}-strong"))
    return runs


def beyond(above: Mapping[Health, int], below: Mapping[Health, int], glyphs: Glyphs) -> Runs:
    """Return how many are out of sight in either direction, and which problems are among them."""
    runs: Runs = []
    for arrow, word, healths in (("↑", "above", above), ("↓", "below", below)):
        if not healths:
            continue
        problems = {health: number for health, number in healths.items() if health.is_problem}
        runs += [(f"{arrow} ", "accent"), (f"{count(sum(healths.values()))} {word}", "muted")]
        runs += [each for piece in tallies(problems, glyphs) for each in (("  ", "text"), piece)]
        runs.append(("   ", "text"))
    return runs


def filter_of(board: Board, glyphs: Glyphs, pressed: str) -> str | None:
    """Return the filter that leaves what one of the counts has counted."""
    healths = next((healths for text, healths in _counts(board.totals(), glyphs) if text == pressed), None)
    if healths is None:
        return None
    words = ", ".join(f'"{health}"' for health in healths)
    return f"state:{healths[0]}" if len(healths) == 1 else f"state in [{words}]"


def _counts(healths: Mapping[Health, int], glyphs: Glyphs) -> Iterator[tuple[str, tuple[Health, ...]]]:
    """Give each count as it is written, and what it counts."""
    for together in _TOGETHER:
        if not any(health in healths for health in together):
            continue
        number = sum(healths.get(health, 0) for health in together)
        if number or together[0] is Health.UP:
            yield f"{glyph(together[0], ascii_only=glyphs.name == 'ascii')} {count(number)}", together
