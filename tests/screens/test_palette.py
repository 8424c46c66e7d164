from __future__ import annotations

from unittest import IsolatedAsyncioTestCase
from unittest.mock import Mock, patch

from textual.containers import Vertical

from tests.dashboards import make_desk_config, open_desk
from tests.factories import make_endpoint
from tests.streaming import eventually
from tui.keys import keys_of
from tui.screens.palette import Palette
from tui.screens.theme_menu import ThemeMenu


class PaletteTest(IsolatedAsyncioTestCase):
    async def test_on_a_wide_terminal_it_stands_beside_the_board(self) -> None:
        async with open_desk(size=(200, 60)) as desk:
            before = [row[:100] for row in desk.rows()]
            await desk.press("question_mark")

            assert "keys and commands" in desk.rows()[0]
            assert [row[:100] for row in desk.rows()][:-1] == before[:-1]

    async def test_its_frame_says_how_many_are_out_of_sight(self) -> None:
        async with open_desk(size=(60, 15)) as desk:
            await desk.press("question_mark")
            await desk.pilot.pause()
            above = desk.rows()
            await desk.press("pagedown")
            await desk.pilot.pause()
            between = desk.rows()
            await desk.press(*"nord")
            await desk.pilot.pause()

            assert any("↓" in row and "below" in row and "above" not in row for row in above)
            assert any("above" in row and "below" in row for row in between)
            assert not any("below" in row or "above" in row for row in desk.rows()[:-2])

    async def test_a_command_that_needs_something_shows_an_example_of_it(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon", *"save")

            assert ":save  write what is watched and in no file to asyncdash.toml" in desk.text

    async def test_it_is_as_high_as_what_is_found_and_what_is_typed_stays_where_it_is(self) -> None:
        for size in ((80, 24), (200, 60)):
            async with open_desk(size=size) as desk:
                await desk.press("question_mark")
                sheet = desk.app.screen.query_one(Vertical)
                before = sheet.region
                await desk.press(*":orders")

                assert sheet.region.y == before.y
                assert sheet.region.height == 6 < before.height

    async def test_what_all_commands_do_begins_in_one_column(self) -> None:
        texts = ("problems only", "next pane", "all endpoints and feeds", "ask every address")
        async with open_desk(size=(300, 80)) as desk:
            await desk.press("question_mark")
            rows = [row[220:] for row in desk.rows()]
            found = [row.index(f"  {text}") for text in texts for row in rows if f"  {text}" in row]

            assert len(found) == len(texts)
            assert len(set(found)) == 1

    async def test_help_lists_exactly_the_keys_of_the_screen_the_app_and_moving(self) -> None:
        async with open_desk() as desk:
            await desk.press("question_mark")
            palette = desk.app.screen
            assert isinstance(palette, Palette)
            labels = [
                command.label
                for command in palette._commands
                if command.label == ":" or command.label[0] != ":"
            ]
            digits = {f"pane.{digit}" for digit in range(2, 10)}
            keys = [
                key for scope in ("overview", "app", "list") for key in keys_of(scope) if key.id not in digits
            ]

            assert labels == [
                "1 … 9" if key.id == "pane.1" else desk.overview.label(key.id, key.keys) for key in keys
            ]

    async def test_f1_and_ctrl_p_are_help_and_palette_too(self) -> None:
        for key in ("f1", "ctrl+p", "colon", "question_mark"):
            async with open_desk() as desk:
                await desk.press(key)

                assert isinstance(desk.app.screen, Palette)

    async def test_typed_words_narrow_the_list_and_enter_runs_what_is_left(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon")
            await desk.type("events")
            await desk.press("enter")

            assert desk.app.screen.scope == "events"  # type: ignore[attr-defined]

    async def test_a_part_of_a_name_goes_to_the_item(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon")
            await desk.type("cart")
            await desk.press("enter")

            assert "cart-api" in desk.rows()[0]

    async def test_theme_changes_the_theme(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon")
            await desk.type("theme nord")
            await desk.press("enter")

            assert desk.app.theme == "nord"

    async def test_interval_changes_the_interval_of_the_selected_item(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon")
            await desk.type("interval 5s")
            await desk.press("enter")

            desk.engine.set_interval.assert_called_once_with("payments-capture", 5.0)

    async def test_an_argument_that_is_none_is_refused_with_the_reason_while_it_can_be_mended(self) -> None:
        refused = {
            "interval soon": "not a time: 'soon'",
            "interval 0s": "it must be longer than nothing",
            "at 99:99": "not a moment: 99:99",
            "theme nope": "there is no theme nope — T lists them",
        }
        for text, reason in refused.items():
            async with open_desk() as desk:
                await desk.press("colon")
                await desk.type(text)
                told = desk.rows()
                await desk.press("enter")

                assert any(reason in row for row in told)
                assert isinstance(desk.app.screen, Palette)
                desk.engine.set_interval.assert_not_called()

    async def test_a_moment_leads_to_the_sample_or_the_message_of_then(self) -> None:
        for name, chosen in (("cart-api", "G now"), ("trades", "follow")):
            async with open_desk() as desk:
                desk.app.open_item(name)
                await desk.pilot.pause()
                await desk.press("colon")
                await desk.type("at 1m")
                await desk.press("enter")
                await desk.pilot.pause()

                assert name in desk.rows()[0]
                assert chosen in desk.text

    async def test_where_no_moment_can_be_gone_to_it_says_where_one_can(self) -> None:
        async with open_desk() as desk:
            await desk.press("E", "colon")
            await desk.type("at 1m")

            assert "only on the overview, an endpoint or a feed" in desk.text

    async def test_a_command_that_wants_an_argument_asks_for_it(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon")
            await desk.type("interval")
            await desk.press("enter")
            await desk.type("7s")
            await desk.press("enter")

            desk.engine.set_interval.assert_called_once_with("payments-capture", 7.0)

    async def test_enter_without_the_argument_says_that_it_is_missing_and_how_it_looks(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon", *"interval", "enter", "enter")
            told = desk.text
            await desk.press(*"7s", "enter")

            assert "what follows is missing, as in :interval 5s" in told
            desk.engine.set_interval.assert_called_once_with("payments-capture", 7.0)

    async def test_what_is_missing_is_told_to_its_end_on_a_sheet_of_its_height(self) -> None:
        for name, example in (("open", "asyncdash.toml"), ("filter", "state:down")):
            async with open_desk(size=(80, 24)) as desk:
                await desk.press("colon", *name, "enter", "enter")

                assert f":{name} {example} " in desk.text
                assert "╰" in desk.rows()[7]
                assert "next section" not in desk.rows()[-1]

    async def test_what_a_shorter_sheet_no_longer_covers_is_shown(self) -> None:
        async with open_desk(make_desk_config("list"), size=(80, 24)) as desk:
            before = desk.rows()
            await desk.press("colon", *"filter")
            with patch.object(desk.overview, "repaint"):  # as where nothing happens for a while
                desk.app.screen.query_one(Vertical).styles.height = 6

                await eventually(lambda: desk.rows()[8:-1] == before[8:-1])

    async def test_filter_filters(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon")
            await desk.type("filter state:down")
            await desk.press("enter")

            assert [state.name for state in desk.overview.shown_states()] == ["payments-capture"]

    async def test_a_key_of_the_focused_widget_runs_there(self) -> None:
        async with open_desk() as desk:
            await desk.press("question_mark")
            await desk.type("last follow")
            await desk.press("enter")

            assert desk.selected == "presence"

    async def test_a_key_of_the_app_runs_there(self) -> None:
        async with open_desk() as desk:
            await desk.press("question_mark")
            await desk.type("theme")
            await desk.press("enter")

            assert isinstance(desk.app.screen, ThemeMenu)

    async def test_tab_goes_from_section_to_section_and_round(self) -> None:
        async with open_desk() as desk:
            await desk.press("question_mark")
            palette = desk.app.screen
            assert isinstance(palette, Palette)
            sections = []
            for _ in range(4):
                await desk.press("tab")
                assert palette._list.selected is not None
                sections.append(palette._list.selected.section)
            await desk.press("shift+tab")

            assert sections == ["GO", "EVERYWHERE", "MOVING", "HERE  ·  overview"]
            assert palette._list.selected == next(
                command for command in palette._commands if command.section == "MOVING"
            )

    async def test_where_there_is_one_section_no_key_leads_to_the_next(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon")
            before = desk.rows()[-1]
            await desk.type("trad")

            assert "tab next section" in before
            assert "next section" not in desk.rows()[-1]
            assert "esc close" in desk.rows()[-1]

    async def test_the_cursor_stops_at_both_ends(self) -> None:
        async with open_desk() as desk:
            await desk.press("question_mark", "up", "pageup")
            palette = desk.app.screen
            assert isinstance(palette, Palette)
            first = palette._list.selected
            await desk.press(*["pagedown"] * 15)

            assert first == palette._list._commands[0]
            assert palette._list.selected == palette._list._commands[-1]
            assert palette._commands[-1].text in desk.text

    async def test_what_matches_nothing_says_so_and_enter_closes(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon")
            await desk.type("zzzz")
            said = "nothing is called that" in desk.text
            await desk.press("down", "tab", "enter")

            assert said
            assert desk.app.screen is desk.overview

    async def test_escape_closes_and_runs_nothing(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon", "escape")

            assert desk.app.screen is desk.overview
            desk.engine.check_now.assert_not_called()

    async def test_a_click_on_a_command_runs_it(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon")
            await desk.type("events")
            palette = desk.app.screen
            assert isinstance(palette, Palette)
            await desk.pilot.click(palette._list, offset=(20, 1))
            await desk.pilot.pause()

            assert desk.app.screen.scope == "events"  # type: ignore[attr-defined]

    async def test_a_click_on_a_heading_or_beside_the_sheet_runs_nothing(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon")
            palette = desk.app.screen
            assert isinstance(palette, Palette)
            await desk.pilot.click(palette._list, offset=(20, 0))
            still_open = desk.app.screen is palette
            await desk.pilot.click(palette, offset=(1, 1))
            await desk.pilot.pause()

            assert still_open
            assert desk.app.screen is desk.overview

    async def test_hostile_names_are_listed_and_opened_as_they_are(self) -> None:
        name = "it's [@click=app.quit] \\ \x1b[2J 名前"
        async with open_desk(make_desk_config(endpoints=(make_endpoint(name),), feeds=())) as desk:
            opened = Mock()
            desk.app.open_item = opened  # type: ignore[method-assign]
            await desk.press("colon")
            await desk.type("名前")
            printable = desk.text.replace("\n", "").isprintable()
            await desk.press("enter")

            assert printable
            assert opened.call_args.args[0] == name
