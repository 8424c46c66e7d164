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
from tui.app.preferences import AS_EVER, Start
from tui.cli.curtain import first_frame
from tui.model.board import Board
from tui.screens.context import ViewState
from tui.text.glyphs import ASCII

if TYPE_CHECKING:
    from pathlib import Path

_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def frame(columns: int, rows: int, *, start: Start = AS_EVER, **changes: object) -> str:
    view = ViewState(**changes)  # type: ignore[arg-type]
    return first_frame(make_board(), view, title="prod.toml", columns=columns, rows=rows, start=start)


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


@pytest.mark.parametrize("cards", [True, False])
def test_a_filter_leaves_out_what_it_will_leave_out(*, cards: bool) -> None:
    start = Start(query="group:streams")
    drawn = text_of(frame(120, 40, start=start, cards=cards))

    assert [name for group in GROUPS.values() for name in group if name in drawn] == [*GROUPS["streams"]]
    assert "/ group:streams" in drawn


def test_the_event_log_begins_with_its_title_and_no_board() -> None:
    drawn = text_of(frame(120, 40, start=Start(view="events", query="state:down")))

    assert drawn.split() == ["prod.toml", "›", "events", "/", "state:down"]


@given(
    columns=st.integers(2, 300),
    rows=st.integers(1, 90),
    cards=st.booleans(),
    query=st.sampled_from(["", "a"]),
)
def test_nothing_is_drawn_outside_of_the_terminal(columns: int, rows: int, cards: bool, query: str) -> None:  # noqa: FBT001 - drawn
    drawn = frame(columns, rows, start=Start(query=query), cards=cards)
    for line, column in re.findall(r"\x1b\[(\d+);(\d+)H", drawn):
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
