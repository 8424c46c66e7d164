from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.dashboards import make_desk_config, open_desk
from tests.factories import NOW, make_endpoint, make_result
from tui.model.endpoint_state import EndpointState

if TYPE_CHECKING:
    from tui.config.config import Config
    from tui.model.board import Board

SIZE = 300
GROUPS = 12
BROKEN = "svc-211"
LATE = 60
"""How many have no result yet."""


def huge_config() -> Config:
    endpoints = tuple(
        make_endpoint(f"svc-{number:03}", group=f"group-{number % GROUPS:02}") for number in range(SIZE)
    )
    return make_desk_config("auto", endpoints=endpoints, feeds=())


def check(board: Board, *, late: int = 0) -> None:
    states = [state for state in board if isinstance(state, EndpointState)]
    for state in states[: len(states) - late]:
        state.record(make_result(503 if state.name == BROKEN else 200, name=state.name, at=NOW))


class HugeBoardTest(IsolatedAsyncioTestCase):
    async def test_its_groups_begin_folded(self) -> None:
        async with open_desk(huge_config(), size=(80, 24), prepare=check) as desk:
            assert desk.text.count("▸ group-") == GROUPS
            assert "svc-000" not in desk.text

    async def test_the_header_says_how_many_have_started_until_all_have(self) -> None:
        async with open_desk(huge_config(), prepare=lambda board: check(board, late=LATE)) as desk:
            starting = desk.rows()[0]
            check(desk.board)
            desk.repaint()
            await desk.pilot.pause()

            assert "240 of 300 started" in starting
            assert "started" not in desk.rows()[0]

    async def test_a_problem_is_found_in_a_folded_group(self) -> None:
        async with open_desk(huge_config(), size=(80, 24), prepare=check) as desk:
            await desk.press("J")

            assert desk.selected == BROKEN
            assert BROKEN in desk.text

    async def test_problems_only_unfolds_what_they_are_in(self) -> None:
        async with open_desk(huge_config(), size=(80, 24), prepare=check) as desk:
            await desk.press("!")

            assert BROKEN in desk.text

    async def test_a_filter_finds_what_is_folded_and_folds_it_again_afterwards(self) -> None:
        async with open_desk(huge_config(), size=(80, 24), prepare=check) as desk:
            await desk.press("slash")
            await desk.type("svc-042")
            found = "svc-042" in "\n".join(desk.rows()[2:])
            await desk.press("escape", "escape")

            assert found
            assert desk.text.count("▸ group-") == GROUPS

    async def test_the_heads_of_folded_groups_are_walked(self) -> None:
        async with open_desk(huge_config(), size=(80, 24), prepare=check) as desk:
            await desk.press("g", "L", "L")
            forward = desk.overview.selected_group()
            await desk.press("H")

            assert (forward, desk.overview.selected_group()) == ("group-02", "group-01")

    async def test_cards_fold_nothing(self) -> None:
        async with open_desk(huge_config(), size=(80, 24), prepare=check) as desk:
            await desk.press("V")

            assert "svc-000" in desk.text


class SmallBoardTest(IsolatedAsyncioTestCase):
    async def test_nothing_is_folded_and_nothing_said_of_the_start(self) -> None:
        async with open_desk(prepare=id) as desk:
            assert "▸" not in desk.text
            assert "started" not in desk.rows()[0]
