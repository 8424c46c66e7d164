"""SpotPane: all of what is selected on the time line, a message or a check."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from tui.model.message import FeedMessage
from tui.text.bodies import view_of
from tui.text.safe import clean
from tui.text.units import count, duration, size
from tui.widgets.advice import failure_rows
from tui.widgets.document import wrap
from tui.widgets.history_row import sample_word
from tui.widgets.lanes import Checked
from tui.widgets.message_body import body_lines, wrapped
from tui.widgets.pane import Pane
from tui.widgets.phase_rows import phase_rows
from tui.widgets.response_cache import masked_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.check import CheckResult
    from tui.model.mask import Mask
    from tui.model.message import Row
    from tui.text.glyphs import Glyphs
    from tui.widgets.lanes import Spot
    from tui.widgets.line import Line, Runs
    from tui.widgets.time_line import TimeLine

__all__ = ["SpotPane"]

_REST = 0.5
"""Seconds that something stays while the list follows: nobody reads faster."""
_LARGEST = 32_000
"""Bytes above which something is not laid out here, but on the screen that enter leads to."""


class SpotPane(Pane):
    """A message laid out; of a check what failed, where its time went, and the body of the response."""

    number = 2

    def __init__(
        self,
        line: TimeLine,
        *,
        mask: Mask,
        glyphs: Callable[[], Glyphs],
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        """Take the time line; `clock` tells how long something has been shown."""
        super().__init__()
        self._timeline, self._mask, self._glyphs, self._clock = line, mask, glyphs, clock
        self._shown: tuple[Spot, Row | Checked] | None = None
        self._ordinal: int | None = None
        self._rests_until = 0.0
        self._made: tuple[tuple[object, ...], list[Runs]] | None = None

    @property
    def source(self) -> str | None:
        """The name of the feed or endpoint that it came from; `None`: there is nothing."""
        return self._shown[0].name if self._shown is not None else None

    def title(self) -> Runs:
        match self._shown:
            case None:
                return [("selected", "muted")]
            case (spot, Checked() as check):
                word = sample_word(check.sample, check.result)
                return [(f"check {clean(word)}", "muted"), (f" of {clean(spot.name)}", "muted")]
            case (spot, _):
                which = f" #{count(self._ordinal)}" if self._ordinal else ""
                return [(f"message{which} of {clean(spot.name)}", "muted")]

    def facts(self) -> Runs:
        match self._shown:
            case (_, Checked() as check) if check.sample.latency is not None:
                return [(duration(check.sample.latency), "muted")]
            case (_, FeedMessage() as message):
                return [(f"{message.opcode.name.lower()} {size(message.size)}", "muted")]
            case _:
                return []

    def foot_facts(self) -> Runs:
        return [self.key("timeline.open", "goes there", "faint")] if self._shown is not None else []

    def paint(self, width: int, height: int) -> list[Line]:
        self._look()
        return super().paint(width, height)

    def content(self, width: int, height: int) -> list[Line]:
        if self._shown is None:
            return []
        spot, row = self._shown
        key = (spot, width, self._glyphs().name)
        if self._made is None or self._made[0] != key:
            made = self._check(row.result, width) if isinstance(row, Checked) else self._message(row, width)
            self._made = (key, made)
        return [self.line(width).runs(runs) for runs in self._made[1][:height]]

    def _look(self) -> None:
        """Take what is selected; as long as the list follows only now and then."""
        view, now = self._timeline.view, self._clock()
        if self._shown is not None and view.follows and now < self._rests_until:
            return
        spot = view.current
        row = view.lanes[spot] if spot is not None else None
        if spot is not None and row is not None:
            self._shown, self._rests_until = (spot, row), now + _REST
            self._ordinal = view.lanes.lanes[spot.name].ordinal(spot.number)

    def _message(self, row: Row, width: int) -> list[Runs]:
        if isinstance(row, FeedMessage) and row.size > _LARGEST:
            return [self.sentence(f"{size(row.size)}: {{timeline.open shows it}}")]
        return wrapped(body_lines(row, "pretty", self._mask, width=width), width)

    def _check(self, result: CheckResult | None, width: int) -> list[Runs]:
        if result is None:
            return [[("too long ago: only its time and its outcome are kept", "muted")]]
        rows: list[Runs] = []
        if result.failure is not None:
            rows += [row.runs for row in failure_rows(result.failure, width, self._mask, self.sentence)]
            rows.append([])
        if result.last is not None:
            rows += phase_rows(result, width, glyphs=self._glyphs())
        exchange = result.exchange
        if exchange is None or not exchange.body:
            return rows
        if len(exchange.body) > _LARGEST:
            return [
                *rows,
                [],
                self.sentence(f"{size(len(exchange.body))} of body: {{timeline.open shows it}}"),
            ]
        kind = next((value for name, value in exchange.headers if name.lower() == "content-type"), None)
        view = view_of(masked_body(exchange, self._mask), kind)
        return [*rows, [], *(part for runs in view.lines for part in wrap(list(runs), width))]
