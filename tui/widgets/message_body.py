"""MessageBody: a message as the lines that the inspector shows, in each of its views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.connection import CLOSE_CODES
from tui.model.mask import masked, masked_start
from tui.model.message import FeedMessage, Notice, Opcode
from tui.text import units
from tui.text.bodies import hex_lines, hex_row, view_of
from tui.text.cells import cell_len, cells_of, take
from tui.text.diff import changed_lines, changed_paths
from tui.text.post_mortem import post_mortem
from tui.text.safe import clean, clean_lines, decode
from tui.widgets.message_tree import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.model.mask import Mask
    from tui.model.message import Row
    from tui.model.message_type import TypeReader
    from tui.text.diff import Change
    from tui.text.glyphs import Line
    from tui.widgets.row_index import Rows

__all__ = [
    "FARTHEST",
    "TREE",
    "VIEWS",
    "body_lines",
    "diff_lines",
    "news_lines",
    "previous_of_type",
    "text_of",
    "tree_text",
    "wrapped",
]

TREE = "tree"
VIEWS = ("pretty", TREE, "raw", "hex")
"""The ways to look at a message."""

_SHOWN = 400_000
"""Bytes that are looked at."""
_HEX = 16_384
_WIDTH = 80
_CHARACTERS = 5
"""More than there can be in a cell: a letter and its marks."""
_SHORT = 20_000
"""Bytes of a message that is compared without being asked for it."""
_GAP = 2
"""Cells between a path and its values."""
FARTHEST = 5_000
"""Rows that are looked at for a message of the same type."""


def body_lines(row: Row, view: str, mask: Mask, *, width: int = _WIDTH) -> list[Line]:
    """Return a row in one of the views; a note about what is missing comes first.

    Hexadecimals stand in rows that `width` has room for.
    """
    if isinstance(row, Notice):
        return post_mortem(row, mask, view=view)
    payload = masked_start(row.payload, _SHOWN, mask)
    cut = f"first {units.size(_SHOWN)} of {units.size(row.size)}" if row.size > _SHOWN else None
    match view:
        case "hex":
            lines = hex_lines(payload, per_row=hex_row(width))
            cut = f"first {units.count(_HEX)} of {units.count(row.size)} bytes" if row.size > _HEX else None
        case "raw":
            lines = [[(line, "text")] for line in clean_lines(decode(payload))]
        case _:
            lines, note = _pretty(row, payload, hex_row(width))
            cut = cut or note
    return [*([[(cut, "warn")], []] if cut else []), *lines]


def diff_lines(
    old: tuple[int | None, FeedMessage], new: FeedMessage, *, kind: str, mask: Mask, width: int = _WIDTH
) -> list[Line]:
    """Return what is not as it was in the older message of an ordinal: paths with both values, or lines.

    Control frames have none. A path and its values share a row of `width` cells where it has room for them.
    """
    ordinal, before = old
    gap = units.duration(max(0.0, new.at - before.at))
    head: Line = [("against ", "muted"), (_named(ordinal), "text"), (f", {gap} before", "muted")]
    name: Line = [(clean(kind), "muted")]
    heads = [[*head, (" · ", "muted"), *name]]
    if cells_of(heads[0]) > width:
        heads = [head, name]
    payloads = masked_start(before.body, _SHOWN, mask), masked_start(new.body, _SHOWN, mask)
    if before.payload == new.payload:
        return [*heads, [], [("the same, byte for byte", "muted")]]
    changes = changed_paths(*payloads)
    return [*heads, [], *(_change_rows(changes, width) if changes else _changed(*payloads))]


def news_lines(
    old: tuple[int | None, FeedMessage], new: FeedMessage, *, mask: Mask, width: int
) -> list[Line]:
    """Return which values are not as in an older message, under a heading; nothing but for short JSON."""
    ordinal, before = old
    if max(before.size, new.size) > _SHORT:
        return []
    changes = changed_paths(masked(before.body, mask), masked(new.body, mask))
    if not changes:
        return []
    gap = units.duration(max(0.0, new.at - before.at))
    head: Line = [("─ ", "hairline"), (f"since {_named(ordinal)}, {gap} before ", "muted")]
    return [[*head, ("─" * (width - cells_of(head)), "hairline")], *_change_rows(changes, width)]


def previous_of_type(
    rows: Rows[Row], number: int, reader: TypeReader, *, farthest: int = FARTHEST
) -> tuple[int, FeedMessage] | None:
    """Return the newest of at most so many messages before that one which is of its type and direction."""
    if not rows.start <= number < rows.end:
        return None
    row = rows[number]
    if isinstance(row, Notice):
        return None
    kind = reader(row)
    for earlier in range(number - 1, max(rows.start, number - farthest) - 1, -1):
        other = rows[earlier]
        if isinstance(other, FeedMessage) and other.direction is row.direction and reader(other) == kind:
            return earlier, other
    return None


def text_of(row: Row, mask: Callable[[str], str]) -> str:
    """Return all of a row as text, without the secrets in it."""
    return decode(masked(row.body, mask)) if isinstance(row, FeedMessage) else mask(row.text)


def tree_text(row: FeedMessage, mask: Mask) -> str:
    """Return as much of a message as is looked at, to be shown as a tree."""
    return decode(masked_start(row.payload, _SHOWN, mask))


def _named(ordinal: int | None) -> str:
    return "the last" if ordinal is None else f"#{units.count(ordinal)}"


def wrapped(lines: list[Line], width: int, *, at_words: bool = False) -> list[Line]:
    """Break lines that are longer than `width` cells; `at_words`: within a word only if it is longer."""
    return [row for line in lines for row in _broken(line, max(2, width), at_words=at_words)]


def _broken(line: Line, width: int, *, at_words: bool) -> Iterator[Line]:
    row: Line = []
    left = width
    label = line[0][0] if at_words and len(line) > 1 else ""
    hang = cell_len(label) if label.endswith("  ") and cell_len(label) < width // 2 else 0
    for text, tag in line:
        rest = text
        while (part := take(rest[: width * _CHARACTERS], left)) != rest:
            if at_words:
                part = _whole_words(part, rest, is_first=left >= width - hang)
            yield [*row, (part, tag)]
            row, left, rest = [(" " * hang, "text")] if hang else [], width - hang, rest[len(part) :]
            rest = rest.removeprefix(" ") if at_words else rest
        row.append((rest, tag))
        left -= cell_len(rest)
    yield row


def _whole_words(part: str, rest: str, *, is_first: bool) -> str:
    """Return what of `part`, the beginning of `rest`, ends with a word; all of it where none ends in it."""
    if rest[len(part) : len(part) + 1] == " ":
        return part
    words = part[: part.rfind(" ") + 1]
    return words if words.strip() or not is_first else part


def _change_rows(changes: list[Change], width: int) -> list[Line]:
    """Return each change in a row, the values below each other, or in two where it does not fit into one."""
    most = max(cell_len(path) for path, _, _ in changes)
    column = min(most, width // 2) + _GAP
    lines: list[Line] = []
    for path, was, now in changes:
        values: Line = [(was or units.NOTHING, "muted"), (" → ", "faint"), (now or "gone", "strong")]
        gap = column - cell_len(path)
        if gap >= _GAP and column + cells_of(values) <= width:
            lines.append([(path + " " * gap, "key"), *values])
        else:
            lines += [[(path, "key")], [("  ", "text"), *values]]
    return lines


def _pretty(row: FeedMessage, payload: bytes, per_row: int) -> tuple[list[Line], str | None]:
    match row.opcode:
        case Opcode.CLOSE if len(payload) > 1:
            code = int.from_bytes(payload[:2], "big")
            name = CLOSE_CODES.get(code, "private code")
            return [
                [(str(code), "number"), (f" {name}", "text")],
                [(clean(decode(payload[2:])), "string")],
            ], None
        case Opcode.CLOSE:
            return [[("without a code", "muted")]], None
        case _:
            view = view_of(*_readable(row, payload), words=WORDS, per_row=per_row)
            return list(view.lines) or [[("no payload", "muted")]], view.note if payload else None


def _readable(row: FeedMessage, payload: bytes) -> tuple[bytes, str | None]:
    """Return a payload and what kind of it to assume: a text that is broken is still a text."""
    if row.opcode is Opcode.TEXT:
        try:
            payload.decode()
        except UnicodeDecodeError:
            return payload.decode("utf-8", "replace").encode(), "text/plain"
    return payload, None


def _changed(old: bytes, new: bytes) -> list[Line]:
    """Return the lines of payloads that are no JSON, or not all of it, those that changed set off."""
    before, after = (view_of(each, words=WORDS // 2) for each in (old, new))
    changed = changed_lines(before.lines, after.lines)
    is_cut = before.is_cut or after.is_cut
    note: list[Line] = [[("only their beginnings are compared", "warn")], []] if is_cut else []
    return note + [
        [("+ ", "strong"), *line]
        if at in changed
        else [("  ", "muted"), *((text, "muted") for text, _ in line)]
        for at, line in enumerate(after.lines)
    ]
