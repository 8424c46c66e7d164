from __future__ import annotations

from typing import TYPE_CHECKING

from tui.config.idle import idle_keys, idle_warnings

if TYPE_CHECKING:
    from tests.config.conftest import Load


def test_what_has_no_effect_is_told_by_line(load: Load) -> None:
    config = load(
        '[[notify]]\nvia = "bell"\n[settings]\nflight_recorder = "1m"\nhistory = "h"\nmouse = true\n'
    )

    warnings = [str(warning).partition(":")[2] for warning in idle_warnings(config)]

    assert [warning.partition(" yet: ")[0] for warning in warnings] == [
        "1:1: notify: has no effect",
        "4:1: settings: flight_recorder has no effect",
        "5:1: settings: history has no effect",
    ]


def test_what_asks_for_nothing_gets_it(load: Load) -> None:
    assert idle_warnings(load('[settings]\nflight_recorder = "0s"\nhistory = ""\n')) == []


def test_what_nobody_wrote_is_not_told(load: Load) -> None:
    assert idle_warnings(load("")) == []


def test_the_keys_without_effect_are_known() -> None:
    assert set(idle_keys()) == {"notify", "history", "flight_recorder"}
