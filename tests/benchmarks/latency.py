"""Latency: what is reported of a server that answers in 20 ms, while the screen repaints and headless."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.benchmarks.dashboard import DASHBOARD, ROOT, dashboard_on_feed, endpoint_table
from tests.benchmarks.message_server import message_server
from tests.benchmarks.punctual_server import DELAY, punctual_server
from tests.benchmarks.row import Row
from tests.benchmarks.start import environ_of
from tui.model.stats import percentile

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["measure"]

_SECONDS = 30.0
_RATE = 10_000
_ENDPOINTS = 5
_ROUNDS = 20
_APART = 0.002


def measure() -> Iterable[Row]:
    """Check the same server with the dashboard open on a feed, and without."""
    with TemporaryDirectory() as name, punctual_server() as url:
        tables = [
            endpoint_table(number, url, interval="500ms") + 'connection = "reuse"\n'
            for number in range(_ENDPOINTS)
        ]
        headless = _headless(Path(name), tables)
        drawn = _with_the_dashboard(Path(name), tables)
    ours, theirs = percentile(drawn, 95) or 0.0, percentile(headless, 95) or 0.0
    yield Row(
        f"latency of a server that takes {DELAY * 1000:.1f} ms, p95, with {_RATE:,} messages/s on the screen",
        f"{ours * 1000:.1f} ms",
        f"{theirs * 1000:.1f} ms headless",
        f"{(ours - theirs) * 1000:+.1f} ms",
        ours - theirs <= _APART,
        f"{drawn[0] * 1000:.1f} ms",
        f"{drawn[-1] * 1000:.1f} ms",
        "≤ +2 ms",
    )


def _headless(folder: Path, tables: list[str]) -> list[float]:
    config = folder / "check.toml"
    config.write_text("\n".join(tables), encoding="utf-8")
    found: list[float] = []
    for _ in range(_ROUNDS):
        done = subprocess.run(  # noqa: S603 - our own
            [*DASHBOARD, "check", "-c", str(config), "--format", "json"],
            cwd=ROOT,
            env=environ_of(folder),
            capture_output=True,
            check=True,
        )
        found += [result["latency_ms"] / 1000 for result in json.loads(done.stdout)["results"]]
    return sorted(found)


def _with_the_dashboard(folder: Path, tables: list[str]) -> list[float]:
    recording = folder / "recording.jsonl"
    options = ("--record", str(recording))
    with (
        message_server() as messages,
        dashboard_on_feed(folder, messages.even(100, _RATE), tables=tables, options=options) as terminal,
    ):
        already = recording.stat().st_size
        terminal.watch(_SECONDS)
        with recording.open("rb") as file:
            file.seek(already)
            lines = file.read().split(b"\n")[1:-1]
    entries = [json.loads(line) for line in lines if b'"ev":"check"' in line]
    return sorted(entry["result"]["latency_ms"] / 1000 for entry in entries)
