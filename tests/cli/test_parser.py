from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.cli.arguments import parse_arguments

if TYPE_CHECKING:
    from collections.abc import Sequence

CANNOT = 2
WRONG = {
    "--install-completion tcsh": "there is completion for bash, zsh, fish, not for tcsh",
    "check --fromat json": '--fromat, did you mean "--format"? see asyncdash check --help',
    "check --format xml": "argument --format: invalid choice: 'xml'",
    "tail": "the following arguments are required: FEED|URL; see asyncdash tail --help",
    "--record": "argument --record: expected one argument; see asyncdash --help",
}


def complaint(words: Sequence[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as leaving:
        parse_arguments(words)
    said = capsys.readouterr()
    assert (leaving.value.code, said.out) == (CANNOT, "")
    return said.err


@pytest.mark.parametrize(("line", "sentence"), WRONG.items())
def test_what_is_wrong_is_told_in_one_line(
    line: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = complaint(line.split(), capsys)

    assert sentence in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("words", [["-c", ""], ["init", ""], ["--record", ""]])
def test_a_variable_of_a_script_that_is_not_set_names_no_file(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "the name of the file is empty" in complaint(words, capsys)


def test_a_word_cannot_speak_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in complaint(["validate", "\x1b[2J"], capsys)


def test_a_shell_need_not_be_named() -> None:
    assert parse_arguments(["--show-completion"]).show_completion is True
    assert parse_arguments(["--show-completion", "fish"]).show_completion == "fish"
