"""The page of the kinds of failure, from their enumeration."""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise
from typing import TYPE_CHECKING

from reference.markdown import code, table
from tui.model.failure import FailureKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

__all__ = ["failures_page"]

_INTRODUCTION = """\
# Failures

Every failure is a kind and a sentence that says who failed, at what, and after how long. The kinds are the
same everywhere: on the screens, in `error` of a [condition](conditions.md), in `retry.on` of the
[configuration](configuration.md#retry), and in the [output](output.md) of `asyncdash check`.

"""


def failures_page() -> str:
    """Return the whole page."""
    return _INTRODUCTION + table(("Kind", "What happened"), _members(FailureKind))


def _members(of: type[StrEnum]) -> Iterator[tuple[str, str]]:
    """Give the members of an enumeration, with what its source says below each."""
    (tree,) = ast.parse(inspect.getsource(of)).body
    for node, after in pairwise(getattr(tree, "body", ())):
        match node, after:
            case ast.Assign(value=ast.Constant(str(word))), ast.Expr(value=ast.Constant(str(what))):
                yield code(word), what
            case _:
                pass
