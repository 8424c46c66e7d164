"""Board: a thousand endpoints a second with the dashboard open, and how fast it answers keys meanwhile."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tests.benchmarks.process import cpu_seconds
from tests.benchmarks.row import Row, Series
from tests.benchmarks.servers import servers
from tests.benchmarks.start import environ_of, millis, write_config
from tests.benchmarks.terminal import running
from tui.model.stats import percentile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.benchmarks.servers import Urls
    from tests.benchmarks.terminal import Terminal

__all__ = ["dashboard", "measure"]

_APP = Path(__file__).with_name("board_app.py")
_MANY, _FEW = 1_000, 10
_WARM_UP = 12.0
_WINDOW, _WINDOWS = 4.0, 6
_KEY_ROUNDS = 60
_REST = 0.25
_CPU, _JITTER, _KEY = 0.75, 0.010, 0.050
_OPEN, _FOLDED = "▾".encode(), "▸".encode()
_RIGHT, _LEFT, _END, _HOME = "\x1b[C", "\x1b[D", "\x1b[F", "\x1b[H"
_ESCAPE = "\x1b[27u"
"""As the kitty protocol has it, which cannot be taken for the beginning of something else."""
_PATIENCE = 2.0

Window = tuple[float, float]
"""From when to when, in seconds since the epoch."""


class _Found(Struct):
    """What was noted of one board."""

    cpu: list[float]
    """The part of a core that was used, in each window in which no key was pressed."""
    quiet: list[Window]
    busy: list[Window]
    """The windows in which keys were pressed, four a second."""
    answers: dict[str, list[float]]
    """For each kind of key, how long its answers took, in seconds."""
    starts: list[list[float]]
    """For each endpoint, when its checks began."""
    missed: int


def measure() -> Iterable[Row]:
    """Let it run, then press keys; the same keys on a board of ten."""
    if not sys.platform.startswith("linux"):
        return  # only /proc tells what another process has used so far
    with servers() as urls:
        few = _run(urls, _FEW)
        many = _run(urls, _MANY)
    yield Series(many.cpu, _share).alone("1,000 endpoints at 1 s, dashboard open: CPU", at_most=_CPU)
    late = [each for starts in many.starts for each in _late(starts)]
    yield Series(_jitter(late, many.quiet), _fine).alone(
        "1,000 endpoints at 1 s, dashboard open: start jitter, p99", at_most=_JITTER
    )
    yield Series(_jitter(late, many.busy), _fine).alone(
        "1,000 endpoints at 1 s, four keys a second: start jitter, p99"
    )
    missed = many.missed
    yield Row("1,000 endpoints at 1 s: missed slots", str(missed), "", "", missed == 0, target="0")
    for what, times in many.answers.items():
        slowest = percentile(sorted(times), 99) or 0.0
        quickest = percentile(sorted(few.answers[what]), 99) or 0.0
        row = Series(times, millis).alone(f"key: {what}, p99 {millis(slowest)}")
        yield Row(
            row.what,
            row.measured,
            f"{millis(quickest)} p99 with 10 endpoints",
            "",
            slowest <= _KEY,
            row.least,
            row.most,
            f"p99 ≤ {millis(_KEY)}",
        )


@contextmanager
def dashboard(urls: Urls, count: int, report: Path) -> Iterator[Terminal]:
    """Run a dashboard on so many endpoints, each checked every second."""
    folder = report.parent
    config = write_config(folder, urls, endpoints=count, interval="1s", view="list")
    command = [sys.executable, str(_APP), str(config), str(report)]
    with running(command, folder=folder, environ=environ_of(folder)) as terminal:
        terminal.drawn_after(b"help")
        terminal.watch(_WARM_UP)
        yield terminal


def _run(urls: Urls, count: int) -> _Found:
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "report.json"
        with dashboard(urls, count, report) as terminal:
            began = time.time()
            cpu = [_share_of(terminal) for _ in range(_WINDOWS if count == _MANY else 0)]
            pressed = time.time()
            answers = _keys(terminal)
            quiet, busy = _windows(began, pressed), _windows(pressed, time.time())
        found = json.loads(report.read_text(encoding="utf-8"))
        return _Found(cpu, quiet, busy, answers, list(found["starts"].values()), found["missed"])


def _windows(began: float, ended: float) -> list[Window]:
    """Divide a time into windows; what is left over is in none."""
    count = int((ended - began) / _WINDOW)
    return [(began + at * _WINDOW, began + (at + 1) * _WINDOW) for at in range(count)]


def _share_of(terminal: Terminal) -> float:
    before = cpu_seconds(terminal.pid)
    terminal.watch(_WINDOW)
    return (cpu_seconds(terminal.pid) - before) / _WINDOW


def _keys(terminal: Terminal) -> dict[str, list[float]]:
    """Press each key some times, and note how long it takes until its answer is drawn."""
    steps = (
        ("unfold", _RIGHT, _OPEN),
        ("to the end", _END, b"zulu"),
        ("to the start", _HOME, _OPEN),
        ("filter", "/", b"/regex/"),
        ("", _ESCAPE, None),
        ("", "j", None),
        ("open", "\r", b"back"),
        ("", _ESCAPE, None),
        ("", _HOME, None),
        ("fold", _LEFT, _FOLDED),
    )
    for key in (_END, _LEFT, _HOME, _LEFT):  # both groups are folded, as those of large boards are
        terminal.press(key)
        terminal.watch(_REST)
    times: dict[str, list[float]] = {what: [] for what, _, mark in steps if mark is not None}
    for _ in range(_KEY_ROUNDS):
        for what, key, mark in steps:
            if mark is None:
                terminal.press(key)
            else:
                times[what].append(_answer(terminal, key, mark))
            terminal.watch(_REST)
    return times


def _answer(terminal: Terminal, key: str, mark: bytes) -> float:
    """Return how long it takes until the key is answered; one that is not counts as two seconds."""
    try:
        return terminal.answered_after(key, mark, within=_PATIENCE)
    except TimeoutError:
        return _PATIENCE


def _late(starts: Sequence[float]) -> list[tuple[float, float]]:
    """Return when each check began, and by how much later than the most punctual of its endpoint.

    The first comes off the grid, since a board wants to be filled.
    """
    moments = [start % 1.0 for start in starts[1:]]
    turned = [(moment - moments[0] + 0.5) % 1.0 for moment in moments]
    return [(start, moment - min(turned)) for start, moment in zip(starts[1:], turned, strict=True)]


def _jitter(late: Sequence[tuple[float, float]], windows: Sequence[Window]) -> list[float]:
    """Return for each window by how much the 99th of a hundred checks that began in it was late."""
    found = [sorted(by for at, by in late if began <= at < ended) for began, ended in windows]
    return [percentile(values, 99) or 0.0 for values in found]


def _share(cores: float) -> str:
    return f"{cores:.0%} of a core"


def _fine(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
