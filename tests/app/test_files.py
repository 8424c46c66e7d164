from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.app.files import write_new

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_file_is_written_into_the_working_directory(tmp_path: Path) -> None:
    path = write_new("board.json", "{}")

    assert path == tmp_path / "board.json"
    assert path.read_text(encoding="utf-8") == "{}"


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    names = [write_new("board.json", str(number)).name for number in range(3)]

    assert names == ["board.json", "board-2.json", "board-3.json"]
    assert (tmp_path / "board.json").read_text(encoding="utf-8") == "0"


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "board.json").symlink_to(tmp_path / "elsewhere")

    assert write_new("board.json", "{}").name == "board-2.json"
    assert not (tmp_path / "elsewhere").exists()


def test_broken_characters_are_written_as_question_marks() -> None:
    assert write_new("x.txt", "a\ud800b").read_text(encoding="utf-8") == "a?b"


def test_bytes_are_written_as_they_are() -> None:
    content = bytes(range(256))

    assert write_new("x.bin", content).read_bytes() == content


def test_a_directory_that_is_gone_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file") as caught:
        write_new("no/such/board.json", "{}")

    assert caught.value.filename == "no/such/board.json"
    assert list(tmp_path.iterdir()) == []
