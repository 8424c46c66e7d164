"""Dashboard: the real one, open on a feed, on a terminal of 160 columns and 45 rows."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.start import environ_of
from tests.benchmarks.terminal import Terminal, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["COLUMNS", "DASHBOARD", "ROOT", "ROWS", "dashboard_on_feed", "endpoint_table"]

COLUMNS, ROWS = 160, 45
DASHBOARD = (sys.executable, "-m", "tui")
ROOT = Path(__file__).parents[2]
_SETTLED = 2.0
_TO_THE_END, _OPEN = "\x1b[F", "\r"


@contextmanager
def dashboard_on_feed(
    folder: Path,
    url: str,
    *,
    tables: Sequence[str] = (),
    command: Sequence[str] = DASHBOARD,
    options: Sequence[str] = (),
    feed: Sequence[str] = (),
    columns: int = COLUMNS,
) -> Iterator[Terminal]:
    """Run it with that feed and more tables in its configuration, following the feed's messages.

    `feed` are more lines of the feed's own table.
    """
    config = folder / "asyncdash.toml"
    lines = ["[settings]", 'history = ""', *tables, "[[feed]]", 'name = "flood"', f'url = "{url}"', *feed]
    config.write_text("\n".join(lines), encoding="utf-8")
    environ = environ_of(folder) | {"PYTHONPATH": str(ROOT)}
    with running(
        [*command, "-c", str(config), *options], folder=folder, environ=environ, columns=columns, rows=ROWS
    ) as terminal:
        terminal.drawn_after(b"flood")
        terminal.watch(_SETTLED)
        terminal.press(_TO_THE_END)
        terminal.watch(0.5)
        terminal.answered_after(_OPEN, b"inspect")
        terminal.watch(_SETTLED)
        yield terminal


def endpoint_table(number: int, url: str, *, interval: str = "1s") -> str:
    """Return the table of an endpoint."""
    return f'[[endpoint]]\nname = "service-{number:03}"\nurl = "{url}"\ninterval = "{interval}"\n'
