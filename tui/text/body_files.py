"""A body on its way out of the program: as text, or as the bytes of a file with the suffix of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.conditions.document import charset_of
from tui.model.mask import masked
from tui.text.bodies import essence_of, is_text
from tui.text.image_facts import image_facts
from tui.text.safe import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.check import Exchange

__all__ = ["body_content", "body_suffix"]

_SUFFIXES = {
    "application/gzip": ".gz",
    "application/java-archive": ".jar",
    "application/ogg": ".ogg",
    "application/pdf": ".pdf",
    "application/vnd.apache.parquet": ".parquet",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/wasm": ".wasm",
    "application/x-7z-compressed": ".7z",
    "application/x-bzip2": ".bz2",
    "application/x-gzip": ".gz",
    "application/x-tar": ".tar",
    "application/x-xz": ".xz",
    "application/zip": ".zip",
    "application/zstd": ".zst",
    "audio/flac": ".flac",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "audio/webm": ".weba",
    "font/otf": ".otf",
    "font/ttf": ".ttf",
    "font/woff": ".woff",
    "font/woff2": ".woff2",
    "image/avif": ".avif",
    "image/bmp": ".bmp",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/jpeg": ".jpg",
    "image/jxl": ".jxl",
    "image/png": ".png",
    "image/tiff": ".tif",
    "image/vnd.microsoft.icon": ".ico",
    "image/webp": ".webp",
    "image/x-icon": ".ico",
    "video/mp2t": ".ts",
    "video/mp4": ".mp4",
    "video/mpeg": ".mpg",
    "video/ogg": ".ogv",
    "video/webm": ".webm",
}
"""By media type. Python's own table differs between versions, and looks for files of the system first."""
_FORMATS = {"PNG": ".png", "GIF": ".gif", "JPEG": ".jpg", "WebP": ".webp", "BMP": ".bmp", "ICO": ".ico"}
"""By the format of an image."""


def body_content(exchange: Exchange, mask: Callable[[str], str]) -> str | bytes:
    """Return a body without its secrets: text as it is to be read, anything else as its bytes."""
    kind = exchange.header("content-type")
    if is_text(exchange.body, kind):
        return mask(decode(exchange.body, charset_of(kind)))
    return masked(exchange.body, mask)


def body_suffix(exchange: Exchange) -> str:
    """Return the suffix for the file of a body: ".txt", or that of its type, or of the image that it is."""
    kind = exchange.header("content-type")
    if is_text(exchange.body, kind):
        return ".txt"
    if (found := _SUFFIXES.get(essence_of(kind))) is not None:
        return found
    name = image_facts(exchange.body).get("format", "").replace(",", " ").partition(" ")[0]
    return _FORMATS.get(name, ".bin")
