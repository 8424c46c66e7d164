from __future__ import annotations

import gzip
import sys
import zlib
from typing import TYPE_CHECKING

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.engine.decoding import BodyDecoder
from tui.engine.failures import FailureError
from tui.model.failure import FailureKind

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable


def raw_deflate(data: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflater.compress(data) + deflater.flush()


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "X-GZip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "gzip, br": lambda data: brotli.compress(gzip.compress(data)),
    "gzip, gzip": lambda data: gzip.compress(gzip.compress(data)),
    "": bytes,
    "identity": bytes,
    "x-nobody-knows": bytes,
}


def decoded(encoding: str, *parts: bytes) -> bytes:
    decoder = BodyDecoder(encoding)
    body = b"".join(piece for part in parts for piece in decoder.feed(part))
    decoder.end()
    return body


@pytest.mark.parametrize("encoding", ENCODERS)
@settings(max_examples=10)
@given(data=st.binary(max_size=300), repeated=st.integers(1, 1_000), at=st.integers(0, 200))
def test_a_body_is_what_was_encoded_however_it_arrives(
    encoding: str, data: bytes, repeated: int, at: int
) -> None:
    sent = ENCODERS[encoding](data * repeated)

    assert decoded(encoding, sent[:at], sent[at:]) == data * repeated


def test_deflate_may_lack_its_frame() -> None:
    assert decoded("deflate", raw_deflate(b"hello")) == b"hello"


@pytest.mark.parametrize("encode", [gzip.compress, zstd.compress])
def test_several_members_are_one_body(encode: Callable[[bytes], bytes]) -> None:
    encoding = "gzip" if encode is gzip.compress else "zstd"

    assert decoded(encoding, encode(b"a") + encode(b"b"), encode(b"c")) == b"abc"


def test_padding_after_gzip_is_none_of_the_body() -> None:
    assert decoded("gzip", gzip.compress(b"a") + b"\0" * 8) == b"a"


def test_no_body_at_all_is_none_that_breaks_off() -> None:
    assert decoded("gzip") == b""


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, br"])
def test_a_body_that_breaks_off_is_told(encoding: str) -> None:
    sent = ENCODERS[encoding](bytes(range(256)) * 20)

    with pytest.raises(FailureError, match="breaks off in the middle") as caught:
        decoded(encoding, sent[: len(sent) // 2])

    assert caught.value.failure.kind is FailureKind.DECODE


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_what_was_never_encoded_is_told(encoding: str) -> None:
    with pytest.raises(FailureError, match=f"not what its encoding says: {encoding}: "):
        decoded(encoding, b"<html>hello</html>" * 9)


@pytest.mark.parametrize(("encoding", "encode"), [("gzip", gzip.compress), ("zstd", zstd.compress)])
def test_members_without_end_are_refused(encoding: str, encode: Callable[[bytes], bytes]) -> None:
    with pytest.raises(FailureError, match="too many"):
        decoded(encoding, encode(b"") * 2_000)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_comes_in_small_steps(encoding: str) -> None:
    bomb = ENCODERS[encoding](bytes(20_000_000))

    first = next(BodyDecoder(encoding).feed(bomb))

    assert 0 < len(first) <= 200_000
