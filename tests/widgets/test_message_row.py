from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from tests.factories import make_message, make_notice
from tui.model.conditions.query import parse_query
from tui.model.mask import Mask
from tui.model.message import Opcode
from tui.model.message_type import TypeReader
from tui.widgets.ink import Ink
from tui.widgets.line import Line
from tui.widgets.message_row import RowFacts, RowLook, write_row
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from typing import Any

    from tui.model.message import Row


def themed() -> App[None]:
    app = App[None]()
    app.register_theme(THEMES[0])
    app.theme = THEMES[0].name
    return app


INK = Ink(themed())


def written(row: Row, *, width: int = 80, look: RowLook | None = None, **facts: Any) -> str:
    line = Line(INK, width).put(" ")
    look = look or RowLook()
    write_row(line, row, 0, look=look, reader=TypeReader(), mask=Mask(), facts=RowFacts(**facts))
    return line.strip().text


def test_the_time_without_a_connection_is_a_rule_across_the_list() -> None:
    row = written(make_notice("12.4s", kind="gap"))

    assert "── gap 12.4s ─────" in row
    assert row.endswith("── ")


def test_without_glyphs_the_rule_is_of_dashes() -> None:
    assert "-- gap 12.4s -----" in written(make_notice("12.4s", kind="gap"), look=RowLook(ascii_only=True))


def test_what_a_notice_is_called_is_not_said_twice() -> None:
    assert "rejected  403 Forbidden" in written(make_notice("rejected: 403 Forbidden", kind="rejected"))


def test_a_wide_row_says_of_a_typed_message_whether_it_is_text() -> None:
    look = RowLook(wide=True)
    text = written(make_message('{"type": "trade"}'), width=100, look=look)
    binary = written(make_message('{"type": "trade"}', opcode=Opcode.BINARY), width=100, look=look)
    notice = written(make_notice("101 in 3 ms", kind="opened"), width=100, look=look)

    assert " txt trade " in text
    assert " bin trade " in binary
    assert text.index("trade") == notice.index("opened")
    assert " txt " not in written(make_message('{"type": "trade"}'), width=100)


def test_where_a_wide_row_has_too_little_room_the_payload_comes_first() -> None:
    narrow = written(make_message('{"type": "trade", "price": 12.5}'), width=72, look=RowLook(wide=True))

    assert "txt" not in narrow
    assert '{"price":12.' in narrow


def test_what_is_odd_about_a_message_stands_before_it() -> None:
    assert "3 missing {" in written(make_message('{"seq": 7}'), note="3 missing")


def test_an_answer_has_its_latency_in_a_column_if_there_is_one() -> None:
    message = make_message('{"id": 7}')

    assert "  84ms {" in written(message, look=RowLook(paired=True), latency=0.084)
    assert "84ms" not in written(message, latency=0.084)


def test_where_there_is_little_room_the_latency_gives_way() -> None:
    assert "84ms" not in written(make_message("{}"), width=40, look=RowLook(paired=True), latency=0.084)


def test_what_is_searched_for_stands_out_in_the_type_as_well() -> None:
    line = Line(INK, 80)
    look = RowLook(query=parse_query("order"))
    write_row(line, make_message('{"type": "order.paid"}'), 0, look=look, reader=TypeReader(), mask=Mask())
    loud = [each.text for each in line.strip() if each.style == INK.style("accent-strong")]

    assert loud[-1] == "order"
