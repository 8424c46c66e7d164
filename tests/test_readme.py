from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tui import __version__
from tui.cli.arguments import parse_arguments
from tui.config.loader import load_config
from tui.keys import KEYS, key_label

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return what stands in the README's blocks of that language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_its_configuration_is_good_and_short(tmp_path: Path) -> None:
    (text,) = blocks("toml")
    path = tmp_path / "asyncdash.toml"
    path.write_text(text, encoding="utf-8")

    config = load_config(path, environ={"ORDERS_TOKEN": "a-token"})

    assert (len(config.endpoints), len(config.feeds)) == (1, 1)
    assert sum(bool(line.strip()) for line in text.splitlines()) <= 15


def test_its_first_two_commands_are_all_that_one_has_to_know() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^make (\w+)", blocks("sh")[0], re.MULTILINE)

    assert targets == ["demo", "test"]
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_its_commands_can_be_given() -> None:
    lines = re.findall(r"^asyncdash .*", "\n".join(blocks("sh")), re.MULTILINE)
    lines += [line.partition(" > ")[0] for line in re.findall(r"`(asyncdash [^`]+)`", README)]

    assert len(lines) >= 6
    for line in lines:
        assert parse_arguments(shlex.split(line, comments=True)[1:]).command


def test_its_keys_are_keys() -> None:
    labels = {key_label(each) for key in KEYS for each in key.keys.split(",")}
    table = re.findall(r"^\| (`.*?) \|", README, re.MULTILINE)
    named = [label for cell in table for label in re.findall(r"`(.+?)`", cell)]

    assert len(named) >= 15
    assert [label for label in named if label not in labels] == []


@pytest.mark.parametrize("target", re.findall(r"(?<!!)\[[^\]]+\]\(([^)#:]+)\)", README))
def test_its_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_the_version_has_its_changes() -> None:
    assert f"## [{__version__}] - " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
