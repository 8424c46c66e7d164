"""The dashboard from the command line: the terminal is asked what it looks like while Textual is loaded."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

from tui.app.preferences import AS_EVER, view_of
from tui.cli.complaint import complain, tell
from tui.cli.curtain import curtain
from tui.config.memory import Memory
from tui.config.places import places, state_dir
from tui.model.board import Board
from tui.terminal.characters import is_utf8
from tui.text.session import recordings_summary
from tui.text.spelling import only_ascii

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager, AbstractContextManager
    from pathlib import Path

    from tui.app import Dashboard
    from tui.app.preferences import Start
    from tui.config.config import Config
    from tui.terminal.background import Look

__all__ = ["run_dashboard"]

_CRASHED = 1


def run_dashboard(
    config: Config,
    *,
    source: str,
    beside: Callable[[], AbstractAsyncContextManager[object]] | None = None,
    record: Path | None = None,
    has_summary: bool = True,
    start: Start = AS_EVER,
) -> int:
    """Run the dashboard until somebody leaves it, and return the exit code."""
    memory = Memory(state_dir(os.environ))
    view = view_of(config, memory, start)
    title = source if config.title == "asyncdash" else config.title
    with (
        curtain(Board(config.endpoints, config.feeds), view, title=title, start=start) as hanging,
        _asked() as look,
    ):
        from tui.app import Dashboard  # noqa: PLC0415

        if (objection := _objection(config, record)) is not None:
            hanging.lift()
            return complain(objection)
        app = Dashboard(
            config,
            source=source,
            beside=beside,
            memory=memory,
            places=[str(place) for place in places(os.environ)],
            record=record,
            look=look() if look is not None else None,
            start=start,
        )
    app.crash_directory = state_dir(os.environ)
    app.curtain = hanging
    app.run(mouse=config.settings.mouse)
    hanging.lift()
    if has_summary and sys.stdout.isatty() and app.return_code != _CRASHED:
        sys.stdout.write(_summary(app))
    if app.crash_log is not None:
        tell(f"asyncdash crashed; what happened is in {app.crash_log}")
    if app.recording.fault is not None:
        tell(f"asyncdash: {app.recording.fault}")
    return app.return_code or 0


def _objection(config: Config, record: Path | None) -> str | None:
    """Say why what was asked for cannot be done, before anything is started."""
    from tui.app.faults import faults_of  # noqa: PLC0415 - behind the curtain

    if faults := faults_of(config):
        return "\n".join(map(str, faults))
    if record is None:
        return None
    from tui.engine.recorder import RecordingError, ensure_recordable  # noqa: PLC0415 - only for a recording

    try:
        ensure_recordable(record)
    except RecordingError as error:
        return f"asyncdash: {error}"
    return None


def _summary(app: Dashboard) -> str:
    """Return what to say of the session, in characters that the terminal has."""
    lines = app.summary
    if app.recording.paths:
        lines = [*lines, recordings_summary(app.recording.paths)]
    text = "".join(f"{line}\n" for line in lines)
    return text if is_utf8(os.environ) else only_ascii(text)


def _asked() -> AbstractContextManager[Callable[[], Look] | None]:
    """Ask the terminal for its background; what is given returns what there is to know of it by then."""
    if sys.platform == "win32" or sys.__stdin__ is None or sys.__stdout__ is None or sys.__stderr__ is None:
        return nullcontext()
    from tui.terminal.background import asked  # noqa: PLC0415 - needs termios
    from tui.terminal.outlet import terminal_of  # noqa: PLC0415

    return asked(sys.__stdin__.fileno(), terminal_of(sys.__stderr__, sys.__stdout__), os.environ)
