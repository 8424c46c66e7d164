"""Where an answer ends: what a server sends beyond that belongs to no answer of ours."""

from __future__ import annotations

import re

__all__ = ["answer_end"]

_BEGINNING = re.compile(rb"HTTP/\d\.\d (\d{3})")
_LENGTH = b"\r\ncontent-length:"
_CODED = b"\r\ntransfer-encoding:"
_LONGEST = 18
"""Digits of a length that can be one."""
_END = b"\r\n\r\n"
_SWITCHING, _NO_CONTENT, _NOT_MODIFIED = b"101", b"204", b"304"


def answer_end(data: bytes, method: str) -> int | None:
    """Return where the answer ends that begins with these bytes, as its head says (RFC 9112, section 6.3).

    `None`: the head is not whole, or it does not say: the body comes in chunks, or until the connection ends.
    """
    at = 0
    while (beginning := _BEGINNING.match(data, at)) is not None:
        head, at = at, data.find(_END, at) + len(_END)
        if at < len(_END):
            return None
        status = beginning[1]
        if status == _SWITCHING:
            return None
        if status.startswith(b"1"):
            continue  # the answer proper is still to come
        if method == "HEAD" or status in {_NO_CONTENT, _NOT_MODIFIED}:
            return at
        fields = data[head:at].lower()
        _, _, rest = fields.partition(_LENGTH)
        if _LENGTH in rest or _CODED in fields:
            return None
        length = rest[: rest.find(b"\r\n")].strip(b" \t")
        return at + int(length) if length.isdigit() and len(length) <= _LONGEST else None
    return None
