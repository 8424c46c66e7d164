from __future__ import annotations

from typing import TYPE_CHECKING

from tui.config.config import Config, Settings, unknown_binding

if TYPE_CHECKING:
    from tests.config.conftest import Load


def test_an_empty_configuration_watches_nothing() -> None:
    config = Config()

    assert (config.endpoints, config.feeds, config.path, config.settings) == ((), (), None, Settings())


def test_an_unknown_binding_is_reported_where_it_stands(load: Load) -> None:
    config = load('[keys]\n"check.now" = "r"\n"chek.all" = "R"\n')

    error = unknown_binding(config, "chek.all", ["check.now", "check.all"])

    assert str(error) == 'asyncdash.toml:3:1: keys: unknown binding "chek.all", did you mean "check.all"?'


def test_an_unknown_binding_without_a_near_one_points_to_the_list(load: Load) -> None:
    config = load('[keys]\n"zzz" = "r"\n')

    assert str(unknown_binding(config, "zzz", ["check.now"])).endswith('"zzz", see asyncdash help keys')
