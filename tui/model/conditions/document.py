"""JSON from bytes, and what the bytes are instead when they are no JSON."""

from __future__ import annotations

import codecs
import re
from typing import Final

import msgspec

from tui.model.conditions.facts import FactError
from tui.model.conditions.show import quoted
from tui.model.nesting import is_too_deep

__all__ = ["Document", "charset_of", "decode_text", "read_json"]

_UNREAD: Final = object()
_TOO_DEEP: Final = "JSON that is nested too deeply"
_EXCERPT: Final = 24
_CHARSET: Final = re.compile(r""";\s*charset\s*=\s*"?([^\s;"]{1,40})""", re.IGNORECASE)
_ODD_CODECS: Final = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf_7"}
)
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Document:
    """The JSON document that some bytes hold, parsed when it is first asked for, and once."""

    __slots__ = ("_found", "_payload")

    def __init__(self, payload: bytes) -> None:
        self._payload = payload
        self._found: object = _UNREAD

    def read(self) -> object:
        """Return it, as `read_json` does."""
        if self._found is _UNREAD:
            try:
                self._found = read_json(self._payload)
            except FactError as error:
                self._found = error
        if isinstance(self._found, FactError):
            raise FactError(str(self._found))
        return self._found


def read_json(payload: bytes) -> object:
    """Return the JSON document that the bytes hold; whole numbers keep every digit.

    Raises:
        FactError: They hold none; the message shows how they begin.
    """
    try:
        if not is_too_deep(payload):
            return msgspec.json.decode(payload.removeprefix(codecs.BOM_UTF8))
        msg = _TOO_DEEP
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        msg = f"not JSON, {_reason(payload, error)}"
    except RecursionError:
        msg = _TOO_DEEP
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


def charset_of(content_type: str | None) -> str | None:
    """Return the charset that a Content-Type field names (RFC 9110, section 8.3.2), if it does."""
    found = _CHARSET.search(content_type or "")
    return found[1] if found else None


def decode_text(payload: bytes, charset: str | None = None) -> str:
    r"""Read bytes as text in that charset, or as UTF-8; bytes that mean nothing in it become `\xff`.

    A charset that does not exist, or that is none of text, counts as UTF-8: the
    name comes from the server.
    """
    if charset is None and payload.startswith(_UTF16_MARKS):
        charset = "utf-16"
    try:
        name = codecs.lookup(charset).name if charset else "utf-8"
        if name.replace("-", "_") not in _ODD_CODECS:
            return payload.decode(name, "backslashreplace").removeprefix("\ufeff")
    except (LookupError, ValueError, TypeError):
        pass
    return payload.decode("utf-8", "backslashreplace").removeprefix("\ufeff")
