from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

import pytest

from tests.dashboards import make_desk_config, open_desk
from tui.app.faults import faults_of
from tui.app.keymap import EMACS, key_faults, keymap_of
from tui.config.config import Config, Keymap, Position, Settings
from tui.keys import KEYS, NO_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

EMACS_SETTINGS = Settings(keymap=Keymap.EMACS)


def found(keys: Mapping[str, tuple[str, ...]], settings: Settings | None = None) -> list[tuple[str, str]]:
    return list(key_faults(Config(keys=keys, settings=settings or Settings())))


@pytest.mark.parametrize("settings", [Settings(), EMACS_SETTINGS], ids=["default", "emacs"])
def test_the_keymaps_that_we_ship_are_free_of_faults(settings: Settings) -> None:
    assert found({}, settings) == []


def test_every_id_and_key_of_emacs_is_good() -> None:
    assert found({binding: tuple(keys.split(",")) for binding, keys in EMACS.items()}) == []


def test_two_bindings_on_one_key_are_told_with_both_ids() -> None:
    assert found({"sort": ("p",)}) == [("sort", 'p is the key of "pause" too: give one of them another')]


def test_both_may_be_configured() -> None:
    assert found({"sort": ("f5",), "pause": ("f5",)}) == [
        ("pause", 'F5 is the key of "sort" too: give one of them another')
    ]


def test_two_bindings_may_change_places() -> None:
    assert found({"zoom": ("p",), "pause": ("f",)}) == []


def test_a_key_may_mean_different_things_on_different_screens() -> None:
    assert found({"burst": ("B",)}) == []


def test_what_moves_the_cursor_is_on_every_screen() -> None:
    assert found({"burst": ("j",)}) == [
        ("burst", 'j is the key of "move.down" too: give one of them another')
    ]


def test_a_sign_and_its_name_are_the_same_key() -> None:
    assert found({"sort": ("?",)}) == [("sort", '? is the key of "help" too: give one of them another')]


@pytest.mark.parametrize(
    "name", ["r", "R", "?", "question_mark", "ctrl+r", "f5", "shift+left", "ctrl+f12", "ü"]
)
def test_keys_that_terminals_send_can_be_used(name: str) -> None:
    assert "no key" not in str(found({"record": (name,)}))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("pagedwn", 'there is no key "pagedwn", did you mean "pagedown"?'),
        ("hyper+x", 'there is no key "hyper+x": write e.g. "r", "ctrl+r" or "f5"'),
        ("ctrl+i", 'a terminal sends tab for ctrl+i: write "tab", or take another key'),
    ],
)
def test_a_key_that_nobody_can_press_is_a_fault(name: str, why: str) -> None:
    assert found({"record": (name,)}) == [("record", why)]


def test_a_fault_says_where_it_stands() -> None:
    config = Config(keys={"sort": ("p",)}, positions={("keys", "sort"): Position(7, 1)})

    assert [str(fault) for fault in faults_of(config)] == [
        '7:1: keys: sort: p is the key of "pause" too: give one of them another'
    ]


def test_an_empty_text_takes_the_keys_of_a_binding_away() -> None:
    assert keymap_of(Config(keys={"record": ()})) == {"record": NO_KEY}


class KeysTest(IsolatedAsyncioTestCase):
    async def test_a_sign_can_be_written_as_it_is(self) -> None:
        async with open_desk(make_desk_config(keys={"events": ("*",)})) as desk:
            await desk.press("asterisk")

            assert "events" in desk.rows()[0]

    async def test_a_binding_without_keys_is_on_none_and_not_in_the_footer(self) -> None:
        async with open_desk(make_desk_config(keys={"pause": ()})) as desk:
            await desk.press("p")

            assert desk.engine.pause.call_count == 0
            assert "pause" not in desk.footer

    async def test_emacs_moves_with_control(self) -> None:
        async with open_desk(make_desk_config(settings=EMACS_SETTINGS)) as desk:
            await desk.press("V")
            first = desk.selected
            await desk.press("ctrl+n")
            second = desk.selected
            await desk.press("ctrl+p")

            assert first != second
            assert desk.selected == first

    async def test_emacs_cancels_and_runs_commands_by_name(self) -> None:
        async with open_desk(make_desk_config(settings=EMACS_SETTINGS)) as desk:
            await desk.press("alt+x")
            opened = len(desk.app.screen_stack)
            await desk.press("escape", "enter", "ctrl+g")

            assert (opened, len(desk.app.screen_stack)) == (2, 1)


def test_every_id_of_the_table_can_be_configured() -> None:
    assert [key.id for key in KEYS if found({key.id: ("ctrl+f12",)})] == []
