"""An image is drawn above what is known of it, in the best way that the terminal has."""

from __future__ import annotations

import sys
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from rich.color import Color
from textual.screen import ModalScreen

from tests.factories import make_attempt, make_exchange, make_result
from tests.images import make_image
from tests.pane_app import lines_of, shown
from tui.model.mask import Mask
from tui.text.graphics import Graphics
from tui.text.whole_bodies import FORMS
from tui.widgets.body_pane import BodyPane
from tui.widgets.easel import easel_of
from tui.widgets.ink import Ink

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

    from tui.model.check import CheckResult

SMALL = make_image("rb", "br")
LARGE = make_image(*["rb" * 8] * 20)


class Shown:
    """The pane of a response that may be followed by another."""

    def __init__(self, body: bytes, **changes: object) -> None:
        self.result = self._result(body, **changes)
        self.pane = BodyPane(lambda: self.result, mask=Mask([]), caption="response")

    def answer(self, body: bytes, **changes: object) -> None:
        self.result = self._result(body, **changes)

    @property
    def text(self) -> str:
        return "\n".join(lines_of(self.pane))

    @property
    def drawings(self) -> list[str]:
        """What is drawn over cells."""
        strips = self.pane.render_lines(self.pane.size.region)
        return [segment.text for strip in strips for segment in strip if segment.control]

    def _result(self, body: bytes, **changes: object) -> CheckResult:
        return make_result(attempts=(make_attempt(exchange=make_exchange(200, body=body, **changes)),))


@asynccontextmanager
async def drawn(
    it: Shown, width: int = 60, height: int = 16, graphics: Graphics | None = None
) -> AsyncIterator[Pilot[None]]:
    """Show it until its picture is there; the terminal has what `graphics` says."""
    async with shown(it.pane, width, height) as pilot:
        if graphics is not None:
            easel_of(pilot.app).graphics = graphics
        await settled(it, pilot)
        yield pilot


async def settled(it: Shown, pilot: Pilot[None]) -> None:
    it.pane.sync()
    await pilot.app.workers.wait_for_complete()


SIXEL = Graphics(sixel=True, cell=(10, 20))
KITTY = Graphics(kitty=True)


class HalfBlocksTest(IsolatedAsyncioTestCase):
    async def test_an_image_is_drawn_with_its_facts_below(self) -> None:
        it = Shown(SMALL)
        async with drawn(it):
            rows = lines_of(it.pane)
            dot = next(each for each in it.pane.render_lines(it.pane.size.region)[1] if "▀" in each.text)

            assert "▀▀" in rows[1]
            assert "PNG" in rows[3]
            assert dot.style is not None
            assert (dot.style.color, dot.style.bgcolor) == (Color.parse("#ff0000"), Color.parse("#0000ff"))

    async def test_the_cursor_stands_below_the_image_which_stays_in_sight(self) -> None:
        it = Shown(LARGE)
        async with drawn(it, 60, 14):
            pane = it.pane
            pane.focus()
            at_first = (pane.value, pane.top)
            pane.move_by(pane.page_rows())
            far = pane.top
            pane.move_by(-pane.page_rows())

            assert at_first == ("format   PNG", 0)
            assert far > 0
            assert (pane.value, pane.top) == at_first

    async def test_the_cursor_stays_on_its_row_when_the_picture_takes_another_room(self) -> None:
        it = Shown(LARGE)
        async with drawn(it, 60, 30) as pilot:
            it.pane.move_by(1)
            before = it.pane.value
            it.pane.styles.height = 12
            await pilot.pause()
            await settled(it, pilot)
            await pilot.pause()

            assert before == "size     16 × 20"
            assert it.pane.value == before

    async def test_an_image_has_half_of_the_rows_where_there_are_few(self) -> None:
        it = Shown(LARGE)
        async with drawn(it, 60, 12):
            assert it.text.count("\n") == 11
            assert sum("▀" in row for row in lines_of(it.pane)) == 5
            assert "PNG" in it.text

    async def test_an_image_that_was_cut_is_not_drawn(self) -> None:
        it = Shown(SMALL, is_truncated=True)
        async with drawn(it):
            assert "▀" not in it.text

    async def test_in_its_other_forms_an_image_is_bytes(self) -> None:
        it = Shown(SMALL)
        async with drawn(it):
            seen = []
            for _ in FORMS:
                seen.append("▀" in it.text)
                it.pane.next_form()

            assert seen == [True, *[False] * (len(FORMS) - 1)]

    async def test_what_is_not_drawn_says_why_above_its_facts(self) -> None:
        it = Shown(LARGE[:-40])
        async with drawn(it):
            assert "not drawn: the image is broken" in it.text
            assert "PNG" in it.text

    async def test_a_picture_stays_until_that_of_the_next_response_is_drawn(self) -> None:
        it = Shown(SMALL)
        async with drawn(it) as pilot:
            it.answer(LARGE)
            it.pane.sync()
            meanwhile = it.text
            await settled(it, pilot)

            assert "▀▀" in meanwhile
            assert it.text.count("▀") > meanwhile.count("▀")

    async def test_the_picture_of_another_place_does_not_stay(self) -> None:
        it = Shown(SMALL)
        async with drawn(it):
            it.answer(LARGE, url="https://other.example/")
            it.pane.sync()

            assert "▀" not in it.text


