from __future__ import annotations

import pytest

from tests.factories import NOW
from tui.model.conditions.facts import Facts, Missing, Subject


class OneFact(Facts):
    """Facts that know a single value and have no past."""

    def value(self, subject: Subject, *, now: float) -> object:
        return f"{subject} at {now:.0f}"


def test_a_subject_is_written_with_its_argument() -> None:
    assert [str(Subject("status")), str(Subject("header", "etag"))] == ["status", "header etag"]


def test_facts_have_nothing_before_them_unless_they_say_so() -> None:
    assert OneFact().previous is None


def test_facts_have_no_rate_unless_they_say_so() -> None:
    with pytest.raises(Missing, match=r"^no rate$"):
        OneFact().rate(None, now=NOW)


def test_facts_have_no_past_unless_they_say_so() -> None:
    with pytest.raises(Missing, match=r"^no past of latency$"):
        OneFact().recent(Subject("latency"), 60, now=NOW)
