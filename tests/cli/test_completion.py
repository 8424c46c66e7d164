from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli import main
from tui.cli.arguments import COMMANDS, FORMATS, LINES
from tui.cli.completion import SHELLS, candidates, install, script_of, shell_of

BASH, ZSH, FISH = map(shutil.which, ("bash", "zsh", "fish"))
CONFIG = """
[[endpoint]]
name = "orders"
url = "https://user:hunter2@api.example.com/health"
[[endpoint]]
url = "https://api.example.com:8443/pay"
[[endpoint]]
name = "two words"
url = "https://api.example.com/x"
[[feed]]
name = "trades"
url = "wss://stream.example.com/v1"
"""


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "ASYNCDASH_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def words(*typed: str) -> list[str]:
    return [word for word, _ in candidates(typed, os.environ)]


def test_first_come_the_commands() -> None:
    assert words("") == [*COMMANDS]
    assert words("va") == ["validate"]


def test_every_line_is_a_candidate(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--complete", ""])

    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("\t")[0] for line in lines] == [*COMMANDS]
    assert "tail\tPrint the messages that a feed receives" in "\n".join(lines)


def test_options_are_those_of_the_command() -> None:
    assert words("check", "--f") == ["--format", "--fail-on"]
    assert "--no-summary" in words("--")
    assert "--serve" not in words("check", "--")


def test_an_option_that_was_given_is_not_offered_again() -> None:
    assert "--serve" not in words("demo", "--serve", "--")


def test_the_choices_of_an_option_follow_it() -> None:
    assert words("check", "--format", "") == [*FORMATS]
    assert words("check", "--format", "js") == ["json", "jsonl"]
    assert words("help", "") == ["keys", "man", *(each for each in COMMANDS if each != "help")]


def test_they_follow_an_equals_sign_as_well() -> None:
    assert words("check", "--format=j") == ["--format=json", "--format=jsonl", "--format=junit"]
    assert words("check", "--config=a") == []


@pytest.mark.parametrize("typed", [("-c", ""), ("check", "-c", "pr"), ("init", "")])
def test_where_a_file_is_meant_the_shell_offers_files(typed: tuple[str, ...]) -> None:
    assert words(*typed) == []


def test_groups_of_the_configuration_are_offered_where_one_is_meant(directory: Path) -> None:
    (directory / "asyncdash.toml").write_text(CONFIG.replace("[[feed]]", '[[feed]]\ngroup = "streams"'))

    assert words("--only", "") == ["streams"]
    assert words("--only=s") == ["--only=streams"]
    assert words("demo", "--only", "ch") == ["checkout"]
    assert words("--view", "") == ["cards", "list", "events"]
    assert words("--filter", "s") == []


def test_names_of_the_configuration_are_offered_without_its_secrets(directory: Path) -> None:
    (directory / "asyncdash.toml").write_text(CONFIG)
    found = candidates(["check", "o"], os.environ)

    assert found == [("orders", "https://user:•••@api.example.com/health")]
    assert words("check", "orders", "") == ["api.example.com:8443/pay", "two words", "trades"]


def test_only_feeds_can_be_followed(directory: Path) -> None:
    (directory / "asyncdash.toml").write_text(CONFIG)

    assert words("tail", "") == ["trades"]
    assert words("tail", "trades", "--format", "") == [*LINES]


def test_names_come_from_the_file_that_was_named(directory: Path) -> None:
    (directory / "prod.toml").write_text(CONFIG)

    assert words("check", "-c", "prod.toml", "tr") == ["trades"]


@pytest.mark.parametrize("text", ["[[endpoint]", None])
def test_a_configuration_that_cannot_be_read_offers_no_names(text: str | None, directory: Path) -> None:
    if text is not None:
        (directory / "asyncdash.toml").write_text(text)

    assert words("check", "") == []


def test_a_pipe_is_not_waited_for(directory: Path) -> None:
    os.mkfifo(directory / "pipe")

    assert candidates(["check", "-c", "pipe", ""], {}) == []


