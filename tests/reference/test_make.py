from __future__ import annotations

from typing import TYPE_CHECKING

from reference import make
from reference.pages import pages
from tui.cli.manual import manual

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_every_made_page_and_the_man_page_are_written_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make, "DOCS", tmp_path)
    (tmp_path / "reference").mkdir()

    make.main()
    told = capsys.readouterr().out.splitlines()
    make.main()

    made = {**pages(), "asyncdash.1": manual()}
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in made} == made
    assert told == [f"docs/{name}" for name in made]
    assert capsys.readouterr().out == ""
