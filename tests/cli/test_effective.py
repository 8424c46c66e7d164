from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

from tui.cli import main

if TYPE_CHECKING:
    from pathlib import Path

FILE = '[settings]\nmouse = false\n\n[[endpoint]]\nname = "bücher 本"\nurl = "http://a.example/${PART}"\n'
CANNOT = 2


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in (
        "ASYNCDASH_CONFIG",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
        "NO_PROXY",
        "no_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PART", "part-of-it")
    (tmp_path / "asyncdash.toml").write_text(FILE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def origins(capsys: pytest.CaptureFixture[str]) -> Origins:
    return Origins(capsys)


class Origins:
    """Runs the command, and returns for each key who says it, and the value."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> dict[str, tuple[str, str]]:
        assert main(["config", "--show-origin", *words]) == 0
        lines = self._capsys.readouterr().out.splitlines()
        heads = [line.partition(" = ") for line in lines]
        return {head.rsplit("  ", 1)[1]: (head.split("  ")[0].strip(), value) for head, _, value in heads}


def test_every_line_has_all_that_a_search_needs(origins: Origins) -> None:
    assert origins()['endpoint."bücher 本".url'] == (
        "asyncdash.toml:6",
        '"http://a.example/${PART}"  # PART: environment',
    )


def test_defaults_are_listed_and_told_as_such(origins: Origins) -> None:
    assert origins()["settings.per_host"] == ("default", "8")


def test_what_was_chosen_last_is_told_as_remembered(origins: Origins, directory: Path) -> None:
    (directory / "asyncdash").mkdir()
    (directory / "asyncdash/view.json").write_text(json.dumps({"theme": "nord", "cards": True}))

    values = origins()

    assert values["settings.theme"] == ("remembered", '"nord"')
    assert values["settings.view"] == ("remembered", '"cards"')


def test_what_is_asked_for_now_beats_what_was_chosen_last(origins: Origins, directory: Path) -> None:
    (directory / "asyncdash").mkdir()
    (directory / "asyncdash/view.json").write_text(json.dumps({"cards": True}))

    assert origins("--view", "list")["settings.view"] == ("--view", '"list"')


def test_a_proxy_of_the_environment_is_told_with_its_variable(
    origins: Origins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://me:hidden1@proxy.example:3128")

    assert origins()['endpoint."bücher 本".proxy'] == ("$HTTP_PROXY", '"http://me:•••@proxy.example:3128"')


def test_what_the_environment_keeps_from_its_proxy_is_told_too(
    origins: Origins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", ".example")

    assert origins()['endpoint."bücher 本".proxy'] == ("$NO_PROXY has .example", '""')


def test_without_origins_it_is_one_file_of_what_was_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config"]) == 0

    assert tomllib.loads(capsys.readouterr().out) == {
        "settings": {"mouse": False},
        "endpoint": [{"name": "bücher 本", "url": "http://a.example/${PART}"}],
    }


def test_the_file_says_what_is_to_be_done_about_the_secrets_in_it(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (directory / "asyncdash.toml").write_text('[[endpoint]]\nurl = "http://u:abcd@a.example/"\n')

    assert main(["config"]) == 0
    assert "put ${NAME} in its place" in capsys.readouterr().out


def test_urls_become_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "https://a.example/health", "wss://a.example/feed"]) == 0

    assert tomllib.loads(capsys.readouterr().out) == {
        "endpoint": [{"url": "https://a.example/health"}],
        "feed": [{"url": "wss://a.example/feed"}],
    }


def test_faults_are_told_as_ever(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (directory / "asyncdash.toml").write_text("intervall = 1\n")

    assert main(["config"]) == CANNOT
    assert capsys.readouterr().err.startswith('asyncdash.toml:1:1: unknown key "intervall"')


def test_where_there_is_none_it_says_where_it_looked(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (directory / "asyncdash.toml").unlink()

    assert main(["config"]) == CANNOT
    assert "there is no configuration; looked in asyncdash.toml" in capsys.readouterr().err


def test_what_a_terminal_would_obey_is_not_printed(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (directory / "asyncdash.toml").write_text(
        '[[endpoint]]\nurl = "http://a.example/"\nbody.text = "\\u009b31m"\n'
    )

    assert main(["config", "--show-origin"]) == 0
    assert main(["config"]) == 0
    assert "\x9b" not in capsys.readouterr().out
