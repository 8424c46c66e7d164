"""Recordings, read back: whole lines only, as a crash may have cut off the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui.text.recording import Entry

__all__ = ["read_recording"]

_DECODER = msgspec.json.Decoder(dict[str, object])


def read_recording(path: Path) -> Iterator[Entry]:
    """Give the entries of a recording, one after the other.

    A torn line is skipped where a crash can have left one: at the end, and
    before the start of another recording in the same file.

    Raises:
        OSError: The file cannot be read.
        ValueError: A line in the middle is damaged, or it is no recording at all.
    """
    torn: ValueError | None = None
    has_started = False
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                entry = _entry(line)
            except ValueError as error:
                if torn is not None:
                    raise torn from None
                torn = _damaged(path, number, error)
                continue
            if torn is not None and entry["ev"] != "start":
                raise torn
            torn, has_started = None, True
            yield entry
    if torn is not None and not has_started:
        raise torn


def _entry(line: bytes) -> Entry:
    entry = _DECODER.decode(line)
    if not isinstance(entry.get("t"), int | float) or not isinstance(entry.get("ev"), str):
        raise ValueError("it has no t and no ev")  # noqa: TRY004 - the file is wrong, not our types
    return entry


def _damaged(path: Path, number: int, error: ValueError) -> ValueError:
    return ValueError(f"{path}:{number} is no line of a recording: {error}")
