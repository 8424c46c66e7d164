"""Run every benchmark and print one table: `make bench`."""

from __future__ import annotations

import sys

from tests.benchmarks import idle, ingest, start, tail
from tests.benchmarks.row import print_table

_BENCHMARKS = {"start": start.measure, "ingest": ingest.measure, "tail": tail.measure, "idle": idle.measure}

if __name__ == "__main__":
    chosen = sys.argv[1:] or list(_BENCHMARKS)
    rows = [row for name in chosen for row in _BENCHMARKS[name]()]
    raise SystemExit(not print_table(rows))
