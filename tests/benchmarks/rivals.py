"""Rivals: what somebody would use instead, doing the same on the same machine in the same run.

They are looked for on `PATH` and in the directories of `ASYNCDASH_RIVALS`; what
is not there is left out, and a row says so.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

from tests.benchmarks.message_server import message_server
from tests.benchmarks.process import cpu_seconds, resident_bytes
from tests.benchmarks.processes import await_port, free_ports
from tests.benchmarks.row import Row, Series
from tests.benchmarks.servers import servers
from tests.benchmarks.start import ASYNCDASH, environ_of, millis, write_config
from tests.benchmarks.terminal import running

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.benchmarks.message_server import MessageServer

__all__ = ["measure"]

_ROUNDS = 5
_MESSAGES, _SIZE = 20_000, 100
_CHECKS = 1_000
_REST = 0.2
"""Seconds without a byte after which a screen is taken to be complete."""
_KEYS = 6


def measure() -> Iterable[Row]:
    """Compare with each that is there."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _messages(folder)
        yield from _checks(folder)
        yield from _screens(folder)


def _found(program: str) -> str | None:
    places = [*os.environ.get("ASYNCDASH_RIVALS", "").split(os.pathsep), os.environ["PATH"]]
    return shutil.which(program, path=os.pathsep.join(filter(None, places)))


def _absent(what: str) -> Row:
    return Row(f"beside: {what}", "not installed", "")


# Messages a second to a terminal


def _messages(folder: Path) -> Iterable[Row]:
    with message_server() as server:
        ours = Series(_rates(server, [*ASYNCDASH, "tail", "{url}", "--count", str(_MESSAGES)], folder), _rate)
        yield ours.alone("beside: messages of 100 B to a terminal, asyncdash tail")
        for title, program, words in (
            ("wscat", "wscat", ["-c", "{url}"]),
            ("websockets", "websockets", ["{url}"]),
        ):
            path = _found(program)
            if path is None:
                yield _absent(f"messages to a terminal, {title}")
                continue
            theirs = Series(_rates(server, [path, *words], folder), _rate)
            yield _versus(
                f"beside: messages of 100 B to a terminal, {title}", theirs, ours, more_is_better=True
            )


def _rates(server: MessageServer, command: Sequence[str], folder: Path) -> list[float]:
    """Return the messages a second from the first that is seen to the last."""
    found: list[float] = []
    url = server.counted(_SIZE, _MESSAGES)
    words = [word.format(url=url) for word in command]
    for _ in range(_ROUNDS):
        with running(words, folder=folder, environ=_environ(folder)) as terminal:
            found.append(_MESSAGES / terminal.drawn_for(b"INFO orders", _MESSAGES))
    return found


# CPU of a check


def _checks(folder: Path) -> Iterable[Row]:
    with servers() as urls:
        ours = Series([_dashboard_check(folder) for _ in range(_ROUNDS)], _micros)
        yield ours.alone("beside: CPU of a check, asyncdash on a fresh connection each")
        hey = _found("hey")
        if hey is None:
            yield _absent("CPU of a check, hey")
        else:
            command = [hey, "-n", str(_CHECKS), "-c", "1", "-disable-keepalive", urls.health]
            theirs = Series([_children_cpu(command) / _CHECKS for _ in range(_ROUNDS)], _micros)
            yield _versus("beside: CPU of a check, hey (records a latency only)", theirs, ours)
        exporter = _found("prometheus-blackbox-exporter")
        if exporter is None:
            yield _absent("CPU of a check, blackbox exporter")
        else:
            with _blackbox(exporter, folder) as (port, pid):
                theirs = Series([_probes(port, pid, urls.health) for _ in range(_ROUNDS)], _micros)
            yield _versus("beside: CPU of a check, blackbox exporter", theirs, ours)


def _dashboard_check(folder: Path) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.check_app", str(_CHECKS)]
    told = subprocess.run(command, check=True, capture_output=True, env=environ_of(folder)).stdout  # noqa: S603 - our own
    return float(told)


