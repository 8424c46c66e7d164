from __future__ import annotations

from pathlib import Path

from tui.config.errors import ConfigError, ConfigErrors, did_you_mean, shown_path
from tui.model.mask import Mask


def test_an_error_is_one_line_with_the_place_the_table_and_the_sentence() -> None:
    error = ConfigError(
        path=Path("asyncdash.toml"),
        line=14,
        column=1,
        where='endpoint "orders"',
        message='unknown key "intervall", did you mean "interval"?',
    )

    assert (
        str(error)
        == 'asyncdash.toml:14:1: endpoint "orders": unknown key "intervall", did you mean "interval"?'
    )


def test_an_error_in_a_text_points_at_the_character() -> None:
    error = ConfigError(
        path=Path("asyncdash.toml"),
        line=22,
        column=10,
        where='endpoint "pay": assert[1]',
        message="latency is a time: write 500ms or 500s",
        excerpt="latency < 500",
        caret=10,
    )

    assert str(error).splitlines() == [
        'asyncdash.toml:22:10: endpoint "pay": assert[1]: latency is a time: write 500ms or 500s',
        "    latency < 500",
        "              ^",
    ]


def test_an_error_of_the_command_line_has_no_place() -> None:
    assert str(ConfigError(message='"x" has no scheme')) == '"x" has no scheme'


def test_a_path_below_the_working_directory_is_shown_relative(directory: Path) -> None:
    assert shown_path(directory / "teams" / "a.toml") == "teams/a.toml"
    assert shown_path(directory.parent / "b.toml") == str(directory.parent / "b.toml")


def test_a_masked_error_holds_no_secret_and_its_caret_stays_at_the_character() -> None:
    mask = Mask(["hunter22"])
    error = ConfigError(
        message="hunter22 is bad", excerpt='body == "hunter22" an', caret=19, where='endpoint "hunter22"'
    )

    masked = error.masked(mask)

    assert str(masked) == 'endpoint "•••": ••• is bad\n    body == "•••" an\n' + " " * 18 + "^"


def test_control_characters_are_shown_and_not_obeyed() -> None:
    error = ConfigError(message="unknown key \x1b[31m\u202e\n").masked(Mask())

    assert str(error) == "unknown key ␛[31m\ufffd␊"


def test_of_a_long_message_the_two_ends_are_shown() -> None:
    error = ConfigError(message='the text "' + "x" * 10_000 + '" is no list').masked(Mask())

    assert str(error).startswith('the text "xxx')
    assert str(error).endswith('xxx" is no list')
    assert len(str(error)) < 500


def test_all_errors_are_one_text() -> None:
    errors = ConfigErrors([ConfigError(message="one"), ConfigError(message="two")])

    assert str(errors) == "one\ntwo"
    assert [error.message for error in errors.errors] == ["one", "two"]


def test_a_near_word_is_suggested_whatever_its_case() -> None:
    assert did_you_mean("INTERVALL", ["interval", "timeout"]) == ', did you mean "interval"?'
    assert did_you_mean("zzz", ["interval"]) == ""
