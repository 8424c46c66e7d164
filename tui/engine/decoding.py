"""Content codings undone step by step, so that a small body cannot become an endless one.

aiohttp would do it too, but takes a gzip, br or zstd body that breaks off in
the middle for a whole one, and leaves what was encoded twice as it is.
"""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING, Protocol

import brotli

from tui.engine.failures import FailureError
from tui.model.failure import Failure, FailureKind

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["BodyDecoder"]

_STEP = 65_536
"""Bytes, about, that come of one step."""
_MOST_MEMBERS = 1_000
"""Parts of one body, each compressed by itself: empty ones cost time and bring nothing."""
_MOST_CODINGS = 5
"""What a body may have been encoded with, one after the other; curl takes as many."""
_MEMBER = b"\x1f\x8b"
"""What a member of gzip begins with."""
_GZIP, _ZLIB, _DEFLATE = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS
_BROKEN = (zlib.error, brotli.error, zstd.ZstdError)


class _Decoder(Protocol):
    """Undoes one coding."""

    @property
    def is_whole(self) -> bool:
        """Has it come to an end?"""
        ...

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Give what comes of some more bytes, in small steps."""
        ...


class _Zlib:
    """Undoes gzip (RFC 1952, which may have several members) and deflate (RFC 9110, section 8.4.1.2)."""

    def __init__(self, bits: int | None) -> None:
        """Take what zlib is told of the format; `None`: deflate, with or without the frame of zlib."""
        self._bits = bits
        self._inflater: zlib._Decompress | None = None
        self._members = 0

    @property
    def is_whole(self) -> bool:
        return self._inflater is not None and self._inflater.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._inflater is None or self._inflater.eof:
                if self.is_whole and not data.startswith(_MEMBER):
                    return  # what follows the last member is padding
                self._inflater = self._begun(data)
            yield from self._inflated(self._inflater, data)
            data = self._inflater.unused_data

    def _inflated(self, inflater: zlib._Decompress, data: bytes) -> Iterator[bytes]:
        while True:
            piece = inflater.decompress(data, _STEP)
            yield piece
            data = inflater.unconsumed_tail
            if inflater.eof or (not data and len(piece) < _STEP):
                return

    def _begun(self, data: bytes) -> zlib._Decompress:
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise zlib.error("too many members")
        return zlib.decompressobj(self._bits or (_ZLIB if data[0] & 0x0F == zlib.DEFLATED else _DEFLATE))


class _Brotli:
    """Undoes br (RFC 7932)."""

    def __init__(self) -> None:
        self._decompressor = brotli.Decompressor()

    @property
    def is_whole(self) -> bool:
        return bool(self._decompressor.is_finished())

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield self._decompressor.process(data, output_buffer_limit=_STEP)
        while not self._decompressor.can_accept_more_data() and not self.is_whole:
            yield self._decompressor.process(b"", output_buffer_limit=_STEP)


class _Zstd:
    """Undoes zstd (RFC 8878), which may have several frames."""

    def __init__(self) -> None:
        self._decompressor = zstd.ZstdDecompressor()
        self._frames = 1

    @property
    def is_whole(self) -> bool:
        return self._decompressor.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data or not (self._decompressor.needs_input or self._decompressor.eof):
            if self._decompressor.eof:
                self._begin()
            yield self._decompressor.decompress(data, max_length=_STEP)
            data = self._decompressor.unused_data if self._decompressor.eof else b""

    def _begin(self) -> None:
        self._frames += 1
        if self._frames > _MOST_MEMBERS:
            raise zstd.ZstdError("too many frames")
        self._decompressor = zstd.ZstdDecompressor()


_DECODERS: dict[str, Callable[[], _Decoder]] = {
    "gzip": lambda: _Zlib(_GZIP),
    "x-gzip": lambda: _Zlib(_GZIP),
    "deflate": lambda: _Zlib(None),
    "br": _Brotli,
    "zstd": _Zstd,
}


class BodyDecoder:
    """Undoes the codings of a `Content-Encoding`; one that nobody knows leaves the body as it came."""

    def __init__(self, encoding: str) -> None:
        names = [each.strip().lower() for each in encoding.split(",")]
        self._names = [each for each in names if each not in {"", "identity"}]
        is_known = all(name in _DECODERS for name in self._names)
        self._is_excessive = len(self._names) > _MOST_CODINGS
        self._decoders = (
            [_DECODERS[name]() for name in reversed(self._names)]
            if is_known and not self._is_excessive
            else []
        )
        self._is_begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Give what some more bytes of the body stand for, in small steps.

        Raises:
            FailureError: They are not what the encoding says.
        """
        self._is_begun = True
        if self._is_excessive:
            message = (
                f"the body is encoded {len(self._names):,} times over, of which {_MOST_CODINGS} are undone"
            )
            raise FailureError(Failure(FailureKind.DECODE, message, "receive"))
        try:
            yield from self._through(data, 0)
        except _BROKEN as error:
            raise self._failure(str(error).strip() or "broken") from error

    def end(self) -> None:
        """Note that there is no more.

        Raises:
            FailureError: There should be.
        """
        if self._is_begun and not all(decoder.is_whole for decoder in self._decoders):
            raise self._failure("it breaks off in the middle")

    def _through(self, data: bytes, stage: int) -> Iterator[bytes]:
        """Take bytes through the decoders from one of them on."""
        if stage == len(self._decoders):
            yield data
            return
        for piece in self._decoders[stage].feed(data):
            if piece:
                yield from self._through(piece, stage + 1)

    def _failure(self, why: str) -> FailureError:
        message = f"the body is not what its encoding says: {', '.join(self._names)}: {why}"
        return FailureError(Failure(FailureKind.DECODE, message, "receive"))
