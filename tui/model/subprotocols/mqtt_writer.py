"""MQTT packets written as text: "SUBSCRIBE sensors/# qos 1", under the names of the specifications."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from tui.model.subprotocols.mqtt import MQTT_3
from tui.model.subprotocols.mqtt_fields import MQTT_5

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["mqtt_written"]

_EXAMPLE = (
    "write e.g. 'CONNECT', 'SUBSCRIBE sensors/# qos 1' or 'PUBLISH lamp/1 retain', a blank line and a payload"
)
_COMMAND = re.compile(
    r"(?P<command>[A-Z]+)(?: (?P<topic>.+?))??(?: qos (?P<qos>[012]))?(?P<retain> retain)?\s*"
)
_SIMPLE = {"PINGREQ": b"\xc0\x00", "DISCONNECT": b"\xe0\x00"}
_VERSIONS = {"3.1.1": MQTT_3, "4": MQTT_3, "5": MQTT_5, "5.0": MQTT_5}
_OPTIONS = {
    "protocol version": "3.1.1",
    "client identifier": "",
    "keep alive": "60",
    "clean start": "1",
    "user name": "",
    "password": "",
}
_ALIASES = {"protocol level": "protocol version", "clean session": "clean start"}
_LONGEST_TEXT = 65_535


def mqtt_written(text: str, level: int, identifier: int) -> bytes:
    """Return the packet that a text describes.

    Args:
        text: What it is, its options a line each, and behind a blank line its payload.
        level: The protocol level, which all but CONNECT are written for.
        identifier: The Packet Identifier, where there is one.

    Raises:
        ValueError: It describes none; the message says what would.
    """
    head, _, payload = text.partition("\n\n")
    first, *options = head.splitlines() or [""]
    found = _COMMAND.fullmatch(first)
    if found is None:
        raise ValueError(f"not an MQTT packet: {first[:60]!r}, {_EXAMPLE}")
    command, topic, qos = found["command"], found["topic"] or "", int(found["qos"] or 0)
    match command:
        case "CONNECT":
            return _connect(_read(options))
        case "PUBLISH" if topic:
            return _publish(topic, qos, payload, level, identifier, is_retained=bool(found["retain"]))
        case "SUBSCRIBE" | "UNSUBSCRIBE" if topic:
            options_byte = bytes([qos]) if command == "SUBSCRIBE" else b""
            body = _identifier(identifier) + _properties(level) + _text(topic) + options_byte
            return _packet(0x82 if command == "SUBSCRIBE" else 0xA2, body)
        case _ if command in _SIMPLE:
            return _SIMPLE[command]
        case _:
            raise ValueError(f"not an MQTT packet that can be written: {first[:60]!r}, {_EXAMPLE}")


def _connect(options: Mapping[str, str]) -> bytes:
    """Write a CONNECT without a Will (section 3.1 of both versions)."""
    level = _VERSIONS.get(options["protocol version"])
    if level is None:
        raise ValueError(f"Protocol Version is one of {', '.join(_VERSIONS)}")
    user, password = options["user name"], options["password"]
    flags = (0x02 if options["clean start"] != "0" else 0) | (0x80 if user else 0) | (0x40 if password else 0)
    body = (
        _text("MQTT") + struct.pack("!BBH", level, flags, _number(options["keep alive"])) + _properties(level)
    )
    body += _text(options["client identifier"])
    return _packet(0x10, body + b"".join(_text(each) for each in (user, password) if each))


def _publish(topic: str, qos: int, payload: str, level: int, identifier: int, *, is_retained: bool) -> bytes:
    """Write a PUBLISH (section 3.3 of both versions)."""
    body = _text(topic) + (_identifier(identifier) if qos else b"") + _properties(level)
    return _packet(0x30 | qos << 1 | is_retained, body + payload.encode())


def _read(lines: list[str]) -> dict[str, str]:
    """Read the options of a CONNECT, over those that it has without them."""
    options = dict(_OPTIONS)
    for line in lines:
        name, colon, value = line.partition(":")
        key = name.strip().lower()
        key = _ALIASES.get(key, key)
        if not colon or key not in options:
            known = ", ".join(each.title() for each in _OPTIONS)
            raise ValueError(f"a CONNECT has no option {name.strip()[:60]!r}; there are {known}")
        options[key] = value.strip()
    return options


def _packet(first: int, body: bytes) -> bytes:
    """Put the fixed header before the rest (section 2.1 of both versions)."""
    length, left = bytearray(), len(body)
    while True:
        left, digit = left >> 7, left & 0x7F
        length.append(digit | (0x80 if left else 0))
        if not left:
            return bytes([first]) + bytes(length) + body


def _text(text: str) -> bytes:
    content = text.encode()
    if len(content) > _LONGEST_TEXT:
        raise ValueError(f"{text[:20]!r}… is longer than {_LONGEST_TEXT:,} bytes")
    return struct.pack("!H", len(content)) + content


def _identifier(number: int) -> bytes:
    return struct.pack("!H", number)


def _properties(level: int) -> bytes:
    """Return that there are none, where there could be."""
    return b"\0" if level >= MQTT_5 else b""


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) > _LONGEST_TEXT:
        raise ValueError(f"Keep Alive is a number of seconds up to {_LONGEST_TEXT:,}, not {text[:20]!r}")
    return int(text)
