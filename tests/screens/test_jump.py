from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.dashboards import make_desk_config, open_desk
from tests.factories import make_endpoint
from tests.pane_app import lines_of
from tui.screens.jump import JumpOverlay, jump_labels
from tui.widgets.events_pane import EventsPane


def test_labels_are_single_letters_as_long_as_they_last() -> None:
    assert jump_labels(3) == ["a", "s", "d"]


def test_no_label_is_the_beginning_of_another() -> None:
    labels = jump_labels(60)

    assert len(set(labels)) == 60
    assert {len(label) for label in labels} == {2}


def test_no_label_needs_more_than_the_letters() -> None:
    assert all(label.isascii() and label.islower() for label in jump_labels(26 * 26))


class JumpTest(IsolatedAsyncioTestCase):
    async def test_every_row_carries_a_label_that_goes_to_it(self) -> None:
        async with open_desk() as desk:
            names = [state.name for state in desk.overview.shown_states()]
            gone = []
            for label in jump_labels(len(names)):
                await desk.press("apostrophe", label)
                gone.append(desk.selected)

            assert gone == names

    async def test_every_card_carries_a_label_that_goes_to_it(self) -> None:
        async with open_desk(make_desk_config("cards")) as desk:
            names = [state.name for state in desk.overview.shown_states()]
            gone = []
            for label in jump_labels(len(names)):
                await desk.press("apostrophe", label)
                gone.append(desk.selected)

            assert gone == names

    async def test_a_label_stands_on_its_row(self) -> None:
        async with open_desk() as desk:
            await desk.press("apostrophe")
            rows = desk.rows()

            assert rows[3].startswith(" a ")
            assert rows[4].startswith(" s ")

    async def test_panes_have_labels_too(self) -> None:
        async with open_desk() as desk:
            await desk.press("apostrophe")
            overlay = desk.app.screen
            assert isinstance(overlay, JumpOverlay)
            label = next(key for key, spot in overlay._targets.items() if isinstance(spot.target, EventsPane))
            await desk.press(label)

            assert isinstance(desk.app.focused, EventsPane)

    async def test_escape_or_a_key_without_label_goes_nowhere(self) -> None:
        for key in ("escape", "z", "1", "enter"):
            async with open_desk() as desk:
                await desk.press("apostrophe", key)

                assert desk.app.screen is desk.overview
                assert desk.selected == "payments-capture"

    async def test_a_click_on_a_label_goes_there(self) -> None:
        async with open_desk() as desk:
            await desk.press("apostrophe")
            await desk.pilot.click(next(each for each in desk.painted() if lines_of(each) == [" d "]))
            await desk.pilot.pause()

            assert desk.selected == "pricing"

    async def test_a_click_beside_every_label_goes_nowhere(self) -> None:
        async with open_desk() as desk:
            await desk.press("apostrophe")
            await desk.pilot.click(offset=(60, 15))
            await desk.pilot.pause()

            assert desk.app.screen is desk.overview

    async def test_with_many_rows_labels_have_two_letters_and_narrow_down(self) -> None:
        endpoints = tuple(make_endpoint(f"item-{number:02}") for number in range(50))
        config = make_desk_config(endpoints=endpoints, feeds=())
        async with open_desk(config, size=(80, 60)) as desk:
            await desk.press("apostrophe", "s")
            narrowed = desk.rows()
            await desk.press("d")

            assert sum(row.startswith("s") and row[2:].startswith(" item-") for row in narrowed) == 24
            assert desk.selected == "item-28"
