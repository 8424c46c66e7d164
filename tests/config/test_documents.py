from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.config.errors import ConfigErrors
from tui.config.loader import load_config

if TYPE_CHECKING:
    from pathlib import Path

    from tests.config.conftest import Faults, Load

ENDPOINT = '[[endpoint]]\nurl = "http://{0}"\nname = "{0}"\n'


@pytest.fixture
def teams(directory: Path) -> Path:
    """Two teams with an endpoint each."""
    path = directory / "teams"
    path.mkdir()
    for name in ("b", "a"):
        (path / f"{name}.toml").write_text(ENDPOINT.format(name))
    return path


def test_included_files_follow_the_main_one_in_the_order_of_their_names(load: Load, teams: Path) -> None:
    config = load('include = ["teams/*.toml"]\n' + ENDPOINT.format("main"))

    assert [endpoint.name for endpoint in config.endpoints] == ["main", "a", "b"]
    assert config.files == (teams.parent / "asyncdash.toml", teams / "a.toml", teams / "b.toml")


def test_an_endpoint_says_in_which_file_it_stands(load: Load, teams: Path) -> None:
    (endpoint,) = load('include = ["teams/a.toml"]').endpoints

    assert endpoint.origin is not None
    assert (endpoint.origin.path, endpoint.origin.line) == (teams / "a.toml", 1)


def test_included_endpoints_have_the_defaults_and_groups_of_the_main_file(load: Load, teams: Path) -> None:
    (teams / "a.toml").write_text('[group.core]\ntimeout = "2s"\n' + ENDPOINT.format("a") + 'group = "core"')

    config = load('include = ["teams/a.toml"]\n[defaults.endpoint]\ninterval = "1m"\n')

    assert (config.endpoints[0].interval, config.endpoints[0].timeout) == (60.0, 2.0)


def test_a_file_that_two_patterns_match_is_read_once(load: Load, teams: Path) -> None:
    assert len(load(f'include = ["teams/*.toml", "{teams}/a.toml", "**/b.toml"]').endpoints) == 2


@pytest.mark.usefixtures("teams")
def test_a_pattern_never_means_the_file_that_it_stands_in(load: Load) -> None:
    assert len(load('include = ["**/*.toml"]').endpoints) == 2


@pytest.mark.usefixtures("teams")
def test_what_cannot_be_included_is_reported_at_the_pattern(faults: Faults) -> None:
    text = 'include = ["none/*.toml", "gone.toml", "teams", "~nobody-of-this-name/x", 1, ""]'

    assert faults(text) == [
        '1:12: include[0]: "none/*.toml" matches no file below .',
        "1:27: include[1]: gone.toml does not exist",
        "1:40: include[2]: teams is a directory, not a file",
        '1:49: include[3]: "~nobody-of-this-name/x": there is no such home directory',
        '1:75: include[4]: the number 1 is no text: write it in quotes, "1"',
        '1:78: include[5]: must not be empty: write e.g. "teams/*.toml"',
    ]


def test_files_that_include_each_other_are_refused(faults: Faults, teams: Path) -> None:
    (teams / "a.toml").write_text('include = ["b.toml"]')
    (teams / "b.toml").write_text('include = ["../asyncdash.toml"]')

    (found,) = faults('include = ["teams/a.toml"]')

    assert found.startswith(
        "teams/b.toml:1:12: include[0]: includes asyncdash.toml, which includes this file"
    )


def test_an_included_file_has_no_settings_of_its_own(faults: Faults, teams: Path) -> None:
    (teams / "a.toml").write_text('title = "x"\n[settings]\n[[endpont]]\n')

    assert faults('include = ["teams/a.toml"]') == [
        'teams/a.toml:1:1: "title" does not belong here: write it in the main file',
        'teams/a.toml:2:1: "settings" does not belong here: write it in the main file',
        'teams/a.toml:3:1: unknown key "endpont", did you mean "endpoint"?',
    ]


def test_faults_come_in_the_order_of_the_files(faults: Faults, teams: Path) -> None:
    (teams / "a.toml").write_text("x = 1")
    (teams / "b.toml").write_text("x = ")

    assert [fault.split(": ")[0] for fault in faults('include = ["teams/*.toml"]\n\ny = 1')] == [
        "3:1",
        "teams/a.toml:1:1",
        "teams/b.toml:1:5",
    ]


def test_a_main_file_that_does_not_exist_says_how_to_begin(directory: Path) -> None:
    with pytest.raises(ConfigErrors) as caught:
        load_config(directory / "gone.toml", environ={})

    assert str(caught.value) == "gone.toml: does not exist: asyncdash init gone.toml writes one"


def test_a_main_file_that_is_not_utf_8_is_pointed_at(directory: Path) -> None:
    (directory / "latin.toml").write_bytes(b'title = "caf\xe9"')

    with pytest.raises(ConfigErrors) as caught:
        load_config(directory / "latin.toml", environ={})

    assert str(caught.value) == "latin.toml:1:13: is not UTF-8: byte 12 (line 1) is 0xe9, save it as UTF-8"


def test_a_directory_is_no_configuration(directory: Path) -> None:
    with pytest.raises(ConfigErrors) as caught:
        load_config(directory / ".", environ={})

    assert str(caught.value).endswith("is a directory, not a file")
