"""Crash reports: what happened and where, without values, which may be secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.traceback import Trace, Traceback

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["crash_report"]


def crash_report(error: BaseException, redact: Callable[[str], str]) -> Traceback:
    """Return the traceback of an error: no local variables, and what it says redacted."""
    trace = Traceback.extract(type(error), error, error.__traceback__, show_locals=False)
    _redact(trace, redact)
    return Traceback(trace, width=None)


def _redact(trace: Trace, redact: Callable[[str], str]) -> None:
    """Redact the texts of an error, of its causes, and of those that it groups."""
    for stack in trace.stacks:
        stack.exc_value = redact(stack.exc_value)
        stack.notes = [redact(note) for note in stack.notes]
        for each in stack.exceptions:
            _redact(each, redact)
