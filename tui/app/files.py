"""Files: what the dashboard writes, always beside what is there already."""

from __future__ import annotations

from itertools import count
from pathlib import Path

__all__ = ["write_new"]


def write_new(name: str, text: str) -> Path:
    """Write a text to a new file in the working directory and return its path; a taken name gets a number.

    Raises:
        OSError: It cannot be written; `filename` says what.
    """
    wanted = Path(name)
    for number in count(1):
        path = wanted if number == 1 else wanted.with_stem(f"{wanted.stem}-{number}")
        try:
            with path.open("x", encoding="utf-8", errors="replace") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path.resolve()
    raise AssertionError
