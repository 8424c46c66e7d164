"""Vitals: what the machine knows of an open connection."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Vitals"]


class Vitals(Struct, frozen=True, kw_only=True, gc=False):
    """A look at the socket and at the loop; `None`: this system does not tell."""

    queued: int | None = None
    """Bytes in the kernel's receive queue that nobody has read yet."""
    wire_bytes: int | None = None
    """Bytes that came over the wire, with frames, compressed and encrypted as they were."""
    unpacked: int = 0
    """Bytes of payload that had been received over the connection at that moment."""
    rtt: float | None = None
    """The round trip as TCP sees it, in seconds."""
    retransmits: int | None = None
    """Segments that had to be sent again."""
    lag: float = 0.0
    """Seconds by which the event loop was late."""
