"""Outside: programs of the user's own, an editor, a pager or a browser, in place of the dashboard."""

from __future__ import annotations

import asyncio
import os
import shlex
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.model.target import Origin

__all__ = ["editor_command", "page_text", "pager_command", "run_outside", "text_browser"]

_TERMINATION = 0.5
"""Seconds that a program may take to end when it is asked to."""
_WITH_LINE = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "mg", "ne", "jed"}
_ON_TERMINAL = {"www-browser", "links", "links2", "elinks", "lynx", "w3m", "browsh", "carbonyl"}
_WITH_COLON = {"hx", "helix", "subl", "zed"}


def editor_command(origin: Origin, environ: Mapping[str, str]) -> list[str]:
    """Return the command that opens a file at a line in the user's editor."""
    command = _words(environ.get("VISUAL")) or _words(environ.get("EDITOR")) or ["vi"]
    name = Path(command[0]).name
    if name in _WITH_LINE:
        return [*command, f"+{origin.line}", str(origin.path)]
    if name in _WITH_COLON:
        return [*command, f"{origin.path}:{origin.line}"]
    if name in {"code", "codium", "cursor"}:
        return [*command, "--wait", "--goto", f"{origin.path}:{origin.line}"]
    return [*command, str(origin.path)]


def pager_command(path: Path, environ: Mapping[str, str]) -> list[str]:
    """Return the command that shows a file in the user's pager."""
    return [*(_words(environ.get("PAGER")) or ["less"]), str(path)]


def text_browser() -> str | None:
    """Return the user's browser if it draws on the terminal, as where there is no desktop."""
    import webbrowser  # noqa: PLC0415 - seldom

    try:
        name = webbrowser.get().name
    except webbrowser.Error:
        return None
    return name if Path(name).name in _ON_TERMINAL else None


def _words(command: str | None) -> list[str]:
    """Return a command as words, as a shell would; one with an open quotation is taken as it is."""
    try:
        return shlex.split(command or "")
    except ValueError:
        return [command or ""]


async def run_outside(command: list[str]) -> str | None:
    """Run a program on the terminal until it ends, and return why it could not be run."""
    try:
        process = await asyncio.create_subprocess_exec(*command)
    except OSError as error:
        return f"{command[0]} cannot be run: {error.strerror}; set $EDITOR or $PAGER"
    try:
        await process.wait()
    finally:
        if process.returncode is None:  # the dashboard ends first: nobody would take the terminal back
            process.terminate()
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), _TERMINATION)
    return None


async def page_text(text: str, suffix: str, environ: Mapping[str, str]) -> str | None:
    """Show a text in the user's pager, and return why it could not be shown."""
    handle, name = tempfile.mkstemp(prefix="asyncdash-", suffix=suffix)
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
        return await run_outside(pager_command(path, environ))
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108 - a name is what mkstemp gave
