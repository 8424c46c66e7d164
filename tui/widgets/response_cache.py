"""ResponseCache: a response laid out and compared, once for as long as it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.bodies import view_of
from tui.text.diff import changed_lines, changed_paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.check import Exchange
    from tui.text.bodies import BodyView
    from tui.text.diff import Change

__all__ = ["ResponseCache", "masked_body"]

_KEPT = 8


def masked_body(exchange: Exchange, mask: Callable[[str], str]) -> bytes:
    """Return the body without the secrets in it; what is no UTF-8 stays as it is."""
    text = exchange.body.decode("utf-8", "surrogateescape")
    masked = mask(text)
    return exchange.body if masked == text else masked.encode("utf-8", "surrogateescape")


class ResponseCache:
    """Lays bodies out and compares them; asked again, it answers at once."""

    def __init__(self, mask: Callable[[str], str]) -> None:
        self._mask = mask
        self._bodies: dict[int, tuple[Exchange, bytes, BodyView]] = {}
        self._changes: tuple[Exchange, Exchange, list[Change], set[int]] | None = None

    def body(self, exchange: Exchange) -> bytes:
        """Return the body, masked."""
        return self._look(exchange)[0]

    def view(self, exchange: Exchange) -> BodyView:
        """Return the body, masked and laid out."""
        return self._look(exchange)[1]

    def changes(self, before: Exchange, after: Exchange) -> tuple[list[Change], set[int]]:
        """Return the JSON values that are different, and the indexes of the lines that are."""
        kept = self._changes
        if kept is None or kept[0] is not before or kept[1] is not after:
            if before.body == after.body:
                paths, lines = [], set[int]()
            else:
                paths = changed_paths(self.body(before), self.body(after))
                lines = changed_lines(self.view(before).lines, self.view(after).lines)
            kept = self._changes = (before, after, paths, lines)
        return kept[2], kept[3]

    def _look(self, exchange: Exchange) -> tuple[bytes, BodyView]:
        kept = self._bodies.get(id(exchange))
        if kept is None or kept[0] is not exchange:
            body = masked_body(exchange, self._mask)
            kept = (exchange, body, view_of(body, exchange.header("content-type")))
            self._bodies[id(exchange)] = kept
            while len(self._bodies) > _KEPT:
                del self._bodies[next(iter(self._bodies))]
        return kept[1], kept[2]
