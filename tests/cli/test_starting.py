from __future__ import annotations

import pytest

from tests.boards import GROUPS, make_board, make_config
from tests.factories import NOW, make_endpoint
from tests.programs import ProgramCase
from tests.pty_harness import ASYNCDASH, spawn
from tui.app.preferences import AS_EVER, Start
from tui.cli.arguments import parse_arguments
from tui.cli.starting import start_of
from tui.config.config import Config
from tui.model.board import Board
from tui.screens.filters import state_filter

CANNOT = 2
CONFIG = """
[[endpoint]]
name = "orders"
group = "core"
url = "http://127.0.0.1:1/"
[[endpoint]]
name = "banner"
url = "http://127.0.0.1:1/"
"""


def asked(*arguments: str, config: Config | None = None) -> Start:
    return start_of(parse_arguments(arguments), config if config is not None else make_config())


def names(board: Board, query: str) -> list[str]:
    matches = state_filter(query, now=lambda: NOW)
    return [state.name for state in board if matches is None or matches(state)]


def test_who_asks_for_nothing_begins_as_ever() -> None:
    assert asked() == AS_EVER


def test_a_view_and_a_filter_are_taken_as_they_are() -> None:
    assert asked("--view", "events", "--filter", "state:down") == Start(view="events", query="state:down")


def test_a_filter_can_do_nothing_to_the_terminal() -> None:
    assert asked("--filter", "a\x1b]0;b\udcff").query.isprintable()


@pytest.mark.parametrize("command", [(), ("demo",)])
def test_the_value_of_an_option_is_neither_url_nor_command(command: tuple[str, ...]) -> None:
    options = parse_arguments(["--only", "check", "--filter", "tail", "--view", "list", *command])

    assert (options.command, options.only, options.filter) == (
        "".join(command) or "dashboard",
        "check",
        "tail",
    )


def test_only_a_group_is_the_filter_for_it() -> None:
    assert asked("--only", "streams").query == "group:streams"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pri", ["pricing"]),
        ("!pri !cart", ["payments-capture"]),
        ("state:down", ["payments-capture"]),
        ("status >= 500", ["payments-capture"]),
        ('state == "down" or name == "trades"', ["payments-capture"]),
    ],
)
def test_both_must_hold_however_the_filter_is_written(text: str, expected: list[str]) -> None:
    assert names(make_board(), asked("--only", "checkout", "--filter", text).query) == expected


@pytest.mark.parametrize("group", ["two words", 'the "best"', ">5", "a.b", "Grün", "back\\slash"])
@pytest.mark.parametrize("text", ["", 'name == "orders"'])
def test_any_name_of_a_group_is_found(group: str, text: str) -> None:
    endpoints = (make_endpoint("orders", group=group), make_endpoint("other", group="else"))
    query = asked("--only", group, "--filter", text, config=Config(endpoints=endpoints)).query

    assert names(Board(endpoints), query) == ["orders"]


@pytest.mark.parametrize(
    ("group", "hint"),
    [
        ("stream", ', did you mean "streams"?'),
        ("xyz", f": write {', '.join(GROUPS)}"),
        ("", f": write {', '.join(GROUPS)}"),
    ],
)
def test_a_group_that_there_is_not_is_told(group: str, hint: str) -> None:
    with pytest.raises(ValueError, match=r"^asyncdash: there is no group") as raised:
        asked("--only", group)

    assert str(raised.value) == f"asyncdash: there is no group {group!r}{hint}"


def test_where_nothing_is_in_a_group_that_is_said() -> None:
    config = Config(endpoints=(make_endpoint("orders"),))

    with pytest.raises(ValueError, match=r"'core': nothing here is in a group$"):
        asked("--only", "core", config=config)


class StartingTest(ProgramCase):
    async def test_a_group_that_there_is_not_ends_it_before_the_terminal_is_touched(self) -> None:
        _ = self.write(CONFIG)
        for command, group, near in (((), "cor", "core"), (("demo",), "edges", "edge")):
            async with spawn(ASYNCDASH, *command, "--only", group, directory=self.directory) as program:
                await program.ended()
            said = f'asyncdash: there is no group {group!r}, did you mean "{near}"?'

            with self.subTest(command=command):
                assert program.exit_code == CANNOT
                assert program.screen.printed.strip() == said
                assert program.received == len(f"{said}\r\n")

    async def test_it_shows_that_group_only(self) -> None:
        _ = self.write(CONFIG)
        async with spawn(ASYNCDASH, "--only", "core", "--view", "list", directory=self.directory) as program:
            await program.shows("1 of 2")

            assert "orders" in program.screen.text
            assert "banner" not in program.screen.text

    async def test_where_nothing_can_be_drawn_nothing_is_filtered(self) -> None:
        _ = self.write(CONFIG)
        ended = await self.run_program("--only", "core")

        assert (ended.code, ended.out) == (CANNOT, "")
        assert (
            ended.err == "asyncdash: there is no terminal to draw on; to check a part: asyncdash check NAME\n"
        )

    async def test_a_view_that_there_is_not_is_answered_with_those_there_are(self) -> None:
        ended = await self.run_program("--view", "grid")

        assert ended.code == CANNOT
        assert "'cards', 'list', 'events'" in ended.err.splitlines()[-1]
