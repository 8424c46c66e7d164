from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.boards import make_board
from tests.factories import NOW
from tests.pane_app import lines_of, shown
from tui.model.board import Board
from tui.model.event import Event, EventKind
from tui.model.mask import Mask
from tui.widgets.ticker import EventPainter, Ticker


def painter_of(board: Board, *, ages: bool = False) -> EventPainter:
    return EventPainter(board, now=lambda: NOW, ages=lambda: ages)


def ticker_of(board: Board) -> Ticker:
    return Ticker(lambda: board, painter_of(board))


def told(board: Board, **changes: str) -> Board:
    event = Event(
        at=NOW,
        source=changes.get("source", "orders"),
        kind=EventKind.DOWN,
        what="200 → 503",
        detail=changes.get("detail", "no answer"),
    )
    board.tell(event)
    return board


class TickerTest(IsolatedAsyncioTestCase):
    async def test_it_shows_the_newest_event_and_how_many_are_new(self) -> None:
        board = make_board()
        ticker = ticker_of(told(board))
        async with shown(ticker, 90, 1):
            row = lines_of(ticker)[0]

            assert "22:13:20" in row
            assert "orders 200 → 503 no answer" in row
            assert row.rstrip().endswith(f"{board.events.end} new events E")

    async def test_what_has_been_seen_is_no_news(self) -> None:
        board = told(make_board())
        board.see_events()
        ticker = ticker_of(board)
        async with shown(ticker, 90, 1):
            assert "new event" not in lines_of(ticker)[0]

    async def test_a_board_without_events_leaves_the_row_blank(self) -> None:
        ticker = ticker_of(Board())
        async with shown(ticker, 40, 1):
            assert lines_of(ticker) == [" " * 40]

    async def test_a_long_detail_gives_way_to_the_count(self) -> None:
        board = told(make_board(), detail="x" * 500)
        ticker = ticker_of(board)
        async with shown(ticker, 60, 1):
            row = lines_of(ticker)[0]

            assert len(row) == 60
            assert row.rstrip().endswith(f"… {board.events.end} E")

    async def test_the_words_beside_the_count_make_way_for_the_detail(self) -> None:
        notes = {"no": " new events E", "401 Unauthorized": " new E", "401 Unauthorized too": " E"}
        for detail, note in notes.items():
            board = told(make_board(), detail=detail)
            ticker = ticker_of(board)
            async with shown(ticker, 54, 1):
                row = lines_of(ticker)[0]

                assert detail in row
                assert row.rstrip().endswith(f" {board.events.end}{note}")

    async def test_it_has_the_width_at_any_width(self) -> None:
        ticker = ticker_of(told(make_board()))
        async with shown(ticker, 80, 1) as pilot:
            for width in range(1, 50):
                await pilot.resize_terminal(width, 1)
                await pilot.pause()

                assert len(lines_of(ticker)[0]) == width

    async def test_secrets_and_escape_codes_in_details_stay_inside(self) -> None:
        board = Board(mask=Mask(["s3cret-value"]))
        told(board, source="\x1b[31mred", detail="token s3cret-value \x1b]0;x\x07 [bold]")
        ticker = ticker_of(board)
        async with shown(ticker, 100, 1):
            row = lines_of(ticker)[0]

            assert "s3cret-value" not in row
            assert "\x1b" not in row
            assert "[bold]" in row
