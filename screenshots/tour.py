"""The tour: one minute of the real program on a terminal, its keys pressed by a script."""

from __future__ import annotations

import asyncio
import tempfile
import time
from codecs import getincrementaldecoder
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from screenshots.film import Moment, develop
from tests.pty_harness import ASYNCDASH, spawn
from tests.pty_screen import Screen

if TYPE_CHECKING:
    from screenshots.film import Frame
    from tests.pty_harness import Program

__all__ = ["film_tour"]

_COLUMNS, _ROWS = 120, 36
_BEGIN = 107.0
"""Seconds after the demo's: its charts have a past, and payments have begun to fail."""
_QUICK = 0.12
"""Seconds between the keys of somebody who types."""
_PREFACE = "\x1b[?1049h\x1b[?25l\x1b[2J"
"""What a program sends before it draws on the whole screen."""
_DOWN, _ENTER, _ESCAPE = "j", "\r", "\x1b"


@dataclass(frozen=True, slots=True)
class _Step:
    """Keys that are pressed, and what there is to see afterwards."""

    keys: tuple[str, ...]
    says: str | None
    """The caption; `None`: that of the step before goes on."""
    lasts: float
    """Seconds until the next step."""
    pause: float = _QUICK
    """Seconds between two keys."""


_STEPS = (
    _Step((), "a shop: 13 endpoints, 5 feeds, one screen", 4.0),
    _Step(("J",), "J  the next problem", 2.0),
    _Step((_ENTER,), "⏎  open it: phases, conditions, response", 4.5),
    _Step((",",) * 4, ",  back in its history: the whole screen shows that moment", 2.0, 0.8),
    _Step(("d",), "d  what changed between two responses", 4.0),
    _Step(("d", _ESCAPE), None, 0.5),
    _Step((":", *"trades"), ":  go anywhere by typing", 1.2, 0.18),
    _Step((_ENTER,), "⏎  a feed: every message, as it comes", 4.0),
    _Step(("/", *"type:order.c*"), "/  filter as you type", 1.0),
    _Step((_ENTER,), None, 2.0),
    _Step((" ",), "space  freeze the view; data keeps arriving", 2.5),
    _Step(("k", "k"), "k  inspect any message", 1.5, 0.7),
    _Step(("d",), "d  compare it with the one of that type before", 3.0),
    _Step(("d", " "), None, 0.4, 0.2),
    _Step(("E",), "E  events: what happened, when, and why", 2.5),
    _Step(("J",) * 3, "J  from incident to incident", 1.2, 0.8),
    _Step((_ENTER,), "⏎  go there, to that moment", 3.0),
    _Step(("T", _DOWN), "T  a theme for your eyes", 2.5, 1.2),
    _Step((_ESCAPE,), None, 0.4),
    _Step((":", *"overview", _ENTER), None, 0.4),
    _Step(("V",), "V  cards or list", 2.0),
    _Step(("?",), "?  every key", 2.5),
)


class _Tape(Screen):
    """A terminal that keeps what it received, and when."""

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__(columns, rows)
        self.moments: list[Moment] = []
        """What it received since recording began."""
        self.began: float | None = None
        """When recording began; `None`: it has not."""
        self._decode_output = getincrementaldecoder("utf-8")("replace").decode

    def feed(self, data: bytes) -> bytes:
        self.note(output=self._decode_output(data))
        return super().feed(data)

    def note(self, *, output: str = "", caption: str | None = None) -> None:
        """Record it as of now, once recording has begun."""
        if self.began is not None:
            self.moments.append(Moment(time.perf_counter() - self.began, output, caption))


async def film_tour() -> list[Frame]:
    """Run the demo, press the keys of the tour, and return what there was to see."""
    with tempfile.TemporaryDirectory() as folder:
        async with spawn(
            *(ASYNCDASH, "demo", "--port", "8765", "--no-summary"),
            directory=Path(folder),
            columns=_COLUMNS,
            rows=_ROWS,
            environ={"TZ": "UTC"},
        ) as program:
            began = time.perf_counter()
            tape = program.screen = _Tape(_COLUMNS, _ROWS)
            await program.shows("payments")
            program.send("llj")
            await asyncio.sleep(_BEGIN - (time.perf_counter() - began))
            tape.began = time.perf_counter()
            tape.note(output=_PREFACE)
            program.send("\x0c")
            for step in _STEPS:
                await _do(step, program, tape)
    return list(develop(tape.moments, columns=_COLUMNS, rows=_ROWS))


async def _do(step: _Step, program: Program, tape: _Tape) -> None:
    if step.says is not None:
        tape.note(caption=step.says)
    for number, key in enumerate(step.keys):
        await asyncio.sleep(step.pause if number else 0)
        program.send(key)
    await asyncio.sleep(step.lasts)
