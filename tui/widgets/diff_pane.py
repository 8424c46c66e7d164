"""DiffPane: what is different between two responses of an endpoint."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from tui.text.safe import clean
from tui.text.states import failure_word
from tui.text.units import clock, duration, size
from tui.widgets.document import Row, paragraph, plain
from tui.widgets.document_pane import DocumentPane
from tui.widgets.response_cache import ResponseCache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.model.check import CheckResult, Exchange
    from tui.model.mask import Mask
    from tui.widgets.line import Runs

__all__ = ["DiffPane"]

_LINES = 2_000
_SIGNS = {"+": "ok", "-": "gone", "@": "faint"}
_DATES = frozenset({"date", "age"})
_NAME = 10


class DiffPane(DocumentPane):
    """Status, headers and body of one response beside those of another."""

    caption = "diff"

    def __init__(
        self,
        before: Callable[[], CheckResult | None],
        after: Callable[[], CheckResult | None],
        *,
        mask: Mask,
        cache: ResponseCache | None = None,
        is_marked: Callable[[], bool] = lambda: False,
        wraps: Callable[[], bool] = lambda: False,
        number: int | None = None,
    ) -> None:
        """Take what gives the two results, and whether the first was chosen by the user."""
        super().__init__(number=number, wraps=wraps)
        self._before, self._after, self._is_marked = before, after, is_marked
        self._mask = mask
        self._cache = cache or ResponseCache(mask)

    @property
    def is_telling(self) -> bool:
        """Is anything but a date not as it was?"""
        one, other = self._exchanges()
        if one is None or other is None:
            return False
        found = self._cache.difference(one, other)
        has_another_body = found is not None and (found.lines is None or bool(found.paths or found.lines))
        return has_another_body or any(_changed_fields(one, other))

    def facts(self) -> Runs:
        before, after = self._before(), self._after()
        if before is None or after is None:
            return []
        word = "marked " if self._is_marked() else ""
        times = f"{word}{clock(before.started_at)} → {clock(after.started_at)}"
        return [(times, "muted"), *([("  ", "muted"), self.key("diff", "back")] if self.display else [])]

    def subject(self) -> object:
        one, other = self._exchanges()
        is_compared = one is None or other is None or self._cache.difference(one, other) is not None
        return self._before(), self._after(), is_compared

    def _exchanges(self) -> tuple[Exchange | None, Exchange | None]:
        """Return the two responses; `None`: there was none."""
        before, after = self._before(), self._after()
        return before.exchange if before else None, after.exchange if after else None

    def make(self, width: int) -> list[Row]:
        before, after = self._before(), self._after()
        if after is None or before is None:
            words = "there is no earlier good response to compare with — {mark.sample marks one}"
            return paragraph(self.sentence(words if after is not None else "nothing to compare yet"), width)
        rows = [_head("-", before), _head("+", after), Row([])]
        if before.exchange is None or after.exchange is None:
            failure = after.failure or before.failure
            return [*rows, *paragraph(clean(self._mask(str(failure or ""))), width, "err")]
        rows += [_heading("headers"), *self._headers(before.exchange, after.exchange), Row([])]
        return [*rows, _heading("body"), *self._body(before.exchange, after.exchange)]

    def _headers(self, before: Exchange, after: Exchange) -> Iterator[Row]:
        found = False
        for name, one, other in _changed_fields(before, after):
            found = True
            yield _change(
                clean(name),
                clean(self._mask.value(name, one)) if one is not None else None,
                clean(self._mask.value(name, other)) if other is not None else None,
            )
        if not found:
            yield Row([("the same, but for dates", "muted")], [("  ", "text")])

    def _body(self, before: Exchange, after: Exchange) -> Iterator[Row]:
        found = self._cache.difference(before, after)
        if found is None:
            yield Row([("comparing…", "muted")], [("  ", "text")])
        elif found.paths:
            for path, one, other in found.paths:
                yield _change(path, one, other)
        elif found.lines is None:
            yield Row([("different, in more lines than are compared", "warn")], [("  ", "text")])
        elif found.lines:
            yield from self._text_lines(before, after)
        else:
            yield Row([("the same", "muted")], [("  ", "text")])

    def _text_lines(self, before: Exchange, after: Exchange) -> Iterator[Row]:
        old = [plain(line) for line in self._cache.view(before).lines[:_LINES]]
        new = [plain(line) for line in self._cache.view(after).lines[:_LINES]]
        for index, line in enumerate(unified_diff(old, new, n=2, lineterm="")):
            if index >= 2:  # noqa: PLR2004 - the first two would name files
                sign, text = line[:1], line[1:]
                tag = _SIGNS.get(sign, "muted")
                yield Row(
                    [(line if sign == "@" else text, tag)], [(f"{sign} " if sign != "@" else "  ", tag)]
                )


def _head(sign: str, result: CheckResult) -> Row:
    exchange, failure = result.exchange, result.failure
    words = f"{exchange.status} {clean(exchange.reason, 40)}".rstrip() if exchange else "no response"
    if failure is not None:
        words += f" ({failure_word(failure.kind)})"
    facts = [duration(result.latency), size(len(exchange.body))] if exchange is not None else []
    runs: Runs = [(f"{clock(result.started_at):<{_NAME}}", "muted")]
    runs += [(words, "err" if failure is not None else "text"), ("  " + "  ".join(facts), "muted")]
    return Row(runs, [(f"{sign} ", _SIGNS[sign])])


def _heading(text: str) -> Row:
    return Row([(text, "faint")], [("  ", "text")])


def _change(name: str, before: str | None, after: str | None) -> Row:
    runs: Runs = [(f"{name}  ", "key")]
    if before is None:
        return Row([*runs, (after or "", "ok")], [("+ ", "ok-strong")])
    if after is None:
        return Row([*runs, (before, "gone")], [("- ", "gone-strong")])
    return Row([*runs, (before, "gone"), (" → ", "muted"), (after, "ok")], [("~ ", "warn-strong")])


def _changed_fields(before: Exchange, after: Exchange) -> Iterator[tuple[str, str | None, str | None]]:
    """Give the header fields that are not as they were, but for dates, with both values."""
    old, new = _fields(before), _fields(after)
    for name in (*new, *(name for name in old if name not in new)):
        one, other = old.get(name), new.get(name)
        if one != other and name not in _DATES:
            yield name, one, other


def _fields(exchange: Exchange) -> dict[str, str]:
    """Return the header fields by name, repeated ones in one."""
    fields: dict[str, str] = {}
    for name, value in exchange.headers:
        lowered = name.lower()
        fields[lowered] = f"{fields[lowered]}, {value}" if lowered in fields else value
    return fields
