from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.cli import main
from tui.text.cells import cell_len

if TYPE_CHECKING:
    from pathlib import Path

ENDPOINT = '[[endpoint]]\nurl = "http://127.0.0.1:1/${PART}"\n'


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / "shop").mkdir(parents=True)
    monkeypatch.chdir(home / "shop")
    monkeypatch.setenv("HOME", str(home))
    for name, directory in (("CONFIG", "c"), ("STATE", "s"), ("DATA", "d")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / directory))
    monkeypatch.delenv("ASYNCDASH_CONFIG", raising=False)
    return home


@pytest.fixture
def paths(capsys: pytest.CaptureFixture[str], home: Path) -> Paths:
    return Paths(capsys, home)


class Paths:
    """Runs the command, and takes its table apart."""

    def __init__(self, capsys: pytest.CaptureFixture[str], home: Path) -> None:
        self._capsys = capsys
        self._home = home

    def __call__(self, *words: str) -> list[tuple[str, str, str]]:
        assert main(["paths", *words]) == 0
        lines = self._capsys.readouterr().out.splitlines()
        at = lines[0].index(str(self._home))
        rows = []
        for line in lines:
            path, found = line[at:].split("  ", 1)
            rows.append((line[:at].strip(), path.removeprefix(f"{self._home}/"), found.strip()))
        return rows


def test_without_anything_it_says_where_everything_would_be(paths: Paths) -> None:
    assert paths() == [
        ("configuration", "shop/asyncdash.toml", "not there"),
        ("configuration", "c/asyncdash/asyncdash.toml", "not there"),
        ("choices", "s/asyncdash/view.json", "none yet"),
        ("crash reports", "s/asyncdash", "none yet"),
        ("recordings", "d/asyncdash/recordings", "none yet"),
        ("dumps", "d/asyncdash/dumps", "none yet"),
    ]


def test_the_first_configuration_is_in_use_with_the_files_that_it_is_read_with(
    home: Path, paths: Paths
) -> None:
    (home / "c/asyncdash").mkdir(parents=True)
    for place in ("shop", "c/asyncdash"):
        (home / place / "asyncdash.toml").write_text(ENDPOINT, encoding="utf-8")
    (home / "shop/.env").write_text("PART=health\n", encoding="utf-8")

    assert paths()[:3] == [
        ("configuration", "shop/asyncdash.toml", "in use"),
        ("", "shop/.env", "read with it"),
        ("configuration", "c/asyncdash/asyncdash.toml", "there, but not in use"),
    ]


def test_the_variable_s_configuration_comes_first(
    home: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASYNCDASH_CONFIG", "~/prod.toml")
    (home / "prod.toml").write_text('title = "prod"\n', encoding="utf-8")

    assert paths()[0] == ("configuration", "prod.toml", "in use")


def test_a_usual_place_that_the_variable_names_is_told_once(
    home: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASYNCDASH_CONFIG", "~/shop/asyncdash.toml")
    (home / "shop/asyncdash.toml").write_text('title = "here"\n', encoding="utf-8")

    assert paths()[:2] == [
        ("configuration", "shop/asyncdash.toml", "in use"),
        ("configuration", "c/asyncdash/asyncdash.toml", "not there"),
    ]


def test_one_with_faults_says_how_to_find_them(home: Path, paths: Paths) -> None:
    (home / "shop/mine.toml").write_text(ENDPOINT, encoding="utf-8")  # PART is not set

    rows = [row for row in paths("-c", "mine.toml") if row[0] == "configuration"]

    assert rows == [
        ("configuration", "shop/mine.toml", "in use, with faults: asyncdash validate -c mine.toml")
    ]


def test_what_cannot_be_read_says_why(home: Path, paths: Paths) -> None:
    (home / "shop/conf").mkdir()

    assert paths("-c", "conf")[0] == ("configuration", "shop/conf", "is a directory, not a file")


def test_wide_characters_take_the_cells_that_they_need(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "shop/本棚.toml").write_text('title = "here"\n', encoding="utf-8")

    assert main(["paths", "-c", "本棚.toml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len({cell_len(line.removesuffix("none yet").removesuffix("in use")) for line in lines}) == 1


def test_it_says_how_much_was_recorded(home: Path, paths: Paths) -> None:
    (home / "d/asyncdash/recordings").mkdir(parents=True)
    for name, length in (("a.jsonl", 1_200), ("b.jsonl", 100)):
        (home / "d/asyncdash/recordings" / name).write_bytes(b"x" * length)

    assert ("recordings", "d/asyncdash/recordings", "2 files, 1.3 kB") in paths()


def test_a_path_cannot_speak_to_the_terminal(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASYNCDASH_CONFIG", "~/a\x1b[2Jb.toml")

    assert "\x1b" not in paths()[0][1]
