from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.boards import make_board
from tests.factories import NOW, make_endpoint
from tests.pane_app import shown
from tui.model.board import Board
from tui.model.endpoint_state import EndpointState
from tui.text.cells import cell_len
from tui.text.glyphs import BRAILLE
from tui.widgets.card import CardPainter
from tui.widgets.card_plan import CardPlace
from tui.widgets.painted import Painted
from tui.widgets.state_cells import CellCache

if TYPE_CHECKING:
    from tui.widgets.line import Line


class Canvas(Painted):
    def paint(self, width: int, height: int) -> list[Line]:
        return []


def rows_of(
    canvas: Canvas,
    name: str,
    width: int,
    height: int,
    *,
    is_selected: bool = False,
    board: Board | None = None,
) -> list[str]:
    board = board or make_board()
    place = CardPlace(board[name], 0, 0, width, height)
    cells = CellCache().cells(place.state, now=NOW, window=300, width=width - 4, glyphs=BRAILLE)
    painter = CardPainter(canvas.line, now=NOW, window=300, glyphs=BRAILLE, mask=board.mask)
    return [
        line.strip().text for line in painter.paint(place, cells, is_selected=is_selected, has_focus=True)
    ]


class CardTest(IsolatedAsyncioTestCase):
    async def test_a_card_has_exactly_its_width_and_height(self) -> None:
        canvas = Canvas()
        async with shown(canvas):
            for state in make_board():
                for width in (24, 26, 38, 100):
                    for height in range(4, 17):
                        rows = rows_of(canvas, state.name, width, height)

                        assert [cell_len(row) for row in rows] == [width] * height, (state.name, height)

    async def test_the_frame_carries_the_name_and_when_it_is_checked_next(self) -> None:
        canvas = Canvas()
        async with shown(canvas):
            assert rows_of(canvas, "pricing", 26, 6)[0] == "╭─ pricing ───────── 4s ─╮"

    async def test_cards_of_one_host_are_told_apart_by_the_ends_of_their_names(self) -> None:
        canvas, board = Canvas(), Board()
        board.add(EndpointState(make_endpoint("127.0.0.1:37489/p/orders")))
        async with shown(canvas):
            top = rows_of(canvas, "127.0.0.1:37489/p/orders", 24, 6, board=board)[0]

            assert top.startswith("╭─ 127.")
            assert "…/p/orders" in top

    async def test_the_lowest_card_keeps_state_and_history(self) -> None:
        canvas = Canvas()
        async with shown(canvas):
            rows = rows_of(canvas, "payments-capture", 26, 4)

            assert "✗ 503" in rows[1]
            assert "×" in rows[2]

    async def test_a_higher_card_says_why_it_failed(self) -> None:
        canvas = Canvas()
        async with shown(canvas):
            assert "503" in rows_of(canvas, "payments-capture", 24, 6)[1]
            assert rows_of(canvas, "payments-capture", 24, 6)[3] == "│ Service Unavailable… │"

    async def test_the_highest_card_draws_a_chart_with_the_limit(self) -> None:
        canvas = Canvas()
        async with shown(canvas):
            rows = rows_of(canvas, "cart-api", 60, 14)

            assert any("600ms" in row and "╌" in row for row in rows)

    async def test_a_feed_shows_as_many_of_its_newest_messages_as_fit(self) -> None:
        canvas = Canvas()
        async with shown(canvas):
            rows = rows_of(canvas, "trades", 60, 9)

            assert [row[4:-2].strip()[-6:-1] for row in rows[4:-1]] == ["88116", "88117", "88118", "88119"]

    async def test_a_paused_card_shows_no_reason(self) -> None:
        canvas = Canvas()
        async with shown(canvas):
            assert "expected" not in "".join(rows_of(canvas, "image-resize", 60, 10))
