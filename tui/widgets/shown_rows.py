"""ShownRows: the rows of the overview, made once for as long as nothing changes that they depend on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.board_rows import StateRow, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import Board, State
    from tui.widgets.board_rows import BoardRow, RowChoice

__all__ = ["ShownRows"]


class ShownRows:
    """Many ask for the rows while a key is answered: the list, the header, each key of the footer."""

    def __init__(self, choice: RowChoice) -> None:
        self.matches: Callable[[State], bool] | None = None
        """What the filter lets through; `None`: everything."""
        self._choice = choice
        self._made: dict[bool, tuple[object, list[BoardRow]]] = {}

    @property
    def is_narrowed(self) -> bool:
        """Does anything keep rows back, wherever they are folded?"""
        return self.matches is not None or self._choice.problems_only

    def rows(self, board: Board, *, now: float, is_folding: bool = True) -> list[BoardRow]:
        """Return the rows as `rows_of` makes them; nobody may change the list. The time counts in seconds."""
        is_folding = is_folding and not self.is_narrowed
        choice = self._choice
        made_of = (
            board,
            board.revision,
            self.matches,
            frozenset(choice.folded) if is_folding else None,
            frozenset(choice.pinned),
            (choice.problems_only, choice.sort, choice.reverse, choice.window),
            int(now),
        )
        made = self._made.get(is_folding)
        if made is None or made[0] != made_of:
            rows = rows_of(board, choice, now=now, matches=self.matches, is_folding=is_folding)
            made = self._made[is_folding] = made_of, rows
        return made[1]

    def states(self, board: Board, *, now: float, is_folding: bool = True) -> list[State]:
        """Return what the rows show, without the heads of groups."""
        rows = self.rows(board, now=now, is_folding=is_folding)
        return [row.state for row in rows if isinstance(row, StateRow)]
