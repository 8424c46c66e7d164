from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual import on
from textual.app import App

from tui.config.errors import ConfigError
from tui.config.excerpt import Excerpt
from tui.model.target import Origin
from tui.screens.bad_config import BadConfig
from tui.screens.requests import FileRequested, ReloadRequested
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.pilot import Pilot

FILE = Path("prod.toml")
FAULT = ConfigError(
    path=FILE,
    line=14,
    column=1,
    where='endpoint "cart-api"',
    message='unknown key "intervall", did you mean "interval"?',
)
EXCERPT = Excerpt(((13, 'url = "https://api.shop.test/v1/cart"'), (14, 'intervall = "10s"')), 0, 9)


class FaultApp(App[None]):
    def __init__(self, screen: BadConfig) -> None:
        super().__init__()
        self.fault = screen
        self.heard: list[object] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    async def on_mount(self) -> None:
        await self.push_screen(self.fault)

    @on(FileRequested)
    def _edit(self, event: FileRequested) -> None:
        self.heard.append(event.origin)

    @on(ReloadRequested)
    def _retry(self) -> None:
        self.heard.append("retry")

    def rows(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.rows())


@asynccontextmanager
async def shown(
    *errors: ConfigError, excerpt: Excerpt | None = EXCERPT, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[FaultApp, Pilot[None]]]:
    app = FaultApp(BadConfig(errors or (FAULT,), excerpt))
    async with app.run_test(size=size) as pilot:
        yield app, pilot


def faults(count: int) -> Sequence[ConfigError]:
    return [ConfigError(path=FILE, line=20 + number, message=f"fault {number}") for number in range(count)]


def index_of(rows: Sequence[str], part: str) -> int:
    return next(index for index, row in enumerate(rows) if part in row)


