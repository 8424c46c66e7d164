"""Conditions from text: parsed when the file is read, refused with what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.model.condition import Condition, ConditionError, ConditionScope
from tui.model.conditions.cursor import Cursor
from tui.model.conditions.facts import Subject
from tui.model.conditions.json_path import JsonPath, JsonPathError
from tui.model.conditions.literals import Asked, did_you_mean, read_duration
from tui.model.conditions.predicates import read_predicate
from tui.model.conditions.subjects import AGGREGATES, FILTERS, Kind, SubjectRule, subjects_of
from tui.model.conditions.tree import AllOf, AnyOf, Node, Not, Test, leaves

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["parse_condition"]

_DEEPEST: Final = 50
_EXAMPLES: Final = {
    ConditionScope.ENDPOINT: "status == 200",
    ConditionScope.FEED: "rate > 0.5 over 1m",
    ConditionScope.NOTIFY: 'state in ["down", "up"]',
    ConditionScope.FILTER: "status >= 500",
}
_HOME: Final = {
    ConditionScope.ENDPOINT: "endpoints",
    ConditionScope.FEED: "feeds",
    ConditionScope.NOTIFY: "notifications and filters",
}


def parse_condition(text: str, scope: ConditionScope = ConditionScope.ENDPOINT) -> Condition:
    """Return the condition that the text states.

    Raises:
        ConditionError: It states none that fits the scope.
    """
    tree = _Parser(text, scope).whole()
    return Condition(text.strip(), tree, needs_body=any(leaf.needs_body for leaf in leaves(tree)))


class _Parser:
    """Recursive descent: one method for each rule of the grammar."""

    def __init__(self, text: str, scope: ConditionScope) -> None:
        self.cursor = Cursor(text)
        self.scope = scope
        self.rules = subjects_of(scope)
        self.depth = 0

    def whole(self) -> Node:
        """The whole text is one condition."""
        cursor = self.cursor
        if cursor.is_at_end:
            msg = f"an empty condition: write e.g. {_EXAMPLES[self.scope]}"
            raise ConditionError(msg, 0)
        node = self._any_of()
        if cursor.is_at_end:
            return node
        sign, column = cursor.symbol(), cursor.here
        match sign:
            case ")":
                msg = "this ) closes nothing"
            case "&&" | "," | ";":
                msg = f"'{sign}' joins nothing: write and"
            case "||":
                msg = "'||' joins nothing: write or"
            case _:
                msg = f"expected 'and', 'or' or the end, not '{cursor.rest_of_word()}'"
        raise ConditionError(msg, column)

    def _any_of(self) -> Node:
        operands = self._joined("or", self._all_of)
        return operands[0] if len(operands) == 1 else AnyOf(operands)

    def _all_of(self) -> Node:
        operands = self._joined("and", self._negation)
        return operands[0] if len(operands) == 1 else AllOf(operands)

    def _joined(self, word: str, read: Callable[[], Node]) -> tuple[Node, ...]:
        operands = [read()]
        while self.cursor.take_word(word):
            operands.append(read())
        return tuple(operands)

    def _negation(self) -> Node:
        cursor, column = self.cursor, self.cursor.here
        self.depth += 1
        if self.depth > _DEEPEST:
            msg = f"nested more than {_DEEPEST} deep: write several conditions"
            raise ConditionError(msg, column)
        try:
            if cursor.take_word("not"):
                return Not(self._negation())
            return self._group() if cursor.take_symbol("(") else self._test()
        finally:
            self.depth -= 1

    def _group(self) -> Node:
        opened = self.cursor.here - 1
        node = self._any_of()
        if not self.cursor.take_symbol(")"):
            rest = self.cursor.rest_of_word()
            msg = f"expected ) before '{rest}'" if rest else "this ( is not closed"
            raise ConditionError(msg, self.cursor.here if rest else opened)
        return node

    def _test(self) -> Test:
        cursor, start = self.cursor, self.cursor.here
        aggregate = self._aggregate()
        rule, subject = self._subject()
        chosen = self._filter(rule)
        asked = _asked(rule, subject, chosen or aggregate)
        negated = cursor.take_word("not")
        predicate = read_predicate(cursor, asked)
        window = self._window(rule, aggregate, start)
        return Test(
            text=cursor.text[start : cursor.at].rstrip(),
            subject=subject,
            predicate=predicate,
            unit={Kind.TIME: "time", Kind.SIZE: "size"}.get(asked.kind, ""),
            negated=negated,
            aggregate=aggregate,
            filter=chosen,
            window=window,
            needs_body=rule.needs_body,
        )

    def _aggregate(self) -> str | None:
        word = self.cursor.next_word()
        if word not in AGGREGATES or self.cursor.word_after_next() not in self.rules:
            return None
        column = self.cursor.here
        self.cursor.word()
        name = self.cursor.next_word()
        allowed = self.rules[name].aggregates
        if word in allowed:
            return word
        kept = ", ".join(each for each, rule in self.rules.items() if word in rule.aggregates)
        msg = f"{word} works on {kept} only" if kept else f"{word} does not exist here: there is no past"
        raise ConditionError(msg, column)

    def _subject(self) -> tuple[SubjectRule, Subject]:
        column = self.cursor.here
        name = self.cursor.word()
        rule = self.rules.get(name)
        if rule is None:
            raise ConditionError(self._unknown(name), column)
        if not rule.argument:
            return rule, Subject(name)
        if name == "json":
            return rule, self._json()
        argument = self.cursor.quoted() or self.cursor.field_name()
        if not argument:
            msg = f'{name} needs a name: {name} {rule.argument} contains "json"'
            raise ConditionError(msg, self.cursor.here)
        return rule, Subject(name, argument)

    def _json(self) -> Subject:
        column = self.cursor.here
        if self.cursor.symbol() != "$":
            msg = 'json needs a path that starts with $: json $.status == "ok"'
            raise ConditionError(msg, column)
        written = self.cursor.path()
        try:
            return Subject("json", written, JsonPath(written))
        except JsonPathError as error:
            msg = f"not a JSONPath: {error.message}"
            raise ConditionError(msg, column + error.column) from None

    def _unknown(self, name: str) -> str:
        if not name:
            found = self.cursor.rest_of_word()
            what = f"not '{found}'" if found else "not the end"
            return f"expected a subject, {what}: write e.g. {_EXAMPLES[self.scope]}"
        for scope, home in _HOME.items():
            if name in subjects_of(scope):
                return f"{name} is for {home}; here there are {', '.join(self.rules)}"
        return f"unknown subject '{name}'" + (
            did_you_mean(name, [*self.rules, *AGGREGATES]) or f": write one of {', '.join(self.rules)}"
        )

    def _filter(self, rule: SubjectRule) -> str | None:
        word, column = self.cursor.next_word(), self.cursor.here
        if word not in FILTERS:
            return None
        if word == "count" and not rule.is_countable:
            msg = f"{rule.name} has one value, there is nothing to count"
            raise ConditionError(msg, column)
        if word == "age" and not rule.is_dated:
            msg = "only a header and json have an age: header last-modified age < 1d"
            raise ConditionError(msg, column)
        self.cursor.word()
        return word

    def _window(self, rule: SubjectRule, aggregate: str | None, start: int) -> float | None:
        cursor, column = self.cursor, self.cursor.here
        limit = cursor.text[start:column].strip()
        if not cursor.take_word("over"):
            if aggregate is None:
                return None
            msg = f"{aggregate} needs a window: {limit} over 10m"
            raise ConditionError(msg, column)
        if aggregate is None and not rule.takes_window:
            if rule.aggregates:
                msg = f"{rule.name} over a time needs an aggregate: {rule.aggregates[0]} {limit} over 10m"
            else:
                msg = f"{rule.name} is not kept over time: leave 'over' out"
            raise ConditionError(msg, column)
        return read_duration(cursor)


def _asked(rule: SubjectRule, subject: Subject, made: str | None) -> Asked:
    """Return what a value is compared with, once the filter or the aggregate has been applied."""
    name = f"{made} {subject}" if made else str(subject)
    match made:
        case "count":
            return Asked(name, Kind.NUMBER)
        case "age":
            return Asked(name, Kind.TIME)
        case _:
            return Asked(name, rule.kind, rule.words, is_status=rule.name == "status")
