"""MessageFacts: what conditions can ask of a feed and the message it has just brought."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar

from tui.model.conditions.check_facts import select
from tui.model.conditions.document import Document, decode_text
from tui.model.conditions.facts import FactError, Facts, FactsWithPast, Missing, Subject
from tui.model.conditions.large_json import LARGE, value_in_large
from tui.model.message import Direction, FeedMessage, Opcode
from tui.model.message_type import TypeReader

if TYPE_CHECKING:
    from collections.abc import Callable, Reversible, Sequence

    from tui.model.conditions.json_path import JsonPath
    from tui.model.message import Row

__all__ = ["MessageFacts"]

Known = TypeVar("Known")

_READER: Final = TypeReader()


class MessageFacts(FactsWithPast):
    """One message, and what its feed is doing; the JSON is parsed when first asked for, and once."""

    def __init__(
        self,
        message: FeedMessage | None,
        *,
        type_of: TypeReader = _READER,
        rate: Callable[[float | None], float] | None = None,
        gap: float | None = None,
        rtt: float | None = None,
        rows: Reversible[Row] = (),
        previous: Facts | None = None,
    ) -> None:
        """Take a message, if there is one, and what is known around it.

        Args:
            message: The message; `None`: the feed as such is asked.
            type_of: Reads the type of a message of this feed.
            rate: Gives the messages a second over so many seconds; `None` stands for the usual ones.
            gap: Seconds since the message before.
            rtt: The last round trip of a ping, in seconds.
            rows: What the feed brought before, the newest last, for aggregates.
            previous: The message before, for `changed`.
        """
        super().__init__(previous)
        self.message = message
        self.is_too_large = False
        """Was there a path that could only be followed by reading all of a large message?"""
        self.type_of = type_of
        self.rows = rows
        self._rate = rate
        self._gap = gap
        self._rtt = rtt
        self._document = Document(message.body if message is not None else b"")

    def value(self, subject: Subject, *, now: float) -> object:
        match subject.name:
            case "rtt":
                return _known(self._rtt, "no ping has been answered")
            case "gap":
                return _known(self._gap, "no message before this one")
            case "rate":
                return self.rate(None, now=now)
            case _:
                pass
        message = self._message()
        match subject.name:
            case "json" if subject.path is not None:
                return self._at(subject.path, message)
            case "age":
                return now - message.at
            case _:
                return self._of_message(message, subject.name)

    def rate(self, seconds: float | None, *, now: float) -> float:
        del now
        if self._rate is None:
            msg = "no rate is known"
            raise Missing(msg)
        return self._rate(seconds)

    def recent(self, subject: Subject, seconds: float, *, now: float) -> Sequence[float]:
        """Return the sizes of the messages received, or the gaps between them."""
        since = now - seconds
        sizes: list[float] = []
        times: list[float] = []
        for row in reversed(self.rows):
            if row.at < since:
                break
            if isinstance(row, FeedMessage) and _is_received(row):
                sizes.append(row.size)
                times.append(row.at)
        if subject.name == "size":
            return sizes
        return [later - earlier for later, earlier in pairwise(times)]

    def _of_message(self, message: FeedMessage, name: str) -> object:
        match name:
            case "text" | "body":
                return decode_text(message.body)
            case "size":
                return message.size
            case "direction":
                return str(message.direction)
            case "opcode":
                return message.opcode.name.lower()
            case "type":
                return self.type_of(message)
            case _:
                msg = f"a message has no {name}"
                raise Missing(msg)

    def _at(self, path: JsonPath, message: FeedMessage) -> object:
        try:
            if message.size > LARGE:
                self.is_too_large |= not path.is_plain
                return value_in_large(message.body, path)
            document = self._document.read()
        except FactError as error:
            msg = f"the message is {error}"
            raise FactError(msg) from None
        return select(document, path)

    def _message(self) -> FeedMessage:
        return _known(self.message, "no message yet")


def _is_received(message: FeedMessage) -> bool:
    return message.direction is Direction.RECEIVED and message.opcode <= Opcode.BINARY


def _known(value: Known | None, otherwise: str) -> Known:
    if value is None:
        raise Missing(otherwise)
    return value