class BadConfigTest(IsolatedAsyncioTestCase):
    async def test_it_says_where_the_fault_is_and_what_is_wrong(self) -> None:
        async with shown() as (app, _):
            assert 'prod.toml:14:1  endpoint "cart-api": unknown key "intervall"' in app.text
            assert 'did you mean "interval"?' in app.text

    async def test_it_says_what_runs_on(self) -> None:
        async with shown() as (app, _):
            assert "config not loaded" in app.text
            assert "still running the last good one" in app.text

    async def test_carets_stand_below_what_is_wrong(self) -> None:
        async with shown() as (app, _):
            rows = app.rows()
            line = index_of(rows, 'intervall = "10s"')

            assert rows[line].index("intervall") == rows[line + 1].index("^^^^^^^^^")
            assert rows[line - 1].index("url") == rows[line].index("intervall")

    async def test_in_a_long_line_what_is_wrong_is_in_sight(self) -> None:
        text = f"assert = [{'x' * 200}, wrong, {'y' * 200}]"
        async with shown(excerpt=Excerpt(((3, "short"), (4, text)), text.index("wrong"), 5)) as (app, _):
            rows = app.rows()
            line = index_of(rows, "wrong, yyy")

            assert rows[line].index("wrong") == rows[line + 1].index("^^^^^")

    async def test_wide_characters_do_not_move_the_carets(self) -> None:
        async with shown(excerpt=Excerpt(((4, 'x = "日本" y'),), 9, 1)) as (app, _):
            below = app.rows()[index_of(app.rows(), "日本") + 1]

            assert below.index("^") == 12 + len('x = "日本" ') + 2

    async def test_a_long_sentence_is_never_cut(self) -> None:
        words = " ".join(f"word{number}" for number in range(30))
        async with shown(ConfigError(path=FILE, line=1, message=words)) as (app, _):
            assert all(word in app.text for word in words.split())

    async def test_the_words_of_other_faults_begin_in_one_column(self) -> None:
        others = [ConfigError(path=FILE, line=line, message=f"is wrong {line}") for line in (7, 123)]
        async with shown(FAULT, *others) as (app, _):
            rows = [row for row in app.rows() if "is wrong" in row]

            assert len(rows) == 2
            assert rows[0].index("is wrong") == rows[1].index("is wrong")

    async def test_on_a_narrow_terminal_it_has_the_whole_width_and_still_says_what_runs_on(self) -> None:
        async with shown(FAULT, *faults(2), size=(60, 15)) as (app, _):
            frame = app.rows()[index_of(app.rows(), "config not loaded")]

            assert "still running the last good one" in frame
            assert len(frame) == 60

    async def test_the_other_faults_have_a_line_each(self) -> None:
        async with shown(FAULT, *faults(2)) as (app, _):
            assert "2 more problems" in app.text
            assert "line 20  fault 0" in app.text
            assert "line 21  fault 1" in app.text

    async def test_a_fault_in_another_file_names_it(self) -> None:
        other = ConfigError(path=Path("teams/a.toml"), line=3, column=2, message="is wrong")
        async with shown(FAULT, other) as (app, _):
            assert "1 more problem " in app.text
            assert "teams/a.toml:3:2  is wrong" in app.text

    async def test_more_faults_than_there_is_room_for_leave_the_keys_in_sight(self) -> None:
        async with shown(FAULT, *faults(100)) as (app, _):
            assert "100 more problems" in app.text
            assert app.rows()[-1].split() == ["e", "edit", "r", "retry", "esc", "dismiss", "?", "help"]
            shown_faults = sum("fault " in row for row in app.rows())
            assert f"… and {100 - shown_faults} more" in app.text

    async def test_a_file_that_is_not_there_has_a_sentence_only(self) -> None:
        async with shown(ConfigError(path=FILE, message="does not exist"), excerpt=None) as (app, _):
            assert "prod.toml  does not exist" in app.text

    async def test_it_fits_on_a_tiny_terminal(self) -> None:
        async with shown(FAULT, *faults(9), size=(44, 12)) as (app, _):
            assert app.rows()[-1].split() == ["e", "edit", "r", "retry", "esc", "dismiss", "?", "help"]
            assert all(len(row) <= 44 for row in app.rows())

    async def test_on_a_low_terminal_the_other_faults_are_told_before_there_is_a_blank_row(self) -> None:
        async with shown(FAULT, *faults(2), size=(60, 15)) as (app, _):
            assert "line 20  fault 0" in app.text
            assert "line 21  fault 1" in app.text

    async def test_a_long_fault_further_below_is_told_to_its_end(self) -> None:
        words = " ".join(f"word{number}" for number in range(30))
        async with shown(FAULT, ConfigError(path=FILE, line=20, message=words)) as (app, _):
            assert all(word in app.text for word in words.split())

    async def test_what_would_speak_to_the_terminal_is_shown_as_text(self) -> None:
        text = "x = \x1b[31m[red]"
        async with shown(excerpt=Excerpt(((1, text),), 4, 1)) as (app, _):
            assert "x = �[31m[red]" in app.text

    async def test_e_asks_for_the_editor_at_the_line(self) -> None:
        async with shown() as (app, pilot):
            await pilot.press("e")

            assert app.heard == [Origin(FILE, 14)]

    async def test_r_asks_for_another_reading(self) -> None:
        async with shown() as (app, pilot):
            await pilot.press("r")

            assert app.heard == ["retry"]

    async def test_escape_dismisses_it(self) -> None:
        async with shown() as (app, pilot):
            await pilot.press("escape")

            assert app.fault not in app.screen_stack

    async def test_every_key_can_be_clicked(self) -> None:
        async with shown() as (app, pilot):
            row = index_of(app.rows(), "e edit")
            for word in ("e edit", "r retry", "esc dismiss"):
                await pilot.click(offset=(app.rows()[row].index(word), row))

            assert app.heard == [Origin(FILE, 14), "retry"]
            assert app.fault not in app.screen_stack

    async def test_a_click_beside_it_dismisses_it(self) -> None:
        async with shown() as (app, pilot):
            await pilot.click(offset=(1, 20))

            assert app.fault not in app.screen_stack

    async def test_it_can_show_other_faults(self) -> None:
        async with shown() as (app, pilot):
            app.fault.show(faults(1), None)
            await pilot.pause()

            assert "prod.toml:20  fault 0" in app.text
            assert "intervall" not in app.text
