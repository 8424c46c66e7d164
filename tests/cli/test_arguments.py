from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tui.cli.arguments import COMMANDS, FORMATS, parse_arguments


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what is said before the program ends, on either stream."""
    with pytest.raises(SystemExit):
        parse_arguments(arguments)
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_without_a_command_the_words_are_urls_for_the_dashboard() -> None:
    options = parse_arguments(["http://a.example.com/", "wss://b.example.com/"])

    assert options.command == "dashboard"
    assert options.urls == ["http://a.example.com/", "wss://b.example.com/"]


def test_a_command_is_found_behind_options() -> None:
    options = parse_arguments(["-c", "prod.toml", "check", "orders"])

    assert (options.command, options.config, options.names) == ("check", Path("prod.toml"), ["orders"])


def test_the_value_of_an_option_is_no_command() -> None:
    assert parse_arguments(["-c", "check"]).command == "dashboard"


@pytest.mark.parametrize("form", FORMATS)
def test_a_check_takes_every_format(form: str) -> None:
    assert parse_arguments(["check", "--format", form]).format == form


def test_a_format_that_there_is_not_is_answered_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = said(capsys, "check", "--format", "yaml")

    assert all(form in text for form in FORMATS)


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_what_is_no_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"a port is a number from 0 to 65535, not {port}" in said(capsys, "demo", "--port", port)


@pytest.mark.parametrize("count", ["0", "-3", "1e3", "many"])
def test_what_is_no_count_is_refused(count: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"a count is a number from 1, not {count}" in said(capsys, "tail", "x", "--count", count)


def test_the_help_fits_on_a_screen_of_forty_lines(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "--help").splitlines()

    assert len(lines) <= 40
    assert [line for line in lines if len(line) > 80] == []


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "--help")

    assert [name for name in COMMANDS if f"\n  {name} " not in text] == []


@pytest.mark.parametrize("word", ["examples:", "$ASYNCDASH_CONFIG", "exit codes: 0"])
def test_the_help_tells(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert word in said(capsys, "--help")


def test_examples_come_before_all_else_that_is_long(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "--help")

    assert text.index("examples:") < text.index("commands:")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_with_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, name, "--help")

    assert f"asyncdash {name}" in text.partition("examples:")[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_of_a_command_can_be_given(name: str) -> None:
    _usage, _description, examples = COMMANDS[name]

    for example in examples:
        words = shlex.split(example.partition(" > ")[0])
        assert parse_arguments(words[1:]).command == name


def test_a_file_where_none_belongs_is_told_how_a_configuration_is_given(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert 'a configuration is given as "-c prod.toml"' in said(capsys, "validate", "prod.toml")


def test_an_option_that_does_not_exist_is_taken_for_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert "-c" not in said(capsys, "validate", "--quick").rpartition("unrecognized")[2]


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("tail trades --where 'received = 1' --count 3 --where 'received = 2'", "--where"),
        ("check -c a.toml --config b.toml", "-c/--config"),
        ("--only core --only edge", "--only"),
    ],
)
def test_an_option_that_is_given_twice_is_refused(
    line: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse_arguments(shlex.split(line))

    assert f"argument {option}: given twice" in capsys.readouterr().err
