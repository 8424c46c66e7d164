from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui.config.config import Settings
from tui.config.errors import ConfigErrors
from tui.config.loader import config_of_urls, find_config, load_config, places
from tui.model.endpoint import Endpoint
from tui.model.feed import Feed

if TYPE_CHECKING:
    from tests.config.conftest import Load

HOME = {"HOME": "/home/me"}


def test_an_empty_file_is_a_configuration(load: Load, directory: Path) -> None:
    config = load("")

    assert (config.endpoints, config.feeds, config.notify) == ((), (), ())
    assert config.path == directory / "asyncdash.toml"


def test_settings_that_are_left_out_have_their_defaults(load: Load, directory: Path) -> None:
    history = directory / ".local" / "state" / "asyncdash" / "history.sqlite3"

    assert load("").settings == Settings(history=history)


def test_history_can_be_moved_and_turned_off(load: Load, directory: Path) -> None:
    assert load('[settings]\nhistory = ""').settings.history is None
    assert load('[settings]\nhistory = "x.db"').settings.history == directory / "x.db"
    assert load('[settings]\nhistory = "~/x.db"').settings.history == directory / "x.db"


def test_a_relative_path_is_made_absolute(directory: Path) -> None:
    (directory / "mine.toml").touch()

    assert load_config(Path("mine.toml"), environ={}).path == directory / "mine.toml"


def test_urls_become_endpoints_and_feeds_by_their_scheme() -> None:
    config = config_of_urls(["https://a/health", "wss://b/feed"], environ=HOME)

    assert config.endpoints == (Endpoint(name="a/health", url="https://a/health"),)
    assert config.feeds == (Feed(name="b/feed", url="wss://b/feed"),)
    assert config.settings.history == Path("/home/me/.local/state/asyncdash/history.sqlite3")


def test_urls_that_share_a_name_get_numbers() -> None:
    config = config_of_urls(["http://a/x", "http://a/x?y", "ws://a/x"], environ=HOME)

    assert [target.name for target in (*config.endpoints, *config.feeds)] == ["a/x", "a/x (2)", "a/x (3)"]


def test_every_bad_url_is_reported_without_its_secrets() -> None:
    with pytest.raises(ConfigErrors) as caught:
        config_of_urls(["localhost:8080/x", "http://fine", "ftp://me:hunter22@x"], environ=HOME)

    assert str(caught.value).splitlines() == [
        '"localhost:8080/x" has no scheme, did you mean "http://localhost:8080/x"?',
        '"ftp://me:•••@x" has the scheme "ftp": write http://, https://, ws:// or wss://',
    ]


def test_secrets_in_urls_are_masked() -> None:
    config = config_of_urls(["https://me:hunter22@a/?token=abcdef"], environ=HOME)

    assert config.mask("hunter22 abcdef") == "••• •••"


def test_the_places_are_told_here_too() -> None:
    assert find_config(Path("x"), HOME) == Path("x")
    assert len(places(HOME)) == 2


def test_importing_the_loader_is_cheap() -> None:
    heavy = "{'textual', 'aiohttp', 'asyncio', 'dotenv', 'platformdirs', 'jsonpath'}"
    code = f"import sys, tui.config.loader; print(sorted({heavy} & sys.modules.keys()))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours

    assert done.stdout.strip() == "[]"
