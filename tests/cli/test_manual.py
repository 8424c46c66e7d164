from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tui.cli.arguments import COMMANDS
from tui.cli.manual import manual

GROFF = shutil.which("groff")
PAGE = Path(__file__).parents[2] / "docs" / "asyncdash.1"


def test_the_page_that_is_shipped_is_made_from_the_arguments() -> None:
    assert PAGE.read_text(encoding="utf-8") == manual(), "run: make reference, or: python -m reference.make"


def test_every_command_has_its_section() -> None:
    assert [name for name in COMMANDS if f".SS asyncdash {name}" not in manual()] == []


def test_no_line_is_an_order_to_roff_that_was_not_meant() -> None:
    orders = {line.split()[0] for line in manual().splitlines() if line.startswith((".", "'"))}

    assert orders == {'.\\"', ".TH", ".SH", ".SS", ".B", ".br", ".TP", ".PP", ".nf", ".fi"}


@pytest.mark.skipif(GROFF is None, reason="groff is not installed")
def test_groff_has_nothing_to_complain_about() -> None:
    command = [str(GROFF), "-man", "-Tutf8", "-ww"]
    done = subprocess.run(command, input=manual(), capture_output=True, text=True, check=True)  # noqa: S603 - found in PATH

    assert done.stderr == ""
