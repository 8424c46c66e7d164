"""Reading the text of a file, with a sentence for each way in which that fails."""

from __future__ import annotations

import os
import time
from pathlib import Path
from stat import S_ISFIFO, S_ISREG
from typing import TYPE_CHECKING

from tui.config.config import Position
from tui.config.errors import BadValueError, shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["BadFileError", "check_file", "exists", "home_path", "is_file", "read_text"]

_LARGEST = 4_000_000
_PATIENCE = 2.0
"""Seconds in which somebody has to open the other end of a pipe."""
_LOOK_EVERY = 0.02
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def home_path(written: str, environ: Mapping[str, str]) -> Path:
    """Return the path with a leading `~` replaced by the home directory of that environment."""
    home = environ.get("HOME")
    if home and (written == "~" or written.startswith("~/")):
        return Path(home + written[1:])
    try:
        return Path(written).expanduser()
    except RuntimeError as error:
        raise BadValueError(f'"{written}": there is no such home directory') from error


class BadFileError(BadValueError):
    """A file cannot be used."""

    def __init__(self, path: Path, reason: str, position: Position | None = None) -> None:
        """Say why, and where in the file where that is known."""
        super().__init__(f"{shown_path(path)} {reason}")
        self.reason = reason
        self.position = position


def is_file(path: Path) -> bool:
    """Is it a file, as far as one can see? `Path.is_file` raises where a directory may not be searched."""
    return _mode(path, S_ISREG)


def exists(path: Path) -> bool:
    """Is there something, as far as one can see?"""
    return _mode(path, bool)


def check_file(path: Path) -> Path:
    """Return the path of a file that can be read.

    Raises:
        BadFileError: It cannot.
    """
    _refuse_pipe(path)
    _read(path, 0)
    return path


def read_text(path: Path, *, waits: bool = True) -> str:
    """Return the file's text; what comes through a pipe only if it `waits` for somebody to write into that.

    Raises:
        BadFileError: It has none, or too much of it.
    """
    if not waits:
        _refuse_pipe(path)
    content = _read(path, _LARGEST + 1)
    if len(content) > _LARGEST:
        raise BadFileError(path, f"has more than {_LARGEST // 1_000_000} MB, which is too much")
    try:
        return content.decode().removeprefix("\N{BYTE ORDER MARK}")
    except UnicodeDecodeError as error:
        if content.startswith(_UTF_16_MARKS):
            raise BadFileError(path, "is UTF-16: save it as UTF-8") from error
        good = content[: error.start].decode()
        position = Position(good.count("\n") + 1, len(good) - good.rfind("\n"))
        byte = f"byte {error.start} (line {position.line}) is 0x{content[error.start]:02x}"
        raise BadFileError(path, f"is not UTF-8: {byte}, save it as UTF-8", position) from error


def _refuse_pipe(path: Path) -> None:
    if _mode(path, S_ISFIFO):
        raise BadFileError(path, "is a pipe, no regular file: it can be read only once")


def _mode(path: Path, test: Callable[[int], bool]) -> bool:
    """Does what is there have such a mode?"""
    try:
        return test(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def _read_pipe(path: Path, size: int) -> bytes:
    """Return what is written into a pipe, however long that takes.

    Raises:
        OSError: There is nobody who writes.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # it would wait for a writer, maybe for ever
    with os.fdopen(descriptor, "rb", buffering=0) as pipe:
        give_up_at = time.monotonic() + _PATIENCE
        while (start := pipe.read(size)) == b"":
            if time.monotonic() > give_up_at:
                raise TimeoutError("nobody writes into this pipe")
            time.sleep(_LOOK_EVERY)
        os.set_blocking(descriptor, True)
        content = start or b""
        while len(content) < size and (more := pipe.read(size - len(content))):
            content += more
        return content


def _read(path: Path, size: int) -> bytes:
    """Return the first bytes of the file."""
    try:
        if _mode(path, S_ISFIFO):
            return _read_pipe(path, size)
        with path.open("rb") as file:
            return file.read(size)
    except FileNotFoundError as error:
        raise BadFileError(path, "does not exist") from error
    except IsADirectoryError as error:
        raise BadFileError(path, "is a directory, not a file") from error
    except PermissionError as error:
        raise BadFileError(path, "may not be read by you: change its permissions") from error
    except (OSError, ValueError) as error:
        raise BadFileError(path, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
