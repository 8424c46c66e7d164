"""Sequences: numbers in messages that count up by one, found by themselves, and where they do not."""

from __future__ import annotations

import msgspec
from msgspec import Struct

__all__ = ["SEQUENCE_KEYS", "Break", "Sequences"]

SEQUENCE_KEYS = ("seq", "sequence", "seqNum", "seq_num", "sequenceNumber", "sequence_number", "offset", "id")
"""Where such numbers stand, the most telling first."""

_CERTAIN = 20
"""Steps of one in a row after which it is no accident."""
_WRONG = 5
"""Breaks in a row after which it was one after all."""
_MOST = 200
_LARGEST = 1_000_000
"""Bytes above which a message is not parsed for its number."""
_Head = msgspec.defstruct("_Head", [(key, msgspec.Raw, msgspec.Raw()) for key in SEQUENCE_KEYS], gc=False)
_HEAD = msgspec.json.Decoder(_Head)


class Break(Struct, frozen=True, gc=False):
    """A place where a sequence does not go on by one."""

    key: str
    kind: str
    """The type of the messages that it counts; "": all of them."""
    before: int
    now: int

    @property
    def missing(self) -> int:
        """How many are missing; 0: the number came before."""
        return max(0, self.now - self.before - 1)

    def __str__(self) -> str:
        what = f"{self.missing:,} missing" if self.missing else "repeated or late"
        of = f" of {self.kind}" if self.kind else ""
        return f"{what}: {self.key}{of} {self.before} → {self.now}"


class _Count(Struct):
    """How one number has gone so far."""

    newest: int
    steps: int = 0
    """Steps of one in a row, until it is certain."""
    wrong: int = 0
    """Breaks in a row, once it is."""
    may_restart: bool = False
    """Is the next number the first of a connection, on which counting may begin anew?"""

    def take(self, value: int) -> bool:
        """Take in the next number. Return whether that is a break of what had been certain."""
        if value == self.newest + 1:
            self.newest, self.steps, self.wrong, self.may_restart = value, self.steps + 1, 0, False
            return False
        if self.may_restart and value <= self.newest:
            self.newest, self.may_restart = value, False
            if self.steps < _CERTAIN:
                self.steps = 0  # two short runs do not make a long one
            return False
        self.may_restart = False
        was_certain = self.steps >= _CERTAIN
        self.newest = max(value, self.newest) if was_certain else value
        self.wrong += 1
        if not was_certain or self.wrong >= _WRONG:
            self.newest, self.steps, self.wrong = value, 0, 0
        return was_certain


class Sequences:
    """Learns which key counts all messages, or those of one type, and says where it breaks."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], _Count] = {}

    def begin(self) -> None:
        """Let counting begin anew, as it may on a new connection: what is missing is missing all the same."""
        for count in self._counts.values():
            count.may_restart = True

    def forget(self) -> None:
        """Know nothing, as messages have gone unseen."""
        self._counts.clear()

    def look(self, payload: bytes, kind: str) -> Break | None:
        """Take in a message of that type, and return where it breaks a sequence."""
        if len(payload) > _LARGEST or payload[:1] != b"{":
            return None
        try:
            head = _HEAD.decode(payload)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        found: Break | None = None
        for key in SEQUENCE_KEYS:
            value = _whole(bytes(getattr(head, key)))
            if value is not None:
                found = self._count(key, value, kind) or found
        return found

    def _count(self, key: str, value: int, kind: str) -> Break | None:
        """Take in a number: it counts all messages, else those of its type."""
        broken: Break | None = None
        is_of_all = False
        for of in ("", kind):
            count = self._counts.get((key, of))
            if count is None:
                if len(self._counts) < _MOST:
                    self._counts[key, of] = _Count(value)
                continue
            before = count.newest
            is_certain = count.steps >= _CERTAIN
            if count.take(value) and not is_of_all:
                broken = Break(key, of, before, value)
            is_of_all = is_of_all or is_certain
        return broken


def _whole(raw: bytes) -> int | None:
    """Return the whole number that some JSON is, if it is one of a sensible size."""
    return int(raw) if raw.isdigit() and len(raw) < 19 else None  # noqa: PLR2004 - 64 bits
