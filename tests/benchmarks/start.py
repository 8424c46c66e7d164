"""Start: how long the program takes to answer, and to its first picture."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.row import Row
from tests.benchmarks.servers import Urls, servers
from tests.benchmarks.terminal import running

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["ASYNCDASH", "environ_of", "measure", "write_config"]

ASYNCDASH = str(Path(sys.executable).with_name("asyncdash"))
_ANSWER_ROUNDS = 15
_PAINT_ROUNDS = 9
_ANSWER_GRACE = 0.040
_PAINT_LIMIT = 1.25
_NAME = "service-01"
_WHOLE = "help"
"""The word at the end of the footer, the last that is drawn."""

_MINIMAL = f"""\
from textual.app import App
from textual.widgets import Static


class Minimal(App):
    def compose(self):
        yield Static("{_NAME}")


Minimal().run()
"""


def measure() -> Iterable[Row]:
    """Compare with a Python that does nothing, and with the least that Textual can do."""
    with tempfile.TemporaryDirectory() as name, servers() as urls:
        folder = Path(name)
        yield from _answers(folder)
        yield from _first_paint(folder, urls)


def environ_of(folder: Path) -> dict[str, str]:
    """Return the environment of a user who has nothing but a terminal."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "NO_PROXY": "*",
    }


def write_config(folder: Path, urls: Urls, *, feeds: int = 0) -> Path:
    """Write a configuration of fifteen endpoints that are checked every ten seconds, and of quiet feeds."""
    tables = ['[settings]\nhistory = ""\n']
    tables += [
        f'[[endpoint]]\nname = "service-{number:02}"\nurl = "{urls.health}"\n' for number in range(1, 16)
    ]
    tables += [f'[[feed]]\nname = "feed-{number}"\nurl = "{urls.quiet}"\n' for number in range(1, feeds + 1)]
    path = folder / "asyncdash.toml"
    path.write_text("\n".join(tables), encoding="utf-8")
    return path


def _answers(folder: Path) -> Iterable[Row]:
    commands = {
        "--version": [ASYNCDASH, "--version"],
        "--help": [ASYNCDASH, "--help"],
        "pass": [sys.executable, "-c", "pass"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(_ANSWER_ROUNDS):
        for name, command in commands.items():
            times[name].append(_duration(command, folder))
    nothing = statistics.median(times["pass"])
    limit = 2 * nothing + _ANSWER_GRACE
    for name in ("--version", "--help"):
        median = statistics.median(times[name])
        yield Row(
            f"asyncdash {name}",
            _millis(median),
            f"{_millis(nothing)} python -c pass",
            f"{median / nothing:.2f}",
            median <= limit,
        )


def _first_paint(folder: Path, urls: Urls) -> Iterable[Row]:
    """Time the names on the screen, and the frame with which Textual takes over from the curtain."""
    minimal = folder / "minimal.py"
    minimal.write_text(_MINIMAL, encoding="utf-8")
    config = write_config(folder, urls)
    marks = {
        "names": ([ASYNCDASH, "-c", str(config)], _NAME),
        "whole": ([ASYNCDASH, "-c", str(config)], _WHOLE),
        "minimal": ([sys.executable, str(minimal)], _NAME),
    }
    times: dict[str, list[float]] = {name: [] for name in marks}
    for _ in range(_PAINT_ROUNDS):
        for name, (command, mark) in marks.items():
            with running(command, folder=folder, environ=environ_of(folder)) as terminal:
                times[name].append(terminal.drawn_after(mark.encode()))
    least = statistics.median(times["minimal"])
    for name, title in (("names", "first paint, 15 endpoints"), ("whole", "whole frame, header to footer")):
        ours = statistics.median(times[name])
        holds = ours <= _PAINT_LIMIT * least if name == "names" else None
        yield Row(title, _millis(ours), f"{_millis(least)} one Static", f"{ours / least:.2f}", holds)


def _duration(command: Sequence[str], folder: Path) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environ_of(folder), stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - our own
    return time.perf_counter() - began


def _millis(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
