"""LivingApp: an app whose resources live exactly as long as it does, whichever way it ends."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from tui.terminal.terminal_app import TerminalApp

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterator

    from rich.console import RenderableType
    from textual.pilot import Pilot

__all__ = ["LivingApp"]

Return = TypeVar("Return")

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
_TYPED = {signal.SIGINT, signal.SIGQUIT}
"""Those that a key sends to every program on the terminal."""
_IMPATIENCE = 2.0
"""Seconds after which a second signal ends the process at once; shells repeat SIGHUP within milliseconds."""
_HANDLER = 1.0
"""Seconds that a handler may take to end after a signal."""
_SHUTDOWN = 1.0
"""Seconds that the widgets may take to end."""
_JOIN = 1.5
_WAIT = 0.03
"""Seconds until it is looked again whether the screen is whole."""


class LivingApp(TerminalApp[Return]):
    """Owns one AsyncExitStack that is entered before the app starts and left after it has ended.

    `run_async` and `run_test` enter it alike, in the task that leaves it again.
    Every way out, a crash included, first says goodbye while the workers still
    run, then cancels the workers and waits for them, then closes the stack.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stack = AsyncExitStack()
        """What this run owns, closed newest first."""
        self.goodbye_code = 1000
        """The close code that peers get: 1001 when a signal ends the app (RFC 6455, section 7.4.1)."""
        self._main: asyncio.Task[Any] | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._leave_by: float | None = None

    async def say_goodbye(self) -> None:
        """Part from peers while the workers still run; must end within a second."""

    @asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """Hold the stack open; in the end join the workers before it closes."""
        async with self.stack:
            try:
                yield
            finally:
                await self._join_workers()

    async def run_async(self, **options: Any) -> Return | None:  # noqa: ANN401 - handed through as they are
        self._main = asyncio.current_task()
        with self._signals():
            async with self.lifespan():
                try:
                    return await super().run_async(**options)
                finally:
                    self._set_deadline(None)
                    if self._driver is not None:
                        self._driver.close()

    @asynccontextmanager
    async def run_test(self, **options: Any) -> AsyncGenerator[Pilot[Return], None]:  # noqa: ANN401
        async with self.lifespan(), super().run_test(**options) as pilot:
            try:
                yield pilot
            finally:
                leave_by = time.monotonic() + _HANDLER
                while self._is_mounting() and time.monotonic() < leave_by:  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(_WAIT)

    def exit(
        self, result: Return | None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leave, once every screen is whole: Textual would give it no more widgets, and it would crash."""
        now = time.monotonic()
        self._leave_by = self._leave_by or now + _HANDLER
        if self._is_mounting() and self._loop is not None and now < self._leave_by:
            self._loop.call_later(_WAIT, self.exit, result, return_code, message)
        elif self._exception is None:  # a crash has the last word
            super().exit(result, return_code, message)

    def on_load(self) -> None:
        self.set_interval(1, self._watch_terminal)

    async def _process_messages_loop(self) -> None:
        try:
            await super()._process_messages_loop()
        finally:
            self._set_deadline(None)
            await self.say_goodbye()
            self._set_deadline(_SHUTDOWN)

    def _set_deadline(self, seconds: float | None) -> None:
        """Go on without whatever has not ended by then, as a handler that hangs; `None`: wait for it."""
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        if seconds is not None and self._main is not None:
            self._deadline = self._main.get_loop().call_later(seconds, self._main.cancel)

    def _is_mounting(self) -> bool:
        """Is the screen in sight, or one that is at hand, still without its widgets?"""
        at_hand = [each for each in self._installed_screens.values() if isinstance(each, Screen)]
        return self._running and not all(each.is_mounted for each in [*self.screen_stack[-1:], *at_hand])

    async def _join_workers(self) -> None:
        """Cancel the workers that nobody has cancelled yet, and wait for all.

        A second cancel would cut the clean-up that the first one started.
        """
        workers = list(self.workers)
        for worker in workers:
            if not worker.is_cancelled and not worker.is_finished:
                worker.cancel()
        tasks = [task for worker in workers if (task := worker._task) is not None]  # noqa: SLF001 - no other way to wait
        if tasks:
            await asyncio.wait(tasks, timeout=_JOIN)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """End in good order on signals, which Textual leaves to the system."""
        if sys.platform == "win32":
            yield
            return
        loop = asyncio.get_running_loop()
        first: float | None = None

        def stop(number: int) -> None:
            nonlocal first
            if number in _TYPED and self._lends_terminal():
                return
            if first is None:
                first = time.monotonic()
                self.goodbye_code = 1001
                self.exit(return_code=128 + number)
                self._set_deadline(_HANDLER)
            elif time.monotonic() - first > _IMPATIENCE:
                signal.signal(number, signal.SIG_DFL)
                signal.raise_signal(number)

        taken = [each for each in _SIGNALS if signal.getsignal(each) is not signal.SIG_IGN]
        for each in taken:
            loop.add_signal_handler(each, stop, each)
        try:
            yield
        finally:
            for each in taken:
                loop.remove_signal_handler(each)

    def _watch_terminal(self) -> None:
        """Leave when the terminal has gone without a signal, as under nohup."""
        driver = self._steady_driver()
        if driver is None:
            return
        if driver.is_gone:
            self.goodbye_code = 1001
            self.exit(return_code=128 + signal.SIGHUP)

    def _lends_terminal(self) -> bool:
        """Has another program the terminal? What is typed there, ctrl+c included, is meant for that one."""
        driver = self._steady_driver()
        return driver is not None and driver.is_suspended
