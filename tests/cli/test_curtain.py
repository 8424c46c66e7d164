from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import termios
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.boards import GROUPS, make_board
from tui.cli.curtain import first_frame
from tui.model.board import Board
from tui.screens.context import ViewState
from tui.text.glyphs import ASCII

if TYPE_CHECKING:
    from pathlib import Path

_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def frame(columns: int, rows: int, **changes: object) -> str:
    return first_frame(make_board(), ViewState(**changes), title="prod.toml", columns=columns, rows=rows)  # type: ignore[arg-type]


def text_of(drawn: str) -> str:
    return _SEQUENCE.sub(" ", drawn)


@pytest.mark.parametrize("cards", [True, False])
def test_every_name_is_there_before_anything_is_known(*, cards: bool) -> None:
    drawn = text_of(frame(120, 40, cards=cards))

    assert all(name in drawn for group in GROUPS.values() for name in group)


def test_what_would_not_fit_as_cards_is_a_list() -> None:
    assert "╭" in frame(120, 40)
    assert "╭" not in frame(80, 12)


def test_only_ascii_is_drawn_where_there_is_nothing_else() -> None:
    assert frame(80, 24, glyphs=ASCII).isascii()


def test_without_anything_to_watch_there_is_only_the_title() -> None:
    drawn = first_frame(Board(), ViewState(), title="x", columns=80, rows=24)

    assert text_of(drawn).split() == ["asyncdash", "x"]


@given(columns=st.integers(2, 300), rows=st.integers(1, 90), cards=st.booleans())
def test_nothing_is_drawn_outside_of_the_terminal(columns: int, rows: int, cards: bool) -> None:  # noqa: FBT001 - drawn
    for line, column in re.findall(r"\x1b\[(\d+);(\d+)H", frame(columns, rows, cards=cards)):
        assert int(line) <= rows
        assert int(column) <= columns


def test_a_fault_that_only_the_app_knows_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    config = tmp_path / "asyncdash.toml"
    config.write_text('[settings]\ntheme = "nrod"\n', encoding="utf-8")
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-m", "tui", "-c", str(config)],
        stdin=slave,
        stdout=slave,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    settings = termios.tcgetattr(slave)
    os.close(slave)
    drawn = os.read(master, 65_536).decode()
    os.close(master)

    assert done.returncode == 2
    assert settings == before
    assert 'did you mean "nord"?' in done.stderr
    assert drawn.rstrip().endswith("\x1b[?1049l")
