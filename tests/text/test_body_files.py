from __future__ import annotations

import pytest

from tests.factories import make_exchange
from tests.images import make_image
from tui.model.mask import Mask
from tui.text.body_files import body_content, body_suffix

PNG = make_image("rb", "br")
BINARY = bytes(range(256))
MASK = Mask(["hunter22"])


def typed(body: bytes, kind: str | None) -> tuple[str | bytes, str]:
    """Return what is taken of a body of that type, and the suffix of its file."""
    exchange = make_exchange(body=body, headers=(("Content-Type", kind),) if kind else ())
    return body_content(exchange, MASK), body_suffix(exchange)


def test_text_is_taken_as_it_is_read_without_its_secrets() -> None:
    assert typed(b'{"key": "hunter22"}', "application/json") == ('{"key": "•••"}', ".txt")
    assert typed("naïve".encode("latin-1"), "text/plain; charset=latin-1") == ("naïve", ".txt")


def test_what_is_no_text_is_taken_byte_by_byte() -> None:
    assert typed(PNG, "image/png") == (PNG, ".png")


def test_a_secret_is_in_no_bytes() -> None:
    content, _ = typed(BINARY + b"hunter22", "application/octet-stream")

    assert content == BINARY + "•••".encode()


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        ("image/jpeg", ".jpg"),
        ("IMAGE/WEBP; q=1", ".webp"),
        ("application/gzip", ".gz"),
        ("application/zip", ".zip"),
        ("font/woff2", ".woff2"),
        ("application/pdf", ".pdf"),
        ("application/x-protobuf", ".bin"),
        ("application/octet-stream", ".bin"),
        ("text/plain", ".bin"),
        ("nonsense", ".bin"),
        (None, ".bin"),
    ],
)
def test_the_suffix_is_that_of_the_type(kind: str | None, suffix: str) -> None:
    assert typed(BINARY, kind)[1] == suffix


@pytest.mark.parametrize("kind", [None, "application/octet-stream", "text/plain"])
def test_an_image_whose_type_does_not_say_so_has_its_suffix_all_the_same(kind: str | None) -> None:
    assert typed(PNG, kind)[1] == ".png"


def test_an_image_as_text_is_text() -> None:
    assert typed(b"<svg/>", "image/svg+xml") == ("<svg/>", ".txt")
