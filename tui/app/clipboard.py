"""Copying: with the system's own tool where there is one, else through the terminal."""

from __future__ import annotations

import asyncio
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE
from base64 import b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LARGEST_OSC52", "copy_with_tool", "osc52"]

LARGEST_OSC52 = 74_994
"""Bytes of base64 that terminals are known to take in one sequence."""


def clipboard_tools(environ: Mapping[str, str]) -> list[list[str]]:
    """Return the commands that put their input on this machine's clipboard, the best first.

    Over SSH there are none: the clipboard that the user means is that of the
    machine in front of them, which only the terminal can reach.
    """
    if "SSH_TTY" in environ or "SSH_CONNECTION" in environ:
        return []
    if sys.platform == "darwin":
        return [["pbcopy"]]
    candidates = []
    if environ.get("WAYLAND_DISPLAY"):
        candidates.append(["wl-copy"])
    if environ.get("DISPLAY"):
        candidates += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    return [command for command in candidates if shutil.which(command[0])]


async def copy_with_tool(text: str, environ: Mapping[str, str], *, patience: float = 2.0) -> str | None:
    """Copy with the first of the system's tools that can, and return its name; `None`: none can.

    `patience` is how long, in seconds, each of them may take.
    """
    content = text.encode("utf-8", "replace")
    for command in await asyncio.to_thread(clipboard_tools, environ):
        if await _has_copied(command, content, patience=patience):
            return command[0]
    return None


async def _has_copied(command: list[str], content: bytes, *, patience: float) -> bool:
    """Give a command the content, end it if that takes too long, and return whether it succeeded."""
    try:
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL)
    except OSError:
        return False
    try:
        async with asyncio.timeout(patience):
            await process.communicate(content)
    except TimeoutError:
        process.kill()
        await process.wait()
    return process.returncode == 0


def osc52(text: str, environ: Mapping[str, str]) -> str | None:
    """Return the sequence that asks the terminal to copy; `None`: the text is too long for one."""
    encoded = b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(encoded) > LARGEST_OSC52:
        return None
    sequence = f"\x1b]52;c;{encoded}\x07"
    return f"\x1bPtmux;\x1b{sequence}\x1b\\{sequence}" if "TMUX" in environ else sequence
