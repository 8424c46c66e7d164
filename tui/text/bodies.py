"""A body in the view that fits it, coloured, within bounds, and safe to print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from msgspec import Struct

from tui.model.conditions.document import charset_of
from tui.text.image_facts import image_facts
from tui.text.json_text import JsonText, inline, lay_out
from tui.text.long_lines import HEX_ROW, HexLines
from tui.text.markup_text import markup_lines
from tui.text.safe import clean, clean_lines, decode
from tui.text.units import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.glyphs import Line

__all__ = [
    "BodyView",
    "essence_of",
    "hex_lines",
    "hex_row",
    "image_lines",
    "is_json_lines",
    "is_plain",
    "is_text",
    "kind_of",
    "view_of",
]

_LIMIT = 100_000
"""Characters that are laid out; nobody reads more in a terminal."""
_BYTES = _LIMIT * 4
"""A character has at most four bytes in every encoding of the web."""
_HEX_LIMIT = 16_384
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
    """"json", "xml", "html", "form", "text", "image", "hex" or "empty"."""
    lines: Sequence[Line]
    """With the tags "key", "string", "number", "literal", "punct" and "text"."""
    note: str | None = None
    """What the reader should know: that it is cut, or not what it says it is."""
    is_cut: bool = False
    """Is there more of the body than is laid out?"""


def view_of(
    body: bytes, content_type: str | None = None, *, words: int = _WORDS, per_row: int = HEX_ROW
) -> BodyView:
    """Return the view that fits a body: what its type says, unless the body itself disagrees.

    Of JSON at most so many words are laid out; so many bytes stand in a row of hexadecimals.
    """
    if not body:
        return BodyView("empty", [], "no body")
    if not is_text(body, content_type):
        return _hex_view(body, per_row)
    text = decode(body[:_BYTES], charset_of(content_type))
    return _text_view(text, essence_of(content_type), len(body), words)


def essence_of(content_type: str | None) -> str:
    """Return a media type without its parameters."""
    return (content_type or "").partition(";")[0].strip().lower()


def is_text(body: bytes, content_type: str | None) -> bool:
    """Is it to be read, rather than to be looked at byte by byte?"""
    essence, charset = essence_of(content_type), charset_of(content_type)
    is_binary = essence.startswith(_BINARY_TYPES) and essence != "image/svg+xml"
    is_declared = charset is not None or _TEXT_TYPE.search(essence) is not None
    return not is_binary and _is_text(body, charset or "", is_declared=is_declared)


def hex_lines(body: bytes, limit: int = _HEX_LIMIT, *, per_row: int = HEX_ROW) -> list[Line]:
    """Return the first `limit` bytes in rows: where, in hexadecimal, and as text."""
    return HexLines(body[:limit], per_row=per_row)[:]


def hex_row(width: int) -> int:
    """Return how many bytes a row that is so wide has room for: sixteen, eight or four."""
    return next((each for each in (16, 8) if HexLines(b"", per_row=each).longest <= width), 4)


def _text_view(text: str, essence: str, size: int, words: int) -> BodyView:
    is_cut = len(text) > _LIMIT
    cut = _cut_note(_LIMIT, size) if is_cut else None
    if "json" in essence:
        return _json_view(text, essence, size, words)
    if is_plain(essence) and text[:200].lstrip().startswith(("{", "[")):
        found = JsonText(text[:_LIMIT], words)
        if found.fault is None or len(found.tokens) >= _TELLING:
            return _view_of_json(found, text, size)
    match kind_of(text, essence):
        case "form":
            return BodyView("form", _form_lines(text[:_LIMIT]), cut, is_cut)
        case "html" | "xml" as kind:
            return BodyView(kind, markup_lines(text, _LIMIT), cut, is_cut)
        case _:
            return BodyView("text", _plain_lines(text), cut, is_cut)


def is_plain(essence: str) -> bool:
    """Does the type say nothing of what the text is?"""
    return essence in {"", "text/plain", "application/octet-stream"}


def kind_of(text: str, essence: str) -> str:
    """Return what a text is that is no JSON."""
    if essence == "application/x-www-form-urlencoded":
        return "form"
    lowered = text[:200].lstrip()[:15].lower()
    if "html" in essence or (not essence and lowered.startswith(("<!doctype html", "<html"))):
        return "html"
    return "xml" if "xml" in essence or (not essence and lowered.startswith("<?xml")) else "text"


def _json_view(text: str, essence: str, size: int, words: int) -> BodyView:
    if is_json_lines(essence):
        is_cut = len(text) > _LIMIT
        lines = [inline(line) for line in clean_lines(text, _LIMIT)]
        return BodyView("json", lines, _cut_note(_LIMIT, size) if is_cut else None, is_cut)
    return _view_of_json(JsonText(text[:_LIMIT], words), text, size)


def _view_of_json(found: JsonText, text: str, size: int) -> BodyView:
    """Lay out a document; one that is none all the way is shown with where it stops being one."""
    is_cut = len(text) > _LIMIT
    cut = _cut_note(_LIMIT, size) if is_cut else None
    if found.fault is None or (cut and found.is_cut):
        return _laid_out(found, text, size)
    at = len(text[: found.fault_at].encode("utf-8", "replace"))
    fault = f"expected {found.fault} at byte {count(at)}"
    if found.is_cut:
        return BodyView("json", lay_out(found), f"JSON that ends too early: {fault}")
    note = " · ".join(filter(None, (f"not JSON: {fault}", cut)))
    return BodyView("text", _plain_lines(text), note, is_cut)


def is_json_lines(essence: str) -> bool:
    """Is each line a document of its own?"""
    return essence.endswith(("ndjson", "jsonl", "json-seq", "jsonlines"))


def _laid_out(found: JsonText, text: str, size: int) -> BodyView:
    limit = found.fault_at if found.is_long else _LIMIT
    is_cut = len(text) > limit
    return BodyView("json", lay_out(found), _cut_note(limit, size) if is_cut else None, is_cut)


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
    is_cut = len(body) > _HEX_LIMIT
    note = f"first {count(_HEX_LIMIT)} of {count(len(body))} bytes" if is_cut else None
    facts = image_lines(body)
    lines = [*facts, *hex_lines(body, per_row=per_row)]
    return BodyView("image" if facts else "hex", lines, note, is_cut)


def image_lines(body: bytes) -> list[Line]:
    """Return what is known of an image, and an empty line; nothing, if it is none."""
    facts = image_facts(body)
    column = max(map(len, facts), default=0) + 2
    lines: list[Line] = [[(f"{name:<{column}}", "key"), (value, "text")] for name, value in facts.items()]
    return [*lines, []] if lines else []


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


def _cut_note(limit: int, size: int) -> str:
    """Say that no more than `limit` characters of a text are shown."""
    return f"first {count(limit)} characters of {count(size)} bytes"
