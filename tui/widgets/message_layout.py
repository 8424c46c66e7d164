"""MessageLayout: what the inspector shows of a row, in the way that the user chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.message import FeedMessage, Notice, Opcode
from tui.text import safe, units
from tui.text.layers import Chosen, layers_of
from tui.text.post_mortem import aftermath, post_mortem
from tui.widgets.message_body import (
    FARTHEST,
    TREE,
    VIEWS,
    body_lines,
    diff_lines,
    news_lines,
    previous_of_type,
    tree_text,
    wrapped,
)
from tui.widgets.message_partner import partner_lines, partner_of
from tui.widgets.message_tree import MessageTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.mask import Mask
    from tui.model.message import Row
    from tui.text.glyphs import Line
    from tui.text.layers import Layer
    from tui.widgets.listing import Listing

__all__ = ["MessageLayout"]

_TWO = 2
_LONGEST_NAME = 40
_NEAR = 200
"""Rows that are looked at for a message of the same type where nobody has asked for it."""


class MessageLayout:
    """Lays rows out: a message in one of the views or compared, an end as what is known of it."""

    def __init__(
        self,
        listing: Listing,
        *,
        mask: Mask,
        now: Callable[[], float],
        sentence: Callable[[str, str], Line],
    ) -> None:
        """Take what is listed; `sentence` writes the keys that a sentence of ours names."""
        self.listing = listing
        self.view = VIEWS[0]
        """How a message is shown."""
        self.is_diff = False
        """Is it compared with the one of its type before?"""
        self.wraps = False
        """Are long lines broken?"""
        self.tree = MessageTree()
        """The document of the message that was laid out last, where it is shown as a tree."""
        self.tree_from: int | None = None
        """The line in which the tree begins; `None`: there is none."""
        self.depth: int | None = None
        """How many layers of a message are unwrapped; `None`: all, where it is shown pretty."""
        self.chosen: Chosen | None = None
        """How messages are unwrapped by the user's word; `None`: by looking."""
        self._mask = mask
        self._now = now
        self._sentence = sentence
        self._width = 0

    def change_view(self, steps: int) -> None:
        """Go to the next view, or to the one before."""
        self.is_diff = False
        self.view = VIEWS[(VIEWS.index(self.view) + steps) % len(VIEWS)]

    def key(self, number: int, row: Row, width: int) -> tuple[object, ...]:
        """Return what the lines of a row depend on: as long as it is the same, so are they."""
        after = self._aftermath(number, row)
        folds = self.tree.revision if self.view == TREE else 0
        return number, self.view, self.is_diff, self.depth, self.chosen, width, after, folds

    def lines(self, number: int, row: Row, width: int) -> list[Line]:
        """Return the lines of a row; `width` is where long ones are broken, if they are."""
        self.tree_from, self._width = None, width
        lines = self._lines(number, row)
        if not self._breaks(row) or self.tree_from is not None:
            return lines
        return wrapped(lines, width, at_words=isinstance(row, Notice))

    def _lines(self, number: int, row: Row) -> list[Line]:
        if isinstance(row, Notice):
            after = self._sentence(self._aftermath(number, row), "text")
            return post_mortem(row, self._mask, after=after, view=self.view)
        if not self.is_diff:
            return self._unwrapped(row)
        kind = self.listing.reader(row)
        before = self._before(number)
        if before is None:
            return [[(f"no {safe.clean(kind)} before this one to compare with", "muted")]]
        return diff_lines(before, row, kind=self._mask(kind), mask=self._mask, width=self._width)

    def beneath(self, number: int, row: Row, width: int) -> list[list[Line]]:
        """Return what is to stand below a message, in parts: which values are new in it, what belongs to it.

        The values are compared with those of the message of its type before; what
        belongs to it is the message that it answers, or the answer.
        """
        if isinstance(row, Notice) or self.is_diff or self.view not in {VIEWS[0], TREE}:
            return []
        rows = self.listing.view.rows
        before = self._before(number, _NEAR)
        news = news_lines(before, row, mask=self._mask, width=width) if before is not None else []
        pair: list[Line] = []
        if (partner := self.partner(number)) is not None:
            ordinal = self.listing.state.ordinal(partner) or 0
            pair = partner_lines(number, partner, rows, ordinal=ordinal, mask=self._mask, width=width)
        return [part for part in (news, pair) if part]

    def _before(self, number: int, farthest: int = FARTHEST) -> tuple[int | None, FeedMessage] | None:
        """Return the message of its type before that of a number, and which message of the feed that is."""
        listing = self.listing
        found = previous_of_type(listing.view.rows, number, listing.reader, farthest=farthest)
        return None if found is None else (listing.state.ordinal(found[0]), found[1])

    def partner(self, number: int) -> int | None:
        """Return the number of the row that the one of that number answers, or that answers it."""
        return partner_of(self.listing.state.noticed.pairs, number, self.listing.view.rows)

    def step(self, row: Row) -> bool:
        """Unwrap one layer less, or all of them after none. Return whether there are any."""
        layers = self._layers(row)
        if len(layers) < _TWO:
            return False
        shown = self._depth(layers)
        self.depth = shown - 1 if shown else len(layers) - 1
        return True

    def unwrap_as(self, row: Row, way: str | None) -> None:
        """Take the layer that is to be seen for what somebody says it is; `None`: look again."""
        before = self.chosen
        if way is None or isinstance(row, Notice):
            self.chosen = self.depth = None
            return
        shown = self._depth(self._layers(row))
        if before is not None and shown > before.depth:
            self.chosen = Chosen(before.depth, (*before.ways[: shown - before.depth], way))
        else:
            self.chosen = Chosen(shown, (way,))
        self.depth = len(self._layers(row)) - 1

    def _layers(self, row: Row) -> list[Layer]:
        """Return what is wrapped in a message; control frames wrap nothing."""
        if isinstance(row, Notice) or row.opcode > Opcode.BINARY:
            return []
        return layers_of(row, self.chosen)

    def _unwrapped(self, row: FeedMessage) -> list[Line]:
        """Return a message in the layer that is to be seen, under the way there."""
        layers = self._layers(row)
        fault = _fault(row)
        faults: list[Line] = [[(safe.clean(self._mask(fault)), "err")], []] if fault else []
        if len(layers) < _TWO:
            return self._body(faults, row)
        shown = self._depth(layers)
        way: Line = []
        for at, layer in enumerate(layers):
            way += [(" ▸ ", "faint")] if at else []
            tag = "err-strong" if layer.is_broken else "accent-strong" if at == shown else "muted"
            name = safe.clean(self._mask(layer.name), _LONGEST_NAME)
            way.append((f"no {name}" if layer.is_broken else name, tag))
        step = "one layer less" if shown else "all layers"
        way += self._sentence(f"   {{message.layer {step}}}", "faint")
        if self.chosen is not None:
            way += self._sentence(" · {message.unwrap as you chose}", "warn")
        notes: list[Line] = [[("more of it than is unwrapped", "warn")]] if layers[shown].is_cut else []
        inner = row if not shown else _made_of(row, layers[shown].content)
        fields = self._head(row) if shown else []
        head: list[Line] = [way, *faults, *notes, *fields]
        return self._body(head, inner) if inner.payload or not fields else head

    def _body(self, head: list[Line], row: FeedMessage) -> list[Line]:
        """Return a message in the chosen view under what is said of it first."""
        if self.view != TREE or row.opcode > Opcode.BINARY or not self.tree.show(tree_text(row, self._mask)):
            return [*head, *body_lines(row, self.view, self._mask, width=self._width)]
        if self.tree.note is not None:
            head = [*head, [(f"it ends too early: expected {self.tree.note}", "warn")]]
        self.tree_from = len(head)
        return [*head, *self.tree.lines()]

    def _head(self, row: FeedMessage) -> list[Line]:
        """Return the fields of a packet, which stand above its body."""
        if row.packet is None:
            return []
        from tui.model.subprotocols.choice import fields_of  # noqa: PLC0415 - most messages are no packets

        fields = [
            [
                (safe.clean(name), "key"),
                (": ", "punct"),
                (safe.clean(self._mask.value(name, value)), "text"),
            ]
            for name, value in fields_of(row)
        ]
        return [*fields, []] if fields else []

    def _depth(self, layers: list[Layer]) -> int:
        """Return which layer is to be seen: bytes as they came, unless somebody chose otherwise."""
        innermost = len(layers) - 1
        if self.depth is None:
            return innermost if self.view in {VIEWS[0], TREE} else 0
        return min(self.depth, innermost)

    def _breaks(self, row: Row) -> bool:
        return self.wraps or isinstance(row, Notice)

    def _aftermath(self, number: int, row: Row) -> str:
        """Say what came of an end or a failed attempt, which changes while one looks."""
        if not isinstance(row, Notice):
            return ""
        state = self.listing.state
        return aftermath(state, row, state.rows.since(number + 1), self._now())


def _fault(row: FeedMessage) -> str | None:
    """Say what is wrong with a message, and where."""
    if row.packet is not None and row.packet.fault is not None:
        return f"{row.packet.kind}: {row.packet.fault}"
    if row.opcode is Opcode.TEXT and not row.payload.isascii():
        try:
            row.payload.decode()
        except UnicodeDecodeError as error:
            return f"invalid UTF-8 at byte {units.count(error.start)}"
    return None


def _made_of(row: FeedMessage, content: bytes) -> FeedMessage:
    return FeedMessage(row.at_ns, row.direction, Opcode.TEXT, content, row.event)
