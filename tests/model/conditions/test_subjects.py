from __future__ import annotations

import pytest

from tui.model.condition import ConditionScope
from tui.model.conditions.subjects import AGGREGATES, FILTERS, subjects_of


def test_a_filter_can_ask_about_everything() -> None:
    everything = {name for scope in ConditionScope for name in subjects_of(scope)}

    assert everything == set(subjects_of(ConditionScope.FILTER))


@pytest.mark.parametrize("scope", ConditionScope)
def test_no_subject_is_called_like_an_aggregate_or_a_word_of_the_language(scope: ConditionScope) -> None:
    assert not {*AGGREGATES, "count", "not", "and", "or", "over", "in"} & set(subjects_of(scope))


def test_a_feed_has_an_age_and_headers_have_one_too() -> None:
    assert "age" in subjects_of(ConditionScope.FEED)
    assert "age" in FILTERS


def test_notifications_know_the_board_and_the_change() -> None:
    assert list(subjects_of(ConditionScope.NOTIFY)) == ["name", "group", "tag", "state", "was", "why"]
