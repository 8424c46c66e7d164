from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.boards import GROUPS
from tests.dashboards import make_desk_config, open_desk
from tui.app.preferences import Start, view_of
from tui.config.memory import Memory
from tui.screens.events import EventsScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.dashboards import Desk


def test_what_is_asked_for_beats_the_configuration_and_what_was_chosen_last(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.remember("cards", choice=True)

    assert view_of(make_desk_config("auto"), memory, Start(view="list")).cards is False
    assert view_of(make_desk_config("list"), memory, Start(view="cards")).cards is True
    assert view_of(make_desk_config("auto"), memory, Start(view="events")).cards is True


def shown(desk: Desk) -> list[str]:
    return [state.name for state in desk.overview.shown_states()]


class StartTest(IsolatedAsyncioTestCase):
    async def test_the_overview_begins_filtered_and_escape_shows_everything(self) -> None:
        async with open_desk(start=Start(query="group:streams")) as desk:
            begun, rows = shown(desk), desk.rows()
            await desk.press("escape")

            assert begun == list(GROUPS["streams"])
            assert rows[1].startswith(" / group:streams")
            assert "2 of 7" in rows[1]
            assert len(shown(desk)) == 7

    async def test_the_first_frame_is_filtered_already(self) -> None:
        async with open_desk(start=Start(view="cards", query="group:streams")) as desk:
            fresh = type(desk.overview)(desk.app.context, query="group:streams")

            assert [state.name for state in fresh.shown_states()] == list(GROUPS["streams"])

    async def test_keys_go_to_the_board_and_not_to_the_filter(self) -> None:
        async with open_desk(start=Start(query="group:checkout")) as desk:
            before = desk.selected
            await desk.press("j")

            assert (before, desk.selected) == GROUPS["checkout"][:2]

    async def test_it_begins_with_the_event_log_and_escape_leads_to_the_overview(self) -> None:
        async with open_desk(start=Start(view="events")) as desk:
            begun = desk.app.screen
            await desk.press("escape")

            assert isinstance(begun, EventsScreen)
            assert desk.app.screen is desk.overview

    async def test_the_filter_is_that_of_the_view_it_begins_with(self) -> None:
        async with open_desk(start=Start(view="events", query="group:streams")) as desk:
            rows = desk.rows()
            await desk.press("escape", "escape")

            assert rows[1].startswith(" / group:streams")
            assert "presence" in "".join(rows[2:])
            assert "payments-capture" not in "".join(rows[2:])
            assert desk.app.screen is desk.overview
            assert len(shown(desk)) == 7

    async def test_nothing_of_it_is_remembered(self) -> None:
        kept: dict[str, object] = {}

        class Kept(Memory):
            def __init__(self) -> None:
                self._choices = kept

            def remember(self, name: str, choice: object) -> None:
                kept[name] = choice

        async with open_desk(memory=Kept(), start=Start(view="cards", query="group:streams")) as desk:
            cards = desk.overview.shows_cards
            await desk.press("escape", "E", "escape")

            assert cards
            assert kept == {}
