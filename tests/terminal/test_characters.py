from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tui.terminal.characters import glyphs_for, is_utf8


@pytest.mark.parametrize(
    ("environ", "utf8"),
    [
        ({"LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "C.utf8"}, True),
        ({"LANG": "de_DE.UTF-8@euro"}, True),
        ({"LC_CTYPE": "UTF-8"}, True),
        ({}, True),
        ({"LANG": ""}, True),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
        ({"LANG": "de_DE@euro"}, False),
        ({"LANG": "en_US"}, False),
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, False),
        ({"LC_ALL": "POSIX"}, False),
        ({"LC_ALL": "", "LC_CTYPE": "ja_JP.eucJP", "LANG": "ja_JP.UTF-8"}, False),
    ],
)
def test_the_first_variable_that_is_set_names_the_encoding(environ: dict[str, str], utf8: bool) -> None:  # noqa: FBT001 - a row of the table
    assert is_utf8(environ) is utf8


@pytest.mark.parametrize(
    ("environ", "utf8"),
    [
        ({"LANG": "C"}, "False"),
        ({"LANG": "POSIX"}, "False"),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "True"),
        ({"LANG": "C.UTF-8"}, "True"),
        ({}, "True"),
    ],
)
def test_what_python_makes_of_the_locale_c_is_not_what_the_user_said(
    environ: dict[str, str], utf8: str
) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    code = "import os; from tui.terminal.characters import is_utf8; print(is_utf8(os.environ))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=kept | environ, capture_output=True, text=True, check=True)  # noqa: S603 - ours

    assert done.stdout.strip() == utf8


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"LANG": "C.UTF-8", "TERM": "xterm-256color"}, "braille"),
        ({"LANG": "C.UTF-8", "TERM": "linux"}, "block"),
        ({"LC_ALL": "C", "TERM": "xterm-256color"}, "ascii"),
        ({"LC_ALL": "C", "TERM": "linux"}, "ascii"),
    ],
)
def test_charts_use_the_finest_characters_that_the_terminal_has(environ: dict[str, str], name: str) -> None:
    assert glyphs_for(environ).name == name
