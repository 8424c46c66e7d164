from __future__ import annotations

import asyncio
import sys
import webbrowser
from pathlib import Path
from unittest.mock import patch

import pytest

from tui.app.outside import editor_command, page_text, pager_command, run_outside, text_browser
from tui.model.target import Origin

_ORIGIN = Origin(Path("/etc/my config.toml"), 12)


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("vim", ["vim", "+12", "/etc/my config.toml"]),
        ("/usr/bin/nano -w", ["/usr/bin/nano", "-w", "+12", "/etc/my config.toml"]),
        ("hx", ["hx", "/etc/my config.toml:12"]),
        ("code", ["code", "--wait", "--goto", "/etc/my config.toml:12"]),
        ("code --new-window", ["code", "--new-window", "--wait", "--goto", "/etc/my config.toml:12"]),
        ("ed", ["ed", "/etc/my config.toml"]),
        ("'/opt/my editor/bin'", ["/opt/my editor/bin", "/etc/my config.toml"]),
    ],
)
def test_the_editor_opens_the_file_at_the_line_if_it_can(editor: str, command: list[str]) -> None:
    assert editor_command(_ORIGIN, {"EDITOR": editor}) == command


def test_visual_comes_before_editor_and_vi_after_both() -> None:
    assert editor_command(_ORIGIN, {"VISUAL": "ed", "EDITOR": "nano"})[0] == "ed"
    assert editor_command(_ORIGIN, {})[0] == "vi"


@pytest.mark.parametrize("nothing", ["", "  "])
def test_a_blank_variable_is_as_good_as_none(nothing: str) -> None:
    assert editor_command(_ORIGIN, {"VISUAL": nothing, "EDITOR": "ed"})[0] == "ed"
    assert pager_command(Path("x"), {"PAGER": nothing}) == ["less", "x"]


def test_an_open_quotation_is_no_crash() -> None:
    assert editor_command(_ORIGIN, {"EDITOR": "my 'editor"})[0] == "my 'editor"


@pytest.mark.parametrize(
    ("found", "browser"),
    [("lynx", "lynx"), ("/usr/bin/w3m", "/usr/bin/w3m"), ("firefox", None), (None, None)],
)
def test_only_some_browsers_draw_on_the_terminal(found: str | None, browser: str | None) -> None:
    error = None if found else webbrowser.Error
    with patch("webbrowser.get", return_value=webbrowser.GenericBrowser(found or ""), side_effect=error):
        assert text_browser() == browser


def test_the_pager_gets_its_options() -> None:
    assert pager_command(Path("x.json"), {"PAGER": "less -R"}) == ["less", "-R", "x.json"]


def test_a_program_that_is_not_there_is_told_with_what_to_do() -> None:
    error = asyncio.run(run_outside(["/no/such/editor"]))

    assert error == "/no/such/editor cannot be run: No such file or directory; set $EDITOR or $PAGER"


def test_a_program_that_ran_is_no_error_whatever_it_returns() -> None:
    assert asyncio.run(run_outside([sys.executable, "-c", "raise SystemExit(3)"])) is None


def test_the_pager_reads_the_text_and_the_file_goes_afterwards(tmp_path: Path) -> None:
    script = tmp_path / "pager.py"
    script.write_text(
        "import pathlib, sys\n"
        f"seen = pathlib.Path({str(tmp_path / 'seen')!r})\n"
        "seen.write_text(sys.argv[1] + '|' + open(sys.argv[1]).read())\n",
        encoding="utf-8",
    )
    pager = f"{sys.executable} {script}"

    assert asyncio.run(page_text("naïve", ".json", {"PAGER": pager})) is None
    name, _, text = (tmp_path / "seen").read_text(encoding="utf-8").partition("|")
    assert text == "naïve"
    assert name.endswith(".json")
    assert not Path(name).exists()


def test_a_pager_that_is_not_there_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    assert "cannot be run" in (asyncio.run(page_text("x", ".txt", {"PAGER": "/no/such/pager"})) or "")
    assert list(tmp_path.iterdir()) == []
