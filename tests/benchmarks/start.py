"""Start: how long the program takes to answer, to its first picture, and to its first result."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.row import Row, Series
from tests.benchmarks.servers import Urls, servers
from tests.benchmarks.terminal import running

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["ASYNCDASH", "environ_of", "measure", "millis", "minimal_app", "write_config"]

ASYNCDASH = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]
"""What the script of the wheel does, on the tree that this file is part of."""
_TREE = Path(__file__).parents[2]
_ANSWER_ROUNDS = 15
_PAINT_ROUNDS = 9
_ANSWER_GRACE = 0.040
_INK_LIMIT = 0.080
_PAINT_LIMIT = 1.25
_RESULT_GRACE = 0.300
_NAME = "service-0001"
_WHOLE = "help"
"""The word at the end of the footer, the last that is drawn."""
_RESULT = "m200"
"""A status code; the end of its colour stands before it."""

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
        "PYTHONPATH": str(_TREE),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "NO_PROXY": "*",
    }


def write_config(
    folder: Path,
    urls: Urls,
    *,
    endpoints: int = 15,
    interval: str = "10s",
    feeds: int = 0,
    view: str = "auto",
) -> Path:
    """Write a configuration of good endpoints, the last in a group of its own, and of quiet feeds.

    All of them are on one host, which must not make them wait for each other as it would on a real board.
    """
    tables = [
        f'[settings]\nhistory = ""\nview = "{view}"\nconcurrency = 200\nper_host = 200\n',
        f'[defaults.endpoint]\ninterval = "{interval}"\nconnection = "reuse"\n',
    ]
    for number in range(1, endpoints + 1):
        group = "alpha" if number < endpoints else "zulu"
        name = f"service-{number:04}"
        tables.append(f'[[endpoint]]\nname = "{name}"\ngroup = "{group}"\nurl = "{urls.health}"\n')
    tables += [f'[[feed]]\nname = "feed-{number}"\nurl = "{urls.quiet}"\n' for number in range(1, feeds + 1)]
    path = folder / "asyncdash.toml"
    path.write_text("\n".join(tables), encoding="utf-8")
    return path


def minimal_app(folder: Path) -> Path:
    """Write the least that Textual can run."""
    path = folder / "minimal.py"
    path.write_text(_MINIMAL, encoding="utf-8")
    return path


def millis(seconds: float) -> str:
    """Write a time as the tables do."""
    return f"{seconds * 1000:.0f} ms"


def _answers(folder: Path) -> Iterable[Row]:
    commands = {
        "--version": [*ASYNCDASH, "--version"],
        "--help": [*ASYNCDASH, "--help"],
        "pass": [sys.executable, "-c", "pass"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(_ANSWER_ROUNDS + 1):
        for name, command in commands.items():
            took = _duration(command, folder)
            if number:  # the first compiles
                times[name].append(took)
    nothing = Series(times["pass"], millis)
    for name in ("--version", "--help"):
        yield Series(times[name], millis).alone(
            f"asyncdash {name}",
            at_most=2 * nothing.median + _ANSWER_GRACE,
            beside=f"{millis(nothing.median)} python -c pass",
        )


def _first_paint(folder: Path, urls: Urls) -> Iterable[Row]:
    """Time the names on the screen, the frame with which Textual takes over from them, and a status code."""
    ours = [*ASYNCDASH, "-c", str(write_config(folder, urls))]
    marks = {
        "ink": (ours, _NAME),
        "paint": (ours, _WHOLE),
        "result": (ours, _RESULT),
        "minimal": ([sys.executable, str(minimal_app(folder))], _NAME),
    }
    times: dict[str, list[float]] = {name: [] for name in marks}
    for number in range(_PAINT_ROUNDS + 1):
        for name, (command, mark) in marks.items():
            with running(command, folder=folder, environ=environ_of(folder)) as terminal:
                took = terminal.drawn_after(mark.encode())
            if number:
                times[name].append(took)
    found = {name: Series(values, millis) for name, values in times.items()}
    least = found["minimal"]
    yield found["ink"].alone("start to first ink, 15 endpoints", at_most=_INK_LIMIT)
    yield found["paint"].held_against(
        least, "start to the first whole frame", name="one Static", at_most=_PAINT_LIMIT
    )
    yield found["result"].alone(
        "start to the first result on the screen", at_most=found["paint"].median + _RESULT_GRACE
    )


def _duration(command: Sequence[str], folder: Path) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environ_of(folder), stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - our own
    return time.perf_counter() - began
