from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from tests.boards import make_config
from tui.app.faults import all_faults, faults_of
from tui.config.config import Config, Position, Settings
from tui.config.errors import ConfigErrors
from tui.config.loader import load_config

if TYPE_CHECKING:
    from pathlib import Path


def test_a_configuration_that_names_what_exists_has_no_fault() -> None:
    config = replace(make_config(), keys={"check.now": ("u",)}, settings=Settings(theme="nord"))

    assert faults_of(config) == []


def test_a_binding_that_does_not_exist_is_told_with_the_nearest_one_and_its_place() -> None:
    config = Config(keys={"chek.now": ("u",)}, positions={("keys", "chek.now"): Position(7, 3)})
    (fault,) = faults_of(config)

    assert (fault.line, fault.column) == (7, 3)
    assert 'unknown binding "chek.now"' in str(fault)
    assert "check.now" in str(fault)


def test_a_binding_like_no_other_names_where_they_are_listed() -> None:
    (fault,) = faults_of(Config(keys={"xyzzy-plugh": ("u",)}))

    assert "asyncdash help keys" in str(fault)


def test_a_theme_that_does_not_exist_is_told_with_the_nearest_one() -> None:
    (fault,) = faults_of(Config(settings=Settings(theme="asyncdash-drak")))

    assert 'unknown theme "asyncdash-drak"' in str(fault)
    assert "asyncdash-dark" in str(fault)


def test_a_theme_like_no_other_names_all_there_are() -> None:
    (fault,) = faults_of(Config(settings=Settings(theme="zzzzzzzz")))

    assert "asyncdash-light" in str(fault)
    assert "nord" in str(fault)


def test_faults_are_in_the_order_of_their_lines() -> None:
    positions = {
        ("keys", "filter"): Position(9, 1),
        ("keys", "chek.now"): Position(11, 1),
        ("settings", "theme"): Position(2, 1),
    }
    config = Config(
        keys={"chek.now": ("u",), "filter": ("hyper+x",)},
        settings=Settings(theme="norrd"),
        positions=positions,  # type: ignore[arg-type]
    )

    assert [fault.line for fault in faults_of(config)] == [2, 9, 11]


def test_faults_of_keys_and_themes_are_told_with_all_others(tmp_path: Path) -> None:
    (tmp_path / "more.toml").write_text("[[endpoint]]\n")
    path = tmp_path / "asyncdash.toml"
    path.write_text(
        'include = ["more.toml"]\n[keys]\n"chek.now" = "u"\nfreeze = 5\n[settings]\nfps = 1\n'
        'theme = "norrd"\n[[endpoint]]\nurl = "htp://x"\n'
    )
    with pytest.raises(ConfigErrors) as caught:
        load_config(path, environ={})

    faults = all_faults(caught.value)

    assert [(fault.path.name, fault.line) for fault in faults if fault.path] == [
        ("asyncdash.toml", 3),
        ("asyncdash.toml", 4),
        ("asyncdash.toml", 6),
        ("asyncdash.toml", 7),
        ("asyncdash.toml", 9),
        ("more.toml", 1),
    ]


def test_settings_and_keys_that_are_no_tables_have_no_more_faults_than_that(tmp_path: Path) -> None:
    path = tmp_path / "asyncdash.toml"
    path.write_text("keys = 1\nsettings = 2\n")
    with pytest.raises(ConfigErrors) as caught:
        load_config(path, environ={})

    assert [fault.line for fault in all_faults(caught.value)] == [1, 2]


def test_a_file_that_is_no_toml_has_one_fault(tmp_path: Path) -> None:
    path = tmp_path / "asyncdash.toml"
    path.write_text("keys = \n")
    with pytest.raises(ConfigErrors) as caught:
        load_config(path, environ={})

    assert len(all_faults(caught.value)) == 1


def test_no_secret_is_in_the_name_of_a_theme(tmp_path: Path) -> None:
    path = tmp_path / "asyncdash.toml"
    path.write_text('[settings]\ntheme = "${TOKEN}"\n')

    (fault,) = faults_of(load_config(path, environ={"TOKEN": "sesame"}))

    assert (fault.line, "sesame" in str(fault)) == (2, False)


def test_every_fault_is_told_at_once() -> None:
    config = Config(keys={"one": ("u",), "two": ("v",)}, settings=Settings(theme="three"))

    assert len(faults_of(config)) == 3
