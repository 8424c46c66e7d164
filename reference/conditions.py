"""The tables of the page of conditions, from what the parser knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reference.markdown import code, table
from tui.model.condition import ConditionScope
from tui.model.conditions.subjects import AGGREGATES, subjects_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.model.conditions.subjects import SubjectRule

__all__ = ["subject_tables", "with_tables"]

_TABLE = re.compile(r"\A(?:\|.*\n)*")
"""The lines of a table that a text begins with."""


def subject_tables() -> dict[str, str]:
    """Return the tables of subjects by the comment that stands above each in the page."""
    endpoints, feeds = subjects_of(ConditionScope.ENDPOINT), subjects_of(ConditionScope.FEED)
    others = {
        name: rule
        for name, rule in subjects_of(ConditionScope.FILTER).items()
        if name not in endpoints | feeds
    }
    scopes = {"endpoints": endpoints, "feeds": feeds, "filters": others}
    head = ("Subject", "What it is", "It is", "Over a time")
    return {
        f"<!-- subjects of {name} -->": table(head, map(_row, rules.values()))
        for name, rules in scopes.items()
    }


def with_tables(page: str) -> str:
    """Return the page with every table as it is now below its comment."""
    for comment, rows in subject_tables().items():
        above, _, below = page.partition(f"{comment}\n\n")
        if not below:
            raise ValueError(f"the page of conditions has no place for a table: {comment}")
        page = f"{above}{comment}\n\n{rows}{_TABLE.sub('', below)}"
    return page


def _row(rule: SubjectRule) -> tuple[str, str, str, str]:
    name = f"{rule.name} {rule.argument}".rstrip()
    kind = ", ".join(map(code, rule.words)) if rule.words else rule.kind.value
    return code(name), rule.help, kind, ", ".join(_windows(rule))


def _windows(rule: SubjectRule) -> Iterator[str]:
    if rule.takes_window:
        yield code(f"{rule.name} … over 1m")
    if rule.aggregates == AGGREGATES:
        yield "every aggregate"
    else:
        yield from map(code, rule.aggregates)
