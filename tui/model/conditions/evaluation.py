"""Evaluation: what comes of conditions, each test reported with the value it saw."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from tui.model.condition import ConditionOutcome, ConditionResult
from tui.model.conditions.facts import FactError, Facts, Missing, Nodes, Several
from tui.model.conditions.instant import parse_instant
from tui.model.conditions.large_json import Vast
from tui.model.conditions.show import describe, show
from tui.model.conditions.tree import (
    AllOf,
    Among,
    AnyOf,
    Between,
    Changed,
    Compare,
    Contains,
    Empty,
    Exists,
    Node,
    Not,
    Test,
)
from tui.model.conditions.values import is_same, meets
from tui.model.mask import MASKED, is_secret_name
from tui.model.quantity import write_duration
from tui.model.stats import percentile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.model.condition import Condition
    from tui.model.conditions.show import Masking
    from tui.model.conditions.tree import Predicate

__all__ = ["evaluate", "evaluate_all", "holds", "skipped"]


class _Verdict(Enum):
    PASS = ConditionOutcome.PASS
    FAIL = ConditionOutcome.FAIL
    MISSING = "missing"
    """A failure that `not` does not turn into a success: nothing is known of what is absent."""
    ERROR = ConditionOutcome.ERROR


_OPPOSITE: Final = {_Verdict.PASS: _Verdict.FAIL, _Verdict.FAIL: _Verdict.PASS}
_OUTCOMES: Final = {
    _Verdict.PASS: ConditionOutcome.PASS,
    _Verdict.FAIL: ConditionOutcome.FAIL,
    _Verdict.MISSING: ConditionOutcome.FAIL,
    _Verdict.ERROR: ConditionOutcome.ERROR,
}


def evaluate(
    condition: Condition, facts: Facts, *, now: float, mask: Masking | None = None
) -> ConditionResult:
    """Return what comes of a condition; whatever the facts are, it comes to something."""
    tree = condition.tree
    if tree is None:
        return ConditionResult(condition.text, ConditionOutcome.ERROR, "it was never parsed")
    judge = _Judge(facts, now, mask)
    outcome, leaves = _OUTCOMES[judge.verdict(tree)], judge.leaves
    text = judge.public(condition.text)
    if isinstance(tree, Test):
        return ConditionResult(text, outcome, leaves[0].got)
    got = " · ".join(f"{leaf.text}: {leaf.got}" for leaf in leaves)
    return ConditionResult(text, outcome, got, tuple(leaves))


def evaluate_all(
    conditions: Iterable[Condition], facts: Facts, *, now: float, mask: Masking | None = None
) -> tuple[ConditionResult, ...]:
    """Return what comes of each condition."""
    return tuple(evaluate(condition, facts, now=now, mask=mask) for condition in conditions)


def skipped(conditions: Iterable[Condition], *, mask: Masking | None = None) -> tuple[ConditionResult, ...]:
    """Return the results of conditions when there was no response to look at."""
    return tuple(
        ConditionResult(
            mask(condition.text) if mask else condition.text, ConditionOutcome.SKIPPED, "not evaluated"
        )
        for condition in conditions
    )


def holds(node: Node, facts: Facts, *, now: float) -> bool:
    """Does a tree hold, for a filter? What is missing or does not fit does not match, and `not` inverts."""
    match node:
        case Test():
            return _holds(node, facts, now)
        case Not(operand):
            return not holds(operand, facts, now=now)
        case AllOf(operands):
            return all(holds(operand, facts, now=now) for operand in operands)
        case AnyOf(operands):
            return any(holds(operand, facts, now=now) for operand in operands)


class _Judge:
    """Decides a tree and notes every leaf on the way; no leaf is left out because of another."""

    def __init__(self, facts: Facts, now: float, mask: Masking | None) -> None:
        self.facts = facts
        self.now = now
        self.mask = mask
        self.leaves: list[ConditionResult] = []

    def public(self, text: str) -> str:
        """Return the text without secrets: what a condition compares with can be one as well."""
        return self.mask(text) if self.mask else text

    def verdict(self, node: Node) -> _Verdict:
        match node:
            case Test():
                verdict, got = self.test(node)
                self.leaves.append(ConditionResult(self.public(node.text), _OUTCOMES[verdict], got))
                return verdict
            case Not(operand):
                verdict = self.verdict(operand)
                return _OPPOSITE.get(verdict, verdict)
            case AllOf(operands):
                return _first([self.verdict(each) for each in operands], _Verdict.FAIL, _Verdict.PASS)
            case AnyOf(operands):
                return _first([self.verdict(each) for each in operands], _Verdict.PASS, _Verdict.FAIL)

    def test(self, test: Test) -> tuple[_Verdict, str]:
        try:
            if isinstance(test.predicate, Changed):
                passed, got = self._changed(test)
            else:
                value = _measure(test, self.facts, self.now)
                got = self._shown(test, value)
                passed = self._met(test, value)
        except Missing as missing:
            if isinstance(test.predicate, Exists):
                return (_Verdict.PASS if test.negated else _Verdict.FAIL), self.public(str(missing))
            return _Verdict.MISSING, self.public(str(missing))
        except FactError as error:
            return _Verdict.ERROR, self.public(str(error))
        return (_Verdict.PASS if passed is not test.negated else _Verdict.FAIL), got

    def _met(self, test: Test, value: object) -> bool:
        try:
            return meets(test.predicate, value)
        except FactError:
            if not _is_secret(test):
                raise
            msg = f"{test.subject} does not fit what it is compared with"
            raise FactError(msg) from None

    def _changed(self, test: Test) -> tuple[bool, str]:
        value = _measure(test, self.facts, self.now)
        previous = self.facts.previous
        if previous is None:
            return False, f"{self._shown(test, value)}, the first"
        before = _before(test, previous, self.now)
        if isinstance(before, Missing | FactError):
            return True, f"{before} → {self._shown(test, value)}"
        if _is_equal(before, value):
            return False, f"{self._shown(test, value)} as before"
        old, new = self._shown(test, before, value), self._shown(test, value, before)
        return True, f"{old} → {new}"

    def _shown(self, test: Test, value: object, *against: object) -> str:
        if _is_secret(test) and test.filter is None:
            return MASKED
        return show(value, test.unit, self.mask, limits=_numbers(against or _compared(test.predicate)))


def _first(verdicts: list[_Verdict], decisive: _Verdict, otherwise: _Verdict) -> _Verdict:
    """Return the verdict that decides, else an error, else that something is missing, else the rest."""
    for verdict in (decisive, _Verdict.ERROR, _Verdict.MISSING):
        if verdict in verdicts:
            return verdict
    return otherwise


def _holds(test: Test, facts: Facts, now: float) -> bool:
    try:
        if isinstance(test.predicate, Changed):
            value = _measure(test, facts, now)
            met = facts.previous is not None and not _is_equal(_before(test, facts.previous, now), value)
        else:
            met = meets(test.predicate, _measure(test, facts, now))
    except Missing:
        return test.negated and isinstance(test.predicate, Exists)
    except FactError:
        return False
    return met is not test.negated


def _before(test: Test, previous: Facts, now: float) -> object:
    """Return the value of the time before, or why there was none, which is no value of any kind."""
    try:
        return _measure(test, previous, now)
    except (Missing, FactError) as absent:
        return absent


def _measure(test: Test, facts: Facts, now: float) -> object:
    """Return what is compared: the value, or what the filter or the aggregate makes of it."""
    subject = test.subject
    if test.aggregate is not None and test.window is not None:
        return _aggregate(test.aggregate, facts.recent(subject, test.window, now=now), test, test.window)
    if subject.name == "rate":
        return facts.rate(test.window, now=now)
    if test.filter == "count":
        return _count(test, facts, now)
    value = facts.value(subject, now=now)
    if isinstance(value, Nodes) and not value and not isinstance(test.predicate, Empty | Contains):
        msg = f"no value at {subject.argument}"
        raise Missing(msg)
    if test.filter == "age":
        return now - parse_instant(_only(value))
    return value


def _count(test: Test, facts: Facts, now: float) -> int:
    try:
        value = facts.value(test.subject, now=now)
    except Missing:
        if test.subject.path is not None:
            raise
        return 0
    if isinstance(value, Vast):
        return value.count()
    if isinstance(value, Several | Nodes | list | dict):
        return len(value)
    if isinstance(value, str) and test.subject.path is None:
        return 1
    msg = f"only a list or an object can be counted, not {describe(value)}"
    raise FactError(msg)


def _aggregate(name: str, values: Iterable[float], test: Test, window: float) -> float:
    ordered = sorted(values)
    if name == "count":
        return len(ordered)
    if not ordered:
        msg = f"no {test.subject} in the last {write_duration(window)}"
        raise Missing(msg)
    match name:
        case "avg":
            return sum(ordered) / len(ordered)
        case "min":
            return ordered[0]
        case "max":
            return ordered[-1]
        case _:
            return percentile(ordered, float(name[1:])) or 0.0


def _only(value: object) -> object:
    if isinstance(value, Several | Nodes) and len(value) == 1:
        return value[0]
    if isinstance(value, Several | Nodes):
        msg = f"{len(value)} values where one is needed: their ages differ"
        raise FactError(msg)
    return value


def _is_equal(before: object, value: object) -> bool:
    try:
        return is_same(before, value)
    except RecursionError:
        msg = "too deeply nested to be compared"
        raise FactError(msg) from None


def _compared(predicate: Predicate) -> tuple[object, ...]:
    """Return what a predicate compares a value with."""
    match predicate:
        case Compare(_, literal):
            return (literal,)
        case Among(literals):
            return literals
        case Between(low, high):
            return low, high
        case _:
            return ()


def _numbers(values: Iterable[object]) -> list[float]:
    return [each for each in values if isinstance(each, int | float) and not isinstance(each, bool)]


def _is_secret(test: Test) -> bool:
    return bool(test.subject.argument) and is_secret_name(test.subject.argument)
