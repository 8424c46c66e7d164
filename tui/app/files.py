"""Files: what the dashboard writes, always beside what is there already."""

from __future__ import annotations

from itertools import count
from pathlib import Path

__all__ = ["write_new"]


def write_new(name: str, content: str | bytes) -> Path:
    """Write a text, or bytes, to a new file in the working directory; a taken name gets a number.

    Raises:
        OSError: It cannot be written; `filename` says what.
    """
    wanted = Path(name)
    encoded = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    for number in count(1):
        path = wanted if number == 1 else wanted.with_stem(f"{wanted.stem}-{number}")
        try:
            with path.open("xb") as file:
                file.write(encoded)
        except FileExistsError:
            continue
        return path.resolve()
    raise AssertionError
