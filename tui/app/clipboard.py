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


def clipboard_tool(environ: Mapping[str, str]) -> list[str] | None:
    """Return the command that puts its input on this machine's clipboard, if there is one.

    Over SSH there is none: the clipboard that the user means is that of the
    machine in front of them, which only the terminal can reach.
    """
    if "SSH_TTY" in environ or "SSH_CONNECTION" in environ:
        return None
    if sys.platform == "darwin":
        return ["pbcopy"]
    candidates = []
    if environ.get("WAYLAND_DISPLAY"):
        candidates.append(["wl-copy"])
    if environ.get("DISPLAY"):
        candidates += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    return next((command for command in candidates if shutil.which(command[0])), None)


async def copy_with_tool(text: str, environ: Mapping[str, str], *, patience: float = 2.0) -> str | None:
    """Copy with the system's tool and return its name; `None`: there is none, or it failed."""
    command = await asyncio.to_thread(clipboard_tool, environ)
    if command is None:
        return None
    try:
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL)
    except OSError:
        return None
    try:
        async with asyncio.timeout(patience):
            await process.communicate(text.encode("utf-8", "replace"))
    except TimeoutError:
        process.kill()
        await process.wait()
    return command[0] if process.returncode == 0 else None


def osc52(text: str, environ: Mapping[str, str]) -> str | None:
    """Return the sequence that asks the terminal to copy; `None`: the text is too long for one."""
    encoded = b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(encoded) > LARGEST_OSC52:
        return None
    sequence = f"\x1b]52;c;{encoded}\x07"
    return f"\x1bPtmux;\x1b{sequence}\x1b\\{sequence}" if "TMUX" in environ else sequence
