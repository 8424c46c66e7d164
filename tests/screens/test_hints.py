from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from msgspec.structs import replace

from tests.dashboards import make_desk_config, open_desk
from tests.screens.test_mouse import click
from tui.config.config import Keymap
from tui.screens.endpoint import EndpointScreen
from tui.screens.feed import FeedScreen

if TYPE_CHECKING:
    from tui.model.board import Board

KEYS = {
    "check.now": ("u",),
    "problems": ("Q",),
    "pause": ("f7",),
    "message.open": ("f8",),
    "back": ("f9",),
    "filter": ("f6",),
}


def nothing(_: Board) -> None:
    """Leave everything unchecked."""


class HintsTest(IsolatedAsyncioTestCase):
    """What a screen says one could do, with the keys of the configuration."""

    async def test_an_endpoint_without_a_check_names_the_key_that_checks_and_a_click_is_as_good(self) -> None:
        async with open_desk(make_desk_config(keys=KEYS), prepare=nothing) as desk:
            desk.overview.select("cart-api")
            await desk.press("enter")
            said = desk.text
            await click(desk, "u checks now")

            assert isinstance(desk.app.screen, EndpointScreen)
            assert "r checks now" not in said
            desk.engine.check_now.assert_called_once_with(("cart-api",))

    async def test_an_overview_without_problems_names_the_key_that_shows_everything(self) -> None:
        async with open_desk(make_desk_config(keys=KEYS), prepare=nothing) as desk:
            await desk.press("Q")
            said = desk.text
            await click(desk, "Q shows everything")

            assert "no problem — Q shows everything" in said
            assert not desk.app.context.view.problems_only

    async def test_a_paused_feed_names_the_key_that_connects(self) -> None:
        async with open_desk(make_desk_config(keys=KEYS), prepare=nothing) as desk:
            desk.board.feeds[0].pause(desk.app.context.now())
            desk.overview.select(desk.board.feeds[0].name)
            await desk.press("enter")
            said = desk.text
            await click(desk, "F7 connects again")

            assert "no message yet — F7 resumes" in said
            assert desk.engine.pause.called or desk.engine.resume.called

    async def test_an_answer_in_the_footer_names_the_keys_of_the_configuration(self) -> None:
        async with open_desk(make_desk_config(keys=KEYS)) as desk:
            desk.overview.select(desk.board.feeds[0].name)
            await desk.press("enter", "n")

            assert "nothing is searched for — F6 filters" in desk.footer

    async def test_the_key_that_opens_chooses_a_type_wherever_it_is(self) -> None:
        async with open_desk(make_desk_config(keys=KEYS)) as desk:
            desk.overview.select(desk.board.feeds[0].name)
            await desk.press("enter")
            screen = desk.app.screen
            assert isinstance(screen, FeedScreen)
            screen.types.focus()
            await desk.pilot.pause()
            desk.repaint()
            offered = desk.text
            await desk.press("f8")

            assert "F8 shows only one" in offered
            assert screen.query_bar.text.startswith("type:")

    async def test_sorting_the_other_way_round_says_by_what_to_sort_first(self) -> None:
        async with open_desk(make_desk_config(keys={"sort": ("F",)})) as desk:
            await desk.press("S")

            assert "in the order of the configuration: F sorts" in desk.footer

    async def test_two_feeds_without_room_for_a_message_say_where_one_is_shown(self) -> None:
        async with open_desk(size=(80, 24)) as desk:
            desk.overview.select(desk.board.feeds[0].name)
            await desk.press("enter", "B", "d")

            assert "no room for a message here: ⏎ shows it alone" in desk.footer

    async def test_whoever_writes_a_message_is_offered_only_what_there_is(self) -> None:
        async with open_desk(make_desk_config(keys={"compose.kind": ("f7",)})) as desk:
            desk.overview.select(desk.board.feeds[0].name)
            await desk.press("enter", "i")

            assert "F7 kind  esc leave  F4 repeat" in desk.footer

    async def test_a_window_that_cannot_grow_is_told_all_the_same(self) -> None:
        async with open_desk() as desk:
            await desk.press(*["plus"] * 9)

            assert "the last 6h" in desk.footer

    async def test_the_only_pane_is_not_zoomed_and_is_not_left(self) -> None:
        async with open_desk(size=(60, 15)) as desk:
            desk.overview.select(desk.board.feeds[0].name)
            await desk.press("enter")
            offered = desk.footer
            await desk.press("f")
            screen = desk.app.screen
            assert isinstance(screen, FeedScreen)
            zoomed, said = screen.zoomed, desk.footer
            await desk.press("tab")

            assert zoomed is None
            assert "zoom" not in offered
            assert "nothing beside this pane could make way " in said
            assert "there is no other pane here" in desk.footer

    async def test_the_next_view_of_a_message_is_seen_where_it_had_no_room(self) -> None:
        async with open_desk(size=(80, 24)) as desk:
            desk.overview.select(desk.board.feeds[0].name)
            await desk.press("enter", "L")
            screen = desk.app.screen

            assert isinstance(screen, FeedScreen)
            assert screen.message.display
            assert screen.message.shape.view == "tree"

    async def test_with_nothing_to_watch_the_keys_about_it_are_not_bound(self) -> None:
        config = replace(make_desk_config(), endpoints=(), feeds=())
        async with open_desk(config, prepare=nothing) as desk:
            said = {}
            for key in ("r", "f", "V", "enter"):
                await desk.press(key)
                said[key] = "is not bound" in desk.footer
            await desk.press("i")

            assert said == dict.fromkeys(said, True)
            assert len(desk.app.screen_stack) == 2

    async def test_the_footer_names_the_key_of_the_user_for_help_also_where_a_filter_is_typed(self) -> None:
        async with open_desk(make_desk_config(keys={"help": ("question_mark", "f9")})) as desk:
            before = desk.footer
            await desk.press("slash")

            assert "? help" in before
            assert "F9 help" in desk.footer

    async def test_a_list_without_groups_says_that_it_folds_none(self) -> None:
        async with open_desk() as desk:
            await desk.press("s", "h")
            is_sorted = desk.footer
            await desk.press("s", "s", "s", "s", "s", "s", "exclamation_mark", "h")

            assert "sorted by name the list has no groups to fold: s sorts by the next" in is_sorted
            assert "no group is folded while only some of its rows are looked for" in desk.footer
            assert not desk.app.context.view.folded

    async def test_a_pane_in_which_nothing_moves_says_so_and_where_to_go(self) -> None:
        async with open_desk(size=(200, 60)) as desk:
            desk.overview.select(desk.board.feeds[0].name)
            await desk.press("enter", "3", "j")

            assert "nothing moves in this pane: tab leads to the next" in desk.footer

            await desk.press("f", "j")

            assert "nothing moves in this pane" in desk.footer
            assert "leads to the next" not in desk.footer

    async def test_where_types_are_chosen_from_the_footer_says_what_that_does(self) -> None:
        async with open_desk(size=(200, 60)) as desk:
            desk.overview.select(desk.board.feeds[0].name)
            await desk.press("enter")
            before = desk.footer
            await desk.press("4")

            assert "⏎ inspect" in before
            assert "⏎ show only it" in desk.footer

    async def test_a_key_about_one_thing_says_so_on_a_group(self) -> None:
        async with open_desk() as desk:
            await desk.press("g", "r")

            assert "select an endpoint or a feed first" in desk.footer
            desk.engine.check_now.assert_not_called()

    async def test_the_newest_is_told_to_be_the_last(self) -> None:
        async with open_desk(size=(80, 24)) as desk:
            desk.overview.select("cart-api")
            await desk.press("enter", "full_stop")
            sample = desk.footer
            await desk.press("9")
            tab = desk.footer
            await desk.press("escape")
            desk.overview.select(desk.board.feeds[0].name)
            await desk.press("enter", "full_stop")

            assert "this is the newest sample" in sample
            assert "there is no tab 9 here" in tab
            assert "this is the newest message" in desk.footer


class EmacsTest(IsolatedAsyncioTestCase):
    """The keys that leave something are the same everywhere."""

    async def test_ctrl_g_leaves_overlays_and_inputs_one_by_one(self) -> None:
        config = make_desk_config()
        config = replace(config, settings=replace(config.settings, keymap=Keymap.EMACS))
        async with open_desk(config) as desk:
            desk.overview.select("cart-api")
            await desk.press("enter", "alt+x")
            over = len(desk.app.screen_stack)
            await desk.press("ctrl+g")
            without = len(desk.app.screen_stack)
            await desk.press("ctrl+s", "ctrl+g")

            assert (over, without) == (3, 2)
            assert isinstance(desk.app.screen, EndpointScreen)

    async def test_a_search_is_left_by_a_click_and_kept(self) -> None:
        async with open_desk() as desk:
            desk.overview.select("cart-api")
            await desk.press("enter", "slash", "c")
            await click(desk, "⏎ keep")
            screen = desk.app.screen

            assert isinstance(screen, EndpointScreen)
            assert screen.query_bar.text == "c"
            assert not screen.query_bar.is_editing
