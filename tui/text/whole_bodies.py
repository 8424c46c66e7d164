"""A body laid out from its first byte to its last, however long it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from tui.model.conditions.document import charset_of
from tui.model.nesting import DEEPEST, is_too_deep
from tui.text.bodies import (
    BodyView,
    essence_of,
    image_lines,
    is_json_lines,
    is_plain,
    is_text,
    kind_of,
    view_of,
)
from tui.text.json_text import inline
from tui.text.long_lines import HexLines, LongLines
from tui.text.markup_text import broken, coloured
from tui.text.safe import decode

if TYPE_CHECKING:
    from tui.text.glyphs import Line

__all__ = ["FORMS", "whole_view_of"]

FORMS = ("laid out", "text", "hex")
"""The ways to look at a body."""

_LINE_END = re.compile("\r\n|\r")
_STRUCTURE = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},]', re.DOTALL)
_CLOSED_BY = {"{": "}", "[": "]"}
_BROKEN = (msgspec.DecodeError, RecursionError)


def whole_view_of(body: bytes, content_type: str | None = None, form: str = FORMS[0]) -> BodyView:
    """Return all of a body in one of the forms."""
    if not body:
        return view_of(body, content_type)
    if form == "hex":
        return BodyView("hex", HexLines(body))
    if form == "text":
        return BodyView("text", LongLines(_lines_of(decode(body, charset_of(content_type))), _plain))
    view = view_of(body, content_type)
    return _whole(body, content_type, view) if view.is_cut else view


def _whole(body: bytes, content_type: str | None, view: BodyView) -> BodyView:
    """Lay out what was too long to be laid out at once."""
    if not is_text(body, content_type):
        return BodyView(view.kind, HexLines(body, image_lines(body)))
    text, essence = decode(body, charset_of(content_type)), essence_of(content_type)
    if is_json_lines(essence):
        return BodyView("json", LongLines(_lines_of(text), inline))
    if "json" in essence or (is_plain(essence) and text[:200].lstrip().startswith(("{", "["))):
        laid_out, note = _json(text)
        if laid_out is not None:
            return BodyView("json", LongLines(laid_out, inline), note)
        return BodyView("text", LongLines(_lines_of(text), _plain), note if "json" in essence else None)
    kind = kind_of(text, essence)
    if kind in {"html", "xml"}:
        return BodyView(kind, LongLines(broken(_lines_of(text)), coloured))
    return view if kind == "form" else BodyView("text", LongLines(_lines_of(text), _plain))


def _json(text: str) -> tuple[str | None, str | None]:
    """Return JSON with one value a line, or `None`, and what is to be said of it.

    No number is rounded, no key lost, no order changed.
    """
    if is_too_deep(text.encode(errors="replace")):
        return None, f"not laid out: nested more than {DEEPEST} deep"
    try:
        return _formatted(text), None
    except _BROKEN as error:
        fault = str(error).removeprefix("JSON is malformed: ")
    try:
        begun, closers = _completed(text)
        lines = _formatted(begun).split("\n")
    except _BROKEN:
        return None, f"not JSON: {fault}"
    return "\n".join(lines[: len(lines) - closers]), "JSON that ends too early"


def _formatted(text: str) -> str:
    return msgspec.json.format(text.encode("utf-8", "replace"), indent=2).decode()


def _completed(text: str) -> tuple[str, int]:
    """Return a document up to its last whole value, and by how many brackets it was closed there."""
    is_open: list[str] = []
    end = 0
    for match in _STRUCTURE.finditer(text):
        word = match[0]
        if word in _CLOSED_BY:
            is_open.append(_CLOSED_BY[word])
            end = match.end()
        elif word == ",":
            end = match.start()
        elif word in "}]" and is_open:
            is_open.pop()
            end = match.end()
    return text[:end] + "".join(reversed(is_open)), len(is_open)


def _lines_of(text: str) -> str:
    """Return a text whose lines end in line feeds alone, and no line after the last of them."""
    return (_LINE_END.sub("\n", text) if "\r" in text else text).removesuffix("\n")


def _plain(text: str) -> Line:
    return [(text, "text")] if text else []
