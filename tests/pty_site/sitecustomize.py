"""Write down in a file whatever Python complains about: a program under test has a terminal to draw on."""

from __future__ import annotations

import logging
import os
import sys
import threading
import traceback
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


def _write_complaints_to(path: str) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    write, lines_of = os.write, traceback.format_exception

    def note(kind: str, what: object) -> None:
        write(file, f"{kind}: {what}\n".encode(errors="replace"))

    def warned(message: object, category: type[Warning], filename: str, lineno: int, *_rest: Any) -> None:
        note(category.__name__, f"{message} ({filename}:{lineno})")

    def unraisable(failed: sys.UnraisableHookArgs) -> None:
        note("unraisable", f"{failed.object!r}: " + "".join(lines_of(failed.exc_value)))

    def thread_ended(failed: threading.ExceptHookArgs) -> None:
        name = failed.thread.name if failed.thread is not None else "?"
        note(f"thread {name}", "".join(lines_of(failed.exc_value)) if failed.exc_value else "?")

    class Notes(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            note(record.name, self.format(record))

    warnings.showwarning = warned  # type: ignore[assignment]  # the rest is never used
    sys.unraisablehook = unraisable
    threading.excepthook = thread_ended
    logging.basicConfig(level=logging.WARNING, handlers=[Notes()])


if "COMPLAINTS" in os.environ:
    _write_complaints_to(os.environ["COMPLAINTS"])
