from __future__ import annotations

from pathlib import Path

import tui


def test_whatever_a_worker_does_is_begun_in_one_place() -> None:
    """It takes a function: of a coroutine, a worker that is cancelled before its turn makes a warning."""
    package = Path(tui.__file__).parent
    given = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "run_worker(" in line and "thread=True" not in line
    }

    assert given == {"widgets/working.py"}
