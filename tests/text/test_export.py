"""Exports of the board, its events and messages."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    NOW,
    make_endpoint,
    make_feed,
    make_handshake,
    make_message,
    make_notice,
    make_result,
)
from tui.model.board import Board
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.model.message import Opcode
from tui.text.export import board_csv, board_json, board_markdown, events_csv, events_json, messages_ndjson
from tui.text.safe import UNSAFE

if TYPE_CHECKING:
    from tui.model.message import Row


def a_board() -> Board:
    endpoint = EndpointState(make_endpoint(group="core", url="https://a.test/?token=hunter2"))
    fresh, feed = EndpointState(make_endpoint("fresh")), FeedState(make_feed())
    board = Board(title="Shop", mask=Mask(["hunter2"]))
    for state in (endpoint, fresh, feed):
        board.add(state)
    for index, status in enumerate((200, 200, 503)):
        for event in endpoint.record(make_result(status, at=NOW + index * 10, latency=0.1 * (index + 1))):
            board.tell(event)
    feed.connecting(NOW)
    feed.opened(make_handshake(), NOW)
    feed.record(make_message(at=NOW))
    return board


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_board_is_one_json_object() -> None:
    orders, fresh, trades = json.loads(board_json(a_board()))["items"]

    assert (orders["health"], orders["status"], orders["p50_ms"], orders["checks"]) == ("down", 503, 200.0, 3)
    assert orders["failure"]["kind"] == "status"
    assert (fresh["health"], fresh["status"], fresh["failure"]) == ("unknown", None, None)
    assert (trades["kind"], trades["state"], trades["messages"]) == ("feed", "open", 1)


def test_the_board_is_a_line_for_everything() -> None:
    orders, fresh, trades = rows_of(board_csv(a_board()))

    assert (orders["name"], orders["state"], orders["latency_ms"]) == ("orders", "503", "300.0")
    assert float(orders["uptime"]) == 0.666667
    assert (fresh["latency_ms"], trades["messages"]) == ("", "1")


def test_the_report_has_a_table_for_each_group() -> None:
    report = board_markdown(a_board())

    assert report.startswith("# Shop\n\n## core\n\n| | name |")
    assert (
        "| ✗ | orders | 503 | 300ms | 300ms | 66.6 | status: 503 Service Unavailable, expected 2xx |"
        in report
    )
    assert "- 2023-11-14T22:13:40.300Z orders: 200 → 503" in report


def test_no_export_tells_a_secret() -> None:
    board = a_board()
    exports = [
        board_json(board),
        board_csv(board),
        board_markdown(board),
        events_json(board),
        events_csv(board),
    ]

    assert not any("hunter2" in text for text in exports)


def test_the_events_are_exported() -> None:
    (event,) = json.loads(events_json(a_board()))["events"]

    assert (event["source"], event["what"], event["health"]) == ("orders", "200 → 503", "down")
    assert [row["what"] for row in rows_of(events_csv(a_board()))] == ["200 → 503"]


def test_a_spreadsheet_finds_no_formula() -> None:
    board = Board([make_endpoint("=1+1")])

    assert rows_of(board_csv(board))[0]["name"] == "'=1+1"


def test_a_name_is_no_markdown() -> None:
    assert r"| \[a\]\|b |" in board_markdown(Board([make_endpoint("[a]|b")]))


def test_messages_have_the_keys_of_recordings() -> None:
    rows: list[Row] = [
        make_message('{"a": "hunter2"}', at=NOW),
        make_message(b"\xff\x00", at=NOW, direction="out"),
        make_message(b"\xff", at=NOW, opcode=Opcode.TEXT, event="tick"),
        make_notice("connected", at=NOW),
    ]

    assert [json.loads(line) for line in messages_ndjson(rows, Mask(["hunter2"]))] == [
        {"t": NOW, "ev": "msg", "dir": "in", "op": "text", "len": 16, "text": '{"a": "•••"}'},
        {"t": NOW, "ev": "msg", "dir": "out", "op": "binary", "len": 2, "b64": "/wA="},
        {"t": NOW, "ev": "msg", "dir": "in", "op": "text", "len": 1, "event": "tick", "b64": "/w=="},
        {"t": NOW, "ev": "opened", "text": "connected"},
    ]


@given(st.text(), st.text())
def test_every_export_is_safe_to_print(name: str, payload: str) -> None:
    board = Board([make_endpoint(name)], title=payload)
    message = make_message(payload.encode("utf-8", "replace"), opcode=Opcode.TEXT)
    texts = [board_json(board), board_csv(board), board_markdown(board), *messages_ndjson([message])]

    assert not any(UNSAFE.search(text.replace("\n", "")) for text in texts)
