from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.conditions.pattern import Pattern, PatternError


def test_a_pattern_is_found_anywhere() -> None:
    assert Pattern("b+").found_in("abba")


def test_bytes_are_searched_as_they_are() -> None:
    assert Pattern("é.a").found_in("xé a".encode())


def test_a_pattern_can_cover_the_whole_text() -> None:
    assert [Pattern("b+").matches(text) for text in ("bb", "abba")] == [True, False]


def test_case_matters_unless_it_is_ignored() -> None:
    assert [Pattern("A", ignores_case=ignored).found_in("a") for ignored in (False, True)] == [False, True]


def test_spans_count_characters_and_not_bytes() -> None:
    assert Pattern("b+").spans("é bb b") == [(2, 4), (5, 6)]


def test_spans_leave_out_what_is_empty() -> None:
    assert Pattern("b*").spans("ab") == [(1, 2)]


@pytest.mark.parametrize(
    "text", ["(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?>a)", r"(a)\1", "(", "[", "*", "a{2000}"]
)
def test_what_re2_does_not_take_is_refused(text: str) -> None:
    with pytest.raises(PatternError):
        Pattern(text)


def test_a_refusal_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PatternError):
        Pattern("(")

    assert capfd.readouterr() == ("", "")


def test_a_pattern_that_hangs_others_runs_in_linear_time() -> None:
    assert not Pattern("(a+)+$").found_in("a" * 50_000 + "b")


def test_half_a_surrogate_is_no_crash() -> None:
    assert not Pattern("a").found_in("\udfff")
    with pytest.raises(PatternError):
        Pattern("a\ud800")


def test_patterns_are_equal_if_they_were_written_alike() -> None:
    assert Pattern("a") == Pattern("a")
    assert Pattern("a") != Pattern("a", ignores_case=True)
    assert len({Pattern("a"), Pattern("a"), "a"}) == 2


@given(st.text(alphabet="ab(|)*+?[]{1}\\.^$é"), st.text())
def test_any_text_is_a_pattern_or_is_refused(pattern: str, text: str) -> None:
    try:
        compiled = Pattern(pattern)
    except PatternError:
        return

    assert all(0 <= start < end <= len(text) for start, end in compiled.spans(text))
