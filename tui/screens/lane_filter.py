"""Lane filter: what is typed behind `/` on the time line, as a test for each feed and endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.check import Outcome
from tui.model.conditions.check_facts import CheckFacts
from tui.model.conditions.evaluation import holds
from tui.model.conditions.facts import Facts, Missing, Subject
from tui.model.conditions.message_facts import MessageFacts
from tui.model.conditions.message_filter import message_predicate
from tui.model.conditions.pattern import Pattern
from tui.model.conditions.query import Query, Word, parse_query
from tui.model.conditions.state_facts import StateFacts
from tui.model.conditions.tree import Not, Test
from tui.model.endpoint_state import EndpointState
from tui.model.message import FeedMessage, Notice
from tui.widgets.lanes import Checked
from tui.widgets.problem_rows import is_problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import State
    from tui.model.conditions.query import Term
    from tui.model.conditions.tree import Node
    from tui.model.message import Row
    from tui.widgets.lanes import Lane

__all__ = ["lane_test"]

_OF_TARGET = frozenset({"name", "group", "tag"})


class _HappeningFacts(Facts):
    """A message or a check, and what it belongs to."""

    def __init__(self, lane: Lane, row: Row | Checked) -> None:
        self._target = StateFacts(lane.state)
        self._inner: Facts | None = None
        if isinstance(row, FeedMessage):
            self._inner = MessageFacts(row, type_of=lane.reader)
        elif isinstance(row, Checked) and row.result is not None:
            self._inner = CheckFacts(row.result)

    def value(self, subject: Subject, *, now: float) -> object:
        if subject.name in _OF_TARGET or (subject.name == "url" and self._inner is None):
            return self._target.value(subject, now=now)
        if self._inner is None:
            msg = f"no {subject}"
            raise Missing(msg)
        return self._inner.value(subject, now=now)


def lane_test(
    text: str, lane: Lane, *, now: float, problems_only: bool = False
) -> Callable[[Row | Checked], bool] | None:
    """Return what the rows of a lane must pass; `None`: all of them do."""
    tests = [_compiled(term, lane, now) for term in parse_query(text).terms]
    if problems_only:
        tests.append(lambda row: _is_trouble(row, lane))
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)


def _compiled(term: Term, lane: Lane, now: float) -> Callable[[Row | Checked], bool]:
    what = term.what
    if not isinstance(what, Word | Pattern):
        return _of_node(what, lane, now, is_inverted=term.inverted)
    if what.found_in(_said_of(lane.state)):
        return lambda _: not term.inverted
    of_message = message_predicate(Query(terms=(term,)), now=now, type_of=lane.reader)

    def test(row: Row | Checked) -> bool:
        if isinstance(row, FeedMessage | Notice):
            return of_message(row)
        return what.found_in(_said_of_check(row)) is not term.inverted

    return test


def _of_node(node: Node, lane: Lane, now: float, *, is_inverted: bool) -> Callable[[Row | Checked], bool]:
    """Return the test that a condition makes; one about the feed or endpoint itself is made once."""
    if _is_of_target(node):
        is_met = holds(node, StateFacts(lane.state), now=now) is not is_inverted
        return lambda _: is_met
    return lambda row: holds(node, _HappeningFacts(lane, row), now=now) is not is_inverted


def _is_of_target(node: Node) -> bool:
    """Is it the same for all that comes from one feed or endpoint?"""
    inner = node.operand if isinstance(node, Not) else node
    return isinstance(inner, Test) and inner.subject.name in _OF_TARGET


def _said_of(state: State) -> str:
    if isinstance(state, EndpointState):
        return f"{state.name} {state.endpoint.group} {state.endpoint.method} {state.endpoint.url}"
    return f"{state.name} {state.feed.group}"


def _said_of_check(row: Checked) -> str:
    failure = row.result.failure if row.result is not None else None
    return f"{row.sample.status or ''} {row.sample.outcome} {failure or ''}"


def _is_trouble(row: Row | Checked, lane: Lane) -> bool:
    """Is it a check that was not simply good, or a row that tells of an error?"""
    if isinstance(row, Checked):
        return row.sample.outcome is not Outcome.UP
    return is_problem(row, lane.reader)
