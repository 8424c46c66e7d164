"""Frames: from the bytes of a WebSocket to whole messages, many at a time (RFC 6455, section 5)."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FrameError", "Frames"]

_CONTINUATION, _TEXT, _BINARY, _CLOSE, _PONG = 0, 1, 2, 8, 10
_FINAL, _COMPRESSED, _RESERVED, _OPCODE = 0x80, 0x40, 0x70, 0x0F
_MASKED, _LENGTH = 0x80, 0x7F
_PLAIN = frozenset({_FINAL | _TEXT, _FINAL | _BINARY})
_USUAL = _PLAIN | {_TEXT, _BINARY}
_USUAL_WHEN_DEFLATED = _USUAL | {kind | _COMPRESSED for kind in _USUAL}
_TWO_BYTES = 126
_LONGEST_CONTROL = 125

_PROTOCOL_ERROR, _INVALID_DATA, _TOO_BIG = 1002, 1007, 1009
_AT_ONCE = 1_024
_BYTES_AT_ONCE = 262_144
_FLUSHED = b"\x00\x00\xff\xff"
"""What the sender of a compressed message leaves out (RFC 7692, section 7.2.1)."""
_NOT_OFFERED = "compressed, although compression was not offered"
_MOST_STREAMS = 1_024
"""Finished streams in one compressed message, after which it is an attack."""

Messages = tuple[int, list[bytes]]
"""The opcode and the payloads of messages that came one after the other; there may be none yet."""


class FrameError(Exception):
    """What was received breaks the protocol or a limit; `code` is what a close frame says of it."""

    def __init__(self, code: int, what: str) -> None:
        super().__init__(what)
        self.code = code


class Frames:
    """Finds the messages in what a server sends; text is not decoded, and so not judged."""

    def __init__(self, max_size: int, *, is_deflated: bool) -> None:
        """Begin with nothing.

        Args:
            max_size: The most bytes that a message may have.
            is_deflated: Has permessage-deflate been agreed on?
        """
        self._max_size = max_size
        self._is_deflated = is_deflated
        self._usual = _USUAL_WHEN_DEFLATED if is_deflated else _USUAL
        self._data = b""
        self._at = 0
        """Up to where `_data` has been read."""
        self._partial = bytearray()
        """The beginning of a frame whose end has yet to come."""
        self._needed = 0
        """The bytes that this frame has; 0: not even that is known."""
        self._later: tuple[bytes, int] | None = None
        """What follows `_data`, and from where on."""
        self._opcode = 0
        """Of the message whose fragments are coming; 0: there is none."""
        self._fragments = bytearray()
        self._is_packed = False
        """Is that message compressed?"""
        self._inflater = zlib.decompressobj(wbits=-zlib.MAX_WBITS)

    def feed(self, data: bytes) -> None:
        """Take in what has come, once `next` has nothing more to give."""
        if not self._partial:
            self._data, self._at = data, 0
        elif not self._needed:
            self._data, self._at = bytes(self._partial) + data, 0
            self._partial.clear()
        elif len(self._partial) + len(data) < self._needed:
            self._partial += data
        else:
            rest = self._needed - len(self._partial)
            self._partial += data[:rest]
            self._data, self._at = bytes(self._partial), 0
            self._later = data, rest
            self._partial.clear()

    def next(self) -> Messages | None:
        """Return the next messages, as many of one kind as follow each other; `None`: more has to come.

        A control frame is a message of its own. Of fragments that make no message for
        long it returns none at all, so that whoever asks can let others have a turn.

        Raises:
            FrameError: There is no going on after this.
        """
        fragments = 0
        while self._at < len(self._data) or self._turn():
            kind = self._data[self._at]
            if kind in _PLAIN and not self._opcode:
                payloads: list[bytes] = []
                self._take_run(kind, payloads)
                if payloads:
                    if self._at == len(self._data) and self._turn():
                        self._take_run(kind, payloads)
                    return kind & _OPCODE, payloads
            frame = self._frame()
            if frame is None:
                return None
            message = self._joined(*frame)
            if message is not None:
                return message
            fragments += 1
            if fragments == _AT_ONCE:
                return self._opcode, []
        return None

    def _turn(self) -> bool:
        """Go on to what follows, and return whether there is anything."""
        if self._later is None:
            return False
        self._data, self._at = self._later
        self._later = None
        return self._at < len(self._data)

    def _take_run(self, kind: int, payloads: list[bytes]) -> None:
        """Add the payloads of the next whole, plain and short messages: nearly all messages are.

        Whatever is out of the ordinary ends the run, for `_frame` to look at.
        """
        data, at = self._data, self._at
        add = payloads.append
        last = min(len(data) - 4, at + _BYTES_AT_ONCE)
        end, longest = len(data), self._max_size
        while at <= last and data[at] == kind:
            length = data[at + 1]
            start = at + 2
            if length >= _TWO_BYTES:
                if length != _TWO_BYTES:
                    break
                length = data[start] << 8 | data[start + 1]
                start += 2
            stop = start + length
            if stop > end or length > longest:
                break
            add(data[start:stop])
            at = stop
            if len(payloads) == _AT_ONCE:
                break
        self._at = at

    def _frame(self) -> tuple[int, bytes] | None:
        """Return the next frame as its first byte and its payload; `None`: it is not whole yet."""
        data, at = self._data, self._at
        start = at + 2
        if len(data) < start:
            self._put_aside(0)
            return None
        kind, length = data[at], data[at + 1] & _LENGTH
        is_masked = bool(data[at + 1] & _MASKED)
        if length >= _TWO_BYTES:
            start += 2 if length == _TWO_BYTES else 8
            if len(data) < start:
                self._put_aside(0)
                return None
            length = int.from_bytes(data[at + 2 : start])
        self._judge(kind, length, is_masked=is_masked)
        stop = start + length
        if len(data) < stop:
            self._put_aside(stop - at)
            return None
        self._at = stop
        return kind, data[start:stop]

    def _put_aside(self, needed: int) -> None:
        """Keep the beginning of a frame of so many bytes until the rest comes."""
        self._partial += self._data[self._at :]
        self._needed = needed
        self._data, self._at = b"", 0

    def _judge(self, kind: int, length: int, *, is_masked: bool) -> None:
        """See that a frame may be as its head says."""
        if kind not in self._usual or is_masked or self._opcode:
            for is_so, what in self._faults(kind, length, is_masked=is_masked):
                if is_so:
                    raise FrameError(_PROTOCOL_ERROR, f"the server sent {what}")
        if kind & _OPCODE < _CLOSE and length + len(self._fragments) > self._max_size:
            raise self._too_big(length + len(self._fragments))

    def _faults(self, kind: int, length: int, *, is_masked: bool) -> Iterator[tuple[bool, str]]:
        """Give what can be wrong with the head of a frame, and whether it is (sections 5.1 to 5.5)."""
        opcode, reserved = kind & _OPCODE, kind & _RESERVED
        is_fragment = opcode == _CONTINUATION
        yield reserved not in {0, _COMPRESSED}, "a frame with reserved bits"
        yield bool(reserved) and not self._is_deflated, "a frame with reserved bits: " + _NOT_OFFERED
        yield _BINARY < opcode < _CLOSE or opcode > _PONG, f"a frame of the unknown kind {opcode}"
        yield is_masked, "a masked frame, which only clients may send"
        if opcode >= _CLOSE:
            yield bool(reserved), "a compressed control frame"
            yield not kind & _FINAL, "a fragment of a control frame"
            yield length > _LONGEST_CONTROL, f"a control frame of {length:,} bytes"
        else:
            yield is_fragment and not self._opcode, "a fragment of no message"
            yield is_fragment and bool(reserved), "a fragment that claims to begin a compressed message"
            yield bool(self._opcode) and not is_fragment, "a new message amid the fragments of another"

    def _joined(self, kind: int, payload: bytes) -> Messages | None:
        """Return the message that a frame completes, if it does."""
        opcode, is_final = kind & _OPCODE, bool(kind & _FINAL)
        if opcode >= _CLOSE:
            return opcode, [payload]
        if opcode != _CONTINUATION:
            self._is_packed = bool(kind & _COMPRESSED)
            if is_final:
                return opcode, [self._unpacked(payload)]
            self._opcode = opcode
        self._fragments += payload
        if not is_final:
            return None
        opcode, payload = self._opcode, bytes(self._fragments)
        self._opcode = 0
        self._fragments.clear()
        return opcode, [self._unpacked(payload)]

    def _unpacked(self, payload: bytes) -> bytes:
        """Return a message as it was before it was compressed, if it was (RFC 7692, section 7.2.2)."""
        if not self._is_packed:
            return payload
        parts, size, rest = [], 0, payload + _FLUSHED
        for _ in range(_MOST_STREAMS):
            try:
                part = self._inflater.decompress(rest, self._max_size - size + 1)
            except zlib.error:
                raise FrameError(_INVALID_DATA, "the server sent corrupt compressed data") from None
            parts.append(part)
            size += len(part)
            if size > self._max_size:
                raise self._too_big()
            if not self._inflater.eof:
                return b"".join(parts)
            rest = self._inflater.unused_data
            self._inflater = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        raise FrameError(_PROTOCOL_ERROR, "the server sent a message of too many compressed streams")

    def _too_big(self, length: int | None = None) -> FrameError:
        what = "a message" if length is None else f"a message of {length:,} bytes"
        return FrameError(_TOO_BIG, f"{what} is longer than max_message ({self._max_size:,} bytes)")
