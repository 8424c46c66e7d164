"""A terminal for tests: it runs the real program, shows what it draws, and can be slow, closed or deaf."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tests.pty_screen import Screen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from typing import Any

__all__ = ["ASYNCDASH", "Program", "spawn"]

ASYNCDASH = str(Path(sys.executable).with_name("asyncdash"))
"""The command as it is installed."""

_HERE = Path(__file__).parent
_PATIENCE = 20.0
_LOOK_EVERY = 0.01
_LAUNCH = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.chdir(sys.argv[1])
for number in filter(None, sys.argv[2].split(",")):
    signal.signal(int(number), signal.SIG_IGN)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Makes the terminal the one that controls the program, as a shell does."""


class Program:
    """A program that runs on a terminal of its own, as the leader of its session."""

    def __init__(self, pid: int, master: int, slave: int, screen: Screen, complaints: Path) -> None:
        self.pid = pid
        self.screen = screen
        self.received = 0
        """How many bytes the terminal has read."""
        self.exit_code: int | None = None
        """As a shell has it: 128 and the number of the signal that killed it."""
        self._master: int | None = master
        self._slave = slave
        self._settings = _settings_of(slave)
        self._complaints = complaints
        self.read_on()

    @property
    def has_terminal(self) -> bool:
        """Has the terminal not been closed?"""
        return self._master is not None

    @property
    def is_full(self) -> bool:
        """Would a program that draws now have to wait until the terminal reads?"""
        return not select.select([], [self._slave], [], 0)[1]

    @property
    def has_settings_of_before(self) -> bool:
        """Are the terminal's own settings (echo, lines, signals) as they were at first?"""
        return _settings_of(self._slave) == self._settings

    @property
    def complaints(self) -> str:
        """What Python complained about: leaks, tasks that were lost, exceptions that nobody saw."""
        return self._complaints.read_text(encoding="utf-8") if self._complaints.exists() else ""

    @property
    def is_stopped(self) -> bool:
        """Is the program suspended?"""
        self._look()
        return self._was_stopped

    def send(self, keys: str | bytes) -> None:
        """Press keys."""
        assert self._master is not None
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program alone."""
        os.kill(self.pid, number)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window, of which the program gets a signal; it must not become larger."""
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def stop_reading(self) -> None:
        """Be a terminal that does not read, as over a connection that hangs."""
        assert self._master is not None
        asyncio.get_running_loop().remove_reader(self._master)

    def read_on(self) -> None:
        """Read what the program draws."""
        assert self._master is not None
        asyncio.get_running_loop().add_reader(self._master, self._read)

    def have_as_before(self) -> None:
        """Put the terminal back as it was at first, as a shell does after a program that did not."""
        termios.tcsetattr(self._slave, termios.TCSANOW, self._settings)
        self.screen.feed(b"\x1b[?1049l\x1b[?25h")

    def close_terminal(self) -> None:
        """Close the window."""
        if self._master is not None:
            asyncio.get_running_loop().remove_reader(self._master)
            os.close(self._slave)
            os.close(self._master)
            self._master = None

    async def shows(self, text: str) -> None:
        """Come back when the text is on the screen."""
        await self.until(lambda: text in self.screen.text, text)

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Come back when the condition is met; if it never is, or the program ends first, fail."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                while not condition():
                    self._look()
                    if self.exit_code is not None and not self._may_end and not condition():
                        break
                    await asyncio.sleep(_LOOK_EVERY)
                else:
                    return
        raise AssertionError(
            f"waited in vain {what!r}; exit code {self.exit_code}; the screen:\n{self.screen.text}\n"
            f"printed:\n{self.screen.printed}\ncomplaints:\n{self.complaints}"
        )

    async def ended(self) -> float:
        """Come back when the program has ended and the terminal has read all, with how long it took."""
        started = time.perf_counter()
        self._may_end = True
        await self.until(lambda: self.exit_code is not None, "for the end")
        seconds = time.perf_counter() - started
        self._drain()
        return seconds

    async def close(self) -> None:
        """End the program, if it is still there, and the terminal."""
        if self.exit_code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            await self.until(lambda: self.exit_code is not None, "for the end by force")
        self.close_terminal()

    _may_end = False
    _was_stopped = False

    def _look(self) -> None:
        """Ask what has become of the program."""
        if self.exit_code is not None:
            return
        pid, status = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED | os.WCONTINUED)
        if not pid:
            return
        self._was_stopped = os.WIFSTOPPED(status)
        if os.WIFEXITED(status):
            self.exit_code = os.WEXITSTATUS(status)
        elif os.WIFSIGNALED(status):
            self.exit_code = 128 + os.WTERMSIG(status)

    def _read(self) -> bool:
        assert self._master is not None
        try:
            data = os.read(self._master, 65_536)
        except BlockingIOError:
            return False
        self.received += len(data)
        answers = self.screen.feed(data)
        if answers:
            self.send(answers)
        return bool(data)

    def _drain(self) -> None:
        """Read what the program sent last."""
        while self._master is not None and self._read():
            pass


@asynccontextmanager
async def spawn(
    *command: str,
    directory: Path,
    columns: int = 80,
    rows: int = 24,
    environ: dict[str, str] | None = None,
    ignored: Sequence[signal.Signals] = (),
    screen: Screen | None = None,
    cell: tuple[int, int] = (0, 0),
) -> AsyncIterator[Program]:
    """Run a command on a terminal of that size until the block is left.

    Args:
        command: A path and its arguments.
        directory: Where it runs, and where its home and its complaints are.
        columns: The width of the terminal.
        rows: Its height.
        environ: Variables besides those that every program gets.
        ignored: Signals that it inherits as ignored, as from `nohup`.
        screen: What the terminal shows, if it can do more than others.
        cell: How many dots a cell is wide and high, as the system knows; (0, 0): it does not.
    """
    master, slave = pty.openpty()
    os.set_blocking(master, False)
    fcntl.ioctl(
        slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, columns * cell[0], rows * cell[1])
    )
    complaints = directory / "complaints"
    numbers = ",".join(str(int(each)) for each in ignored)
    launch = [sys.executable, "-I", "-S", "-c", _LAUNCH, str(directory), numbers]
    pid = os.posix_spawn(  # noqa: ASYNC221 - it returns at once
        sys.executable,
        [*launch, *command],
        _environment(directory, complaints) | (environ or {}),
        file_actions=[(os.POSIX_SPAWN_DUP2, slave, number) for number in range(3)],
        setsid=True,
        setsigdef=[signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGPIPE],
    )
    program = Program(pid, master, slave, screen or Screen(columns, rows), complaints)
    try:
        yield program
    finally:
        await program.close()


def _environment(directory: Path, complaints: Path) -> dict[str, str]:
    return {
        "HOME": str(directory),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PWD": str(directory),
        "PYTHONPATH": f"{_HERE / 'pty_site'}{os.pathsep}{_HERE.parent}",
        "PYTHONWARNINGS": "always::ResourceWarning",
        "COMPLAINTS": str(complaints),
    }


def _settings_of(terminal: int) -> list[Any]:
    return termios.tcgetattr(terminal)
