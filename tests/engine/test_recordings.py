from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.engine.recordings import read_recording

if TYPE_CHECKING:
    from pathlib import Path

START = '{"v":1,"t":1.0,"ev":"start"}\n'
MESSAGE = '{"t":2.0,"ev":"msg","text":"hello"}\n'
TORN = '{"t":3.0,"ev":"msg","te'


def kinds(path: Path, content: str) -> list[object]:
    path.write_text(content, encoding="utf-8")
    return [entry["ev"] for entry in read_recording(path)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.jsonl"


def test_entries_come_in_the_order_of_the_file(path: Path) -> None:
    assert kinds(path, START + MESSAGE + MESSAGE) == ["start", "msg", "msg"]


def test_a_torn_last_line_is_skipped(path: Path) -> None:
    assert kinds(path, START + MESSAGE + TORN) == ["start", "msg"]


def test_a_torn_line_before_another_recording_is_skipped(path: Path) -> None:
    assert kinds(path, f"{START}{TORN}\n{START}{MESSAGE}") == ["start", "start", "msg"]


def test_a_torn_start_before_another_recording_is_skipped(path: Path) -> None:
    assert kinds(path, f'{{"v":1,"t"\n{START}') == ["start"]


def test_a_torn_line_in_the_middle_is_told(path: Path) -> None:
    with pytest.raises(ValueError, match=r"session\.jsonl:2 is no line of a recording: "):
        kinds(path, f"{START}{TORN}\n{MESSAGE}")


@pytest.mark.parametrize("content", ["# notes\n", "[1, 2]\n", '{"name": "orders"}\n', "\n"])
def test_a_file_that_is_no_recording_is_told(content: str, path: Path) -> None:
    with pytest.raises(ValueError, match=r"session\.jsonl:1 is no line of a recording: "):
        kinds(path, content)


def test_an_empty_file_holds_nothing(path: Path) -> None:
    assert kinds(path, "") == []
