from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from tests.factories import NOW, make_endpoint, make_failure, make_result
from tui.model.board import Board
from tui.model.event import EventKind
from tui.model.health import Health
from tui.model.own_network import OwnNetwork
from tui.model.stats import uptime

if TYPE_CHECKING:
    from typing import Any

    from tui.model.event import Event


class World:
    """Endpoints of different hosts, all up, and what is told of them."""

    def __init__(self, *names: str, **settings: Any) -> None:
        names = names or ("a", "b", "c")
        self.board = Board([make_endpoint(name, **settings) for name in names])
        self.network = OwnNetwork(self.board)
        self.told: list[Event] = []
        for name in names:
            self.answer(name, at=-20)
        self.told.clear()

    def answer(self, name: str, *, at: float, status: int = 200) -> None:
        self.take(name, make_result(status, name=name, at=NOW + at))

    def fail(self, name: str, *, at: float, kind: str = "connect", has_route: bool = True) -> None:
        failure = make_failure(kind, "no way there")
        self.take(name, make_result(None, name=name, at=NOW + at, failure=failure), has_route=has_route)

    def take(self, name: str, result: Any, *, has_route: bool = True) -> None:
        state = next(each for each in self.board.endpoints if each.name == name)
        self.told += self.network.record(state, result, has_route=lambda: has_route)

    def healths(self) -> list[Health]:
        return [state.health for state in self.board]

    def kinds(self) -> list[EventKind]:
        return [event.kind for event in self.told]


@pytest.mark.parametrize("kind", ["connect", "dns", "timeout", "local"])
def test_when_three_hosts_fail_at_once_nobody_is_blamed(kind: str) -> None:
    world = World()
    for second, name in enumerate("abc"):
        world.fail(name, at=second, kind=kind)

    assert world.healths() == [Health.UP] * 3
    assert world.kinds() == [EventKind.OFFLINE]
    assert world.told[0].detail.startswith("3 hosts fail at once: no way there")
    assert world.board.offline_since == NOW


def test_time_without_a_network_is_neither_up_nor_down() -> None:
    world = World()
    for at in (0, 10, 20):
        for name in "abc":
            world.fail(name, at=at)
    samples = world.board.endpoints[0].samples

    assert uptime(samples) == 1.0
    assert [sample.is_counted for sample in samples] == [True, False, False, False]


def test_it_ends_by_itself_with_the_first_answer_and_one_event() -> None:
    world = World()
    for name in "abc":
        world.fail(name, at=0)
    world.answer("b", at=30)
    world.fail("a", at=31)
    world.answer("c", at=32)

    assert world.board.offline_since is None
    assert world.kinds() == [EventKind.OFFLINE, EventKind.ONLINE, EventKind.DOWN]
    assert world.told[1].duration == pytest.approx(30.042)
    assert world.healths() == [Health.DOWN, Health.UP, Health.UP]


def test_a_failure_is_held_until_somebody_answers() -> None:
    world = World()
    world.fail("a", at=0)
    held = world.healths()
    told_while_held = list(world.told)
    world.answer("b", at=1)

    assert held == [Health.PENDING, Health.UP, Health.UP]
    assert told_while_held == []
    assert world.kinds() == [EventKind.DOWN]
    assert world.healths() == [Health.DOWN, Health.UP, Health.UP]


def test_a_bad_answer_is_an_answer() -> None:
    world = World()
    world.fail("a", at=0)
    world.answer("b", at=1, status=503)

    assert world.healths() == [Health.DOWN, Health.DOWN, Health.UP]


def test_what_fails_in_another_way_is_blamed_at_once() -> None:
    world = World()
    world.fail("a", at=0, kind="tls")

    assert world.kinds() == [EventKind.DOWN]


def test_two_hosts_cannot_tell() -> None:
    world = World("a", "b")
    world.fail("a", at=0)
    world.fail("b", at=1)

    assert world.healths() == [Health.DOWN, Health.DOWN]


def test_three_endpoints_of_one_host_are_one_host() -> None:
    world = World("a", "b", "c", url="https://shop.example.com/")
    world.fail("a", at=0)

    assert world.healths() == [Health.DOWN, Health.UP, Health.UP]


def test_hosts_that_fail_one_after_the_other_are_blamed_one_after_the_other() -> None:
    world = World()
    for at, name in ((0, "a"), (11, "b"), (22, "c")):
        world.fail(name, at=at)

    assert world.board.offline_since is None
    assert world.healths() == [Health.DOWN] * 3


def test_a_host_that_is_down_already_is_no_sign() -> None:
    world = World("a", "b", "c", "d")
    world.fail("a", at=0)
    world.answer("b", at=1)
    world.fail("a", at=10)
    world.fail("b", at=11)
    world.fail("c", at=12)

    assert world.board.offline_since is None
    assert world.healths() == [Health.DOWN, Health.PENDING, Health.PENDING, Health.UP]


def test_a_few_failures_before_it_is_down_still_count_after_the_doubt() -> None:
    world = World(down_after=2)
    world.fail("a", at=0)
    world.answer("b", at=1)
    world.fail("a", at=2)
    world.answer("b", at=3)

    assert world.kinds() == [EventKind.PENDING, EventKind.DOWN]


def test_others_are_asked_for_what_they_know() -> None:
    world = World("a", "b", "c", "d")
    before = world.network.witnesses()
    world.fail("a", at=0)
    asked = world.network.witnesses()
    world.answer("b", at=1)

    assert (before, asked, world.network.witnesses()) == ([], ["b", "c"], [])


def test_without_a_way_out_one_name_is_enough() -> None:
    world = World("a")
    world.fail("a", at=0, has_route=False)

    assert world.healths() == [Health.UP]
    assert world.kinds() == [EventKind.OFFLINE]


def test_nobody_looks_for_a_way_out_while_there_are_answers() -> None:
    world, look = World("a"), Mock()
    world.network.record(world.board.endpoints[0], make_result(name="a"), has_route=look)

    assert not look.called


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://nas.local/"]
)
def test_what_is_near_needs_no_way_out(url: str) -> None:
    world = World("a", url=url)
    world.fail("a", at=0, has_route=False)

    assert world.healths() == [Health.DOWN]


def test_paused_endpoints_tell_nothing() -> None:
    world = World()
    world.board.endpoints[2].pause(NOW)
    world.fail("a", at=0)

    assert world.healths() == [Health.DOWN, Health.UP, Health.PAUSED]


def test_an_endpoint_paused_in_doubt_stays_paused() -> None:
    world = World()
    world.fail("a", at=0)
    world.board.endpoints[0].pause(NOW + 1)
    world.answer("b", at=2)

    assert world.healths() == [Health.PAUSED, Health.UP, Health.UP]
    assert world.told == []


def test_of_what_was_removed_in_doubt_nothing_is_told() -> None:
    world = World()
    world.fail("a", at=0)
    world.board.remove("a")
    world.answer("b", at=1)

    assert world.told == []


def test_the_first_checks_of_all_may_be_our_fault_too() -> None:
    board = Board([make_endpoint(name) for name in "abc"])
    network = OwnNetwork(board)
    for state in board.endpoints:
        network.record(state, make_result(None, name=state.name))

    assert [state.health for state in board] == [Health.UNKNOWN] * 3
