from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.config.memory import Memory

if TYPE_CHECKING:
    from pathlib import Path


def test_a_choice_is_there_the_next_time(tmp_path: Path) -> None:
    Memory(tmp_path / "state").remember("theme", "nord")

    assert Memory(tmp_path / "state").recall("theme") == "nord"


def test_what_was_never_chosen_is_none(tmp_path: Path) -> None:
    assert Memory(tmp_path).recall("theme") is None


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe"])
def test_a_damaged_file_is_an_empty_memory(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "view.json").write_bytes(content)

    assert Memory(tmp_path).recall("theme") is None


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the directory should be")
    memory = Memory(tmp_path / "state")

    memory.remember("theme", "nord")

    assert memory.recall("theme") == "nord"