class FactsTest(IsolatedAsyncioTestCase):
    async def test_where_colours_cannot_be_shown_there_are_only_the_facts(self) -> None:
        it = Shown(SMALL)
        with patch.object(Ink, "draws_pictures", new=False):
            async with drawn(it, graphics=KITTY):
                assert "▀" not in it.text
                assert "PNG" in it.text
                assert it.drawings == []

    async def test_without_the_extra_there_are_only_the_facts(self) -> None:
        it = Shown(SMALL)
        with patch.dict(sys.modules, {"PIL": None}):
            async with drawn(it, graphics=KITTY):
                assert "▀" not in it.text
                assert "PNG" in it.text
                assert it.drawings == []

    async def test_without_textual_image_there_are_half_blocks(self) -> None:
        it = Shown(SMALL)
        missing = {name: None for name in sys.modules if name.startswith("textual_image")}
        with patch.dict(sys.modules, missing | {"textual_image": None}):
            async with drawn(it, graphics=KITTY):
                assert "▀▀" in it.text
                assert it.drawings == []

    async def test_where_textual_image_fails_there_are_half_blocks(self) -> None:
        for fault in (AttributeError("_terminal"), StopIteration(), RuntimeError("of theirs")):
            it = Shown(SMALL)
            with patch("tui.widgets.graphic._in_kitty", side_effect=fault):
                async with drawn(it, graphics=KITTY):
                    assert "▀▀" in it.text
                    assert it.drawings == []

    async def test_where_half_blocks_fail_too_there_are_the_facts(self) -> None:
        it = Shown(SMALL)
        with patch("tui.text.pictures._rows", side_effect=MemoryError):
            async with drawn(it):
                assert "not drawn: the image is broken" in it.text
                assert "PNG" in it.text


class GraphicsTest(IsolatedAsyncioTestCase):
    async def test_a_terminal_with_sixel_draws_each_row_itself(self) -> None:
        it = Shown(LARGE)
        async with drawn(it, graphics=SIXEL):
            assert "▀" not in it.text
            assert "PNG" in it.text
            assert len(it.drawings) == 7
            assert all("\x1bP" in each for each in it.drawings)

    async def test_kitty_has_the_picture_before_it_is_to_show_it(self) -> None:
        it = Shown(LARGE)
        sent: list[str] = []
        async with shown(it.pane, 60, 16) as pilot:
            easel = easel_of(pilot.app)
            easel.graphics, easel.send = KITTY, sent.append
            await settled(it, pilot)

            assert len(sent) == 1
            assert all("\U0010eeee" in each for each in it.drawings)
            assert "▀" not in it.text

    async def test_of_sixel_cells_of_no_known_size_there_are_half_blocks(self) -> None:
        it = Shown(LARGE)
        async with drawn(it, graphics=Graphics(sixel=True)):
            assert it.drawings == []
            assert "▀" in it.text

    async def test_beneath_a_sheet_the_picture_is_in_half_blocks_of_the_same_size(self) -> None:
        it = Shown(LARGE)
        async with drawn(it, graphics=SIXEL) as pilot:
            before, drawings = lines_of(it.pane), len(it.drawings)
            await pilot.app.push_screen(ModalScreen())
            beneath, drawings_beneath = lines_of(it.pane), len(it.drawings)
            await pilot.app.pop_screen()

            assert (sum("▀" in row for row in beneath), drawings_beneath) == (drawings, 0)
            assert _row_of("PNG", beneath) == _row_of("PNG", before)
            assert (lines_of(it.pane), len(it.drawings)) == (before, drawings)

    async def test_a_row_that_is_scrolled_out_of_sight_is_not_drawn(self) -> None:
        it = Shown(LARGE)
        async with drawn(it, graphics=SIXEL):
            all_of_it = it.drawings
            it.pane.scroll_view(2)

            assert it.drawings == all_of_it[2:]

    async def test_a_picture_is_drawn_neither_in_the_loop_nor_twice(self) -> None:
        it = Shown(LARGE)
        threads = []

        def note(_: object) -> list[object]:
            threads.append(threading.current_thread())
            return []

        with patch("tui.text.pictures._rows", side_effect=note):
            async with drawn(it) as pilot:
                await settled(it, pilot)
                await settled(it, pilot)

                assert len(threads) == 1
                assert threads[0] is not threading.main_thread()


def _row_of(text: str, rows: list[str]) -> int:
    return next(number for number, row in enumerate(rows) if text in row)
