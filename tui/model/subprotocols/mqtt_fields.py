"""The fields of MQTT packets, under the names that MQTT 3.1.1 and 5.0 give them (section 3 of both)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.subprotocols.mqtt_codes import (
    PROPERTIES,
    REASONS,
    RETURN_CODES,
    PropertyKind,
    code_text,
)
from tui.model.subprotocols.mqtt_reader import MqttReader
from tui.model.subprotocols.packet import PacketError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.subprotocols.packet import Fields

__all__ = ["MQTT_5", "fields_after_header", "password_after_header"]

MQTT_5 = 5
_AUTHENTICATION_DATA = 22
_MOST_FIELDS = 1_000
_HIDDEN = "•••"
_WITH_IDENTIFIER = frozenset({"PUBACK", "PUBREC", "PUBREL", "PUBCOMP"})
_GRANTED = {0: "QoS 0", 1: "QoS 1", 2: "QoS 2", 0x80: "Failure"}
_NUMBERS = {
    PropertyKind.BYTE: MqttReader.byte,
    PropertyKind.TWO: MqttReader.two,
    PropertyKind.FOUR: MqttReader.four,
    PropertyKind.VARIABLE: MqttReader.variable,
}
_WILL, _USER, _PASSWORD = 0x04, 0x80, 0x40


def fields_after_header(name: str, flags: int, reader: MqttReader, level: int) -> Fields:
    """Return the fields of the variable header and of the payload, but not what PUBLISH carries.

    Args:
        name: The type of the packet.
        flags: Those of the fixed header.
        reader: Stands behind the fixed header.
        level: The version of the protocol, 4 for 3.1.1 and 5.

    Raises:
        PacketError: The packet is malformed.
    """
    if name == "CONNECT":
        return _connect(reader)
    if name == "PUBLISH":
        return _publish(flags, reader, level)
    if name in _WITH_IDENTIFIER:
        return [_identifier(reader), *_reason(reader)]
    read = _READERS.get(name)
    return read(reader, level) if read is not None else []


def password_after_header(reader: MqttReader) -> bytes | None:
    """Return the password of a CONNECT, which nobody is to see; `None`: it has none.

    Raises:
        PacketError: The packet is malformed.
    """
    _, flags = _connect_to_password(reader)
    return reader.binary("the Password") if flags & _PASSWORD else None


def _connect(reader: MqttReader) -> Fields:
    """Read CONNECT (section 3.1 of both)."""
    fields, flags = _connect_to_password(reader)
    if flags & _PASSWORD:
        reader.binary("the Password")
        fields.append(("Password", _HIDDEN))
    return fields


def _connect_to_password(reader: MqttReader) -> tuple[Fields, int]:
    """Read CONNECT up to its last field; return its flags as well, which say whether that is there."""
    fields: Fields = [("Protocol Name", reader.text("the Protocol Name"))]
    level = reader.byte()
    flags = reader.byte()
    is_5 = level >= MQTT_5
    fields += [
        ("Protocol Version" if is_5 else "Protocol Level", str(level)),
        ("Clean Start" if is_5 else "Clean Session", str(flags >> 1 & 1)),
        ("Keep Alive", str(reader.two())),
        *_properties(reader, level),
        ("Client Identifier", reader.text("the Client Identifier")),
    ]
    if flags & _WILL:
        fields += _properties(reader, level)
        fields.append(("Will Topic", reader.text("the Will Topic")))
        fields.append(("Will Payload" if is_5 else "Will Message", _shown(reader.binary("the Will"))))
        fields += [("Will QoS", str(flags >> 3 & 3)), ("Will Retain", str(flags >> 5 & 1))]
    if flags & _USER:
        fields.append(("User Name", reader.text("the User Name")))
    return fields, flags


def _connack(reader: MqttReader, level: int) -> Fields:
    """Read CONNACK (section 3.2 of both)."""
    present = reader.byte() & 1
    code = reader.byte()
    names = REASONS if level >= MQTT_5 else RETURN_CODES
    label = "Connect Reason Code" if level >= MQTT_5 else "Connect Return code"
    fields: Fields = [("Session Present", str(present)), (label, code_text(code, names))]
    return [*fields, *(_properties(reader, level) if reader.left else ())]


def _publish(flags: int, reader: MqttReader, level: int) -> Fields:
    """Read PUBLISH up to its payload (section 3.3 of both)."""
    qos = flags >> 1 & 3
    fields: Fields = [
        ("Topic Name", reader.text("the Topic Name")),
        ("QoS level", str(qos)),
        ("DUP flag", str(flags >> 3 & 1)),
        ("RETAIN", str(flags & 1)),
    ]
    if qos:
        fields.append(_identifier(reader))
    return [*fields, *_properties(reader, level)]


def _subscribe(reader: MqttReader, level: int) -> Fields:
    """Read SUBSCRIBE (section 3.8 of both)."""
    fields: Fields = [_identifier(reader), *_properties(reader, level)]
    while _has_more(fields, reader):
        fields.append(("Topic Filter", reader.text("a Topic Filter")))
        options = reader.byte()
        fields.append(("Maximum QoS" if level >= MQTT_5 else "Requested QoS", str(options & 3)))
        if level >= MQTT_5:
            fields += [
                ("No Local", str(options >> 2 & 1)),
                ("Retain As Published", str(options >> 3 & 1)),
                ("Retain Handling", str(options >> 4 & 3)),
            ]
    return fields


def _unsubscribe(reader: MqttReader, level: int) -> Fields:
    """Read UNSUBSCRIBE (section 3.10 of both)."""
    fields: Fields = [_identifier(reader), *_properties(reader, level)]
    while _has_more(fields, reader):
        fields.append(("Topic Filter", reader.text("a Topic Filter")))
    return fields


def _granted(reader: MqttReader, level: int) -> Fields:
    """Read SUBACK and UNSUBACK (sections 3.9 and 3.11 of both)."""
    fields: Fields = [_identifier(reader), *_properties(reader, level)]
    label, names = ("Reason Code", REASONS) if level >= MQTT_5 else ("Return Code", _GRANTED)
    while _has_more(fields, reader):
        fields.append((label, code_text(reader.byte(), names)))
    return fields


def _ended(reader: MqttReader, level: int) -> Fields:
    """Read DISCONNECT and AUTH (sections 3.14 and 3.15 of 5.0); in 3.1.1 there is nothing in it."""
    return _reason(reader) if level >= MQTT_5 else []


def _reason(reader: MqttReader) -> Fields:
    """Read what may follow in version 5: a reason, then properties (sections 3.4.2 and 3.14.2)."""
    if not reader.left:
        return []
    fields: Fields = [("Reason Code", code_text(reader.byte()))]
    return [*fields, *(_properties(reader, MQTT_5) if reader.left else ())]


def _identifier(reader: MqttReader) -> tuple[str, str]:
    return "Packet Identifier", str(reader.two())


def _properties(reader: MqttReader, level: int) -> Fields:
    """Read properties (MQTT 5.0, section 2.2.2); 3.1.1 has none."""
    if level < MQTT_5:
        return []
    inner = reader.within(reader.variable(), "the properties")
    fields: Fields = []
    while _has_more(fields, inner):
        at = inner.at
        number = inner.variable()
        known = PROPERTIES.get(number)
        if known is None:
            raise PacketError(f"there is no property {number}", at)
        value = _property(inner, known[1])
        fields.append((known[0], _HIDDEN if number == _AUTHENTICATION_DATA else value))
    return fields


def _property(reader: MqttReader, kind: PropertyKind) -> str:
    match kind:
        case PropertyKind.TEXT:
            return reader.text("a property")
        case PropertyKind.BINARY:
            return _shown(reader.binary("a property"))
        case PropertyKind.PAIR:
            return f"{reader.text('a property')}: {reader.text('a property')}"
        case _:
            return str(_NUMBERS[kind](reader))


def _has_more(fields: Fields, reader: MqttReader) -> bool:
    """Is there more to read? There is an end to how many fields anybody looks at."""
    if reader.left and len(fields) >= _MOST_FIELDS:
        raise PacketError(f"more than {_MOST_FIELDS:,} fields", reader.at)
    return bool(reader.left)


def _shown(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return f"0x{content.hex()}"


_READERS: dict[str, Callable[[MqttReader, int], Fields]] = {
    "CONNACK": _connack,
    "SUBSCRIBE": _subscribe,
    "SUBACK": _granted,
    "UNSUBSCRIBE": _unsubscribe,
    "UNSUBACK": _granted,
    "DISCONNECT": _ended,
    "AUTH": _ended,
}
