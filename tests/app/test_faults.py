from __future__ import annotations

from msgspec.structs import replace

from tests.boards import make_config
from tui.app.faults import faults_of
from tui.config.config import Config, Position, Settings


def test_a_configuration_that_names_what_exists_has_no_fault() -> None:
    config = replace(make_config(), keys={"check.now": ("u",)}, settings=Settings(theme="nord"))

    assert faults_of(config) == []


def test_a_binding_that_does_not_exist_is_told_with_the_nearest_one_and_its_place() -> None:
    config = Config(keys={"chek.now": ("u",)}, key_positions={"chek.now": Position(7, 3)})
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


def test_every_fault_is_told_at_once() -> None:
    config = Config(keys={"one": ("u",), "two": ("v",)}, settings=Settings(theme="three"))

    assert len(faults_of(config)) == 3
