"""The page of the documentation with the last table, and with what each row means."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.row import HEADINGS, cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.row import Row

__all__ = ["write_page"]

_HEAD = """\
# Benchmarks

Every row stands beside its limit, which was measured in the same run and in turns with it:
a slow or busy machine slows both down, so that the ratios can be compared, and times only with times of
one table.
Servers run in processes of their own. What is shown is the median of at least five rounds, unless the
row says otherwise.

Run all of it again with `make bench`, some rows with `python -m tests.benchmarks start checks`,
the long ones in their whole length with `--full`, and write this page with `--save docs/benchmarks.md`.
The other programs are measured where they can be found: on `PATH`, or in the directories
that `ASYNCDASH_RIVALS` names. A program that is not there is left out, and the table says so.

"""
_TAIL = """
## What the rows mean

- **asyncdash --version, --help**: from the start of the process to its end, held against a Python that
  does nothing.
- **start to first ink**: from the start of the process until the names of all endpoints stand in the
  terminal.
  **First whole frame**: until the last word of the footer has been drawn with the theme's colours, held
  against an
  app of Textual's with one `Static`. **First result**: until a status code of a server on the same
  machine is shown.
- **tail**, **messages**: how many messages a second a feed takes in, held against a loop that only
  receives them.
- **CPU of a check**: the time of the processor that one check takes in a closed loop on a connection
  that is open,
  with its phases, headers and body recorded, held against `session.get` and `read` of aiohttp in a process
  of its own.
- **1,000 endpoints at 1 s**: the dashboard with its list open in a terminal of 120×40. The jitter is by
  how much the 99th of a hundred checks begins later than the most punctual one of its endpoint, over
  windows of four seconds: while nobody presses a key, and while checks wait for the answers to four keys
  a second. A slot is missed when a check is due while the one before it runs.
- **key**: from the byte in the terminal to the answer in the terminal, while all of the checks go on.
- **idle**: nothing happens but a check of each endpoint every ten seconds, over windows of ten seconds.
- **10 MB of JSON**: without a terminal; the longest frame is by how much the event loop was late at
  worst.
- **memory**: resident memory. Flat is what does not grow by more than the allocator's own ups and
  downs.
- **10,000 endpoints, 100 feeds**: simulated, without a network: what one of ten times as many costs,
  after each has had its first check or message.
- **beside**: what somebody would use instead, doing the same on the same machine.
"""


def write_page(path: Path, rows: Sequence[Row], *, is_full: bool, left_out: Sequence[str] = ()) -> None:
    """Write the table with its date and machine, and say which benchmarks are not in it."""
    now = datetime.now(UTC)
    length = "in full" if is_full else "with the long rows shortened"
    machine = f"{_processor()}, {cpu_count()} cores, {platform.system()}"
    programs = f"Python {platform.python_version()}, " + ", ".join(
        f"{name} {version(name)}" for name in ("textual", "aiohttp", "msgspec")
    )
    about = f"Measured on {now:%d %B %Y}, {length}: {machine}; {programs}.\n"
    about += f"Not in this run: {', '.join(left_out)}.\n\n" if left_out else "\n"
    table = [HEADINGS, tuple("---" for _ in HEADINGS), *map(cells_of, rows)]
    lines = "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n" for cells in table)
    path.write_text(_HEAD + about + lines + _TAIL, encoding="utf-8")


def _processor() -> str:
    """Return the name of the processor, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )
