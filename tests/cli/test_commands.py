from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

from tests.programs import ProgramCase
from tests.servers import ok, serve
from tui.cli import main
from tui.config.starter import STARTER
from tui.keys import KEYS

if TYPE_CHECKING:
    from pathlib import Path

CANNOT = 2

ENDPOINT = '[[endpoint]]\nname = "orders"\nurl = "http://127.0.0.1:1/"\n'

BAD = {
    "empty value": (
        b"title = \n",
        "asyncdash.toml:1:9: not TOML: ",
    ),
    "not UTF-8": (
        b'title = "caf\xe9"\n',
        "asyncdash.toml",
    ),
    "duplicate name": (
        (ENDPOINT * 2).encode(),
        'asyncdash.toml:5:1: endpoint "orders": the name "orders" stands already at asyncdash.toml:2',
    ),
    "missing variable": (
        b'[[endpoint]]\nname = "pay"\nurl = "http://127.0.0.1:1/${SHOP_ID}"\n',
        'asyncdash.toml:3:1: endpoint "pay": url: ${SHOP_ID} is not set',
    ),
    "unknown key": (
        f'{ENDPOINT}intervall = "1s"\n'.encode(),
        'asyncdash.toml:4:1: endpoint "orders": unknown key "intervall", did you mean "interval"?',
    ),
    "unknown table": (
        b'[[endpoints]]\nurl = "http://127.0.0.1:1/"\n',
        'asyncdash.toml:1:1: unknown key "endpoints", did you mean "endpoint"?',
    ),
}
"""Configurations that cannot be used, and how what is said about each begins."""

COMMANDS = ("validate", "check")


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("ASYNCDASH_CONFIG", raising=False)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("fault", BAD)
def test_a_bad_configuration_is_explained_on_standard_error(
    fault: str, command: str, directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, sentence = BAD[fault]
    (directory / "asyncdash.toml").write_bytes(content)

    code = main([command])
    said = capsys.readouterr()

    assert (code, said.out) == (CANNOT, "")
    assert said.err.startswith(sentence)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_fault_is_told_in_one_go(
    command: str, directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = '[[endpoint]]\nurl = "ftp://a"\nintervall = "1s"\ntimeout = 5\n'
    (directory / "asyncdash.toml").write_text(text, encoding="utf-8")

    code = main([command])
    lines = capsys.readouterr().err.splitlines()

    assert code == CANNOT
    assert [line.split(":")[1] for line in lines if line.startswith("asyncdash.toml:")] == ["2", "3", "4"]


@pytest.mark.parametrize("words", [["validate"], []], ids=["validate", "dashboard"])
def test_faults_of_keys_and_themes_are_told_with_all_others(
    directory: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (directory / "asyncdash.toml").write_text(
        '[settings]\nfps = 1\ntheme = "norrd"\n[keys]\npausee = "p"\nintervall = 1\n'
    )

    assert main(words) == CANNOT
    assert [line.split(":")[1] for line in capsys.readouterr().err.splitlines()] == ["2", "3", "5", "6"]


def test_what_has_no_effect_is_told_of_a_good_file(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (directory / "asyncdash.toml").write_text('[settings]\nhistory = "h.sqlite3"\n')

    assert main(["validate"]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("asyncdash.toml:2:1: settings: history has no effect yet: ")
    assert said.out.startswith("asyncdash.toml is good")


def test_a_file_of_variables_is_not_counted(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (directory / ".env").write_text("A=http://a/\n")
    (directory / "more.toml").write_text("")
    (directory / "asyncdash.toml").write_text('[[endpoint]]\nurl = "${A}"\n')

    assert main(["validate"]) == 0
    (directory / "asyncdash.toml").write_text('include = ["more.toml"]\n')
    assert main(["validate"]) == 0
    assert [line.partition(" in ")[2] for line in capsys.readouterr().out.splitlines()] == ["", "2 files"]


def test_a_directory_is_no_configuration(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (directory / "conf").mkdir()

    code = main(["validate", "-c", "conf"])
    said = capsys.readouterr()

    assert (code, said.out, said.err) == (CANNOT, "", "conf: is a directory, not a file\n")


def test_a_configuration_that_is_not_there_is_said_to_be_missing(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["validate", "-c", "nowhere.toml"])
    said = capsys.readouterr()

    assert (code, said.out) == (CANNOT, "")
    assert said.err.startswith("nowhere.toml: does not exist")


def test_without_any_configuration_there_is_nothing_to_validate(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["validate"])
    said = capsys.readouterr()

    assert (code, said.out) == (CANNOT, "")
    assert "asyncdash init" in said.err


@pytest.mark.parametrize("words", [["check", "orders"], ["tail", "trades"], ["config"], ["validate"]])
def test_without_any_configuration_it_is_said_where_it_was_looked_for(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == CANNOT
    assert f"asyncdash {words[0]}: there is no configuration; looked in " in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["check"]])
def test_where_there_is_nothing_to_check_it_is_said_what_to_do(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")

    assert main(words) == CANNOT
    said = capsys.readouterr()
    assert said.out == ""
    assert "there is nothing to check; name a URL, or write a file with: asyncdash init" in said.err


@pytest.mark.parametrize("words", [[], ["check"], ["tail"], ["config"]])
def test_a_configuration_is_not_read_for_urls_and_that_is_no_secret(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "-c", "nowhere.toml", "ws://127.0.0.1:1/"]) == CANNOT
    assert "leave out -c nowhere.toml, or the URLs" in capsys.readouterr().err


def test_names_and_urls_are_not_checked_together(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (directory / "asyncdash.toml").write_text(ENDPOINT, encoding="utf-8")

    assert main(["check", "orders", "http://127.0.0.1:1/"]) == CANNOT
    assert "ask for names alone, or for URLs alone" in capsys.readouterr().err


def test_a_variable_that_names_a_home_directory_that_there_is_not_names_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASYNCDASH_CONFIG", "~nobody-of-that-name/prod.toml")

    assert main(["validate"]) == CANNOT
    assert capsys.readouterr().err.startswith("~nobody-of-that-name/prod.toml: does not exist")
    assert main(["paths"]) == 0


def test_a_good_configuration_is_said_to_be_good(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (directory / "asyncdash.toml").write_text(ENDPOINT, encoding="utf-8")

    code = main(["validate"])

    assert code == 0
    assert capsys.readouterr().out == "asyncdash.toml is good: 1 endpoint and 0 feeds\n"


def test_init_writes_a_file_that_is_good(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes = main(["init"]), main(["validate"])

    assert codes == (0, 0), capsys.readouterr().err
    assert (directory / "asyncdash.toml").read_text(encoding="utf-8") == STARTER


@pytest.mark.parametrize(
    ("words", "command"),
    [([], "asyncdash"), (["prod.toml"], "asyncdash -c prod.toml"), (["a b.toml"], "asyncdash -c 'a b.toml'")],
)
def test_init_says_a_command_that_reads_what_it_has_written(
    words: list[str], command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", *words]) == 0
    assert capsys.readouterr().out.endswith(f"then run: {command}\n")


def test_init_leaves_a_file_alone_that_is_there(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (directory / "mine.toml").write_text("mine", encoding="utf-8")

    code = main(["init", "mine.toml"])
    said = capsys.readouterr()

    assert (code, said.out) == (CANNOT, "")
    assert said.err.startswith("mine.toml exists already")
    assert (directory / "mine.toml").read_text(encoding="utf-8") == "mine"


def test_init_says_why_it_cannot_write(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["init", "none/asyncdash.toml"])

    assert code == CANNOT
    assert capsys.readouterr().err == "none/asyncdash.toml cannot be written: No such file or directory\n"


def test_the_schema_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["schema"])
    schema = json.loads(capsys.readouterr().out)

    assert code == 0
    jsonschema.Draft202012Validator.check_schema(schema)


def test_the_list_of_keys_has_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["help", "keys"])
    ids = [line.split()[0] for line in capsys.readouterr().out.splitlines()]

    assert code == 0
    assert ids == [key.id for key in KEYS]


@pytest.mark.parametrize(
    ("typed", "meant"), [("chek", "check"), ("valdate", "validate"), ("inti", "init"), ("dmeo", "demo")]
)
def test_a_command_with_a_typo_is_answered_with_the_one_that_was_meant(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([typed])
    said = capsys.readouterr()

    assert (code, said.out) == (CANNOT, "")
    assert f'did you mean "{meant}"?' in said.err


def test_a_word_that_is_no_url_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["ftp://example.com/"])
    said = capsys.readouterr()

    assert (code, said.out) == (CANNOT, "")
    assert "ftp" in said.err


def test_an_option_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--nope"])
    said = capsys.readouterr()

    assert (code, said.out) == (CANNOT, "")
    assert "--nope" in said.err


def test_a_check_of_nothing_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check"])
    said = capsys.readouterr()

    assert (code, said.out) == (CANNOT, "")
    assert "asyncdash init" in said.err


def test_a_check_of_a_name_with_a_typo_is_answered_with_the_one_that_was_meant(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (directory / "asyncdash.toml").write_text(ENDPOINT, encoding="utf-8")

    code = main(["check", "ordres"])
    said = capsys.readouterr()

    assert (code, said.out) == (CANNOT, "")
    assert 'did you mean "orders"?' in said.err


class WithoutTerminalTests(ProgramCase):
    async def test_the_dashboard_is_a_check(self) -> None:
        async with serve(ok()) as server:
            ended = await self.run_program(server.url)

        assert (ended.code, ended.err) == (0, "")
        assert "200" in ended.out
        assert "\x1b" not in ended.out

    async def test_the_demo_has_nothing_to_draw_on(self) -> None:
        ended = await self.run_program("demo")

        assert (ended.code, ended.out) == (CANNOT, "")
        assert "asyncdash demo --serve" in ended.err

    async def test_the_dashboard_of_a_bad_configuration_says_what_is_wrong(self) -> None:
        self.write(BAD["unknown key"][0])

        ended = await self.run_program()

        assert (ended.code, ended.out) == (CANNOT, "")
        assert ended.err.startswith(BAD["unknown key"][1])


class HelpTests(ProgramCase):
    async def test_as_a_command_it_is_the_same_as_the_option(self) -> None:
        command, option = await self.run_program("help"), await self.run_program("--help")

        assert command == option

    async def test_the_help_of_a_command_is_one_word_away(self) -> None:
        command, option = await self.run_program("help", "check"), await self.run_program("check", "--help")

        assert command == option
        assert command.out.startswith("usage: asyncdash check ")
