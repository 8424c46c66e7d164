"""Curtain: the first frame, drawn before Textual is imported.

Importing Textual takes most of the time to its first frame. What will be
watched is known long before: every name stands on the screen at once, in the
place where its result will appear. It is drawn in the terminal's own colours,
since the theme may depend on an answer that the terminal has yet to give.
"""

from __future__ import annotations

import os
import signal
import sys
import termios
import tty
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from tui import screens
from tui.app.preferences import AS_EVER
from tui.screens.layout import layout_of, room_for_cards
from tui.text.cells import cell_len, fit, fit_name
from tui.text.glyphs import ASCII
from tui.text.safe import clean
from tui.text.spelling import only_ascii
from tui.widgets.board_rows import GroupRow, rows_of
from tui.widgets.card_plan import plan_cards

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from tui.app.preferences import Start
    from tui.model.board import Board
    from tui.screens.context import ViewState
    from tui.widgets.board_rows import BoardRow
    from tui.widgets.card_plan import CardPlace

__all__ = ["Curtain", "curtain", "first_frame"]

_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l\x1b[0m\x1b[2J", "\x1b[0m\x1b[?25h\x1b[?1049l"
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_LONGEST_NAME = 40
_NARROWEST_CARD = 12


def first_frame(
    board: Board, view: ViewState, *, title: str, columns: int, rows: int, start: Start = AS_EVER
) -> str:
    """Return the sequences that draw the first view before anything is known."""
    room = max(0, columns - 13)
    if start.shows_events:
        title = clean(title or "asyncdash")
        head = f"{_DIM}{fit(title, min(cell_len(title), room))} › {_PLAIN}{_BOLD}events{_PLAIN}"
    else:
        head = f"{_BOLD}asyncdash{_PLAIN}  {_DIM}{fit(clean(title), room)}{_PLAIN}"
    lines = [_at(1, 2, head)]
    if start.query and rows > 1:
        lines.append(_at(2, 2, f"/ {fit(start.query, max(0, columns - 4))}"))
    if not start.shows_events:
        lines += _overview(board, view, columns, rows, start.query)
    text = "".join(lines)
    return only_ascii(text) if view.glyphs == ASCII else text


def _overview(board: Board, view: ViewState, columns: int, rows: int, query: str) -> Iterator[str]:
    """Give the cards or the rows of the list, below the filter if there is one."""
    matches = screens.state_filter(query, now=float) if query else None
    top = 1 if query else 0
    room = room_for_cards(layout_of(columns, rows), rows)
    states = [state for state in board if matches is None or matches(state)]
    fits = 0 < plan_cards(states, columns, room).height <= room
    shows_cards = view.cards if view.cards is not None else fits
    if shows_cards:
        room -= top
        for place in plan_cards(states, columns, room).places:
            if place.y + place.height <= room and place.width >= _NARROWEST_CARD:
                yield _card(place, top)
    else:
        shown = rows_of(board, view, now=0.0, matches=matches)[: max(0, rows - 4 - top)]
        yield from (_at(number, 1, _row(row, columns)) for number, row in enumerate(shown, 3 + top))


class Curtain:
    """What hangs before the stage while the app is loaded, and what the terminal was like before."""

    def __init__(self, settings: list[Any] | None = None) -> None:
        self.settings = settings
        """How the terminal was set; the app restores it in the end. `None`: there is no curtain."""

    def lift(self) -> None:
        """Take it away and leave the terminal as it was, for when the app never gets there."""
        if self.settings is not None:
            settings, self.settings = self.settings, None
            _write(_LEAVE)
            with suppress(termios.error):  # the terminal has gone
                termios.tcsetattr(0, termios.TCSANOW, settings)


@contextmanager
def curtain(board: Board, view: ViewState, *, title: str, start: Start = AS_EVER) -> Iterator[Curtain]:
    """Draw the first frame on the terminal's other screen, where the app goes on.

    Meanwhile nothing that is typed shows up or is lost: the app reads it. After
    an error the terminal is as it was before, and after a signal, which would
    otherwise end the program on the spot.
    """
    if os.environ.get("TERM", "dumb") == "dumb" or not (os.isatty(0) and os.isatty(1)):
        yield Curtain()
        return
    hanging = Curtain(termios.tcgetattr(0))
    before = {each: signal.signal(each, _end) for each in (signal.SIGTERM, signal.SIGHUP)}
    try:
        _listen()
        size = os.get_terminal_size(1)
        columns, rows = size
        _write(_ENTER + first_frame(board, view, title=title, columns=columns, rows=rows, start=start))
        yield hanging
    except BaseException:
        hanging.lift()
        raise
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _listen() -> None:
    """Keep what is typed for the app; without IXON, ctrl+q and ctrl+s are keys like others."""
    settings = termios.tcgetattr(0)
    settings[tty.IFLAG] &= ~termios.IXON
    settings[tty.LFLAG] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(0, termios.TCSANOW, settings)


def _write(sequence: str) -> None:
    assert sys.__stdout__ is not None  # noqa: S101 - it is a terminal
    sys.__stdout__.write(sequence)
    sys.__stdout__.flush()


def _row(row: BoardRow, columns: int) -> str:
    if isinstance(row, GroupRow):
        head = f" {'▸' if row.is_folded else '▾'} {clean(row.name) or 'others'} {row.count} "[:columns]
        return f"{_DIM}{head}{'─' * max(0, columns - len(head))}{_PLAIN}"
    return f" ○ {fit_name(clean(row.name), max(0, min(_LONGEST_NAME, columns - 3)))}"


def _card(place: CardPlace, top: int) -> str:
    """Draw the frame of a card with its name; its numbers come with the first result."""
    x, y, inner = place.x + 1, place.y + 2 + top, place.width - 2
    name = clean(place.state.name)
    name = fit_name(name, max(0, min(len(name), inner - 6)))
    rule = "─" * max(0, inner - len(name) - 3)
    rows = [_at(y, x, f"{_DIM}╭─ {_PLAIN}{name}{_DIM} {rule}╮"), _at(y + 1, x + 2, "○ …")]
    for line in range(y + 1, y + place.height - 1):
        rows += [_at(line, x, "│"), _at(line, x + place.width - 1, "│")]
    return "".join([*rows, _at(y + place.height - 1, x, f"╰{'─' * inner}╯"), _PLAIN])


def _at(line: int, column: int, text: str) -> str:
    return f"\x1b[{line};{column}H{text}"
