from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import tui

ASYNCDASH = str(Path(sys.executable).with_name("asyncdash"))
SCREEN, NETWORK = ("textual", "rich", "tui.widgets", "tui.screens", "tui.app"), ("aiohttp", "tui.engine")
PICTURES = ("PIL", "textual_image", "tui.text.pictures", "tui.widgets.graphic")
"""What nothing needs before the first image is looked at."""
LATER = (
    "textual.widgets._text_area",
    "tui.model.conditions.evaluation",
    "tui.model.conditions.parser",
    "tui.screens.command_list",
    "tui.screens.endpoint",
    "tui.screens.feed",
    "tui.screens.menu",
    "tui.screens.palette",
    "tui.screens.previews",
    "tui.screens.prompt",
    "tui.text.bodies",
    "tui.text.export",
    *PICTURES,
)
"""What the first frame can do without: importing it would take longer than drawing."""
WITHOUT = {
    "tui.cli": (*SCREEN, *NETWORK, "asyncio"),
    "tui.cli.arguments": (*SCREEN, *NETWORK, "asyncio"),
    "tui.cli.commands": (*SCREEN, *NETWORK),
    "tui.cli.effective": (*SCREEN, *NETWORK),
    "tui.config.loader": (*SCREEN, *NETWORK),
    "tui.engine.engine": SCREEN,
    "tui.engine.tail": SCREEN,
    "tui.cli.tail": (*SCREEN, *NETWORK),
    "tui.demo.server": SCREEN,
    "tui.app": NETWORK,
    "tui.app.dashboard": (*NETWORK, *LATER),
    "tui.screens.overview": NETWORK,
    "tui.screens.endpoint": PICTURES,
}
"""What importing a module must not load, whatever it imports in turn."""
COMMANDS = (
    ["--version"],
    ["--help"],
    ["check", "--help"],
    ["tail", "--help"],
    ["validate", "--help"],
    ["config", "https://a.example"],
    ["init", "--help"],
)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a program of ours to its end, which has to be a good one."""
    return subprocess.run(  # noqa: S603 - what runs is in this file
        command, capture_output=True, text=True, check=True, timeout=20
    )


def loaded_by(*arguments: str) -> set[str]:
    """Return the names of the modules that a program of Python's loads."""
    told = run(sys.executable, "-X", "importtime", *arguments).stderr.splitlines()
    return {line.rpartition("|")[2].strip() for line in told if line.startswith("import time:")}


def within(names: set[str], packages: tuple[str, ...]) -> list[str]:
    """Return the names that belong to one of the packages."""
    return sorted(name for name in names if any(f"{name}.".startswith(f"{each}.") for each in packages))


@pytest.mark.parametrize("module", WITHOUT)
def test_a_module_loads_nothing_of_what_it_has_to_do_without(module: str) -> None:
    names = loaded_by("-c", f"import {module}")

    assert module in names
    assert within(names, WITHOUT[module]) == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_that_only_prints_loads_neither_screen_nor_network(command: list[str]) -> None:
    names = loaded_by(ASYNCDASH, *command)

    assert "tui.cli" in names
    assert within(names, (*SCREEN, *NETWORK, "asyncio")) == []


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_that_of_the_package(option: str) -> None:
    told = run(ASYNCDASH, option)

    assert told.stdout == f"asyncdash {tui.__version__}\n"
    assert told.stderr == ""


def test_the_help_names_every_command() -> None:
    told = run(ASYNCDASH, "--help")

    assert told.stdout.startswith("usage: asyncdash")
    assert all(
        f"\n  {name} " in told.stdout for name in ("demo", "check", "tail", "validate", "init", "schema")
    )
