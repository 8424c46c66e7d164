from __future__ import annotations

import os
import pty
import select
import signal
import tty
from typing import TYPE_CHECKING, Any, cast

import pytest
from textual.drivers._writer_thread import WriterThread

from tests.pty_screen import Screen
from tui.terminal.outlet import Outlet
from tui.terminal.rescue import take_frames_back

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAME = "\x1b[?2026h" + "\x1b[38;2;130;170;255;48;2;14;17;22mx" * 20_000 + "\x1b[?2026l"
SCREEN, BACK = "\x1b[?1049h\x1b[?25l", "\x1b[?1049l\x1b[?25h"


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Return the two ends of a terminal that passes on what it gets as it is."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    os.set_blocking(master, False)
    yield master, slave
    os.close(slave)
    os.close(master)


def read_all(master: int) -> bytes:
    data = b""
    while select.select([master], [], [], 0.2)[0]:
        data += os.read(master, 65_536)
    return data


def test_a_terminal_that_did_not_read_is_restored_when_it_does(terminal: tuple[int, int]) -> None:
    master, slave = terminal
    screen = Screen(80, 24)
    outlet = Outlet(slave)
    writer = WriterThread(cast("Any", outlet))
    writer.start()
    for text in (SCREEN, FRAME, FRAME, FRAME):
        writer.write(text)
    while select.select([], [slave], [], 0)[1]:
        os.sched_yield()
    take_frames_back(writer, outlet, restored_by=BACK)
    screen.feed(read_all(master))

    assert not writer.is_alive()
    assert screen.is_as_at_first


def test_signals_are_as_they_were_afterwards(terminal: tuple[int, int]) -> None:
    before = signal.getsignal(signal.SIGURG)
    writer = WriterThread(cast("Any", Outlet(terminal[1])))
    writer.start()
    take_frames_back(writer, Outlet(terminal[1]), restored_by=BACK)

    assert signal.getsignal(signal.SIGURG) is before
    assert read_all(terminal[0]).endswith(BACK.encode())
