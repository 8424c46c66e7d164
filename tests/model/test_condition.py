from __future__ import annotations

from tui.model.condition import Condition, ConditionError, ConditionOutcome, ConditionResult


def test_a_result_says_what_it_got() -> None:
    result = ConditionResult("status == 200", ConditionOutcome.FAIL, "503")

    assert str(result) == "status == 200 — got 503"


def test_a_result_that_could_not_be_decided_says_why() -> None:
    result = ConditionResult("json $.n > 3", ConditionOutcome.ERROR, 'cannot compare the text "5" with 3')

    assert str(result) == 'json $.n > 3 — cannot compare the text "5" with 3'


def test_an_error_counts_as_failed() -> None:
    assert not ConditionResult("x", ConditionOutcome.ERROR).passed


def test_a_condition_that_was_skipped_is_no_failure() -> None:
    assert ConditionResult("x", ConditionOutcome.SKIPPED).passed


def test_an_error_of_a_condition_knows_its_column() -> None:
    error = ConditionError("quote text", 7)

    assert (error.message, error.column, str(error)) == ("quote text", 7, "quote text")


def test_conditions_are_equal_if_they_were_written_alike() -> None:
    assert Condition("status == 200", needs_body=True) == Condition("status == 200")
