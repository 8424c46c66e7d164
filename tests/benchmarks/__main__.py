"""Run the benchmarks and print one table: `make bench`, or some of them by name.

`python -m tests.benchmarks start checks` runs two; `--full` lets the long ones
take their whole time; `--save FILE` writes the page of the documentation.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import (
    board,
    body,
    checks,
    flood,
    idle,
    keys,
    lag,
    large,
    latency,
    memory,
    rivals,
    scale,
    start,
    tail,
)
from tests.benchmarks.page import write_page
from tests.benchmarks.row import print_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.benchmarks.row import Row

_BENCHMARKS: dict[str, Callable[[], Iterable[Row]]] = {
    "start": start.measure,
    "tail": tail.measure,
    "flood": flood.measure,
    "keys": keys.measure,
    "large": large.measure,
    "lag": lag.measure,
    "latency": latency.measure,
    "checks": checks.measure,
    "board": board.measure,
    "idle": idle.measure,
    "body": body.measure,
    "memory": memory.measure,
    "scale": scale.measure,
    "rivals": rivals.measure,
}
_LONG: dict[str, Callable[[], Iterable[Row]]] = {
    "idle": idle.measure_long,
    "memory": memory.measure_long,
}
"""Those that take their whole time with `--full`."""


def _run(names: list[str], *, is_full: bool) -> list[Row]:
    rows: list[Row] = []
    for name in names:
        began = time.perf_counter()
        measure = _LONG.get(name, _BENCHMARKS[name]) if is_full else _BENCHMARKS[name]
        rows += measure()
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=[*_BENCHMARKS, []], metavar="NAME", help=", ".join(_BENCHMARKS)
    )
    parser.add_argument("--full", action="store_true", help="the long ones in their whole length")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the page of the documentation")
    options = parser.parse_args()
    found = _run(options.names or list(_BENCHMARKS), is_full=options.full)
    is_kept = print_table(found)
    if options.save is not None:
        left_out = [name for name in _BENCHMARKS if options.names and name not in options.names]
        write_page(options.save, found, is_full=options.full, left_out=left_out)
    raise SystemExit(not is_kept)
