"""Body: a response of 10 MB of JSON, opened, searched and folded."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.row import Row, Series
from tests.benchmarks.start import environ_of, millis

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["measure"]

_ROUNDS = 5
_FIRST, _FRAME = 0.150, 0.050


def measure() -> Iterable[Row]:
    """Open it in a process of its own, some times."""
    times: dict[str, list[float | None]] = {}
    with tempfile.TemporaryDirectory() as name:
        for _ in range(_ROUNDS):
            command = [sys.executable, "-m", "tests.benchmarks.body_app"]
            told = subprocess.run(  # noqa: S603 - our own
                command, check=True, capture_output=True, env=environ_of(Path(name))
            ).stdout
            for what, took in json.loads(told).items():
                times.setdefault(what, []).append(took)
    for what, values in times.items():
        limit = _FRAME if "frame" in what else _FIRST if "open" in what else None
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            yield Row(f"10 MB of JSON: {what}", "never", "", is_good=False)
        else:
            yield Series(known, millis).alone(f"10 MB of JSON: {what}", at_most=limit)
