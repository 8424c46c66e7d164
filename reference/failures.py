"""The page of the states and of the kinds of failure, from their enumerations."""

from __future__ import annotations

import ast
import inspect
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from reference.markdown import code, table
from tui.model.failure import FailureKind
from tui.model.health import Health
from tui.text.states import failure_word, glyph

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["failures_page"]

E = TypeVar("E", bound=StrEnum)

_STATES = """\
# States and failures

## States

A state is told by its sign, its colour and a word; states of one sign have one colour. `!` shows only the
problems, `J` goes to the next one.

"""
_FAILURES = """
## Failures

Every failure is a kind and a sentence that says who failed, at what, and after how long. The kinds are the
same everywhere: on the screens, in `error` of a [condition](conditions.md), in `retry.on` of the
[configuration](configuration.md#retry), and in the [output](output.md) of `asyncdash check`. Where there is
little room, a kind has a shorter word.

"""


def failures_page() -> str:
    """Return the whole page."""
    states = (
        (
            code(glyph(health)),
            code(glyph(health, ascii_only=True)),
            str(health),
            what,
            _tell(health.is_problem),
        )
        for health, what in _members(Health)
    )
    failures = (
        (code(kind), what, "" if failure_word(kind) == kind else failure_word(kind))
        for kind, what in _members(FailureKind)
    )
    return (
        _STATES
        + table(("Sign", "In ASCII", "State", "What it means", "A problem"), states)
        + _FAILURES
        + table(("Kind", "What happened", "In short"), failures)
    )


def _tell(is_so: bool) -> str:  # noqa: FBT001 - it is all that is told
    return "yes" if is_so else ""


def _members(of: type[E]) -> Iterator[tuple[E, str]]:
    """Give the members of an enumeration, with what its source says below each."""
    (tree,) = ast.parse(inspect.getsource(of)).body
    for node, after in pairwise(getattr(tree, "body", ())):
        match node, after:
            case ast.Assign(value=ast.Constant(str(word))), ast.Expr(value=ast.Constant(str(what))):
                yield of(word), what
            case _:
                pass
