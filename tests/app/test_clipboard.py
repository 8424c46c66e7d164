from __future__ import annotations

import asyncio
import base64
import os
import sys
from typing import TYPE_CHECKING

import pytest

from tui.app.clipboard import LARGEST_OSC52, clipboard_tools, copy_with_tool, osc52

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the tools are those of X11 and Wayland")

_LOCAL = {"DISPLAY": ":0"}


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a directory that is the whole PATH."""
    directory = tmp_path / "bin"
    directory.mkdir()
    monkeypatch.setenv("PATH", str(directory))
    return directory


def make_tool(directory: Path, name: str, script: str) -> None:
    path = directory / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_without_a_display_there_is_no_tool(tools: Path) -> None:
    make_tool(tools, "xclip", "")

    assert clipboard_tools({}) == []


def test_under_wayland_its_tool_comes_first(tools: Path) -> None:
    for name in ("wl-copy", "xclip"):
        make_tool(tools, name, "")

    tools_in_order = clipboard_tools({"WAYLAND_DISPLAY": "wayland-0", **_LOCAL})

    assert [command[0] for command in tools_in_order] == ["wl-copy", "xclip"]


def test_a_tool_that_is_not_installed_is_not_used(tools: Path) -> None:
    make_tool(tools, "xsel", "")

    assert clipboard_tools(_LOCAL) == [["xsel", "--clipboard", "--input"]]


@pytest.mark.parametrize("variable", ["SSH_TTY", "SSH_CONNECTION"])
def test_over_ssh_this_machines_clipboard_is_the_wrong_one(tools: Path, variable: str) -> None:
    make_tool(tools, "xclip", "")

    assert clipboard_tools({variable: "x", **_LOCAL}) == []


def test_the_tool_gets_the_text_on_its_standard_input(tools: Path, tmp_path: Path) -> None:
    make_tool(tools, "xclip", f"/bin/cat > {tmp_path}/copied")

    assert asyncio.run(copy_with_tool("naïve 名前\n", _LOCAL)) == "xclip"
    assert (tmp_path / "copied").read_text(encoding="utf-8") == "naïve 名前\n"


def test_a_tool_that_fails_has_not_copied(tools: Path) -> None:
    make_tool(tools, "xclip", "exit 1")

    assert asyncio.run(copy_with_tool("x", _LOCAL)) is None


def test_where_a_tool_fails_the_next_one_copies(tools: Path) -> None:
    make_tool(tools, "wl-copy", "exit 1")
    make_tool(tools, "xclip", "")

    assert asyncio.run(copy_with_tool("x", {"WAYLAND_DISPLAY": "wayland-0", **_LOCAL})) == "xclip"


def test_a_tool_that_cannot_be_run_has_not_copied(tools: Path) -> None:
    make_tool(tools, "xclip", "")
    (tools / "xclip").write_bytes(b"\x00 not a program")

    assert asyncio.run(copy_with_tool("x", _LOCAL)) is None


def test_a_tool_that_hangs_is_ended(tools: Path, tmp_path: Path) -> None:
    make_tool(tools, "xclip", f"echo $$ > {tmp_path}/pid; exec /bin/sleep 60")

    assert asyncio.run(copy_with_tool("x", _LOCAL, patience=0.5)) is None
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text(encoding="ascii")), 0)


def test_a_tool_that_does_not_read_is_no_fault_of_the_text(tools: Path) -> None:
    make_tool(tools, "xclip", "exit 0")

    assert asyncio.run(copy_with_tool("x" * 1_000_000, _LOCAL)) == "xclip"


def test_the_sequence_holds_the_text_in_base64() -> None:
    sequence = osc52("naïve", {})

    assert sequence == f"\x1b]52;c;{base64.b64encode('naïve'.encode()).decode()}\x07"


def test_inside_tmux_the_terminal_around_it_is_asked_as_well() -> None:
    sequence = osc52("x", {"TMUX": "/run/tmux,1,0"})

    assert sequence == "\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\\x1b]52;c;eA==\x07"


def test_the_largest_text_that_terminals_take_is_just_not_too_long() -> None:
    largest = LARGEST_OSC52 // 4 * 3

    assert osc52("x" * largest, {}) is not None
    assert osc52("x" * (largest + 1), {}) is None


def test_a_text_of_broken_characters_can_be_copied() -> None:
    assert osc52("\ud800", {}) is not None
