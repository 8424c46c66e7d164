"""MessageRow: how one row of a feed is written, a message or what became of the connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tui.model.connection import Close
from tui.model.message import Direction, Notice, NoticeKind, Opcode
from tui.text import safe, units
from tui.text.cells import cell_len, cut_at_word
from tui.text.glyphs import ASCII, BLOCK
from tui.text.summary import is_utf8, summary
from tui.widgets.problem_rows import is_problem
from tui.widgets.row_text import cut, elided, set_off
from tui.widgets.watched_value import value_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.conditions.json_path import JsonPath
    from tui.model.conditions.query import Query
    from tui.model.message import FeedMessage, Row
    from tui.model.message_type import TypeReader
    from tui.widgets.line import Line, Runs

__all__ = ["RowFacts", "RowLook", "fitting", "row_sign", "write_content", "write_row"]

_TIME_FROM, _SIZE_FROM = 56, 44
"""Cells of a row below which it has no time, and no size."""
_TYPE, _NARROW_TYPE = 16, 12
_COLUMN = 12
_LEAST_TYPE, _LEAST_COLUMN = 6, 4
"""Cells of the type and of a value where none that has been shown needs more."""
_LATENCY = 6
_SIZE = 7
_FIXED, _TIME, _GAP, _SINCE, _WIDE_NUMBER, _KIND = 30, 13, 8, 9, 10, 4
"""Cells that a row needs around its payload, and those of what it may have besides."""
_LEAST = 12
"""Cells of payload below which the kind gives way, then the time since the row before, then the time."""
_KINDS = {
    Opcode.TEXT: "txt",
    Opcode.BINARY: "bin",
    Opcode.CLOSE: "cls",
    Opcode.PING: "png",
    Opcode.PONG: "pon",
}
_NOTICES = {
    NoticeKind.OPENED: ("●", "o", "ok"),
    NoticeKind.CLOSED: ("✗", "x", "err"),
    NoticeKind.REJECTED: ("✗", "x", "err"),
    NoticeKind.WAITING: ("◐", "~", "warn"),
    NoticeKind.GAP: ("─", "-", "warn"),
}


class RowLook(Struct, frozen=True, kw_only=True):
    """What the user chose to see of each row."""

    ages: bool = False
    """How long ago, instead of the time of day?"""
    wide: bool = False
    """The number, the time since the row before, and whether it is text as well?"""
    offset: int = 0
    """Cells that are scrolled out on the left of the payload."""
    columns: tuple[JsonPath, ...] = ()
    """Values that have a column of their own."""
    query: Query | None = None
    """What is searched for, to be set off in the text."""
    ascii_only: bool = False
    marked_at: float | None = None
    """When the marked row came: how long before or after that each row came is shown as well."""
    sized: bool = True
    """The size as well, where there is room?"""
    paired: bool = False
    """How long an answer took as well?"""
    type_cells: int = _TYPE
    value_cells: int = _COLUMN
    """Cells of the type, and of each value that has a column."""

    def narrow(self) -> RowLook:
        """Return the look with as few cells for types and values as they may have."""
        return replace(self, type_cells=_LEAST_TYPE, value_cells=_LEAST_COLUMN)


class RowFacts(Struct, frozen=True, kw_only=True):
    """What is known of a row beside what it holds, or has been found in it before."""

    kind: str | None = None
    """Its type; `None`: that is read."""
    latency: float | None = None
    """Seconds since the request that it answers."""
    note: str = ""
    """What is odd about it, in a few words."""
    value_of: Callable[[JsonPath], str | None] | None = None
    """Knows the values at the paths that have a column; `None`: they are looked for."""


_NO_FACTS = RowFacts()


def write_row(
    line: Line,
    row: Row,
    ordinal: int | None,
    *,
    look: RowLook,
    reader: TypeReader,
    mask: Callable[[str], str],
    now: float = 0.0,
    before: float | None = None,
    is_marked: bool = False,
    facts: RowFacts = _NO_FACTS,
) -> Line:
    """Write a row to the end of a line, whose first cell is the cursor's.

    Args:
        line: Where to write.
        row: What to write.
        ordinal: Which message of the feed it is; `None`: it is none.
        look: What the user chose to see.
        reader: What knows the types of the feed.
        mask: Hides secrets.
        now: The time that ages are counted from.
        before: When the row before it came.
        is_marked: Did the user mark it?
        facts: What else is known of it.
    """
    with_time, with_since, with_gap, with_kind = _room_for(line.width, look)
    glyph, tag = row_sign(row, ascii_only=look.ascii_only)
    line.put(glyph, tag).put(("*" if look.ascii_only else "◆") if is_marked else " ", "accent-strong")
    if look.wide:
        line.put("" if ordinal is None else units.count(ordinal), "faint", width=9, align="right").put(" ")
    if with_time:
        when = units.ago(row.at, now) if look.ages else units.clock(row.at, millis=True)
        line.put(when, "faint", width=9 if look.ages else 12, align="right").put(" ")
    if with_since and look.marked_at is not None:
        since = row.at - look.marked_at
        text = "" if is_marked and not since else units.distance(since)
        line.put(text, "accent", width=8, align="right").put(" ")
    if with_gap:
        gap = "" if before is None else f"+{units.duration(max(0.0, row.at - before))}"
        line.put(gap, "faint", width=7, align="right").put(" ")
    if with_kind:
        line.put("" if isinstance(row, Notice) else _KINDS[row.opcode], "faint", width=_KIND)
    return write_content(line, row, look=look, reader=reader, mask=mask, facts=facts)


def fitting(
    look: RowLook,
    kind: str,
    *,
    mask: Callable[[str], str],
    value_of: Callable[[JsonPath], str | None],
) -> RowLook:
    """Return the look with enough cells for a message of that type and its values as well, up to a limit."""
    name = cell_len(safe.clean(mask(kind), _TYPE))
    values = (cell_len(safe.clean(mask(value_of(path) or ""), _COLUMN)) for path in look.columns)
    cells = (
        max(look.type_cells, min(name, _TYPE)),
        max(look.value_cells, min(max(values, default=0), _COLUMN)),
    )
    if cells == (look.type_cells, look.value_cells):
        return look
    return replace(look, type_cells=cells[0], value_cells=cells[1])


def row_sign(row: Row, *, ascii_only: bool) -> tuple[str, str]:
    """Return the character before a row, and the tag of its colour: which way it went, or what became."""
    if isinstance(row, Notice):
        glyph, plain, tag = _NOTICES[row.kind]
        if isinstance(row.about, Close) and row.about.is_clean:
            glyph, plain, tag = "○", ".", "none"
        return (plain if ascii_only else glyph), tag
    glyphs = ASCII if ascii_only else BLOCK
    return (glyphs.received, "info") if row.direction is Direction.RECEIVED else (glyphs.sent, "warn")


def write_content(
    line: Line,
    row: Row,
    *,
    look: RowLook,
    reader: TypeReader,
    mask: Callable[[str], str],
    facts: RowFacts = _NO_FACTS,
) -> Line:
    """Write what a row says after where and when; the arguments are those of `write_row`."""
    if isinstance(row, Notice):
        tag = row_sign(row, ascii_only=look.ascii_only)[1]
        return _write_notice(line, row, tag, mask=mask, ascii_only=look.ascii_only)
    return _write_message(line, row, look=look, reader=reader, mask=mask, facts=facts)


def _write_notice(line: Line, row: Notice, tag: str, *, mask: Callable[[str], str], ascii_only: bool) -> Line:
    if row.kind is NoticeKind.GAP:
        rule = "-" if ascii_only else "─"
        line.put(f"{rule * 2} ", "faint").put(row.kind, f"{tag}-strong")
        return line.put(f" {safe.clean(row.text)} ", tag).put(rule * max(0, line.left - 1), "faint")
    told = row.text.removeprefix(f"{row.kind}: ")
    line.put(row.kind, f"{tag}-strong")
    said = cut_at_word(safe.clean(mask(told)), line.left - 3)
    return line.put(f"  {said}", "muted" if tag in {"ok", "none"} else tag)


def _write_message(
    line: Line,
    row: FeedMessage,
    *,
    look: RowLook,
    reader: TypeReader,
    mask: Callable[[str], str],
    facts: RowFacts,
) -> Line:
    kind = reader(row) if facts.kind is None else facts.kind
    width = min(look.type_cells, _TYPE if line.width >= _TIME_FROM else _NARROW_TYPE)
    tag = "err" if is_problem(row, reader, kind) else "literal" if row.opcode < Opcode.CLOSE else "muted"
    named: Runs = [(safe.fit(mask(kind), width, elide="middle"), tag)]
    line.runs(set_off(named, look.query) if look.query else named).put(" ")
    if look.paired and line.width >= _TIME_FROM:
        took = "" if facts.latency is None else units.duration(facts.latency)
        line.put(took, "info", width=_LATENCY, align="right").put(" ")
    for path in look.columns:
        value = facts.value_of(path) if facts.value_of is not None else value_at(path, row)
        line.put(
            safe.fit(mask(value or units.NOTHING), look.value_cells, align="right"),
            "number" if value else "faint",
        )
        line.put(" ")
    with_size = look.sized and line.width >= _SIZE_FROM
    room = line.left - (_SIZE + 2 if with_size else 1)
    shown: Runs = [] if is_utf8(row) else [("invalid UTF-8 ", "err-strong")]
    shown += [(f"{facts.note} ", "warn-strong")] if facts.note else []
    shown += summary(row, room + look.offset, mask=mask, without=reader.key(row))
    shown = cut(shown, look.offset)
    line.runs(elided(set_off(shown, look.query) if look.query else shown, room), width=room)
    if with_size:
        line.put(units.size(row.size), "faint", width=_SIZE + 1, align="right").put(" ")
    return line


def _room_for(width: int, look: RowLook) -> tuple[bool, bool, bool, bool]:
    """Decide whether there is room for the time, since the marked row, since the one before, and the kind."""
    left = (
        width
        - _FIXED
        - (_LATENCY + 1) * look.paired
        - len(look.columns) * (_COLUMN + 1)
        - (_WIDE_NUMBER if look.wide else 0)
    )
    with_time = width >= _TIME_FROM and left - _TIME >= _LEAST
    left -= _TIME
    with_since = look.marked_at is not None and left - _SINCE >= _LEAST
    left -= _SINCE * with_since
    with_gap = look.wide and left - _GAP >= _LEAST
    return with_time, with_since, with_gap, with_gap and left - _GAP - _KIND >= _LEAST
