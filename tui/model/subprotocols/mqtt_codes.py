"""The tables of MQTT: packet types, reason codes and properties, in the words of its specifications."""

from __future__ import annotations

from enum import Enum

__all__ = ["PROPERTIES", "REASONS", "RETURN_CODES", "TYPES", "PropertyKind", "code_text"]

TYPES = (
    "CONNECT",
    "CONNACK",
    "PUBLISH",
    "PUBACK",
    "PUBREC",
    "PUBREL",
    "PUBCOMP",
    "SUBSCRIBE",
    "SUBACK",
    "UNSUBSCRIBE",
    "UNSUBACK",
    "PINGREQ",
    "PINGRESP",
    "DISCONNECT",
    "AUTH",
)
"""The Control Packet types from 1 on (MQTT 5.0, section 2.1.2; 3.1.1 has no AUTH)."""

RETURN_CODES = {
    0: "Connection Accepted",
    1: "unacceptable protocol version",
    2: "identifier rejected",
    3: "Server unavailable",
    4: "bad user name or password",
    5: "not authorized",
}
"""Of CONNACK (MQTT 3.1.1, section 3.2.2.3)."""

REASONS = {
    0x00: "Success",
    0x01: "Granted QoS 1",
    0x02: "Granted QoS 2",
    0x04: "Disconnect with Will Message",
    0x10: "No matching subscribers",
    0x11: "No subscription existed",
    0x18: "Continue authentication",
    0x19: "Re-authenticate",
    0x80: "Unspecified error",
    0x81: "Malformed Packet",
    0x82: "Protocol Error",
    0x83: "Implementation specific error",
    0x84: "Unsupported Protocol Version",
    0x85: "Client Identifier not valid",
    0x86: "Bad User Name or Password",
    0x87: "Not authorized",
    0x88: "Server unavailable",
    0x89: "Server busy",
    0x8A: "Banned",
    0x8B: "Server shutting down",
    0x8C: "Bad authentication method",
    0x8D: "Keep Alive timeout",
    0x8E: "Session taken over",
    0x8F: "Topic Filter invalid",
    0x90: "Topic Name invalid",
    0x91: "Packet Identifier in use",
    0x92: "Packet Identifier not found",
    0x93: "Receive Maximum exceeded",
    0x94: "Topic Alias invalid",
    0x95: "Packet too large",
    0x96: "Message rate too high",
    0x97: "Quota exceeded",
    0x98: "Administrative action",
    0x99: "Payload format invalid",
    0x9A: "Retain not supported",
    0x9B: "QoS not supported",
    0x9C: "Use another server",
    0x9D: "Server moved",
    0x9E: "Shared Subscriptions not supported",
    0x9F: "Connection rate exceeded",
    0xA0: "Maximum connect time",
    0xA1: "Subscription Identifiers not supported",
    0xA2: "Wildcard Subscriptions not supported",
}
"""MQTT 5.0, section 2.4."""


class PropertyKind(Enum):
    """How the value of a property is written."""

    BYTE = 1
    TWO = 2
    FOUR = 3
    VARIABLE = 4
    TEXT = 5
    BINARY = 6
    PAIR = 7


PROPERTIES = {
    1: ("Payload Format Indicator", PropertyKind.BYTE),
    2: ("Message Expiry Interval", PropertyKind.FOUR),
    3: ("Content Type", PropertyKind.TEXT),
    8: ("Response Topic", PropertyKind.TEXT),
    9: ("Correlation Data", PropertyKind.BINARY),
    11: ("Subscription Identifier", PropertyKind.VARIABLE),
    17: ("Session Expiry Interval", PropertyKind.FOUR),
    18: ("Assigned Client Identifier", PropertyKind.TEXT),
    19: ("Server Keep Alive", PropertyKind.TWO),
    21: ("Authentication Method", PropertyKind.TEXT),
    22: ("Authentication Data", PropertyKind.BINARY),
    23: ("Request Problem Information", PropertyKind.BYTE),
    24: ("Will Delay Interval", PropertyKind.FOUR),
    25: ("Request Response Information", PropertyKind.BYTE),
    26: ("Response Information", PropertyKind.TEXT),
    28: ("Server Reference", PropertyKind.TEXT),
    31: ("Reason String", PropertyKind.TEXT),
    33: ("Receive Maximum", PropertyKind.TWO),
    34: ("Topic Alias Maximum", PropertyKind.TWO),
    35: ("Topic Alias", PropertyKind.TWO),
    36: ("Maximum QoS", PropertyKind.BYTE),
    37: ("Retain Available", PropertyKind.BYTE),
    38: ("User Property", PropertyKind.PAIR),
    39: ("Maximum Packet Size", PropertyKind.FOUR),
    40: ("Wildcard Subscription Available", PropertyKind.BYTE),
    41: ("Subscription Identifier Available", PropertyKind.BYTE),
    42: ("Shared Subscription Available", PropertyKind.BYTE),
}
"""By their identifiers (MQTT 5.0, section 2.2.2.2)."""


def code_text(code: int, names: dict[int, str] = REASONS) -> str:
    """Return a code as a number with its name."""
    return f"{code:#04x} {names.get(code, 'unknown')}"
