from __future__ import annotations

import pytest

from tui.model.condition import ConditionError
from tui.model.conditions.cursor import Cursor
from tui.model.conditions.literals import Asked, did_you_mean, read_duration, read_literal, read_text
from tui.model.conditions.subjects import Kind
from tui.model.conditions.tree import Literal, StatusClass

STATUS = Asked("status", Kind.NUMBER, is_status=True)


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("200", STATUS, 200),
        ("2xx", STATUS, StatusClass(2)),
        ("5XX", STATUS, StatusClass(5)),
        ("500ms", Asked("latency", Kind.TIME), 0.5),
        ("14d", Asked("latency", Kind.TIME), 1_209_600.0),
        ("1.5KB", Asked("size", Kind.SIZE), 1_500.0),
        ("1kib", Asked("size", Kind.SIZE), 1_024.0),
        ('"a"', Asked("body", Kind.TEXT), "a"),
        ("-1.5e3", Asked("json", Kind.JSON), -1_500.0),
        ("true", Asked("json", Kind.JSON), True),
        ("null", Asked("json", Kind.JSON), None),
        ('"in"', Asked("direction", Kind.TEXT, ("in", "out")), "in"),
    ],
)
def test_a_value_is_read_as_what_is_asked_about_needs_it(text: str, asked: Asked, value: Literal) -> None:
    assert read_literal(Cursor(text), asked) == value


def test_a_whole_number_keeps_every_digit() -> None:
    assert (
        read_literal(Cursor("12345678901234567890123"), Asked("json", Kind.JSON)) == 12345678901234567890123
    )


def test_a_near_word_is_suggested() -> None:
    assert did_you_mean("latancy", ["status", "latency"]) == ", did you mean 'latency'?"
    assert did_you_mean("zzz", ["status", "latency"]) == ""


def test_the_time_of_over_is_in_seconds() -> None:
    assert read_duration(Cursor("10m")) == 600.0


@pytest.mark.parametrize("text", ["", "10", "0s", "-1s", "5KB", "x", "9" * 400 + "d"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ConditionError, match=r"^over needs a time: write over 10m$"):
        read_duration(Cursor(text))


def test_a_text_without_quotes_is_shown_with_them() -> None:
    with pytest.raises(ConditionError, match=r'^quote text: "ok"$'):
        read_text(Cursor(" ok "), "contains")
