"""Starting: how the command line asks the dashboard to begin."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tui.app.preferences import Start
from tui.config.difference import targets_of
from tui.config.errors import did_you_mean
from tui.model.condition import ConditionError, ConditionScope
from tui.model.conditions.parser import parse_condition
from tui.text.safe import clean

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.config.config import Config

__all__ = ["start_of"]

_BARE = re.compile(r"[\w-][\w.-]*")


def start_of(options: Namespace, config: Config) -> Start:
    """Return the view and the filter that were asked for.

    Raises:
        ValueError: Nothing is in the group.
    """
    query = clean(options.filter).strip()
    if options.only is not None:
        _ensure_known(options.only, config)
        query = _within(options.only, query)
    return Start(view=options.view, query=query)


def _ensure_known(group: str, config: Config) -> None:
    known = list(dict.fromkeys(target.group for target in targets_of(config) if target.group))
    if group not in known:
        others = f": write {', '.join(known)}" if known else ": nothing here is in a group"
        raise ValueError(f"asyncdash: there is no group {group!r}{did_you_mean(group, known) or others}")


def _within(group: str, query: str) -> str:
    """Return the filter for a group, and for what else was asked: words and a condition do not mix."""
    try:
        _ = parse_condition(query, ConditionScope.FILTER)
    except ConditionError:
        # Nothing can stand for a quote within quotes but what stands for anything.
        named = group if _BARE.fullmatch(group) else '"' + group.replace('"', "*") + '"'
        return f"group:{named} {query}".rstrip()
    return f"group == {json.dumps(group, ensure_ascii=False)} and ({query})"
