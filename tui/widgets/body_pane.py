"""BodyPane: the body of a response, laid out, coloured and compared with the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import cell_len, fit
from tui.text.json_paths import line_paths
from tui.text.safe import clean
from tui.text.units import count, size
from tui.widgets.advice import NOTHING_YET, failure_rows
from tui.widgets.document import Row, paragraph
from tui.widgets.document_pane import DocumentPane
from tui.widgets.response_cache import ResponseCache

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.check import CheckResult, Exchange
    from tui.text.bodies import BodyView
    from tui.widgets.line import Runs

__all__ = ["BodyPane"]

_EDGE = 12
"""Cells of the lower edge that hold no text."""
_SHORTEST_PATH = 8


class BodyPane(DocumentPane):
    """Lines with their numbers; "~" stands before those that the response before did not have."""

    def __init__(
        self,
        result: Callable[[], CheckResult | None],
        previous: Callable[[], CheckResult | None] = lambda: None,
        *,
        mask: Callable[[str], str],
        cache: ResponseCache | None = None,
        wraps: Callable[[], bool] = lambda: False,
        number: int | None = None,
        caption: str = "body",
        otherwise: Callable[[], str] = lambda: NOTHING_YET,
    ) -> None:
        """Take what gives the result, the good one before it, and what to say if there is none."""
        super().__init__(number=number, wraps=wraps)
        self._result, self._previous, self._otherwise = result, previous, otherwise
        self._mask = mask
        self._cache = cache or ResponseCache(mask)
        self._paths: tuple[object, list[str]] | None = None
        self.caption = caption

    @property
    def exchange(self) -> Exchange | None:
        """The response whose body is shown."""
        result = self._result()
        return result.exchange if result is not None else None

    @property
    def has_cursor(self) -> bool:
        return self.exchange is not None and bool(self.exchange.body)

    @property
    def path(self) -> str | None:
        """The JSONPath of the row under the cursor; `None`: the body is no JSON."""
        exchange = self.exchange
        if exchange is None or self._cache.view(exchange).kind != "json":
            return None
        view = self._cache.view(exchange)
        if self._paths is None or self._paths[0] is not view:
            self._paths = (view, line_paths(view.lines))
        row = self.cursor - len(self._notes(exchange))
        return self._paths[1][row] if 0 <= row < len(self._paths[1]) else None

    def view(self, exchange: Exchange) -> BodyView:
        """Return a body as it is laid out here."""
        return self._cache.view(exchange)

    def facts(self) -> Runs:
        result, exchange = self._result(), self.exchange
        if result is None:
            return []
        if exchange is None:
            return [("no response", "err")]
        status = [] if self.caption == "body" else [str(exchange.status)]
        facts = " · ".join([*status, self._cache.view(exchange).kind, size(len(exchange.body))])
        return [(facts, "muted"), *([(" · cut", "warn")] if exchange.is_truncated else [])]

    def foot_facts(self) -> Runs:
        exchange = self.exchange
        if exchange is None:
            return []
        changed = self.changed()
        runs: Runs = []
        if changed:
            runs = [("~ ", "warn-strong"), (f"{count(changed)} changed  d diff", "muted")]
        elif changed == 0:
            runs = [("as before", "muted")]
        path = self.path if self.has_focus else None
        room = self.size.width - _EDGE - sum(cell_len(text) for text, _ in (*self.foot(), *runs))
        if path is None or path == "$" or room < _SHORTEST_PATH:
            return runs
        path = clean(path)
        return [(fit(path, min(room, cell_len(path)), elide="start"), "string"), ("  ", "muted"), *runs]

    def changed(self) -> int | None:
        """Return how many values or lines are different; `None`: there is nothing to compare with."""
        exchange, before = self.exchange, self._before()
        if exchange is None or before is None:
            return None
        paths, lines = self._cache.changes(before, exchange)
        return len(paths) or len(lines)

    def subject(self) -> object:
        result = self._result()
        if result is None:
            return self._otherwise()
        return result.exchange or result.failure, self._before()

    def make(self, width: int) -> list[Row]:
        result = self._result()
        if result is None:
            return paragraph(self._otherwise(), width, "muted")
        exchange = result.exchange
        if exchange is None:
            return failure_rows(result.failure, width, self._mask) if result.failure else []
        view, before = self._cache.view(exchange), self._before()
        changed = self._cache.changes(before, exchange)[1] if before is not None else set()
        digits = max(3, len(str(len(view.lines))))
        return [Row(note) for note in self._notes(exchange)] + [
            Row(
                list(line),
                [("~" if at in changed else " ", "warn-strong"), (f"{at + 1:>{digits}} ", "faint")],
            )
            for at, line in enumerate(view.lines)
        ]

    def _before(self) -> Exchange | None:
        previous = self._previous()
        return previous.exchange if previous is not None else None

    def _notes(self, exchange: Exchange) -> list[Runs]:
        """Return what the reader should know before he reads."""
        view = self._cache.view(exchange)
        if view.kind == "empty":
            return [[(_empty(exchange), "muted")]]
        notes: list[Runs] = [[(view.note, "warn")]] if view.note else []
        if exchange.is_truncated:
            notes.append(
                [(f"cut after {size(len(exchange.body))} — a larger max_body would read more", "warn")]
            )
        return notes


def _empty(exchange: Exchange) -> str:
    if exchange.method == "HEAD":
        return "no body: the answer to HEAD has none"
    if exchange.status in {204, 304}:
        return f"no body: {exchange.status} has none"
    return "the body is empty"
