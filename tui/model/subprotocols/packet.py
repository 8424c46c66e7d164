"""Packet: what a subprotocol makes of a message, known when the message is recorded."""

from __future__ import annotations

import msgspec

__all__ = ["MOST_PARTS", "Field", "Fields", "Packet", "PacketError", "Part", "broken", "short"]

MOST_PARTS = 10_000
"""Packets that are cut out of one message: what is behind them is left as it came."""

_LONGEST = 200

Field = tuple[str, str]
"""The name that a specification gives to something, and what it is."""

Fields = list[Field]


class Packet(msgspec.Struct, frozen=True, gc=False):
    """The head of a packet, enough to list, filter and count it; its fields are read when asked for."""

    protocol: str
    """Which specification it follows: "MQTT 5"."""
    kind: str
    """What it is, and about what: "PUBLISH sensors/1"."""
    brief: str = ""
    """What else one wants to know at a glance: "qos 1 retain"."""
    start: int = 0
    """Where the body begins in the payload: what others said, without what the protocol adds."""
    end: int | None = None
    """Where the body ends; `None`: with the payload."""
    is_failure: bool = False
    """Does it refuse something, or say that something went wrong?"""
    is_upkeep: bool = False
    """Does it say no more than that the other side is there?"""
    asks: str | None = None
    """What a packet of the other side will say that answers it; `None`: nothing does."""
    answers: str | None = None
    """What it says by which the packet is known that it answers; `None`: it answers none."""
    fault: str | None = None
    """Why it is no packet of that protocol, and where; then all of it is body."""


Part = tuple[bytes, Packet | None]
"""What becomes one row: a whole packet, or what cannot be read as one."""


class PacketError(ValueError):
    """Some bytes are no packet; the text says why, and where that was seen."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(f"{reason}, at byte {at:,}")


def short(text: str) -> str:
    """Return a name in at most two hundred characters: it is kept for every row, and others choose it."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def broken(protocol: str, error: PacketError) -> Packet:
    """Return what stands for a packet that cannot be read."""
    return Packet(protocol, f"no {protocol}", fault=str(error))
