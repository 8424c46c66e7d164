"""SteadyDriver: Textual's driver, for terminals that stop reading, hang up or are suspended."""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import time
import tty
from codecs import getincrementaldecoder
from contextlib import suppress
from queue import Empty, Full
from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.background import QUESTION, SENTINEL, cell_of
from tui.terminal.courtesy import ASKING
from tui.terminal.graphics import CELL_QUESTION
from tui.terminal.listener import Listener
from tui.terminal.outlet import Outlet, terminal_of
from tui.terminal.rescue import take_frames_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.message import Message

    from tui.text.graphics import Cell

__all__ = ["RESTORE_TITLE", "SAVE_TITLE", "SteadyDriver", "title_sequence"]

SAVE_TITLE = "\x1b[22;2t"
RESTORE_TITLE = "\x1b[23;2t"
"""XTWINOPS: the title goes on a stack, and comes back from there."""

_PATIENCE = 0.5
_LATEST = 1.0
"""Seconds after a question in which its answer is waited for before the terminal is given back."""
_LOOK_EVERY = 0.005
_FRAMES_AHEAD = 3
_CHUNK = 4_096
_HUNG_UP = select.POLLHUP | select.POLLERR
_MODES = ("\x1b[?1049h", "\x1b[?25l", "\x1b[?1004h", "\x1b[?2004h", "\x1b[?7l")
"""The other screen, no cursor, news of the focus, bracketed paste, no line wrap."""


def title_sequence(title: str) -> str:
    """Return the sequence that sets the title of the window (OSC 2)."""
    return f"\x1b]2;{title}\x07"


