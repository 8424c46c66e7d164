"""BodyPane: the body of a response, laid out, coloured and compared with the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.model.failure import FailureKind
from tui.text.cells import cell_len, cells_of, fit
from tui.text.json_paths import path_of
from tui.text.long_lines import HexLines
from tui.text.safe import clean
from tui.text.units import count, size
from tui.text.whole_bodies import FORMS
from tui.widgets.advice import NOTHING_YET, failure_rows
from tui.widgets.body_picture import NOTHING, BodyPicture
from tui.widgets.body_rows import BodyRows
from tui.widgets.document import Row, paragraph, plain
from tui.widgets.folding_pane import FoldingPane
from tui.widgets.response_cache import ResponseCache

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from tui.model.check import CheckResult, Exchange
    from tui.widgets.body_picture import Drawn
    from tui.widgets.line import Runs
    from tui.widgets.response_cache import Difference, Laid

__all__ = ["BodyPane"]

_EDGE = 12
"""Cells of the lower edge that hold no text."""
_SHORTEST_PATH = 8
_WIDEST, _FACTS = 120, 8
"""Cells that a picture is wide at most, and rows that are left for what is known of it, or half of them."""
_BYTES_FROM = 2
"""Cells before the offset of a row of bytes."""
_UNNUMBERED = frozenset({"image", "hex"})
"""Bodies whose lines are facts and bytes: these have offsets."""
_NONE: frozenset[int] = frozenset()
_READ = frozenset({FailureKind.STATUS, FailureKind.CONDITION})
"""Failures of a response that was read as far as it may be."""


class BodyPane(FoldingPane):
    """Lines with their numbers; "~" stands before those that the response before did not have.

    What a line holds can be folded into it. Shown are the lines of one form:
    laid out, as they came, or byte by byte.
    """

    has_foot = True

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
        self._kept: tuple[object, BodyRows, AbstractSet[int]] | None = None
        """The rows, and what the key names that they do not hold: it is known by its id."""
        self._shown: tuple[str, Laid] | None = None
        """The last body that was laid out, and in which form."""
        self._fit: tuple[Laid, int, Laid] | None = None
        """Bytes as they are laid out, for how many cells, and in rows that fit into these."""
        self._image = BodyPicture(self)
        self.form = FORMS[0]
        """The form that the body is shown in."""
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
    def is_telling(self) -> bool:
        return self.has_cursor

    @property
    def path(self) -> str | None:
        """The JSONPath of the row under the cursor; `None`: the body is no JSON."""
        laid, line = self.laid_out(), self.current_line()
        if laid is None or laid.view.kind != "json" or line is None:
            return None
        return path_of(laid.view.lines, laid.outline, line)

    @property
    def value(self) -> str | None:
        """The text of the row under the cursor."""
        laid, line = self.laid_out(), self.current_line()
        return None if laid is None or line is None else plain(laid.view.lines[line]).strip()

    def laid(self, exchange: Exchange) -> Laid:
        """Return a body as it is laid out here."""
        return self._cache.laid(exchange)

    def next_form(self) -> str:
        """Show the body in the next form, and return which one that is."""
        self.form = FORMS[(FORMS.index(self.form) + 1) % len(FORMS)]
        self.top = self.left = self.cursor = 0
        self.sync()
        return self.form

    def facts(self) -> Runs:
        result, exchange = self._result(), self.exchange
        if result is None:
            return []
        if exchange is None:
            return [("no response", "err")]
        status = [] if self.caption == "body" else [str(exchange.status)]
        kind = self._cache.view(exchange).kind
        kind = kind if self.form == FORMS[0] else f"{kind} as {self.form}"
        facts = " · ".join([*status, kind, size(len(exchange.body))])
        laid = self.laid_out()
        is_old = laid is not None and laid.is_ready and self.is_behind()
        words = [(" · cut", exchange.is_truncated), (" · shown is the one before", is_old)]
        return [(facts, "muted"), *((word, "warn") for word, is_so in words if is_so)]

    def foot_facts(self) -> Runs:
        exchange = self.exchange
        if exchange is None:
            return []
        changed = self.changed() if self._cache.laid(exchange).is_ready else None
        runs: Runs = []
        if changed:
            runs = [("~ ", "warn-strong"), (f"{count(changed)} changed  ", "muted"), self.key("diff", "diff")]
        elif changed == 0:
            runs = [("as before", "muted")]
        path = self.path if self.has_focus else None
        room = self.size.width - _EDGE - cells_of((*self.foot(), *runs))
        if path is None or path == "$" or room < _SHORTEST_PATH:
            return runs
        path = clean(path)
        shown = fit(path, min(room, cell_len(path)), elide="start")
        return [(shown, "string"), *([("  ", "muted"), *runs] if runs else [])]

    def changed(self) -> int | None:
        """Return how many values or lines are different; `None`: that is not known."""
        found = self._difference()
        if found is None:
            return None
        return len(found.paths) or (None if found.lines is None else len(found.lines))

    def subject(self) -> object:
        result = self._result()
        if result is None:
            return self._otherwise()
        laid = self.laid_out()
        state = self._state(laid) if laid is not None else None
        return result.exchange or result.failure, self._before(), state

    def make(self, width: int) -> Sequence[Row]:
        result = self._result()
        if result is None:
            return paragraph(self.sentence(self._otherwise()), width)
        exchange = result.exchange
        if exchange is None:
            return failure_rows(result.failure, width, self._mask, self.sentence) if result.failure else []
        return self.body_rows(self.laid_out() or self._cache.laid(exchange, self.form))

    def laid_out(self) -> Laid | None:
        """Return what is shown; `None`: there is no body.

        While a long body is laid out there is its beginning; whoever reads further down keeps the one before.
        """
        exchange = self.exchange
        if exchange is None or not exchange.body:
            return None
        laid = self._fitted(self._cache.laid(exchange, self.form))
        if laid.is_ready:
            self._shown = (self.form, laid)
        elif self.top > 0 and self._shown is not None and self._shown[0] == self.form:
            return self._shown[1]
        return laid

    def _fitted(self, laid: Laid) -> Laid:
        """Return what is laid out, bytes in rows that the pane has room for."""
        lines = laid.view.lines
        if not isinstance(lines, HexLines):
            return laid
        width = self.inner_size(*self.size)[0] - self._margin - _BYTES_FROM
        if self._fit is None or self._fit[0] is not laid or self._fit[1] != width:
            fitted = lines.fitted(width)
            view = replace(laid.view, lines=fitted)
            self._fit = (laid, width, laid if fitted is lines else replace(laid, view=view))
        return self._fit[2]

    def is_behind(self) -> bool:
        """Is it still the body before that is shown?"""
        exchange = self.exchange
        return exchange is not None and not self._cache.laid(exchange, self.form).is_ready

    def body_rows(self, laid: Laid) -> BodyRows:
        """Return the rows of what is laid out."""
        key = self._state(laid)
        if self._kept is None or self._kept[0] != key:
            exchange, changed = self.exchange, self._changed_lines()
            assert exchange is not None  # noqa: S101 - it is what has been laid out
            rows = BodyRows(
                laid,
                self.folds,
                notes=self._notes(exchange, laid),
                changed=changed,
                is_numbered=self.form != "hex" and laid.view.kind not in _UNNUMBERED,
            )
            self._kept = (key, rows, changed)
        return self._kept[1]

    def _state(self, laid: Laid) -> tuple[object, ...]:
        """Return what the rows depend on besides the response."""
        picture = self._image.state(self._drawn()) if laid.view.kind == "image" else None
        return (
            id(laid),
            id(self._changed_lines()),
            self.folds.revision,
            self.form,
            picture,
            self.is_behind(),
        )

    def _changed_lines(self) -> AbstractSet[int]:
        """Return the lines that are different; only what is laid out is compared."""
        if self.form != FORMS[0] or self.is_behind():
            return _NONE
        found = self._difference()
        return _NONE if found is None else found.lines or _NONE

    def _difference(self) -> Difference | None:
        """Return what is not as before; `None`: there is nothing to compare with, or it is being done."""
        exchange, before = self.exchange, self._before()
        return None if exchange is None or before is None else self._cache.difference(before, exchange)

    def _before(self) -> Exchange | None:
        previous = self._previous()
        return previous.exchange if previous is not None else None

    def _drawn(self) -> Drawn:
        """Return an image as it looks."""
        exchange = self.exchange
        if exchange is None or exchange.is_truncated or self.form != FORMS[0]:
            return NOTHING
        if self._cache.view(exchange).kind != "image":
            return NOTHING
        width, height = self.inner_size(*self.size)
        rows = max(height - _FACTS, height // 2)
        return self._image.drawn(exchange, min(width - self._margin, _WIDEST), rows)

    def _fits(self) -> bool:
        return super()._fits() and self._image.is_as_shown()

    def _notes(self, exchange: Exchange, laid: Laid) -> list[Row]:
        """Return what the reader should know before he reads."""
        view = laid.view
        if view.kind == "empty":
            return [Row([(_empty(exchange), "muted")])]
        drawn = self._drawn()
        notes = self._image.rows(drawn)
        notes += [Row([])] if notes else []
        notes += [Row([(word, "warn")]) for word in (drawn.why, view.note) if word]
        if exchange.is_truncated:
            notes.append(Row([(self._cut(exchange), "warn")]))
        return notes

    def _cut(self, exchange: Exchange) -> str:
        """Say why there is no more: the body was too long, unless the check failed while it was read."""
        result, length = self._result(), size(len(exchange.body))
        if result is None or result.failure is None or result.failure.kind in _READ:
            return f"cut after {length} — a larger max_body would read more"
        return f"broke off after {length}"


def _empty(exchange: Exchange) -> str:
    if exchange.method == "HEAD":
        return "no body: the answer to HEAD has none"
    if exchange.status in {204, 304}:
        return f"no body: {exchange.status} has none"
    return "the body is empty"
