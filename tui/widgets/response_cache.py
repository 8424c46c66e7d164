"""ResponseCache: a response laid out and compared, once for as long as it is looked at."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import partial
from time import sleep
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.model.mask import masked
from tui.text.bodies import BodyView
from tui.text.diff import changed_lines, changed_paths
from tui.text.long_lines import texts_of
from tui.text.outline import Outline, outline_of
from tui.text.units import size
from tui.text.whole_bodies import FORMS, whole_view_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from tui.model.check import Exchange
    from tui.text.diff import Change

__all__ = ["Difference", "Laid", "ResponseCache", "masked_body"]

_KEPT, _KEPT_BYTES = 8, 16_000_000
_LARGE = 64_000
"""Bytes from which on a body is laid out and compared in a thread."""
_COMPARED = 2
"""Comparisons that are kept: with the response before, and with the one that is marked."""
_BEGINNING = 24_000
"""Bytes of a long body that are shown at once."""
_TURN = 1_024
"""Lines that a thread looks at before it lets the screen go on."""
_MOST_LINES = 200_000
"""Lines from which on it is not told which of them have changed."""


class Laid(Struct, frozen=True):
    """A body as it is looked at."""

    body: bytes
    """Masked."""
    view: BodyView
    outline: Outline
    is_ready: bool = True
    """Is it laid out? Until it is, the view only says so."""


class Difference(Struct, frozen=True):
    """What is not the same in two bodies."""

    paths: list[Change]
    """The JSON values."""
    lines: AbstractSet[int] | None
    """The indexes of the lines of the newer one; `None`: there are too many to tell."""


def masked_body(exchange: Exchange, mask: Callable[[str], str]) -> bytes:
    """Return the body without the secrets in it; what is no UTF-8 stays as it is."""
    return masked(exchange.body, mask)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from looking through everything: many objects come, and most of them go.

    It would stop all threads while it does, for longer than a frame may take.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _in_turns(texts: Iterable[str]) -> Iterator[str]:
    """Give texts, and now and then let the screen go on.

    Python shares its time evenly between threads that do not offer theirs: a
    frame would take twice as long while a body is laid out.
    """
    for number, text in enumerate(texts):
        if number % _TURN == 0:
            sleep(0)
        yield text


class ResponseCache:
    """Lays bodies out and compares them; asked again, it answers at once."""

    def __init__(
        self, mask: Callable[[str], str], aside: Callable[[Callable[[], None]], None] | None = None
    ) -> None:
        """Take the mask, and what does long work in a thread and repaints then; `None`: it is waited for."""
        self._mask, self._aside = mask, aside
        self._laid: dict[tuple[int, str], tuple[Exchange, Laid]] = {}
        self._differences: dict[tuple[int, int], tuple[Exchange, Exchange, Difference]] = {}
        self._begun: tuple[Exchange, str, Laid] | None = None
        self._under_way: set[tuple[int, ...] | tuple[int, str]] = set()

    def laid(self, exchange: Exchange, form: str = FORMS[0]) -> Laid:
        """Return the body, masked and laid out in one of the forms."""
        key = (id(exchange), form)
        kept = self._laid.get(key)
        if kept is not None and kept[0] is exchange:
            return kept[1]
        if self._aside is None or len(exchange.body) <= _LARGE:
            return self._lay_out(exchange, form)
        if (same := self._same(exchange, form)) is not None:
            self._laid[key] = (exchange, same)
            return same
        self._start(key, partial(self._lay_out, exchange, form))
        return self._beginning(exchange, form)

    def view(self, exchange: Exchange) -> BodyView:
        """Return the body, masked and laid out."""
        return self.laid(exchange).view

    def difference(self, before: Exchange, after: Exchange) -> Difference | None:
        """Return what is not the same in two bodies; `None`: they are being compared."""
        kept = self._differences.get((id(before), id(after)))
        if kept is not None and kept[0] is before and kept[1] is after:
            return kept[2]
        if self._aside is None or max(len(before.body), len(after.body)) <= _LARGE:
            return self._compare(before, after)
        self._start((id(before), id(after)), partial(self._compare, before, after))
        return None

    def _start(self, key: tuple[int, ...] | tuple[int, str], job: Callable[[], object]) -> None:
        """Have something done in a thread, unless it is being done already."""
        if key in self._under_way or self._aside is None:
            return
        self._under_way.add(key)

        def work() -> None:
            with _uncollected():
                job()
            self._under_way.discard(key)

        self._aside(work)

    def _compare(self, before: Exchange, after: Exchange) -> Difference:
        found = Difference([], frozenset())
        if before.body != after.body:
            old, new = self._finished(before), self._finished(after)
            is_short = max(len(old.view.lines), len(new.view.lines)) <= _MOST_LINES
            lines = changed_lines(old.view.lines, new.view.lines) if is_short else None
            found = Difference(changed_paths(old.body, new.body), lines)
        self._differences[id(before), id(after)] = (before, after, found)
        for key in list(self._differences)[:-_COMPARED]:
            self._differences.pop(key, None)
        return found

    def _finished(self, exchange: Exchange) -> Laid:
        """Return the body laid out, however long that takes."""
        kept = self._laid.get((id(exchange), FORMS[0]))
        return kept[1] if kept is not None and kept[0] is exchange else self._lay_out(exchange, FORMS[0])

    def _beginning(self, exchange: Exchange, form: str) -> Laid:
        """Return the beginning of a body, to be looked at until all of it is laid out."""
        begun = self._begun
        if begun is None or begun[0] is not exchange or begun[1] != form:
            first = masked(exchange.body[: _BEGINNING + _LARGE], self._mask)[:_BEGINNING]
            view = whole_view_of(first, exchange.header("content-type"), form)
            words = f"laying out {size(len(exchange.body))}… this is its beginning"
            begun_view = BodyView(view.kind, view.lines, words, is_cut=True)
            begun = (exchange, form, Laid(first, begun_view, outline_of(()), is_ready=False))
            self._begun = begun
        return begun[2]

    def _same(self, exchange: Exchange, form: str) -> Laid | None:
        """Return what is laid out already of the same body: most endpoints answer the same each time."""
        kind = exchange.header("content-type")
        for (_, other_form), (other, laid) in list(self._laid.items()):
            if other_form == form and other.body == exchange.body and other.header("content-type") == kind:
                return laid
        return None

    def _lay_out(self, exchange: Exchange, form: str) -> Laid:
        body = masked_body(exchange, self._mask)
        view = whole_view_of(body, exchange.header("content-type"), form)
        texts = () if view.kind in {"hex", "image"} else texts_of(view.lines)
        is_aside = self._aside is not None and len(exchange.body) > _LARGE
        laid = Laid(body, view, outline_of(_in_turns(texts) if is_aside else texts))
        self._laid[id(exchange), form] = (exchange, laid)
        self._forget_old()
        return laid

    def _forget_old(self) -> None:
        """Keep a few of the newest, and of long ones fewer still; a thread may do so as well."""
        kept = list(self._laid.items())
        total = sum(len(laid.body) for _, (_, laid) in kept)
        for at, (key, (_, laid)) in enumerate(kept[:-2]):
            if len(kept) - at <= _KEPT and total <= _KEPT_BYTES:
                break
            self._laid.pop(key, None)
            total -= len(laid.body)
