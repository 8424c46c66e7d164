from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tui.config.places import config_dir, data_dir, find_config, places, state_dir

pytestmark = pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="other systems have other places")


def write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def test_the_file_that_was_asked_for_wins_even_if_it_does_not_exist(directory: Path) -> None:
    write(directory / "asyncdash.toml")

    assert find_config(Path("gone.toml"), {"ASYNCDASH_CONFIG": "other.toml"}) == Path("gone.toml")


def test_the_environment_comes_next(directory: Path) -> None:
    write(directory / "asyncdash.toml")

    assert find_config(None, {"ASYNCDASH_CONFIG": "~/other.toml", "HOME": "/home/me"}) == Path(
        "/home/me/other.toml"
    )


def test_the_working_directory_beats_the_users_configuration(directory: Path) -> None:
    mine = write(directory / "config" / "asyncdash" / "asyncdash.toml")
    environ = {"XDG_CONFIG_HOME": str(directory / "config")}

    assert find_config(None, environ) == mine

    write(directory / "asyncdash.toml")

    assert find_config(None, environ) == Path("asyncdash.toml")


def test_no_configuration_is_no_error(directory: Path) -> None:
    assert find_config(None, {"HOME": str(directory), "ASYNCDASH_CONFIG": ""}) is None


def test_the_directories_are_those_of_the_xdg_specification() -> None:
    home = {"HOME": "/home/me"}

    assert config_dir(home) == Path("/home/me/.config/asyncdash")
    assert data_dir(home) == Path("/home/me/.local/share/asyncdash")
    assert state_dir(home) == Path("/home/me/.local/state/asyncdash")
    assert state_dir({**home, "XDG_STATE_HOME": "/var/x"}) == Path("/var/x/asyncdash")
    assert state_dir({**home, "XDG_STATE_HOME": "relative"}) == Path("/home/me/.local/state/asyncdash")


def test_every_place_is_told() -> None:
    environ = {"HOME": "/home/me", "ASYNCDASH_CONFIG": "mine.toml"}

    assert places(environ) == [
        Path("mine.toml"),
        Path("asyncdash.toml"),
        Path("/home/me/.config/asyncdash/asyncdash.toml"),
    ]
