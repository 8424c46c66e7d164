"""Phases: where the time of one attempt went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Phases"]


class Phases(Struct, frozen=True, kw_only=True, gc=False):
    """Where the time of one attempt went, in seconds.

    A phase that did not happen is `None`, never 0: a reused connection has no
    DNS phase, and drawing one as instant would be a lie. The names are those of
    HAR's `timings`, `tls` for its `ssl`.
    """

    queued: float | None = None
    """Waiting for a free place under our own limits; no part of the latency."""
    dns: float | None = None
    connect: float | None = None
    tls: float | None = None
    send: float | None = None
    wait: float | None = None
    """From the last byte of the request to the first byte of the response."""
    receive: float | None = None

    def __iter__(self) -> Iterator[tuple[str, float]]:
        """Give the name and the length of each phase that happened, in order."""
        for name in self.__struct_fields__:
            length = getattr(self, name)
            if length is not None:
                yield name, length

    @property
    def is_reused(self) -> bool:
        """Did the request travel on a connection that was there before?"""
        return self.connect is None and self.send is not None

    @property
    def total(self) -> float:
        """The sum of the phases on the wire, in seconds."""
        return sum(length for name, length in self if name != "queued")
