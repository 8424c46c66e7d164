"""JSON from bytes, and what the bytes are instead when they are no JSON."""

from __future__ import annotations

import codecs
from typing import Final

import msgspec

from tui.model.facts import FactError
from tui.model.show import quoted

__all__ = ["decode_text", "read_json"]

_EXCERPT: Final = 24
_TEXT_CODECS: Final = (
    "utf",
    "iso8859",
    "latin",
    "ascii",
    "cp",
    "koi8",
    "mac",
    "shift",
    "euc",
    "gb",
    "big5",
    "iso2022",
)


def read_json(payload: bytes) -> object:
    """Return the JSON document that the bytes hold; whole numbers keep every digit.

    Raises:
        FactError: They hold none; the message shows how they begin.
    """
    try:
        return msgspec.json.decode(payload.removeprefix(codecs.BOM_UTF8))
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        msg = f"not JSON, {_reason(payload, error)}"
    except RecursionError:
        msg = "JSON that is nested too deeply"
    raise FactError(msg) from None


def _reason(payload: bytes, error: Exception) -> str:
    """Say what is there instead, or what is wrong with what begins like JSON."""
    start = payload[:200].decode(errors="replace").lstrip()
    if not start:
        return "it is empty"
    if not start.startswith(("{", "[")):
        return f"it starts with {quoted(start, _EXCERPT)}"
    if isinstance(error, UnicodeDecodeError):
        return "it is not in UTF-8"
    said = str(error).removeprefix("JSON is malformed: ")
    return "it ends too early" if said == "Input data was truncated" else said


def decode_text(payload: bytes, charset: str | None = None) -> str:
    """Return the text that the bytes hold, in UTF-8 unless another text encoding is named.

    An encoding that does not exist, or that is none of text, counts as UTF-8:
    the name comes from the server.
    """
    if charset:
        try:
            name = codecs.lookup(charset).name.replace("_", "").replace("-", "")
        except (LookupError, ValueError):
            name = ""
        if name.startswith(_TEXT_CODECS) and name != "utf7":
            return payload.decode(charset, errors="replace")
    return payload.removeprefix(codecs.BOM_UTF8).decode(errors="replace")
