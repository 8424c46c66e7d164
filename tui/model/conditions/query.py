"""Query: what is typed behind `/`, understood as far as possible and never refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from tui.model.condition import ConditionError, ConditionScope
from tui.model.conditions.evaluation import holds
from tui.model.conditions.facts import FactError, Facts, Missing, Subject
from tui.model.conditions.parser import parse_condition
from tui.model.conditions.pattern import Pattern, PatternError
from tui.model.conditions.subjects import Kind, SubjectRule, subjects_of
from tui.model.conditions.tree import AllOf, Contains, Matches, Node, Not, Test

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Query", "Term", "Word", "parse_query"]

_TEXT: Final = Subject("text")
_RULES: Final = subjects_of(ConditionScope.FILTER)
_TERM: Final = re.compile(
    r"""(?P<not>!(?!=))?(?:
        /(?P<pattern>(?:[^/\\]|\\.)+)/(?P<flags>i?)(?=\s|$)
      | "(?P<quoted>[^"]+)"(?=\s|$)
      | (?P<plain>[\w.]+:[<>=!]*"[^"]*"(?=\s|$)|\S+)
    )""",
    re.VERBOSE | re.DOTALL,
)
_SHORT: Final = re.compile(r"(?P<subject>[a-z_.]+):(?P<how>>=|<=|!=|==|>|<|=)?(?P<value>.+)", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\.", re.DOTALL)
_LONGEST: Final = 2_000
"""Characters that are understood; a longer text is taken literally."""


class Word(Struct, frozen=True):
    """A text to be found; capitals matter only if there are any in it (smart case)."""

    text: str

    @property
    def ignores_case(self) -> bool:
        """Is it written without capitals?"""
        return not _has_capitals(self.text)

    def found_in(self, text: str) -> bool:
        """Is it part of the text?"""
        return self.text in (text.lower() if self.ignores_case else text)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where it is in the text."""
        flags = re.IGNORECASE if self.ignores_case else re.NOFLAG
        return [found.span() for found in re.finditer(re.escape(self.text), text, flags)]


class Term(Struct, frozen=True):
    """One part of a query; all of them must be met."""

    what: Word | Pattern | Node
    inverted: bool = False

    def matches(self, facts: Facts, text: str, *, now: float) -> bool:
        """Do the facts, and the text that stands for them, meet it?"""
        what = self.what
        if isinstance(what, Word | Pattern):
            return what.found_in(text) is not self.inverted
        return holds(what, facts, now=now) is not self.inverted


class Query(Struct, frozen=True):
    """A filter as it was typed, and as it was understood."""

    text: str = ""
    terms: tuple[Term, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Does everything match?"""
        return not self.terms

    @property
    def words(self) -> tuple[str, ...]:
        """The texts that are searched for."""
        return tuple(each.text for each in self._shown() if isinstance(each, Word))

    def matches(self, facts: Facts, *, now: float) -> bool:
        """Do the facts meet every part of it?"""
        if not self.terms:
            return True
        text = _text_of(facts, now)
        return all(term.matches(facts, text, now=now) for term in self.terms)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the places in a text that are to be highlighted, in order and apart from each other."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted(span for each in self._shown() for span in each.spans(text)):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def _shown(self) -> Iterable[Word | Pattern]:
        for term in self.terms:
            if isinstance(term.what, Word | Pattern):
                if not term.inverted:
                    yield term.what
            elif not term.inverted:
                yield from _searched(term.what)


def parse_query(text: str) -> Query:
    """Return the query that the text states; there is no text that states none."""
    if not text.strip():
        return Query(text)
    if len(text) > _LONGEST:
        return Query(text, (Term(Word(text.strip())),))
    try:
        tree = parse_condition(text, ConditionScope.FILTER).tree
    except ConditionError:
        tree = None
    if tree is not None:
        return Query(text, (Term(tree),))
    return Query(text, tuple(_term(found) for found in _TERM.finditer(text)))


def _term(found: re.Match[str]) -> Term:
    inverted = found["not"] is not None
    if found["pattern"] is not None:
        pattern = _pattern(found["pattern"], ignores_case=found["flags"] == "i")
        return Term(pattern or Word(found[0].removeprefix("!")), inverted)
    if found["quoted"] is not None:
        return Term(Word(found["quoted"]), inverted)
    plain = found["plain"]
    return Term(_short(plain) or Word(plain), inverted)


def _pattern(text: str, *, ignores_case: bool) -> Pattern | None:
    try:
        return Pattern(text, ignores_case=ignores_case or not _has_capitals(_ESCAPED.sub("", text)))
    except PatternError:
        return None


def _short(text: str) -> Node | None:
    """Return what `subject:value` stands for; `None`: it is not one of those."""
    found = _SHORT.fullmatch(text)
    rule = _RULES.get(found["subject"]) if found else None
    if found is None or rule is None or rule.argument:
        return None
    how, value = found["how"] or "==", found["value"]
    if rule.kind is Kind.TEXT:
        return _alike(rule, how, value)
    try:
        return parse_condition(
            f"{rule.name} {'==' if how == '=' else how} {value}", ConditionScope.FILTER
        ).tree
    except ConditionError:
        return None


def _alike(rule: SubjectRule, how: str, value: str) -> Node | None:
    """Return the test that a text equals the value, in which `*` stands for anything."""
    if how not in {"==", "=", "!="}:
        return None
    bare = value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
    inner = ".*".join(re.escape(part) for part in bare.split("*"))
    pattern = _pattern(rf"\A(?s:{inner})\z", ignores_case=not _has_capitals(bare))
    if pattern is None:
        return None
    test = Test(text=f"{rule.name}:{value}", subject=Subject(rule.name), predicate=Matches(pattern))
    return Not(test) if how == "!=" else test


def _searched(node: Node) -> Iterable[Word | Pattern]:
    """Give the texts that a condition surely finds in what it matches."""
    match node:
        case AllOf(operands):
            for operand in operands:
                yield from _searched(operand)
        case Test(subject=Subject(name="text" | "body"), predicate=Contains(literal), negated=False):
            if isinstance(literal, str) and literal:
                yield Word(literal)
        case Test(subject=Subject(name="text" | "body"), predicate=Matches(pattern), negated=False):
            yield pattern
        case _:
            pass


def _text_of(facts: Facts, now: float) -> str:
    try:
        return str(facts.value(_TEXT, now=now))
    except (Missing, FactError):
        return ""


def _has_capitals(text: str) -> bool:
    return text != text.lower()
