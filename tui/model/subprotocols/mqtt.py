"""MQTT 3.1.1 and 5.0: packets found in the bytes of WebSocket messages (section 6 of both), and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.subprotocols.mqtt_codes import TYPES
from tui.model.subprotocols.mqtt_fields import MQTT_5, fields_after_header, password_after_header
from tui.model.subprotocols.mqtt_reader import MqttReader, variable_length
from tui.model.subprotocols.packet import Packet, PacketError, broken, short

if TYPE_CHECKING:
    from tui.model.subprotocols.packet import Fields

__all__ = [
    "MQTT_3",
    "MQTT_NAMES",
    "connect_level",
    "connect_password",
    "mqtt_fields",
    "mqtt_length",
    "mqtt_packet",
    "mqtt_type",
]

MQTT_3 = 4
"""The Protocol Level of MQTT 3.1.1; that of 5.0 is 5."""
MQTT_NAMES = {MQTT_3: "MQTT 3.1.1", MQTT_5: "MQTT 5"}

_CONNECT, _PUBLISH = 1, 3
_FLAGS = {6: 0b0010, 8: 0b0010, 10: 0b0010}
"""What the flags of PUBREL, SUBSCRIBE and UNSUBSCRIBE have to be; those of all others but PUBLISH are 0."""
_RETAIN, _REFUSED = 0b0001, 0x80
_ABOUT = "Topic Filter"
_ANSWERED_BY = {
    "CONNECT": "CONNACK",
    "PUBREL": "PUBCOMP",
    "SUBSCRIBE": "SUBACK",
    "UNSUBSCRIBE": "UNSUBACK",
    "PINGREQ": "PINGRESP",
}
_UPKEEP = frozenset({"PINGREQ", "PINGRESP"})
_PUBLISH_ANSWERED_BY = ("", "PUBACK", "PUBREC")
"""By the quality of service (section 4.3 of both)."""
_ANSWERS = frozenset({*_ANSWERED_BY.values(), "PUBACK", "PUBREC"})
_IDENTIFIER = "Packet Identifier"
_CODES = frozenset({"Connect Reason Code", "Connect Return code", "Reason Code", "Return Code"})


def mqtt_length(content: bytes, at: int = 0) -> int | None:
    """Return how many bytes the packet has that begins there; `None`: too little is there to tell.

    Raises:
        PacketError: No packet begins there (section 2.1 of both).
    """
    if at >= len(content):
        return None
    _check_header(content[at], at)
    found = variable_length(content, at + 1, len(content))
    return None if found is None else found[0] + found[1] - at


def connect_level(content: bytes) -> int | None:
    """Return the level that a CONNECT asks for; `None`: it is no CONNECT, or of a level that is unknown."""
    if not content or content[0] >> 4 != _CONNECT:
        return None
    try:
        reader = _begin(content)
        reader.text("the Protocol Name")
        level = reader.byte()
    except PacketError:
        return None
    return level if level in MQTT_NAMES else None


def connect_password(content: bytes) -> bytes | None:
    """Return the password in a CONNECT; `None`: it has none, or is none."""
    if connect_level(content) is None:
        return None
    try:
        return password_after_header(_begin(content))
    except PacketError:
        return None


def mqtt_type(content: bytes) -> str:
    """Return the type of a whole packet."""
    return TYPES[(content[0] >> 4) - 1]


def mqtt_packet(content: bytes, level: int) -> Packet:
    """Read the head of a packet of that protocol level."""
    protocol = MQTT_NAMES[level]
    try:
        reader = _begin(content)
        flags = content[0] & 0x0F
        if content[0] >> 4 == _PUBLISH:
            return _publish(protocol, flags, reader, level)
        name = mqtt_type(content)
        fields = fields_after_header(name, flags, reader, level)
        _check_end(name, reader)
    except PacketError as error:
        return broken(protocol, error)
    identifier = "".join(f" {value}" for label, value in fields if label == _IDENTIFIER)
    about = " ".join(value for label, value in fields if label == _ABOUT)
    return Packet(
        protocol,
        short(f"{name} {about}" if about else name),
        short(_brief(fields)),
        len(content),
        is_failure=any(_refuses(label, value) for label, value in fields),
        is_upkeep=name in _UPKEEP,
        asks=f"{_ANSWERED_BY[name]}{identifier}" if name in _ANSWERED_BY else None,
        answers=f"{name}{identifier}" if name in _ANSWERS else None,
    )


def mqtt_fields(content: bytes, level: int) -> Fields:
    """Return all fields of a packet that was read before."""
    name, flags = mqtt_type(content), content[0] & 0x0F
    fields: Fields = [
        ("MQTT Control Packet type", f"{content[0] >> 4} {name}"),
        ("Remaining Length", str(_begin(content).left)),
    ]
    return [*fields, *fields_after_header(name, flags, _begin(content), level)]


def _publish(protocol: str, flags: int, reader: MqttReader, level: int) -> Packet:
    """Read a PUBLISH as far as its payload: there are many of them."""
    topic = reader.text("the Topic Name")
    qos = flags >> 1 & 3
    identifier = reader.two() if qos else 0
    if level >= MQTT_5:
        reader.take(reader.variable(), "the properties")
    brief = f"qos {qos} id {identifier}" if qos else ""
    if flags & _RETAIN:
        brief = f"{brief} retain".lstrip()
    asks = f"{_PUBLISH_ANSWERED_BY[qos]} {identifier}" if qos else None
    return Packet(protocol, short(f"PUBLISH {topic}"), brief, reader.at, asks=asks)


def _begin(content: bytes) -> MqttReader:
    """Return what reads the packet from behind its fixed header."""
    if not content:
        raise PacketError("it is empty", 0)
    _check_header(content[0], 0)
    found = variable_length(content, 1, len(content))
    if found is None:
        raise PacketError("it ends within its length", len(content))
    length, start = found
    if start + length > len(content):
        raise PacketError(f"it should have {start + length:,} bytes and has {len(content):,}", len(content))
    return MqttReader(content, start, start + length)


def _check_header(first: int, at: int) -> None:
    """Check type and flags (section 2.1 of both)."""
    kind, flags = first >> 4, first & 0x0F
    if not 0 < kind <= len(TYPES):
        raise PacketError(f"there is no packet type {kind}", at)
    if kind == _PUBLISH:
        if flags >> 1 & 3 == 3:  # noqa: PLR2004 - both bits of the QoS
            raise PacketError("a PUBLISH of QoS 3", at)
    elif flags != _FLAGS.get(kind, 0):
        wanted = _FLAGS.get(kind, 0)
        raise PacketError(f"the flags of {TYPES[kind - 1]} are {flags:04b} instead of {wanted:04b}", at)


def _check_end(name: str, reader: MqttReader) -> None:
    if reader.left:
        raise PacketError(f"{reader.left:,} bytes too many in {name}", reader.at)


def _brief(fields: Fields) -> str:
    """Say what one wants to know of a packet without a payload."""
    short = {_IDENTIFIER: "id", "Requested QoS": "qos", "Maximum QoS": "qos"}
    parts: list[str] = []
    for label, value in fields:
        if label in short:
            parts.append(f"{short[label]} {value}")
        elif label in _CODES:
            parts.append(value.partition(" ")[2])
        elif value and label in {
            "Client Identifier",
            "Assigned Client Identifier",
            "User Name",
            "Reason String",
        }:
            parts.append(f'{label} "{value}"')
    return " · ".join(parts)


def _refuses(label: str, value: str) -> bool:
    if label not in _CODES:
        return False
    code = int(value.partition(" ")[0], 0)
    return code >= _REFUSED or (label == "Connect Return code" and code > 0)
