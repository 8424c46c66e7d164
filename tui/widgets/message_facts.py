"""Facts of a message: what it is, how large, and how long after what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.message import Notice
from tui.text import units

if TYPE_CHECKING:
    from tui.model.message import Row
    from tui.widgets.listing import Listing

__all__ = ["message_facts"]


def message_facts(listing: Listing, number: int, row: Row, *, separator: str) -> str:
    """Return what it is, how large, and how long after the row before it and the marked one it came."""
    if isinstance(row, Notice):
        return str(row.kind)
    rows = listing.view.rows
    facts = [f"{row.opcode.name.lower()} {units.size(row.size)}"]
    if rows.start < number < rows.end:
        facts.append(f"Δ {units.duration(max(0.0, row.at - rows[number - 1].at))}")
    if (marked_at := listing.marked_at) is not None and row.at != marked_at:
        facts.append(f"◆ {units.distance(row.at - marked_at)}")
    return separator.join(facts)