class SteadyDriver(LinuxDriver):
    """A driver that never blocks the event loop for long and always lets the process end.

    Each method closes one measured fault of the original: a terminal that does
    not read blocked the loop and the exit, one that had gone made the output
    thread die in silence, and a stray SIGCONT started every thread twice.
    """

    is_suspended = False
    """Has another program the terminal: the shell, an editor, a pager?"""
    on_resumed: Callable[[], None] | None = None
    """Called in the event loop when the process runs in the foreground again."""
    on_background: Callable[[bool], None] | None = None
    """Called in the event loop with whether the background is light, when the terminal has said so."""
    on_graphics: Callable[[str], None] | None = None
    """Called in the event loop with what the terminal answers, later than it was waited for."""
    on_leaving: Callable[[], str] | None = None
    """Returns what to send before the terminal is given back for good."""
    on_asked: Callable[[], None] | None = None
    """Called in the input thread when somebody has pressed a key and waits for the answer."""
    typed = b""
    """What was typed before there was an app to read it."""
    _title: str | None = None
    """The title of the window while the terminal is ours; `None`: the one that it had."""
    _has_terminal = False

    def __init__(self, app: App[Any], **options: Any) -> None:  # noqa: ANN401 - handed through as they are
        super().__init__(app, **options)
        self._owed: dict[str, float] = {}
        """What the terminal was asked for and has not told, and when it was asked."""
        self._farewell: list[str] | None = None
        """What restores the terminal, once that is being sent."""
        assert sys.__stderr__ is not None  # noqa: S101 - there is a terminal
        assert sys.__stdout__ is not None  # noqa: S101 - as above
        streams = sys.__stderr__, sys.__stdout__
        self._outlet = Outlet(terminal_of(*streams), *(each.fileno() for each in streams if each.isatty()))
        self._file = self._outlet  # type: ignore[assignment]  # has all of a file that the output thread uses

    @property
    def is_behind(self) -> bool:
        """Has the terminal not yet read the frames that were sent?"""
        writer = self._writer_thread
        return writer is not None and writer._queue.qsize() >= _FRAMES_AHEAD  # noqa: SLF001 - no public name

    @property
    def is_gone(self) -> bool:
        """Has the terminal hung up?"""
        poll = select.poll()
        poll.register(self.fileno, 0)
        return self._outlet.is_broken or any(event & _HUNG_UP for _, event in poll.poll(0))

    def start_application_mode(self) -> None:
        """Take the terminal, and restore in the end what it was like before anything of ours was on it."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual has not typed it
        hanging = getattr(self._app, "curtain", None)
        if hanging is not None and hanging.settings is not None:
            self.attrs_before, hanging.settings = hanging.settings, None
        self._has_terminal = True
        self._farewell = None
        if self._title is not None:
            self.write(SAVE_TITLE + title_sequence(self._title))
        self._ask("attributes", SENTINEL)  # answered after all that Textual and the start have asked

    def show_title(self, title: str) -> None:
        """Give the window a title; it gets back its own whenever another program has the terminal."""
        saving, self._title = "" if self._title is not None else SAVE_TITLE, title
        if self._has_terminal:
            self.write(saving + title_sequence(title))

    def write(self, data: str) -> None:
        """Send to the terminal; give up after half a second when it does not read."""
        if self._farewell is not None:
            self._farewell.append(data)
        self._put(data)

    def ask_background(self) -> None:
        """Ask for the colour of the background; `on_background` hears of the answer, if there is one."""
        self._ask("background", QUESTION)

    def cell(self) -> Cell | None:
        """Return how many dots a cell is wide and high; `None`: the terminal has not told the system."""
        return cell_of(self.fileno)

    def ask_cell(self) -> None:
        """Ask how large a cell is, where the system does not know; `on_graphics` hears of the answer."""
        if self.cell() is None:
            self._ask("cell", CELL_QUESTION)

    def use_mouse(self, *, is_ours: bool) -> None:
        """Take the mouse, or leave it to the terminal, which selects text with it."""
        if is_ours:
            self._mouse = True
            self._enable_mouse_support()
        else:
            self._disable_mouse_support()
            self._mouse = False

    def process_message(self, message: Message) -> None:
        if self.on_asked is not None and isinstance(message, ASKING):
            self.on_asked()
        super().process_message(message)

    def run_input_thread(self) -> None:
        """Turn what the terminal sends into events until the app ends or the terminal has gone."""
        listener = Listener(self._hear_background, self._hear_graphics)
        decode = getincrementaldecoder("utf-8")("replace").decode
        data, self.typed = self.typed, b""
        with suppress(OSError):  # the terminal has gone, which `is_gone` tells
            while not self.exit_event.is_set():
                for event in listener.listen(decode(data)):
                    self.process_message(event)
                data = b""
                if select.select([self.fileno], [], [], listener.patience)[0]:
                    data = os.read(self.fileno, _CHUNK)
                    if not data:
                        return

    def _run_input_thread(self) -> None:
        """Let the app crash with a report and an exit code if this thread does, which Textual's does not."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - whatever it is, there are no more keys to quit with
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001 - no public name

    def disable_input(self) -> None:
        """Hear out a terminal that has just been asked: whoever reads next would take answers for keys."""
        listener = self._key_thread
        while listener is not None and self._is_owed() and listener.is_alive():
            time.sleep(_LOOK_EVERY)
        super().disable_input()

    def stop_application_mode(self) -> None:
        """Restore the terminal, instead of sending frames that it has not read yet."""
        writer = self._writer_thread
        if writer is not None and self.is_behind:
            with suppress(Empty):  # that is the aim
                while True:
                    writer._queue.get_nowait()  # noqa: SLF001 - no public name
        self._farewell = []
        if self._has_terminal and self._title is not None:
            self.write(RESTORE_TITLE)
        if self._has_terminal and self.on_leaving is not None:
            self.write(self.on_leaving())
        self._has_terminal = False
        super().stop_application_mode()

    def close(self) -> None:
        """End the output thread, but do not wait for a terminal that does not read: leave it restored."""
        if self._outlet.is_abandoned:
            return
        writer = self._writer_thread
        if writer is not None and writer.is_alive():
            self._put(None)
            writer.join(_PATIENCE)
            if self._is_writing() and not self._outlet.is_full:  # not the terminal is slow, but this machine
                writer.join(_PATIENCE)
        if not self.is_suspended and (self._is_writing() or self.is_gone):
            if writer is not None and self._farewell is not None and not self.is_gone:
                take_frames_back(writer, self._outlet, restored_by="".join(self._farewell))
            # What is printed from now on, a traceback or a summary, must not wait or fail.
            self._outlet.abandon()

    def _sigtstp_application(self, *_: object) -> None:
        """Suspend the whole job, as a terminal's own ctrl+z does.

        Were it only us, `make` or a script that waits for us would keep the terminal from the shell.
        """
        if self._auto_restart:  # else an editor or a pager has the terminal, and stops its job itself
            self.suspend_application_mode()  # before the shell takes the terminal
            self._must_signal_resume = True
            ours = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
            os.kill(0, signal.SIGTSTP)
            signal.signal(signal.SIGTSTP, ours)
        os.kill(os.getpid(), signal.SIGSTOP)

    def suspend_application_mode(self) -> None:
        self.is_suspended = True
        super().suspend_application_mode()

    def resume_application_mode(self) -> None:
        """Start again if it was suspended, and have everything painted."""
        if self.is_suspended:
            super().resume_application_mode()
            self.is_suspended = not self._is_writing()
        else:
            # Not here: a signal may have come in the middle of a write.
            self._loop.call_soon_threadsafe(self._take_terminal)
        if self.on_resumed is not None:
            self._loop.call_soon_threadsafe(self.on_resumed)

    def _hear_background(self, light: bool) -> None:  # noqa: FBT001 - all that the terminal says
        self._owed.pop("background", None)
        if self.on_background is not None:
            self._loop.call_soon_threadsafe(self.on_background, light)

    def _hear_graphics(self, answer: str) -> None:
        self._owed.pop("attributes" if answer.startswith("\x1b[?") else "cell", None)
        if self.on_graphics is not None:
            self._loop.call_soon_threadsafe(self.on_graphics, answer)

    def _ask(self, what: str, question: str) -> None:
        """Ask the terminal for something, which it owes us from now on."""
        self._owed[what] = time.monotonic()
        self.write(question)

    def _is_owed(self) -> bool:
        """May an answer still come? A terminal that cannot answer never will."""
        return max(self._owed.copy().values(), default=0.0) + _LATEST > time.monotonic()

    def _is_writing(self) -> bool:
        return self._writer_thread is not None and self._writer_thread.is_alive()

    def _put(self, data: str | None) -> None:
        """Give the output thread something to send; `None` ends it."""
        writer = self._writer_thread
        if writer is not None and writer.is_alive():
            with suppress(Full):  # the terminal does not read: what it shows later is painted anew
                writer._queue.put(data, timeout=_PATIENCE)  # noqa: SLF001 - `WriterThread.write` waits for ever

    def _take_terminal(self) -> None:
        """Have our screen and settings again after a stop by force, before which nobody restored them.

        A shell that got the terminal meanwhile has put its own settings there.
        """
        try:
            if os.tcgetpgrp(self.fileno) != os.getpgrp():
                return
            settings = termios.tcgetattr(self.fileno)
            settings[tty.LFLAG] = self._patch_lflag(settings[tty.LFLAG])
            settings[tty.IFLAG] = self._patch_iflag(settings[tty.IFLAG])
            settings[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, settings)
        except (OSError, termios.error):  # it has gone, which `is_gone` tells
            return
        for sequence in _MODES:
            self.write(sequence)
        self._enable_mouse_support()
