"""Idle: what a dashboard costs on which nearly nothing happens."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.row import Row
from tests.benchmarks.servers import servers
from tests.benchmarks.start import ASYNCDASH, environ_of, write_config
from tests.benchmarks.terminal import running

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["measure"]

_WARM_UP = 6.0
_SECONDS = 30.0


def measure() -> Iterable[Row]:
    """Watch fifteen endpoints every ten seconds and five quiet feeds, for half a minute."""
    if not sys.platform.startswith("linux"):
        return  # only /proc tells what another process has used so far
    with tempfile.TemporaryDirectory() as name, servers() as urls:
        folder = Path(name)
        config = write_config(folder, urls, feeds=5)
        command = [ASYNCDASH, "-c", str(config)]
        with running(command, folder=folder, environ=environ_of(folder)) as terminal:
            terminal.drawn_after(b"service-01")
            terminal.watch(_WARM_UP)
            before = _cpu_seconds(terminal.pid)
            drawn = terminal.watch(_SECONDS)
            used = _cpu_seconds(terminal.pid) - before
    yield Row(
        "15 endpoints at 10 s and 5 quiet feeds",
        f"{used / _SECONDS:.1%} of a core",
        f"{drawn / _SECONDS / 1000:.1f} kB/s drawn",
    )


def _cpu_seconds(pid: int) -> float:
    """Return what the process has used, of itself and for it (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
