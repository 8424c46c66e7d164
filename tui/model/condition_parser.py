"""Conditions from text: parsed when the file is read, refused with what to write instead."""

from __future__ import annotations

from tui.model.condition import Condition, ConditionError, ConditionScope

__all__ = ["parse_condition"]


def parse_condition(text: str, scope: ConditionScope = ConditionScope.ENDPOINT) -> Condition:
    """Return the condition that the text states.

    Raises:
        ConditionError: It states none that fits the scope.
    """
    if not text.strip():
        msg = "an empty condition: write e.g. " + _EXAMPLES[scope]
        raise ConditionError(msg)
    return Condition(text)


_EXAMPLES = {
    ConditionScope.ENDPOINT: "status == 200",
    ConditionScope.FEED: "rate > 0.5 over 1m",
    ConditionScope.NOTIFY: 'state in ["down", "up"]',
    ConditionScope.FILTER: "status >= 500",
}