def _children_cpu(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - found by name
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@contextmanager
def _blackbox(exporter: str, folder: Path) -> Iterator[tuple[int, int]]:
    config = folder / "blackbox.yml"
    config.write_text(
        "modules:\n  ok:\n    prober: http\n    http:\n      preferred_ip_protocol: ip4\n", encoding="utf-8"
    )
    [port] = free_ports(1)
    command = [exporter, f"--config.file={config}", f"--web.listen-address=127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - found by name
        try:
            await_port(port)
            yield port, process.pid
        finally:
            process.terminate()


def _probes(port: int, pid: int, url: str) -> float:
    before = cpu_seconds(pid)
    for _ in range(_CHECKS):
        with urlopen(f"http://127.0.0.1:{port}/probe?module=ok&target={url}") as response:
            response.read()
    return (cpu_seconds(pid) - before) / _CHECKS


# Start, keys and memory


def _screens(folder: Path) -> Iterable[Row]:
    log = folder / "log.txt"
    log.write_text(
        "\n".join(f"2025-06-02 10:00:00 INFO line {number}" for number in range(5_000)), encoding="utf-8"
    )
    with servers() as urls:
        config = write_config(folder, urls, view="list")
        ours = _screen([*ASYNCDASH, "-c", str(config)], folder, "\x1b[B", last=b"help")
        yield from (series.alone(f"beside: {what}, asyncdash") for what, series in ours.items())
        for title, program, words, key in (
            ("Posting", "posting", [], "\t"),
            ("Dolphie", "dolphie", ["--host", "127.0.0.1", "--user", "nobody"], "?"),
            ("Toolong", "tl", [str(log)], "\x1b[6~"),
        ):
            path = _found(program)
            if path is None:
                yield _absent(f"start, keys and memory, {title}")
                continue
            theirs = _screen([path, *words], folder, key)
            if not theirs:
                yield Row(f"beside: start, keys and memory, {title}", "draws nothing here", "")
            for what, series in theirs.items():
                yield _versus(f"beside: {what}, {title}", series, ours[what])


def _screen(
    command: Sequence[str], folder: Path, key: str, *, last: bytes | None = None
) -> dict[str, Series]:
    """Return how long it takes until the first screen is there and until a key is answered, and the memory.

    It is there when its last word is drawn, or when the terminal rests: a
    dashboard on which things happen never rests.

    Nothing at all, if the program draws nothing.
    """
    starts: list[float] = []
    sizes: list[float] = []
    keys: list[float] = []
    for _ in range(_ROUNDS):
        with running(command, folder=folder, environ=_environ(folder)) as terminal:
            took = terminal.drawn_after(last) if last is not None else terminal.first_screen(_REST)
            if took is None:
                return {}
            starts.append(took)
            terminal.watch(1.0)
            sizes.append(resident_bytes(terminal.pid))
            for _ in range(_KEYS):
                answer = terminal.any_answer_after(key)
                if answer is not None:
                    keys.append(answer)
                terminal.watch(_REST)
    found = {"start to the first screen": Series(starts, millis), "memory": Series(sizes, _megabytes)}
    return found | ({"key to its answer": Series(keys, millis)} if keys else {})


def _environ(folder: Path) -> dict[str, str]:
    return environ_of(folder) | {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}


def _versus(what: str, theirs: Series, ours: Series, *, more_is_better: bool = False) -> Row:
    """Return the row of another program; the promise is that ours is ahead of it."""
    row = theirs.alone(what)
    ratio = theirs.median / ours.median
    is_ahead = ratio <= 1 if more_is_better else ratio >= 1
    return Row(
        row.what,
        row.measured,
        f"{ours.write(ours.median)} asyncdash",
        f"{ratio:.2f}",
        is_ahead,
        row.least,
        row.most,
        "ours ahead",
    )


def _rate(per_second: float) -> str:
    return f"{per_second / 1000:.1f} k/s"


def _micros(seconds: float) -> str:
    return f"{seconds * 1e6:.0f} µs"


def _megabytes(count: float) -> str:
    return f"{count / 1e6:.0f} MB"
