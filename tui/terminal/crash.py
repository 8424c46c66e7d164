"""Crash reports: what happened and where, without values, which may be secrets."""

from __future__ import annotations

import os
import platform
import time
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.traceback import Trace, Traceback

from tui import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["crash_report", "keep_report"]

_WIDTH = 120


def crash_report(error: BaseException, redact: Callable[[str], str]) -> Traceback:
    """Return the traceback of an error: no local variables, and what it says redacted."""
    trace = Traceback.extract(type(error), error, error.__traceback__, show_locals=False)
    _redact(trace, redact)
    return Traceback(trace, width=None)


def keep_report(report: Traceback, directory: Path) -> Path | None:
    """Write a report to a file that only its owner can read; `None`: that cannot be done there."""
    path = directory / time.strftime("crash-%Y%m%d-%H%M%S.log")
    text = StringIO()
    Console(file=text, width=_WIDTH, color_system=None).print(report)
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(
                f"asyncdash {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
            )
            file.write(text.getvalue())
    except OSError:
        return None
    return path


def _redact(trace: Trace, redact: Callable[[str], str]) -> None:
    """Redact the texts of an error, of its causes, and of those that it groups."""
    for stack in trace.stacks:
        stack.exc_value = redact(stack.exc_value)
        stack.notes = [redact(note) for note in stack.notes]
        for each in stack.exceptions:
            _redact(each, redact)
