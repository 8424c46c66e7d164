"""TerminalApp: an app that gets on with its terminal, also when that is slow, lent or not yet there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual._compositor import ChopsUpdate

from tui.terminal.courtesy import ASKING, Courtesy
from tui.terminal.input_in_order import InputInOrder
from tui.terminal.narrow_update import NarrowUpdate

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.events import Event
    from textual.screen import Screen

__all__ = ["Hanging", "TerminalApp"]

Return = TypeVar("Return")

_FRAME = 0.03


def _driver_class() -> type[Driver] | None:
    if sys.platform == "win32":
        return None
    from tui.terminal.driver import SteadyDriver  # noqa: PLC0415 - needs termios

    return SteadyDriver


class Hanging(Protocol):
    """What hangs before the app until it draws for the first time."""

    settings: list[Any] | None
    """How the terminal was set before; `None`: nothing hangs there."""

    def lift(self) -> None:
        """Take it away and leave the terminal as it was."""


class TerminalApp(InputInOrder[Return]):
    """Skips frames that the terminal has no time for, and tells of a crash where it can be read."""

    def __init__(self) -> None:
        super().__init__(driver_class=_driver_class())
        self.curtain: Hanging | None = None
        """What was drawn on the terminal before there was an app; the driver goes on from there."""
        self.crash_directory: Path | None = None
        """Where to keep a report of what crashed; `None`: nowhere."""
        self.crash_log: Path | None = None
        """The file that holds it, if it crashed."""
        self._frame_waits = False
        self.courtesy = Courtesy()

    def redact(self, text: str) -> str:
        """Take the secrets out of what an error says."""
        return text

    def repaint_everything(self) -> None:
        """Send the whole screen to the terminal again, if there is one left."""
        if not self.screen_stack:
            return
        self.screen.refresh(layout=True)
        self.refresh(layout=True)

    def send_sequence(self, sequence: str) -> None:
        """Send the terminal what is no drawing: something to copy, or to tell."""
        if self._driver is not None:
            self._driver.write(sequence)

    def resumed(self) -> None:
        """Paint everything: another program had the terminal."""
        self.repaint_everything()

    def action_redraw(self) -> None:
        self.repaint_everything()

    def _build_driver(self, *args: Any, **options: Any) -> Driver:  # noqa: ANN401 - handed through
        driver = super()._build_driver(*args, **options)
        if (steady := self._steady_driver()) is not None:
            steady.on_resumed = self.resumed
            steady.on_asked = self.courtesy.ask
        return driver

    async def on_event(self, event: Event) -> None:
        if isinstance(event, ASKING):
            self.courtesy.take()
        await super().on_event(event)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Skip frames while the terminal has not read those before; paint all when it has."""
        driver = self._steady_driver()
        if driver is not None and driver.is_behind:
            if not self._frame_waits:
                self._frame_waits = True
                self.set_timer(_FRAME, self._frame_again)
            return
        if type(renderable) is ChopsUpdate:
            renderable = NarrowUpdate(renderable.chops, renderable.spans, renderable.chop_ends)
        super()._display(screen, renderable)
        self.courtesy.answer()

    def _frame_again(self) -> None:
        self._frame_waits = False
        self.repaint_everything()

    def _steady_driver(self) -> Any:  # noqa: ANN401 - SteadyDriver, which Windows cannot import
        driver = self._driver
        return driver if hasattr(driver, "is_behind") else None

    def _print_error_renderables(self) -> None:
        """Print what crashed where it stays, also when the driver never had the terminal."""
        if self.curtain is not None:
            self.curtain.lift()
        super()._print_error_renderables()

    def _fatal_error(self) -> None:
        """Show what crashed and where, as Textual does, but no secrets."""
        from rich.segment import Segments  # noqa: PLC0415 - only when it crashes

        from tui.terminal.crash import crash_report, keep_report  # noqa: PLC0415

        self.bell()
        error = sys.exc_info()[1] or self._exception
        if error is not None:
            report = crash_report(error, self.redact)
            self._exit_renderables.append(Segments(self.console.render(report, self.console.options)))
            if self.crash_directory is not None:
                self.crash_log = keep_report(report, self.crash_directory)
        self._close_messages_no_wait()
