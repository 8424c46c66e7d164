from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from tui.app import Dashboard
from tui.app.keymap import EMACS
from tui.keys import KEYS, bindings, find_key, key_label, keys_of
from tui.screens.beside import BesideScreen
from tui.screens.endpoint import EndpointScreen
from tui.screens.events import EventsScreen
from tui.screens.feed import FeedScreen
from tui.screens.overview import OverviewScreen
from tui.screens.timeline import TimelineScreen
from tui.widgets.movable import Movable
from tui.widgets.welcome_pane import WelcomePane

if TYPE_CHECKING:
    from tui.keys import Key

OWNERS: dict[str, type] = {
    "overview": OverviewScreen,
    "endpoint": EndpointScreen,
    "feed": FeedScreen,
    "events": EventsScreen,
    "timeline": TimelineScreen,
    "beside": BesideScreen,
    "app": Dashboard,
    "list": Movable,
    "welcome": WelcomePane,
}
"""Who does what the keys of a scope ask for."""
SCREENS = ("overview", "endpoint", "feed", "events", "timeline", "beside")

FORBIDDEN = re.compile(
    r"ctrl\+[himwtnba]|ctrl\+left_square_bracket|ctrl\+(space|at)|ctrl\+(shift\+.*|enter|\d)|alt\+.*|f1[01]"
)
"""What a terminal, a multiplexer or a browser keeps for itself, or cannot tell from another key."""


def spelled(key: Key) -> list[str]:
    return key.keys.split(",")


def test_every_id_is_there_once() -> None:
    ids = [key.id for key in KEYS]

    assert len(ids) == len(set(ids))


def test_every_scope_is_known() -> None:
    assert set(chain.from_iterable(key.scopes for key in KEYS)) == OWNERS.keys()


@pytest.mark.parametrize("scope", OWNERS)
def test_every_key_has_something_to_do(scope: str) -> None:
    idle = []
    for key in keys_of(scope):
        name = key.action.partition("(")[0]
        owner = Dashboard if name.startswith("app.") else OWNERS[scope]
        if not hasattr(owner, f"action_{name.removeprefix('app.')}"):
            idle.append(f"{key.id}: {key.action}")

    assert idle == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_key_means_one_thing_on_a_screen(screen: str) -> None:
    owners: dict[str, list[str]] = {}
    for key in keys_of(screen, "app", "list"):
        for each in spelled(key):
            owners.setdefault(each, []).append(key.id)

    assert {each: ids for each, ids in owners.items() if len(ids) > 1} == {}


def test_no_key_is_one_that_somebody_else_takes() -> None:
    assert [each for key in KEYS for each in spelled(key) if FORBIDDEN.fullmatch(each)] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_done_with_a_modifier_can_be_done_without(screen: str) -> None:
    exempt = {"interrupt", "quit", "redraw", "suspend"}
    modified = [
        key.id
        for key in keys_of(screen, "app", "list")
        if spelled(key)[0].startswith(("ctrl+", "alt+")) and key.id not in exempt
    ]

    assert [each for each in modified if not each.startswith("half.")] == []


def test_the_other_keymap_changes_keys_that_there_are() -> None:
    assert EMACS.keys() <= {key.id for key in KEYS}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_key_means_one_thing_in_the_other_keymap_too(screen: str) -> None:
    owners: dict[str, list[str]] = {}
    for key in keys_of(screen, "app", "list"):
        for each in EMACS.get(key.id, key.keys).split(","):
            owners.setdefault(each, []).append(key.id)

    assert {each: ids for each, ids in owners.items() if len(ids) > 1} == {}


def test_help_begins_with_a_small_letter_and_ends_without_a_full_stop() -> None:
    assert [key.id for key in KEYS if key.help[:1].isupper() or key.help.endswith(".")] == []


def test_a_key_is_found_by_its_id() -> None:
    found = find_key("check.now")

    assert found is not None
    assert found.action == "check_now"
    assert find_key("no.such.key") is None


@pytest.mark.parametrize(
    ("keys", "label"), [("slash", "/"), ("enter", "⏎"), ("r,ctrl+r", "r"), ("question_mark,f1", "?")]
)
def test_a_key_is_shown_as_it_is_printed_on_keyboards(keys: str, label: str) -> None:
    assert key_label(keys) == label


@pytest.mark.parametrize(
    ("keys", "label"), [("enter", "enter"), ("down", "down"), ("slash", "/"), ("r", "r")]
)
def test_in_ascii_a_key_without_a_sign_is_a_word(keys: str, label: str) -> None:
    assert key_label(keys, ascii_only=True) == label


def test_no_label_is_a_word_that_only_textual_knows() -> None:
    assert [
        key.id for key in KEYS for each in spelled(key) if "_" in key_label(each) and each != "underscore"
    ] == []


def test_bindings_carry_their_ids_so_that_a_configuration_can_change_them() -> None:
    assert [binding.id for binding in bindings("events")] == [key.id for key in keys_of("events")]


def test_only_what_must_beat_an_input_does() -> None:
    taken = [binding.id for binding in bindings("app", priority=("quit",)) if binding.priority]

    assert taken == ["quit"]