def test_the_program_answers_the_shells(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--complete", "val"]) == 0
    assert capsys.readouterr().out.startswith("validate\tRead and check")


@pytest.mark.parametrize(
    ("shell", "place"),
    [
        ("bash", ".local/share/bash-completion/completions/asyncdash"),
        ("zsh", ".local/share/zsh/site-functions/_asyncdash"),
        ("fish", ".config/fish/completions/asyncdash.fish"),
    ],
)
def test_it_is_installed_where_the_shell_looks_for_it(
    shell: str, place: str, directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--install-completion", shell]) == 0
    assert (directory / place).read_text() == script_of(shell)
    assert f"wrote {directory / place}" in capsys.readouterr().out


def test_left_out_it_is_the_shell_of_the_user(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")

    assert main(["--show-completion"]) == 0
    assert capsys.readouterr().out == script_of("fish")


def test_a_shell_that_we_know_nothing_of_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHELL", "/bin/csh")

    assert shell_of(os.environ) is None
    assert main(["--install-completion"]) == 2
    assert "$SHELL is none of bash, zsh, fish: name one of them" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_to_is_told(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (directory / ".local").touch()

    assert main(["--install-completion", "bash"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def complete_in_bash(line: str) -> list[str]:
    """Type a line in a real bash, press tab, and return what it offers."""
    program = Path(sys.executable).with_name("asyncdash")
    ask = "COMP_LINE=$1; COMP_POINT=${#1}; _asyncdash; printf '%s\\n' \"${COMPREPLY[@]}\""
    typed = line.replace("asyncdash", str(program), 1)
    command = [str(BASH), "-c", f"{script_of('bash')}\n{ask}", "bash", typed]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    return done.stdout.splitlines()


@pytest.mark.skipif(BASH is None, reason="bash is not installed")
def test_bash_completes_commands_and_names_with_a_colon(directory: Path) -> None:
    (directory / "asyncdash.toml").write_text(CONFIG)

    assert complete_in_bash("asyncdash va") == ["validate"]
    assert complete_in_bash("asyncdash check --fail-on ") == ["down", "degraded"]
    assert complete_in_bash("asyncdash check api.example.com:84") == ["8443/pay"]
    assert complete_in_bash("asyncdash check --format=ju") == ["junit"]
    assert complete_in_bash("asyncdash check tw") == [r"two\ words"]
    assert complete_in_bash(r"asyncdash check two\ w") == [r"two\ words"]
    assert complete_in_bash("asyncdash check two\\ ") == [r"two\ words"]


def complete_in_zsh(*words: str) -> list[str]:
    """Have a real zsh complete the last word, and return what it would describe."""
    stubs = "compdef() {}; _describe() { print -rl -- ${(P)2} }; _files() { print files }"
    ask = "words=($@); CURRENT=$#; PREFIX=${@[-1]}; _asyncdash"
    program = str(Path(sys.executable).with_name("asyncdash"))
    command = [str(ZSH), "-f", "-c", f"{stubs}\n{script_of('zsh')}\n{ask}", "zsh", program, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    return done.stdout.splitlines()


@pytest.mark.skipif(ZSH is None, reason="zsh is not installed")
def test_zsh_completes_with_descriptions_colons_blanks_and_files(directory: Path) -> None:
    (directory / "asyncdash.toml").write_text(CONFIG)

    assert complete_in_zsh("va")[0].startswith("validate:Read and check")
    assert complete_in_zsh("check", "--format", "js") == ["json", "jsonl"]
    assert complete_in_zsh("check", "api") == [r"api.example.com\:8443/pay:https://api.example.com:8443/pay"]
    assert complete_in_zsh("check", r"two\ w") == ["two words:https://api.example.com/x"]
    assert complete_in_zsh("-c", "x") == ["files"]


def complete_in_fish(line: str) -> list[str]:
    """Type a line in a real fish, press tab, and return what it offers."""
    ask = f"set PATH {Path(sys.executable).parent} $PATH; complete -C {shlex.quote(line)}"
    command = [str(FISH), "--no-config", "-c", f"{script_of('fish')}\n{ask}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    return done.stdout.splitlines()


@pytest.mark.skipif(FISH is None, reason="fish is not installed")
def test_fish_completes_with_descriptions_colons_blanks_and_files(directory: Path) -> None:
    (directory / "asyncdash.toml").write_text(CONFIG)

    assert complete_in_fish("asyncdash va")[0].startswith("validate\tRead and check")
    assert complete_in_fish("asyncdash check --format=ju") == ["--format=junit"]
    assert complete_in_fish("asyncdash check api") == [
        "api.example.com:8443/pay\thttps://api.example.com:8443/pay"
    ]
    assert complete_in_fish("asyncdash check 'two w") == ["two words\thttps://api.example.com/x"]
    assert complete_in_fish("asyncdash -c async") == ["asyncdash.toml"]


def test_every_shell_has_a_script() -> None:
    assert [shell for shell in SHELLS if "--complete" not in script_of(shell)] == []


def test_installing_twice_is_no_fault() -> None:
    first = install("bash", os.environ)

    assert install("bash", os.environ) == first
