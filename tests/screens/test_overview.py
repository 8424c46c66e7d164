from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.widgets import Input

from tests.boards import GROUPS
from tests.dashboards import make_desk_config, open_desk
from tests.factories import NOW, make_endpoint, make_message, make_result
from tui.config.memory import Memory
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.screens.menu import Menu
from tui.screens.prompt import Prompt
from tui.widgets.overview_list import OverviewList

if TYPE_CHECKING:
    from tui.model.board import Board

NAMES = tuple(name for members in GROUPS.values() for name in members)


class OverviewKeysTest(IsolatedAsyncioTestCase):
    """What each key of the overview does."""

    async def test_enter_opens_the_selected_endpoint(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter")

            assert desk.app.screen.scope == "endpoint"  # type: ignore[attr-defined]

    async def test_enter_opens_the_selected_feed(self) -> None:
        async with open_desk() as desk:
            await desk.press("G", "enter")

            assert desk.app.screen.scope == "feed"  # type: ignore[attr-defined]

    async def test_enter_on_a_head_folds_and_unfolds_its_group(self) -> None:
        async with open_desk() as desk:
            await desk.press("g", "enter")
            folded = desk.text
            await desk.press("enter")

            assert "▸ checkout 3" in folded
            assert "▾ checkout 3" in desk.text

    async def test_a_group_that_is_unfolded_comes_into_sight_where_the_list_makes_way_for_panes(self) -> None:
        sizes = {"first": 21, "last": 3}
        endpoints = tuple(
            make_endpoint(f"{group}-{number:02}", group=group)
            for group, size in sizes.items()
            for number in range(size)
        )
        async with open_desk(make_desk_config(endpoints=endpoints, feeds=())) as desk:
            await desk.press("G", "h")
            before = desk.overview._list.size.height
            await desk.press("l")
            await desk.until(lambda: "last-02" in desk.text)

            assert desk.overview._list.size.height < before
            assert all(name in desk.text for name in ("▾ last 3", "last-00", "last-01"))

    async def test_the_panes_beside_a_head_show_what_is_wrong_in_its_group(self) -> None:
        async with open_desk() as desk:
            await desk.press("G")
            await desk.settle()
            desk.overview._list.select_group("checkout")
            desk.overview.show_selected()
            worst = next(each for each in desk.board.endpoints if each.health.is_problem)

            assert desk.overview.item() is None
            assert desk.overview.endpoint_in_view() is worst

    async def test_r_checks_the_selected_endpoint_now(self) -> None:
        async with open_desk() as desk:
            await desk.press("r")

            desk.engine.check_now.assert_called_once_with(("payments-capture",))

    async def test_r_reconnects_the_selected_feed(self) -> None:
        async with open_desk() as desk:
            await desk.press("G", "r")

            desk.engine.reconnect.assert_called_once_with("presence")

    async def test_shift_r_checks_everything_that_is_shown(self) -> None:
        async with open_desk() as desk:
            desk.engine.check_now.return_value = list(NAMES[:5])
            await desk.press("R")

            desk.engine.check_now.assert_called_once_with(NAMES)
            assert "checking 5 endpoints, reconnecting 2 feeds" in desk.footer

    async def test_p_pauses_and_resumes(self) -> None:
        async with open_desk() as desk:
            await desk.press("p")
            desk.engine.pause.assert_called_once_with("payments-capture")
            desk.overview.select("image-resize")
            await desk.press("p")

            desk.engine.resume.assert_called_once_with("image-resize")

    async def test_shift_p_pauses_everything_that_is_shown(self) -> None:
        async with open_desk() as desk:
            await desk.press("P")

            assert [call.args for call in desk.engine.pause.call_args_list] == [(name,) for name in NAMES]

    async def test_exclamation_mark_shows_problems_only_and_all_again(self) -> None:
        async with open_desk() as desk:
            await desk.press("!")
            problems = desk.text
            await desk.press("!")

            assert "problems only" in problems
            assert "pricing" not in problems
            assert "pricing" in desk.text

    async def test_shift_j_and_k_go_from_problem_to_problem_and_round(self) -> None:
        async with open_desk() as desk:
            way = []
            for key in ("J", "J", "J", "K", "right_curly_bracket", "left_curly_bracket"):
                await desk.press(key)
                way.append(desk.selected)

            assert way == [
                "cart-api", "presence", "payments-capture", "presence", "payments-capture", "presence",
            ]  # fmt: skip

    async def test_shift_j_skips_what_is_muted(self) -> None:
        async with open_desk() as desk:
            await desk.press("J", "M", "K", "J")

            assert desk.app.context.view.muted == {"cart-api"}
            assert desk.selected == "presence"

    async def test_without_a_problem_shift_j_says_so(self) -> None:
        async with open_desk(prepare=lambda _: None) as desk:
            await desk.press("J")

            assert "no problems" in desk.footer

    async def test_shift_h_and_l_go_from_group_to_group(self) -> None:
        async with open_desk() as desk:
            way = []
            for key in ("L", "L", "L", "H", "right_square_bracket", "left_square_bracket"):
                await desk.press(key)
                way.append(desk.selected)

            assert way == [
                "auth-token", "trades", "payments-capture", "trades", "payments-capture", "trades",
            ]  # fmt: skip

    async def test_n_goes_through_what_the_filter_left(self) -> None:
        async with open_desk() as desk:
            await desk.press("slash")
            await desk.type("c")
            await desk.press("enter", "n", "n", "N")

            assert desk.selected == "cart-api"

    async def test_s_goes_through_the_columns_and_back_to_the_order_of_the_configuration(self) -> None:
        async with open_desk() as desk:
            said = []
            for _ in range(7):
                await desk.press("s")
                said.append(desk.footer.split("  ")[0].strip())

            assert said[:2] == ["sorted by name", "sorted by state"]
            assert said[-1] == "in the order of the configuration"

    async def test_shift_s_turns_the_order_round(self) -> None:
        async with open_desk() as desk:
            await desk.press("s", "S")

            assert [state.name for state in desk.overview.shown_states()] == sorted(NAMES, reverse=True)

    async def test_m_says_what_it_has_done(self) -> None:
        async with open_desk() as desk:
            await desk.press("m")
            pinned = desk.footer
            await desk.press("m")

            assert f"{desk.selected} is pinned" in pinned
            assert f"{desk.selected} is not pinned" in desk.footer

    async def test_m_pins_to_the_top_of_the_group_and_lets_go(self) -> None:
        async with open_desk() as desk:
            desk.overview.select("pricing")
            await desk.press("m")
            pinned = [state.name for state in desk.overview.shown_states()]
            selected = desk.selected
            await desk.press("m")

            assert (pinned[0], selected) == ("pricing", "pricing")
            assert [state.name for state in desk.overview.shown_states()] == list(NAMES)

    async def test_plus_and_minus_change_the_window_within_bounds(self) -> None:
        async with open_desk() as desk:
            seen = []
            for key in ("minus", "minus", "plus", "equals_sign", "plus", "plus", "plus", "underscore"):
                await desk.press(key)
                seen.append(desk.app.context.view.window)

            assert seen == [60, 60, 300, 900, 3600, 21_600, 21_600, 3600]
            assert "LATENCY / RATE 1h" in desk.text

    async def test_a_acknowledges_the_selected_problem(self) -> None:
        async with open_desk() as desk:
            await desk.press("a")

            assert desk.app.context.view.acknowledged == {"payments-capture"}
            assert "acknowledged payments-capture" in desk.footer

    async def test_shift_a_acknowledges_every_problem_and_sees_every_event(self) -> None:
        async with open_desk() as desk:
            await desk.press("A")

            assert desk.app.context.view.acknowledged == {"payments-capture", "cart-api", "presence"}
            assert "unseen" not in desk.text

    async def test_t_shows_ages_in_place_of_times(self) -> None:
        async with open_desk() as desk:
            await desk.press("t")

            assert "3s ago" in desk.text

    async def test_d_opens_the_item_where_it_is_compared(self) -> None:
        async with open_desk() as desk:
            await desk.press("d")
            await desk.pilot.pause()

            assert desk.app.screen.scope == "endpoint"  # type: ignore[attr-defined]
            assert "diff" in desk.text

    async def test_i_asks_for_a_url_and_watches_it(self) -> None:
        async with open_desk() as desk:
            desk.engine.add.return_value = None
            await desk.press("i")
            assert isinstance(desk.app.screen, Prompt)
            await desk.type("https://new.example.com/health")
            await desk.press("enter")

            (target,) = desk.engine.add.call_args.args
            assert target.url == "https://new.example.com/health"

    async def test_a_url_that_is_none_is_refused_with_the_reason(self) -> None:
        async with open_desk() as desk:
            await desk.press("i")
            await desk.type("ftp://x")
            await desk.press("enter")

            desk.engine.add.assert_not_called()
            assert isinstance(desk.app.screen, Prompt)
            assert "write http://, https://, ws:// or wss://" in desk.text

    async def test_what_to_write_instead_is_said_however_long_the_text_is(self) -> None:
        async with open_desk() as desk:
            await desk.press("i")
            desk.app.screen.query_one(Input).value = "a" * 10_000
            await desk.press("enter")

            assert "│ has no scheme, did you mean" in desk.text

    async def test_shift_i_asks_for_an_interval_until_it_is_one(self) -> None:
        async with open_desk() as desk:
            await desk.press("I")
            await desk.type("soon")
            await desk.press("enter")
            still_asks = isinstance(desk.app.screen, Prompt)
            await desk.press("ctrl+u")
            await desk.type("5s")
            await desk.press("enter")

            assert still_asks
            desk.engine.set_interval.assert_called_once_with("payments-capture", 5.0)

    async def test_y_asks_what_to_copy(self) -> None:
        async with open_desk() as desk:
            await desk.press("y")

            assert isinstance(desk.app.screen, Menu)
            for word in ("URL", "curl line", "body", "headers", "screen"):
                assert word in desk.text

    async def test_x_asks_in_which_form_to_export(self) -> None:
        async with open_desk() as desk:
            await desk.press("x")

            for word in ("JSON", "CSV", "Markdown report"):
                assert word in desk.text

    async def test_shift_m_mutes_and_says_so(self) -> None:
        async with open_desk() as desk:
            await desk.press("M")
            muted = desk.footer
            await desk.press("M")

            assert "payments-capture is muted" in muted
            assert "payments-capture is not muted" in desk.footer

    async def test_o_does_not_open_a_websocket(self) -> None:
        async with open_desk() as desk:
            await desk.press("G", "o")

            assert "not a WebSocket" in desk.footer

    async def test_e_says_when_there_is_no_file(self) -> None:
        async with open_desk() as desk:
            await desk.press("e")

            assert "payments-capture is in no file" in desk.footer

    async def test_a_key_that_is_not_bound_is_told_quietly_until_the_next_key(self) -> None:
        async with open_desk() as desk:
            await desk.press("b")
            hint = desk.footer
            await desk.press("j")

            assert "b is not bound — ? lists keys" in hint
            assert "is not bound" not in desk.footer

    async def test_keys_on_a_head_that_need_an_item_do_nothing(self) -> None:
        async with open_desk() as desk:
            await desk.press("g", "r", "p", "m", "M", "a", "d", "c", "y", "I", "o", "e")

            assert len(desk.app.screen_stack) == 1
            desk.engine.check_now.assert_not_called()


class FilterTest(IsolatedAsyncioTestCase):
    """`/` and the order in which Escape leaves."""

    async def test_the_list_narrows_while_one_types_and_the_count_says_how_far(self) -> None:
        async with open_desk() as desk:
            await desk.press("slash")
            await desk.type("state:down")

            assert "1 of 7" in desk.text
            assert [state.name for state in desk.overview.shown_states()] == ["payments-capture"]

    async def test_enter_keeps_the_filter_and_gives_the_keys_to_the_list(self) -> None:
        async with open_desk() as desk:
            await desk.press("slash")
            await desk.type("pri")
            await desk.press("enter")

            assert isinstance(desk.app.focused, OverviewList)
            assert [state.name for state in desk.overview.shown_states()] == ["pricing"]

    async def test_down_leaves_the_filter_for_the_list(self) -> None:
        async with open_desk() as desk:
            await desk.press("slash")
            await desk.type("pri")
            await desk.press("down")

            assert isinstance(desk.app.focused, OverviewList)

    async def test_letters_are_text_while_one_types(self) -> None:
        async with open_desk() as desk:
            await desk.press("slash")
            await desk.type("qrp?:E")

            assert desk.overview.query_bar.text == "qrp?:E"
            desk.engine.check_now.assert_not_called()

    async def test_while_one_types_the_footer_names_the_keys_of_the_row(self) -> None:
        async with open_desk() as desk:
            await desk.press("slash")
            typing = desk.footer
            await desk.press("escape")

            assert typing.split() == ["⏎", "keep", "↓", "to", "the", "list", "esc", "leave", "F1", "help"]
            assert "open" in desk.footer

    async def test_slash_again_shows_the_last_query_ready_to_be_replaced(self) -> None:
        async with open_desk() as desk:
            await desk.press("slash")
            await desk.type("pricing")
            await desk.press("enter", "escape", "slash")
            again = desk.overview.query_bar.text
            await desk.type("c")

            assert (again, desk.overview.query_bar.text) == ("pricing", "c")

    async def test_escape_leaves_overlay_input_filter_zoom_in_that_order(self) -> None:
        async with open_desk() as desk:
            await desk.press("f", "slash")
            await desk.type("c")
            await desk.press("enter", "slash", "f1")
            assert len(desk.app.screen_stack) == 2
            await desk.press("escape")
            assert len(desk.app.screen_stack) == 1
            assert desk.overview.query_bar.is_editing
            await desk.press("escape")
            assert not desk.overview.query_bar.is_editing
            assert desk.overview.query_bar.text == "c"
            await desk.press("escape")
            assert desk.overview.query_bar.text == ""
            assert desk.overview.zoomed is not None
            await desk.press("escape")

            assert desk.overview.zoomed is None

    async def test_escape_on_the_first_screen_never_quits(self) -> None:
        async with open_desk() as desk:
            await desk.press("escape", "escape")

            assert desk.app.is_running

    async def test_where_only_problems_are_shown_the_panes_below_get_the_rows_that_this_leaves(self) -> None:
        endpoints = tuple(make_endpoint(f"svc-{number:02}") for number in range(20))
        async with open_desk(make_desk_config("list", endpoints=endpoints, feeds=())) as desk:
            before = desk.overview.query_one("#events").size.height
            await desk.press("!")
            fewer = desk.overview.query_one("#events").size.height
            await desk.press("!")

            assert fewer > before
            assert desk.overview.query_one("#events").size.height == before

    async def test_escape_leaves_problems_only(self) -> None:
        async with open_desk() as desk:
            await desk.press("!", "escape")

            assert not desk.app.context.view.problems_only

    async def test_a_filter_that_nothing_matches_leaves_an_empty_list(self) -> None:
        async with open_desk() as desk:
            await desk.press("slash")
            await desk.type("nothing-like-it")
            await desk.press("enter", "j", "enter")

            assert "0 of 7" in desk.text
            assert desk.selected is None

    async def test_where_nothing_matches_it_says_so_and_nothing_is_offered_or_shown_of_another(self) -> None:
        for view, size in (
            ("list", (200, 60)),
            ("list", (120, 40)),
            ("cards", (120, 40)),
            ("list", (80, 24)),
        ):
            async with open_desk(make_desk_config(view), size=size) as desk:
                await desk.press("slash")
                await desk.type("zzz")
                typing = desk.text
                await desk.press("escape")
                body = "\n".join(desk.rows()[:-1])

                assert "nothing matches /zzz" in typing
                assert "esc leaves" in typing
                assert "esc clears" not in typing
                assert "nothing matches /zzz — esc clears" in body
                assert "last response" not in body
                assert not {"⏎", "d", "y", "r", "p"} & set(desk.footer.split())
                await desk.press("escape")
                assert "⏎ open" in desk.footer

    async def test_without_problems_the_list_of_problems_says_so(self) -> None:
        async with open_desk(prepare=lambda _: None) as desk:
            await desk.press("!")

            assert "no problem — ! shows everything" in desk.text

    async def test_hostile_filters_are_only_text(self) -> None:
        async with open_desk() as desk:
            for text in ("[/nope]", "[@click=app.quit]x", "/(/", "status:>=", "!", '"', "a:" * 300):
                await desk.press("slash")
                desk.overview.query_bar.put(text)
                await desk.press("enter", "escape")

            assert desk.app.is_running


class ViewTest(IsolatedAsyncioTestCase):
    """Cards or list, and what is remembered."""

    async def test_it_begins_with_cards_when_all_of_them_fit(self) -> None:
        async with open_desk(make_desk_config("auto"), size=(80, 24)) as desk:
            assert desk.overview.shows_cards
            assert "cards" in desk.rows()[0]

    async def test_it_begins_with_the_list_when_cards_do_not_fit(self) -> None:
        endpoints = tuple(make_endpoint(f"item-{number:03}") for number in range(200))
        async with open_desk(make_desk_config("auto", endpoints=endpoints), size=(80, 24)) as desk:
            assert not desk.overview.shows_cards

    async def test_shift_v_switches_keeps_the_selection_and_is_remembered(self) -> None:
        kept: dict[str, object] = {}

        class Kept(Memory):
            def __init__(self) -> None:
                self._choices = kept

            def remember(self, name: str, choice: object) -> None:
                kept[name] = choice

        async with open_desk(make_desk_config("auto"), memory=Kept()) as desk:
            desk.overview.select("pricing")
            await desk.press("V")

            assert (desk.overview.shows_cards, desk.selected) == (False, "pricing")
            assert kept == {"cards": False}
        async with open_desk(make_desk_config("auto"), memory=Kept()) as desk:
            assert not desk.overview.shows_cards

    async def test_a_configured_view_beats_what_is_remembered(self) -> None:
        class Kept(Memory):
            def __init__(self) -> None:
                self._choices: dict[str, object] = {"cards": False}

        async with open_desk(make_desk_config("cards"), memory=Kept()) as desk:
            assert desk.overview.shows_cards


class FreezeTest(IsolatedAsyncioTestCase):
    """A frozen view shows one moment, whatever is done with it."""

    async def test_a_frozen_view_stands_still_while_the_header_counts(self) -> None:
        for view in ("list", "cards"):
            async with open_desk(make_desk_config(view)) as desk:
                await desk.press("space")
                before = desk.rows()
                _arrive(desk.board)
                desk.repaint()
                await desk.pilot.pause()

                assert desk.rows()[1:] == before[1:]
                assert "FROZEN" in desk.rows()[0]
                assert "6 new" in desk.rows()[0]

    async def test_moving_the_cursor_in_a_frozen_view_shows_no_newer_value(self) -> None:
        async with open_desk() as desk:
            await desk.press("space")
            _arrive(desk.board)
            await desk.press("j", "j")
            await desk.settle()
            frozen = desk.text
            await desk.press("space")

            assert "500" not in frozen
            assert "500" in desk.text

    async def test_the_panes_around_show_the_selected_item_at_that_moment(self) -> None:
        async with open_desk() as desk:
            await desk.press("space")
            _arrive(desk.board)
            desk.overview.select("trades")
            await desk.until(lambda: "88119" in desk.text)
            frozen = desk.text
            await desk.press("space")

            assert "88119" in frozen
            assert "new-message" not in frozen
            assert "new-message" in desk.text

    async def test_unfrozen_the_chip_is_gone(self) -> None:
        async with open_desk() as desk:
            await desk.press("space", "space")

            assert "FROZEN" not in desk.text

    async def test_keys_work_on_what_there_is_now(self) -> None:
        async with open_desk() as desk:
            await desk.press("space")
            desk.board.remove("payments-capture")
            await desk.press("r", "p")

            desk.engine.check_now.assert_not_called()


def _arrive(board: Board) -> None:
    for state in board:
        if isinstance(state, EndpointState) and not state.is_paused:
            state.record(make_result(500, name=state.name, at=NOW - 1, latency=2.5))
        elif isinstance(state, FeedState):
            state.record(make_message('{"type":"new-message"}', at=NOW))
