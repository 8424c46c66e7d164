"""MqttReader: the data types of MQTT, taken from a packet one after the other (MQTT 5.0, section 1.5)."""

from __future__ import annotations

from tui.model.subprotocols.packet import PacketError

__all__ = ["MqttReader", "variable_length"]

_LONGEST = 4
_MORE = 0x80


class MqttReader:
    """Reads up to the end of a packet, and no further; numbers are big-endian."""

    __slots__ = ("_content", "at", "end")

    def __init__(self, content: bytes, at: int, end: int) -> None:
        self._content = content
        self.at = at
        """Where the next value begins."""
        self.end = end

    @property
    def left(self) -> int:
        """How many bytes are left."""
        return self.end - self.at

    def byte(self) -> int:
        """Return an unsigned number of one byte."""
        return self.take(1, "a byte")[0]

    def two(self) -> int:
        """Return an unsigned number of two bytes (section 1.5.2)."""
        return int.from_bytes(self.take(2, "a number of two bytes"))

    def four(self) -> int:
        """Return an unsigned number of four bytes (section 1.5.3)."""
        return int.from_bytes(self.take(4, "a number of four bytes"))

    def variable(self) -> int:
        """Return a number that says itself how long it is (section 1.5.5)."""
        found = variable_length(self._content, self.at, self.end)
        if found is None:
            raise PacketError("it ends within a length", self.end)
        value, self.at = found
        return value

    def text(self, what: str) -> str:
        """Return a text in UTF-8 with its length before it (section 1.5.4)."""
        start = self.at + 2
        try:
            return self.binary(what).decode()
        except UnicodeDecodeError as error:
            raise PacketError(f"{what} is not in UTF-8", start + error.start) from None

    def binary(self, what: str) -> bytes:
        """Return bytes with their length before them (section 1.5.6)."""
        return self.take(self.two(), what)

    def take(self, length: int, what: str) -> bytes:
        """Return so many bytes."""
        if length > self.left:
            raise PacketError(f"{what} takes {length:,} bytes and {self.left:,} are left", self.at)
        start, self.at = self.at, self.at + length
        return self._content[start : self.at]

    def within(self, length: int, what: str) -> MqttReader:
        """Return what reads the next bytes, so many of them; this reader goes on behind them."""
        start = self.at
        self.take(length, what)
        return MqttReader(self._content, start, self.at)


def variable_length(content: bytes | bytearray, at: int, end: int) -> tuple[int, int] | None:
    """Return a Variable Byte Integer and where it ends; `None`: it goes on behind `end`."""
    value = 0
    for index in range(_LONGEST):
        if at + index >= end:
            return None
        byte = content[at + index]
        value |= (byte & 0x7F) << (7 * index)
        if byte < _MORE:
            return value, at + index + 1
    raise PacketError("a length takes more than four bytes", at)
