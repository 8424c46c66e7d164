"""LedgerBar: one row that accounts for every message, and says how the connection is underneath."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from tui.model.connection import ConnectionState
from tui.text import units
from tui.text.cells import cells_of
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.model.vitals import Vitals
    from tui.widgets.ledger import Ledger
    from tui.widgets.line import Line, Runs
    from tui.widgets.listing import Listing

__all__ = ["LedgerBar"]

_SHARE = 20
"""Counting takes at most this fraction of the time."""
_LATE = 0.1
"""Seconds of lag from which keys feel slow."""
_MANY_QUEUED = 1_000_000
"""Bytes in the kernel that say that we are too slow."""


class LedgerBar(Painted):
    """Received = shown + filtered + evicted, to the last message; then the socket and the loop."""

    def __init__(self, listing: Listing, *, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__()
        self.listing = listing
        self._clock = clock
        self._ledger: Ledger | None = None
        self._rests_until = 0.0

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        line = self.line(width).put(" ")
        ledger = self._count()
        account = _account(ledger, every=True)
        if cells_of(account) > line.left:
            account = _account(ledger, every=False)
        line.runs(account)
        right: Runs = []
        for part in self._parts():
            if cells_of(right) + cells_of(part) + 5 <= line.left:
                right += [*([(" · ", "faint")] if right else []), *part]
        return [line.right(right, margin=1) if right else line.to(width)]

    def _count(self) -> Ledger:
        now = self._clock()
        if self._ledger is None or now >= self._rests_until:
            self._ledger = self.listing.books.ledger()
            self._rests_until = now + _SHARE * (self._clock() - now)
        return self._ledger

    def _parts(self) -> Iterator[Runs]:
        """Give what is known of the connection, the most telling first."""
        state = self.listing.state
        vitals, overlooked = state.vitals, state.noticed.overlooked
        if overlooked and state.feed.triggers:
            yield [(f"{units.count(overlooked)} not looked at by triggers", "warn")]
        if vitals is None or state.state is not ConnectionState.OPEN:
            return
        if vitals.wire_bytes is not None:
            yield [(f"wire {units.size(vitals.wire_bytes)} → {units.size(vitals.unpacked)}", "muted")]
        yield from _underneath(vitals)


def _underneath(vitals: Vitals) -> Iterator[Runs]:
    yield [(f"loop lag {units.duration(vitals.lag)}", "warn" if vitals.lag >= _LATE else "muted")]
    if vitals.queued is not None:
        tag = "warn" if vitals.queued >= _MANY_QUEUED else "muted"
        yield [(f"kernel queue {units.size(vitals.queued)}", tag)]
    if vitals.rtt is not None:
        yield [(f"tcp rtt {units.duration(vitals.rtt)}", "muted")]
    if vitals.retransmits is not None:
        yield [(f"{units.count(vitals.retransmits)} resent", "warn" if vitals.retransmits else "muted")]


def _account(ledger: Ledger, *, every: bool) -> Runs:
    """Write the sum; without `every`, what is nothing is left out."""
    terms = [
        (ledger.shown, "shown", True),
        (ledger.filtered, "filtered", every),
        (ledger.unseen, "looking", False),
        (ledger.held, "held", False),
        (ledger.evicted, "evicted", every),
    ]
    sign, tag = (" = ", "ok") if not ledger.missing else (" ≠ ", "err-strong")
    runs: Runs = [(units.count(ledger.received), "text"), (" received", "muted"), (sign, tag)]
    for number, word, always in terms:
        if number or always:
            plus: Runs = [(" + ", "faint")] if len(runs) > 3 else []  # noqa: PLR2004 - the left side and the sign
            runs += [*plus, (units.count(number), "text"), (f" {word}", "muted")]
    if ledger.missing:
        runs.append((f"  {units.count(ledger.missing)} unaccounted for", "err-strong"))
    return runs
