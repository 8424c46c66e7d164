from __future__ import annotations

import asyncio
import os
import pty
import signal
import sys
from functools import partial
from queue import Queue
from typing import TYPE_CHECKING, Any, cast
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from textual.events import Key, MouseMove

from tui.terminal import driver as module
from tui.terminal.driver import RESTORE_TITLE, SAVE_TITLE, SteadyDriver, title_sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.message import Message

MOST = 30
"""Writes that Textual queues at most."""


class FakeApp:
    """Takes the events of a driver and forgets them."""

    def __init__(self) -> None:
        self.crashes: list[BaseException] = []

    async def _post_message(self, _message: object) -> bool:
        return True

    def call_later(self, report: Callable[[BaseException], None], error: BaseException) -> None:
        report(error)

    def _handle_exception(self, error: BaseException) -> None:
        self.crashes.append(error)


class FakeWriter:
    """An output thread of a terminal that reads nothing, until it is told to end."""

    def __init__(self, *, is_alive: bool = True, is_stuck: bool = True) -> None:
        self._queue: Queue[str | None] = Queue(MOST)
        self._is_alive = is_alive
        self._is_stuck = is_stuck
        self.joined = 0
        self.ident = None

    @property
    def queued(self) -> list[str | None]:
        return list(self._queue.queue)

    def is_alive(self) -> bool:
        return self._is_alive

    def join(self, _timeout: float | None = None) -> None:
        self.joined += 1
        self._is_alive = self._is_stuck


class FakeListener:
    """An input thread that hears an answer while somebody waits for it."""

    def __init__(self, hear: Callable[[], None]) -> None:
        self._hear = hear
        self.heard = 0
        self.is_joined = False

    def is_alive(self) -> bool:
        self.heard += 1
        if self.heard > 1:
            self._hear()
        return True

    def join(self) -> None:
        self.is_joined = True


