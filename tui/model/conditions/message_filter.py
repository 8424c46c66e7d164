"""Filters over the rows of a feed: a query made into one quick function."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui.model.conditions.evaluation import holds
from tui.model.conditions.message_facts import MessageFacts
from tui.model.conditions.pattern import Pattern
from tui.model.conditions.query import Word
from tui.model.message import FeedMessage
from tui.model.message_type import TypeReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.conditions.query import Query, Term
    from tui.model.conditions.tree import Node
    from tui.model.message import Row

__all__ = ["message_predicate"]

_READER: Final = TypeReader()


def message_predicate(
    query: Query,
    *,
    now: float,
    type_of: TypeReader = _READER,
    refused: Callable[[], None] = lambda: None,
) -> Callable[[Row], bool]:
    """Return the function that says whether a row matches.

    Words and patterns look at the bytes as they came, so that ten thousand
    messages are filtered between two frames. A notice of the connection has
    nothing but its text. `refused` is called for each message that is too large
    to be asked, and so does not match.
    """
    tests = [_compiled(term, now, type_of, refused) for term in query.terms]
    if not tests:
        return lambda _row: True
    if len(tests) == 1:
        return tests[0]
    return lambda row: all(test(row) for test in tests)


def _compiled(
    term: Term, now: float, type_of: TypeReader, refused: Callable[[], None]
) -> Callable[[Row], bool]:
    what = term.what
    match what:
        case Word():
            test = _word(what)
        case Pattern():
            test = _pattern(what)
        case _:
            test = _node(what, now, type_of, refused)
    return (lambda row: not test(row)) if term.inverted else test


def _word(word: Word) -> Callable[[Row], bool]:
    needle = word.text.encode(errors="surrogatepass")
    if not word.ignores_case:
        return lambda row: needle in _encoded(row)
    if needle.isascii():
        return lambda row: needle in _encoded(row).lower()
    return _pattern(Pattern(re.escape(word.text), ignores_case=True))


def _pattern(pattern: Pattern) -> Callable[[Row], bool]:
    return lambda row: pattern.found_in(_encoded(row))


def _node(node: Node, now: float, type_of: TypeReader, refused: Callable[[], None]) -> Callable[[Row], bool]:
    def test(row: Row) -> bool:
        if not isinstance(row, FeedMessage):
            return False
        facts = MessageFacts(row, type_of=type_of)
        is_met = holds(node, facts, now=now)
        if facts.is_too_large:
            refused()
        return is_met

    return test


def _encoded(row: Row) -> bytes:
    """Return what is looked through: the payload, and what names it besides."""
    if isinstance(row, FeedMessage):
        name = row.event if row.packet is None else f"{row.packet.kind} {row.packet.brief}"
        return row.payload if name is None else name.encode(errors="replace") + b"\n" + row.payload
    return row.text.encode(errors="replace")
