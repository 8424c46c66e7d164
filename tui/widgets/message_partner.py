"""What a message answers, or what has answered it, to stand below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.message import FeedMessage
from tui.text import units
from tui.text.cells import cells_of
from tui.widgets.message_body import VIEWS, body_lines

if TYPE_CHECKING:
    from tui.model.mask import Mask
    from tui.model.message import Row
    from tui.model.pairs import Pairs
    from tui.text.glyphs import Line
    from tui.widgets.row_index import Rows

__all__ = ["partner_lines", "partner_of"]

_NEAR = 200
"""Rows after a request in which its answer is looked for."""
_SHORT = 20_000
"""Bytes of a message that is shown below another one."""


def partner_of(pairs: Pairs, number: int, rows: Rows[Row]) -> int | None:
    """Return the number of the row that is answered by that one, or answers it; `None`: there is none."""
    answer = pairs.answers.get(number)
    if answer is not None:
        return answer.request if rows.start <= answer.request < rows.end else None
    if not pairs.answers:
        return None
    for later in range(number + 1, min(rows.end, number + _NEAR)):
        answer = pairs.answers.get(later)
        if answer is not None and answer.request == number:
            return later
    return None


def partner_lines(
    number: int, partner: int, rows: Rows[Row], *, ordinal: int, mask: Mask, width: int
) -> list[Line]:
    """Return the other message of a pair under a heading that says which came first, and by how much.

    `ordinal` is which of all messages the other one is: rows that are no messages are not counted.
    """
    row, other = rows[number], rows[partner]
    if not isinstance(other, FeedMessage) or other.size > _SHORT:
        return []
    took = units.duration(abs(other.at - row.at))
    said = "answers" if partner < number else "answered by"
    head: Line = [("─ ", "hairline"), (f"{said} #{units.count(ordinal)}, {took} ", "muted")]
    head.append((f"{'before' if partner < number else 'after'} ", "muted"))
    left = width - cells_of(head)
    return [[*head, ("─" * max(0, left), "hairline")], *body_lines(other, VIEWS[0], mask, width=width)]
