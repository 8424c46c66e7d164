"""Layers: what is wrapped in a payload, found by looking: text in JSON, base64, gzip, msgpack, protobuf."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

import msgspec
from msgspec import Struct

from tui.model.message import Opcode
from tui.text.protobuf import protobuf_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.model.message import FeedMessage

__all__ = ["WAYS", "Chosen", "Layer", "layers_of"]

_LARGEST = 1_000_000
"""Bytes that unwrapping one layer may lead to: what is small on the wire may be endless."""
_LARGEST_WHOLE = 400_000
"""Bytes of a message above which nothing is unwrapped."""
_DEEPEST = 8
_WRAPPERS = ("data", "payload", "body", "message", "msg", "content")
"""Keys at the top of an object that another document is often put under."""
_BASE64 = re.compile(rb"\s*[A-Za-z0-9+/_-]{15,}={0,2}\s*")
_GZIP, _ZLIB = b"\x1f\x8b", b"\x78"
_PACKED = frozenset({*range(0x80, 0xA0), 0xDC, 0xDD, 0xDE, 0xDF})
"""The first bytes of a list or a map in msgpack."""
_JSON = msgspec.json.Decoder()
_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
_MSGPACK = msgspec.msgpack.Decoder()
_BROKEN = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, TypeError, ValueError)


class Layer(Struct, frozen=True):
    """What a payload is, or what was found in the layer before."""

    name: str
    content: bytes
    is_cut: bool = False
    """Is there more of it than was unwrapped?"""
    is_broken: bool = False
    """Is the layer before not what somebody said it was?"""


class Chosen(Struct, frozen=True):
    """How a message is to be unwrapped, by the word of somebody who knows better."""

    depth: int
    """From which of the layers that are found by looking."""
    ways: tuple[str, ...]
    """What each further layer is, of those in `WAYS`."""


def layers_of(message: FeedMessage, chosen: Chosen | None = None) -> list[Layer]:
    """Return the payload of a message and what is wrapped in it, the innermost last.

    What is not chosen is found by looking.
    """
    layers = [Layer("binary" if message.opcode is Opcode.BINARY else "text", message.payload)]
    packet = message.packet
    if packet is not None and packet.fault is None:
        layers.append(Layer(f"{packet.protocol} {packet.kind.partition(' ')[0]}", message.body))
    if message.size > _LARGEST_WHOLE:
        return layers
    layers = _found_in(layers)
    if chosen is None:
        return layers
    layers = layers[: chosen.depth + 1]
    for way in chosen.ways:
        layers.append(_unwrapped_as(way, layers[-1].content))
        if layers[-1].is_broken:
            return layers
    return layers if layers[-1].name in _INNERMOST else _found_in(layers)


def _found_in(layers: list[Layer]) -> list[Layer]:
    """Return these layers and what is found in the last of them."""
    layers, known = layers.copy(), len(layers)
    while len(layers) <= _DEEPEST and not layers[-1].is_cut:
        found = next(filter(None, (unwrap(layers[-1].content) for unwrap in _UNWRAPPERS)), None)
        if found is None:
            break
        layers.append(found)
        if found.name in _INNERMOST:
            break
    while len(layers) > known and layers[-1].name == "base64" and not _is_telling(layers[-1].content):
        layers.pop()  # letters and digits by accident
    return layers


def _unwrapped_as(way: str, content: bytes) -> Layer:
    """Return what is in a content if it is what somebody says it is; it may be broken."""
    found = _CHOSEN[way](content)
    return Layer(way, content, is_broken=True) if found is None else found


def _json_text(content: bytes) -> Layer | None:
    """Unwrap a document that is a string in JSON."""
    if content.lstrip()[:1] != b'"':
        return None
    try:
        value = _JSON.decode(content)
    except _BROKEN:
        return None
    return Layer("JSON string", value.encode(errors="replace")) if isinstance(value, str) else None


def _member(content: bytes) -> Layer | None:
    """Unwrap what an object holds under a key such as "data", if that is wrapped once more."""
    if content.lstrip()[:1] != b"{":
        return None
    try:
        document = _OBJECT.decode(content)
    except _BROKEN:
        return None
    for key in _WRAPPERS:
        inner = _json_text(bytes(document.get(key, b"")))
        if inner is not None and _is_wrapped(inner.content):
            return Layer(f".{key}", inner.content)
    return None


def _is_wrapped(content: bytes) -> bool:
    """Is there a document in it, rather than just a text?"""
    if content.lstrip()[:1] in {b"{", b"["}:
        return _is_json(content)
    found = _base64(content)
    if found is None:
        return False
    return _is_json(found.content) or any(unwrap(found.content) for unwrap in (_inflated, _packed))


def _base64(content: bytes) -> Layer | None:
    if not _BASE64.fullmatch(content):
        return None
    text = content.strip().translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
    try:
        return Layer("base64", base64.b64decode(text + b"=" * (-len(text) % 4), validate=True))
    except (binascii.Error, ValueError):
        return None


def _inflated(content: bytes) -> Layer | None:
    """Unwrap gzip (RFC 1952) or zlib (RFC 1950), and no more of it than is bearable."""
    if content.startswith(_GZIP):
        return _inflate(content, "gzip", zlib.MAX_WBITS | 16)
    if content.startswith(_ZLIB) and len(content) > 1 and int.from_bytes(content[:2]) % 31 == 0:
        return _inflate(content, "zlib", zlib.MAX_WBITS)
    return None


def _inflate(content: bytes, name: str, bits: int) -> Layer | None:
    inflater = zlib.decompressobj(bits)
    try:
        inflated = inflater.decompress(content, _LARGEST)
    except zlib.error:
        return None
    return Layer(name, inflated, is_cut=not inflater.eof) if inflated else None


def _packed(content: bytes) -> Layer | None:
    """Unwrap msgpack, if it is a list or a map of something."""
    if content[:1] == b"" or content[0] not in _PACKED:
        return None
    try:
        value = _MSGPACK.decode(content)
        if not isinstance(value, list | dict) or not value:
            return None
        return Layer("msgpack", msgspec.json.encode(_plain(value)))
    except _BROKEN:
        return None


def _protobuf(content: bytes) -> Layer | None:
    """Unwrap protobuf, as far as that goes without its schema."""
    if _is_text(content):
        return None
    document = protobuf_document(content)
    return None if document is None else Layer("protobuf?", msgspec.json.encode(document))


_UNWRAPPERS: tuple[Callable[[bytes], Layer | None], ...] = (
    _json_text,
    _member,
    _base64,
    _inflated,
    _packed,
    _protobuf,
)


def _as_base64(content: bytes) -> Layer | None:
    """Unwrap base64 that may be short, broken into lines, or of either alphabet (RFC 4648)."""
    text = b"".join(content.split()).translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
    try:
        return Layer("base64", base64.b64decode(text + b"=" * (-len(text) % 4), validate=True))
    except (binascii.Error, ValueError):
        return None


def _as_hexadecimal(content: bytes) -> Layer | None:
    try:
        return Layer("hexadecimal", bytes.fromhex(content.decode().removeprefix("0x")))
    except ValueError:
        return None


def _as_deflated(content: bytes) -> Layer | None:
    return _inflated(content) or _inflate(content, "deflate", -zlib.MAX_WBITS)


def _as_msgpack(content: bytes) -> Layer | None:
    try:
        return Layer("msgpack", msgspec.json.encode(_plain(_MSGPACK.decode(content))))
    except _BROKEN:
        return None


def _as_protobuf(content: bytes) -> Layer | None:
    document = protobuf_document(content, is_sure=True)
    return None if document is None else Layer("protobuf", msgspec.json.encode(document))


def _as_percent_encoded(content: bytes) -> Layer | None:
    return Layer("percent-encoded", unquote_to_bytes(content.replace(b"+", b" ")))


_CHOSEN: dict[str, Callable[[bytes], Layer | None]] = {
    "base64": _as_base64,
    "hexadecimal": _as_hexadecimal,
    "gzip, zlib or deflate": _as_deflated,
    "JSON string": _json_text,
    "msgpack": _as_msgpack,
    "protobuf": _as_protobuf,
    "percent-encoded": _as_percent_encoded,
}
WAYS = tuple(_CHOSEN)
"""What somebody may say that a layer is."""
_INNERMOST = frozenset({"msgpack", "protobuf", "protobuf?"})


def _plain(value: object) -> object:
    """Return a value of msgpack as one of JSON."""
    match value:
        case dict():
            return {_key(key): _plain(each) for key, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case bytes():
            return value.decode() if _is_text(value) else f"0x{value.hex()}"
        case msgspec.msgpack.Ext():
            return {"ext": value.code, "data": f"0x{bytes(value.data).hex()}"}
        case _:
            return value


def _key(key: object) -> str:
    return key if isinstance(key, str) else str(_plain(key))


def _is_json(content: bytes) -> bool:
    try:
        return isinstance(_JSON.decode(content), dict | list)
    except _BROKEN:
        return False


def _is_telling(content: bytes) -> bool:
    """Is it a text of several words?"""
    return _is_text(content) and b" " in content.strip()


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return all(character.isprintable() or character in "\t\r\n" for character in _sample(text))


def _sample(text: str) -> Iterator[str]:
    return iter(text[:4_096])