class SteadyDriverTests(IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.enterContext(patch.object(module, "_PATIENCE", 0.01))
        handlers = {
            each: signal.getsignal(each) for each in (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)
        }
        self.master, slave = pty.openpty()
        self.terminal = self.enterContext(os.fdopen(slave, "w"))
        for name in ("__stdin__", "__stdout__", "__stderr__"):
            self.enterContext(patch.object(sys, name, self.terminal))
        self.driver = SteadyDriver(cast("App[Any]", FakeApp()), size=(80, 24))
        for number, handler in handlers.items():
            self.addCleanup(signal.signal, number, handler)
        self.addCleanup(self.close_terminal)

    def close_terminal(self) -> None:
        if self.master >= 0:
            os.close(self.master)
        self.master = -1

    def write_with(self, writer: FakeWriter) -> FakeWriter:
        self.driver._writer_thread = cast("Any", writer)
        return writer

    async def test_it_is_behind_when_three_frames_wait(self) -> None:
        self.write_with(FakeWriter())
        self.driver.write("one")
        self.driver.write("two")
        behind = [self.driver.is_behind]
        self.driver.write("three")

        assert [*behind, self.driver.is_behind] == [False, True]

    async def test_somebody_waits_for_an_answer_to_a_key_but_not_to_the_mouse_that_moves(self) -> None:
        asked: list[Message] = []
        moved = MouseMove(None, 1, 1, 0, 0, 0, shift=False, meta=False, ctrl=False)
        for message in (moved, key := Key("j", "j")):
            self.driver.on_asked = partial(asked.append, message)
            with patch.object(self.driver, "send_message"):
                self.driver.process_message(message)

        assert asked == [key]

    async def test_a_write_to_a_terminal_that_does_not_read_is_dropped(self) -> None:
        writer = self.write_with(FakeWriter())
        for number in range(MOST + 1):
            self.driver.write(str(number))

        assert writer.queued == [str(number) for number in range(MOST)]

    async def test_a_write_after_the_end_of_the_output_is_dropped(self) -> None:
        writer = self.write_with(FakeWriter(is_alive=False))
        self.driver.write("late")

        assert writer.queued == []

    async def test_a_terminal_has_gone_when_its_other_end_is_closed(self) -> None:
        before = self.driver.is_gone
        self.close_terminal()

        assert [before, self.driver.is_gone] == [False, True]

    async def test_a_terminal_has_gone_when_nothing_can_be_sent(self) -> None:
        self.driver._outlet.is_broken = True

        assert self.driver.is_gone

    async def test_the_terminal_is_restored_instead_of_shown_what_it_missed(self) -> None:
        writer = self.write_with(FakeWriter())
        for number in range(MOST):
            self.driver.write(f"frame {number}")
        self.driver.stop_application_mode()

        assert not any("frame" in (each or "") for each in writer.queued)
        assert {"\x1b[?1049l", "\x1b[?25h", "\x1b[?1000l", "\x1b[?2004l"} <= {*writer.queued}

    async def test_frames_that_the_terminal_can_still_take_come_before_the_end(self) -> None:
        writer = self.write_with(FakeWriter())
        self.driver.write("the last frame")
        self.driver.stop_application_mode()

        assert writer.queued[0] == "the last frame"

    async def test_closing_lets_the_output_end(self) -> None:
        writer = self.write_with(FakeWriter(is_stuck=False))
        self.driver.close()

        assert writer.queued == [None]
        assert not self.driver._outlet.is_abandoned

    async def test_closing_abandons_an_output_that_is_stuck_and_waits_once(self) -> None:
        writer = self.write_with(FakeWriter())
        self.driver.close()
        joined = writer.joined
        self.driver.close()

        assert self.driver._outlet.is_abandoned
        assert writer.joined == joined

    async def test_an_output_that_is_slow_on_a_terminal_that_reads_is_waited_for_again(self) -> None:
        writer = self.write_with(FakeWriter())
        self.driver.close()

        assert writer.joined == 2

    async def test_closing_abandons_a_terminal_that_has_gone(self) -> None:
        self.write_with(FakeWriter(is_stuck=False))
        self.close_terminal()
        self.driver.close()

        assert self.driver._outlet.is_abandoned

    async def test_an_answer_that_is_due_is_waited_for_before_the_terminal_is_given_back(self) -> None:
        listener = FakeListener(partial(self.driver._hear_background, True))  # noqa: FBT003 - all that is said
        self.driver._key_thread = cast("Any", listener)
        self.write_with(FakeWriter(is_stuck=False))
        self.driver.ask_background()
        self.driver.disable_input()

        assert listener.heard
        assert listener.is_joined

    async def test_an_answer_that_does_not_come_is_not_waited_for_long(self) -> None:
        self.enterContext(patch.object(module, "_LATEST", 0.02))
        listener = FakeListener(lambda: None)
        self.driver._key_thread = cast("Any", listener)
        self.write_with(FakeWriter(is_stuck=False))
        self.driver.ask_background()
        self.driver.disable_input()

        assert listener.is_joined

    async def test_a_terminal_that_has_answered_everything_is_given_back_at_once(self) -> None:
        listener = FakeListener(lambda: None)
        self.driver._key_thread = cast("Any", listener)
        self.write_with(FakeWriter(is_stuck=False))
        self.driver.ask_cell()
        self.driver._hear_graphics("\x1b[6;16;8t")
        self.driver.disable_input()

        assert not listener.heard
        assert listener.is_joined

    async def test_suspending_never_abandons_the_terminal(self) -> None:
        self.write_with(FakeWriter())
        self.driver.suspend_application_mode()

        assert self.driver.is_suspended
        assert not self.driver._outlet.is_abandoned

    async def test_ctrl_z_stops_all_that_wait_for_us_once_the_terminal_is_given_back(self) -> None:
        self.write_with(FakeWriter(is_stuck=False))
        sent: list[tuple[int, signal.Signals, bool, object]] = []

        def kill(pid: int, number: signal.Signals) -> None:
            sent.append((pid, number, self.driver.is_suspended, signal.getsignal(signal.SIGTSTP)))

        with patch.object(os, "kill", kill):
            signal.raise_signal(signal.SIGTSTP)

        suspend = self.driver._sigtstp_application
        assert sent == [
            (0, signal.SIGTSTP, True, signal.SIG_IGN),
            (os.getpid(), signal.SIGSTOP, True, suspend),
        ]

    async def test_while_an_editor_has_the_terminal_ctrl_z_stops_only_us(self) -> None:
        with self.driver.no_automatic_restart(), patch.object(os, "kill") as kill:
            signal.raise_signal(signal.SIGTSTP)

        kill.assert_called_once_with(os.getpid(), signal.SIGSTOP)

    async def test_going_on_without_a_suspension_starts_no_second_output(self) -> None:
        writer = self.write_with(FakeWriter())
        resumed = asyncio.Event()
        self.driver.on_resumed = resumed.set
        self.driver.resume_application_mode()
        await resumed.wait()

        assert cast("Any", self.driver._writer_thread) is writer

    async def test_resuming_starts_the_output_again_and_has_everything_painted(self) -> None:
        self.write_with(FakeWriter(is_stuck=False))
        resumed = asyncio.Event()
        self.driver.on_resumed = resumed.set
        self.driver.suspend_application_mode()
        self.driver.resume_application_mode()
        self.addCleanup(self.driver.close)
        self.addCleanup(self.driver.stop_application_mode)
        await resumed.wait()

        assert not self.driver.is_suspended
        assert not self.driver.is_gone

    async def test_the_title_is_lent_with_the_terminal_and_given_back_at_the_end(self) -> None:
        driver = self.driver
        sent: list[str] = []
        with patch.object(driver, "write", side_effect=sent.append):
            driver.start_application_mode()
            driver.show_title("one")
            driver.show_title("two")
            driver.suspend_application_mode()
            driver.show_title("three")
            driver.resume_application_mode()
            driver.stop_application_mode()
            driver.show_title("four")
            driver.close()

        titles = [
            each for each in sent if each.startswith((SAVE_TITLE, RESTORE_TITLE, title_sequence("")[:4]))
        ]
        assert titles == [
            SAVE_TITLE + title_sequence("one"),
            title_sequence("two"),
            RESTORE_TITLE,
            SAVE_TITLE + title_sequence("three"),
            RESTORE_TITLE,
        ]

    async def test_a_crash_while_listening_crashes_the_app(self) -> None:
        crash = RuntimeError("a bug")
        with patch.object(self.driver, "run_input_thread", side_effect=crash):
            self.driver._run_input_thread()

        assert cast("Any", self.driver._app).crashes == [crash]
