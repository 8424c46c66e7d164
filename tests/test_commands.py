from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.dashboards import make_desk_config, open_desk
from tests.factories import make_endpoint
from tui.commands import commands_for
from tui.model.endpoint_state import EndpointState


class CommandsTest(IsolatedAsyncioTestCase):
    async def test_the_keys_of_the_screen_come_first_then_places_then_the_rest(self) -> None:
        async with open_desk() as desk:
            commands = commands_for(desk.overview, themes=["nord"])

            assert list(dict.fromkeys(command.section for command in commands)) == [
                "HERE  ·  overview",
                "GO",
                "EVERYWHERE",
                "MOVING",
            ]

    async def test_the_name_of_the_selected_item_stands_in_the_help(self) -> None:
        async with open_desk() as desk:
            texts = [command.text for command in commands_for(desk.overview, themes=[])]

            assert "check payments-capture now" in texts
            assert not any("{" in text for text in texts)

    async def test_without_a_selection_it_is_called_it(self) -> None:
        async with open_desk(make_desk_config(endpoints=(), feeds=())) as desk:
            assert "check it now" in [command.text for command in commands_for(desk.overview, themes=[])]

    async def test_every_item_and_every_theme_can_be_gone_to(self) -> None:
        async with open_desk() as desk:
            commands = commands_for(desk.overview, themes=["nord", "gruvbox"])
            places = {(command.label, command.text) for command in commands if command.section == "GO"}

            assert places >= {
                (":endpoint" if isinstance(state, EndpointState) else ":feed", state.name)
                for state in desk.board
            }
            assert [
                command.text for command in commands if command.label == ":theme" and not command.argument
            ] == [
                "theme gruvbox",
                "theme nord",
            ]

    async def test_every_command_without_an_argument_names_an_action_that_exists(self) -> None:
        async with open_desk() as desk:
            places = {
                "app": desk.app,
                "focused": desk.app.focused,
                "screen": desk.overview,
                "": desk.overview,
            }
            missing = []
            for command in commands_for(desk.overview, themes=["nord"]):
                place, _, name = command.action.partition("(")[0].rpartition(".")
                if not hasattr(places[place], f"action_{name}"):
                    missing.append(command.action)

            assert missing == []

    async def test_a_keymap_shows_in_the_labels(self) -> None:
        async with open_desk(make_desk_config(keys={"check.now": ("u",)})) as desk:
            commands = commands_for(desk.overview, themes=[])

            assert next(each.label for each in commands if each.action == "screen.check_now") == "u"

    async def test_a_hostile_name_is_cleaned_in_label_and_text(self) -> None:
        config = make_desk_config(endpoints=(make_endpoint("\x1b[2Jx"),), feeds=())
        async with open_desk(config) as desk:
            shown = "".join(each.label + each.text for each in commands_for(desk.overview, themes=[]))

            assert shown.isprintable()
