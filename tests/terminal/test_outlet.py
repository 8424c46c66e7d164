from __future__ import annotations

import os
import pty
from typing import TYPE_CHECKING

import pytest

from tui.terminal.outlet import Outlet, terminal_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reader, writer = os.pipe()
    yield reader, writer
    for descriptor in (reader, writer):
        os.close(descriptor)


def test_what_was_written_is_sent_in_one_piece_when_it_is_flushed(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    outlet = Outlet(writer)
    outlet.write("up ")
    outlet.write("↑")
    outlet.flush()

    assert os.read(reader, 100) == "up ↑".encode()


def test_what_cannot_be_encoded_is_escaped(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    outlet = Outlet(writer)
    outlet.write("half \ud83d")
    outlet.flush()

    assert os.read(reader, 100) == b"half \\ud83d"


def test_a_terminal_that_has_gone_is_noted_instead_of_raised() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    outlet = Outlet(writer)
    outlet.write("anybody there?")
    outlet.flush()
    os.close(writer)

    assert outlet.is_broken


def test_an_abandoned_outlet_sends_to_nowhere_whatever_the_process_writes_there(
    pipe: tuple[int, int],
) -> None:
    reader, writer = pipe
    os.set_blocking(reader, False)
    outlet = Outlet(writer)
    outlet.abandon()
    outlet.write("a frame")
    outlet.flush()
    os.write(writer, b"a traceback")

    assert outlet.is_abandoned
    assert os.read(reader, 100) == b""


def test_with_an_outlet_everything_that_leads_to_the_same_terminal_is_abandoned(
    pipe: tuple[int, int],
) -> None:
    reader, writer = pipe
    os.set_blocking(reader, False)
    other = os.dup(writer)
    Outlet(writer, other).abandon()
    os.write(other, b"a summary")
    os.close(other)

    assert os.read(reader, 100) == b""


def test_it_draws_on_standard_error_unless_that_goes_to_a_file(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    with (
        os.fdopen(slave, "w") as terminal,
        os.fdopen(os.dup(slave), "w") as other_terminal,
        (tmp_path / "errors").open("w", encoding="utf-8") as file,
    ):
        assert terminal_of(terminal, other_terminal) == terminal.fileno()
        assert terminal_of(file, terminal) == terminal.fileno()
        assert terminal_of(file, file) == file.fileno()
    os.close(master)
