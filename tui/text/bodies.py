"""A body in the view that fits it, coloured, within bounds, and safe to print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from msgspec import Struct

from tui.model.conditions.document import charset_of
from tui.text.json_text import JsonText, inline, lay_out
from tui.text.markup_text import markup_lines
from tui.text.safe import clean, clean_lines, decode
from tui.text.units import count

if TYPE_CHECKING:
    from tui.text.glyphs import Line

__all__ = ["BodyView", "hex_lines", "hex_row", "view_of"]

_LIMIT = 100_000
"""Characters that are laid out; nobody reads more in a terminal."""
_BYTES = _LIMIT * 4
"""A character has at most four bytes in every encoding of the web."""
_HEX_LIMIT = 16_384
_HEX_ROW = 16
_HEX_GROUP = 8
_WORDS = 30_000
_SAMPLE = 2_048
_TELLING = 4
"""Words of JSON from which a text that begins with a bracket was meant to be JSON."""
_BINARY_TYPES = ("image/", "audio/", "video/", "font/")
_TEXT_TYPE = re.compile("^text/|json|xml|javascript|yaml|urlencoded")
_WIDE = ("utf-16", "utf-32")
_ODD = bytes(set(range(32)) - {9, 10, 12, 13, 27})


class BodyView(Struct, frozen=True):
    """How a body is shown."""

    kind: str
    """"json", "xml", "html", "form", "text", "hex" or "empty"."""
    lines: list[Line]
    """With the tags "key", "string", "number", "literal", "punct" and "text"."""
    note: str | None = None
    """What the reader should know: that it is cut, or not what it says it is."""


def view_of(
    body: bytes, content_type: str | None = None, *, words: int = _WORDS, per_row: int = _HEX_ROW
) -> BodyView:
    """Return the view that fits a body: what its type says, unless the body itself disagrees.

    Of JSON at most so many words are laid out; so many bytes stand in a row of hexadecimals.
    """
    if not body:
        return BodyView("empty", [], "no body")
    essence = (content_type or "").partition(";")[0].strip().lower()
    charset = charset_of(content_type)
    is_binary = essence.startswith(_BINARY_TYPES) and essence != "image/svg+xml"
    is_declared = charset is not None or _TEXT_TYPE.search(essence) is not None
    if is_binary or not _is_text(body, charset or "", is_declared=is_declared):
        return _hex_view(body, per_row)
    text = decode(body[:_BYTES], charset)
    return _text_view(text, essence, len(body), words)


def hex_lines(body: bytes, limit: int = _HEX_LIMIT, *, per_row: int = _HEX_ROW) -> list[Line]:
    """Return the first `limit` bytes in rows: where, in hexadecimal, and as text."""
    return [
        _hex_line(offset, body[offset : offset + per_row], per_row)
        for offset in range(0, min(len(body), limit), per_row)
    ]


def hex_row(width: int) -> int:
    """Return how many bytes a row that is so wide has room for: sixteen, eight or four."""
    return next((each for each in (16, 8) if _hex_width(each) <= width), 4)


def _text_view(text: str, essence: str, size: int, words: int) -> BodyView:
    start = text[:200].lstrip()
    cut = _cut_note(len(text), _LIMIT, size)
    if "json" in essence:
        return _json_view(text, essence, size, words)
    if essence in {"", "text/plain", "application/octet-stream"} and start.startswith(("{", "[")):
        found = JsonText(text[:_LIMIT], words)
        if found.fault is None or len(found.tokens) >= _TELLING:
            return _view_of_json(found, text, size)
    if essence == "application/x-www-form-urlencoded":
        return BodyView("form", _form_lines(text[:_LIMIT]), cut)
    lowered = start[:15].lower()
    if "html" in essence or (not essence and lowered.startswith(("<!doctype html", "<html"))):
        return BodyView("html", markup_lines(text, _LIMIT), cut)
    if "xml" in essence or (not essence and lowered.startswith("<?xml")):
        return BodyView("xml", markup_lines(text, _LIMIT), cut)
    return BodyView("text", _plain_lines(text), cut)


def _json_view(text: str, essence: str, size: int, words: int) -> BodyView:
    cut = _cut_note(len(text), _LIMIT, size)
    if essence.endswith(("ndjson", "jsonl", "json-seq", "jsonlines")):
        return BodyView("json", [inline(line) for line in clean_lines(text, _LIMIT)], cut)
    return _view_of_json(JsonText(text[:_LIMIT], words), text, size)


def _view_of_json(found: JsonText, text: str, size: int) -> BodyView:
    """Lay out a document; one that is none all the way is shown with where it stops being one."""
    cut = _cut_note(len(text), _LIMIT, size)
    if found.fault is None or (cut and found.is_cut):
        return BodyView("json", lay_out(found), _json_note(found, text, size))
    at = len(text[: found.fault_at].encode("utf-8", "replace"))
    fault = f"expected {found.fault} at byte {count(at)}"
    if found.is_cut:
        return BodyView("json", lay_out(found), f"JSON that ends too early: {fault}")
    return BodyView("text", _plain_lines(text), " · ".join(filter(None, (f"not JSON: {fault}", cut))))


def _json_note(found: JsonText, text: str, size: int) -> str | None:
    return _cut_note(len(text), found.fault_at if found.is_long else _LIMIT, size)


def _plain_lines(text: str) -> list[Line]:
    return [[(line, "text")] if line else [] for line in clean_lines(text, _LIMIT)]


def _form_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    for pair in text.strip().split("&"):
        name, equals, value = pair.partition("=")
        pieces = ((clean(unquote_plus(name)), "key"), (" = " if equals else "", "punct"))
        lines.append([piece for piece in (*pieces, (clean(unquote_plus(value)), "string")) if piece[0]])
    return lines


def _hex_view(body: bytes, per_row: int) -> BodyView:
    note = f"first {count(_HEX_LIMIT)} of {count(len(body))} bytes" if len(body) > _HEX_LIMIT else None
    return BodyView("hex", hex_lines(body, per_row=per_row), note)


def _hex_line(offset: int, row: bytes, per_row: int) -> Line:
    parts = [row[start : start + _HEX_GROUP].hex(" ") for start in range(0, per_row, _HEX_GROUP)]
    room = 3 * min(per_row, _HEX_GROUP) - 1
    text = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in row)  # noqa: PLR2004 - printable ASCII
    numbers = "".join(f"{part:<{room}}  " for part in parts)
    return [(f"{offset:04x}  ", "punct"), (numbers, "number"), (text, "string")]


def _hex_width(per_row: int) -> int:
    return sum(len(text) for text, _ in _hex_line(0, bytes(per_row), per_row))


def _is_text(body: bytes, charset: str = "", *, is_declared: bool = False) -> bool:
    """Can this be read? Declared text may have a few odd bytes, undeclared text has to be UTF-8."""
    sample = body[:_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or charset.lower().startswith(_WIDE):
        return True
    odd = len(sample) - len(sample.translate(None, _ODD))
    if odd or is_declared:
        return is_declared and odd * 10 <= len(sample)
    try:
        sample.decode()
    except UnicodeDecodeError as error:
        return 0 < error.start >= len(sample) - 3
    return True


def _cut_note(length: int, limit: int, size: int) -> str | None:
    """Say so if no more than `limit` characters of a text are shown."""
    return f"first {count(limit)} characters of {count(size)} bytes" if length > limit else None
