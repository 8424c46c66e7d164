"""What each screen shows at each size in each theme.

There is a text for each screen and size, which `pytest tests/snapshots --snapshot-update` writes anew. It
holds, from top to bottom:

- the rows of the terminal, and then those that read differently in one of the looks;
- a letter for each of their cells, in the same place, without the "." at the ends of rows;
- what each letter means and, look by look, what it is drawn in: its colour, the colour behind it, and
  whether it is bold, dim, italic, underlined, struck out or reversed. `default` is what the terminal
  has, and is not named behind text. Two cells have the same letter only if they mean the same and look
  alike in every look. What means "-" is drawn by Textual; what is "below" lies under a sheet.

The looks are our themes, one of Textual's, those of the terminal's own sixteen colours, and NO_COLOR, with
which the program is started. The clock stands still, and no cursor blinks. With ASCII glyphs, which no
colour depends on, a screen is drawn in our first theme alone. What is written has the contrast to be read.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast
from unittest.mock import patch

import pytest
from msgspec.structs import replace
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.boards import fill
from tests.dashboards import make_desk_config, open_desk
from tests.factories import NOW, make_endpoint, make_result
from tests.pilots import at_rest
from tests.screens.test_addresses import answer
from tests.snapshots.frames import frame_of, telling_ink
from tests.snapshots.reading import unreadable
from tests.snapshots.texts import text_of
from tui.config.config import Glyphs
from tui.config.errors import ConfigError
from tui.config.excerpt import Excerpt
from tui.screens.bad_config import BadConfig
from tui.screens.events import EventsScreen
from tui.screens.overview import OverviewScreen
from tui.widgets import themes as ours
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from syrupy.assertion import SnapshotAssertion
    from textual.widgets import Input, TextArea

    from tests.dashboards import Desk
    from tests.snapshots.frames import Frame
    from tui.config.config import Config
    from tui.model.board import Board

pytestmark = pytest.mark.timeout(120)  # a screen is drawn up to forty times, on machines that are busy, too

SIZES = ((60, 15), (80, 24), (120, 40), (200, 60), (300, 80))
THEMES = (*(theme.name for theme in ours.THEMES), "nord", "ansi-dark", "ansi-light")
LIST = make_desk_config("list")
LARGE = make_desk_config(
    "auto",
    endpoints=tuple(
        make_endpoint(f"svc-{number:04}", group=f"group-{number % 40:02}") for number in range(1000)
    ),
    feeds=(),
)
PAID = ("slash", "8", "8", "0", "enter")

WAYS: dict[str, tuple[Config, tuple[str, ...]]] = {
    "overview-cards": (make_desk_config("cards"), ()),
    "overview-list": (LIST, ("j",)),
    "overview-feed": (LIST, ("G", "k")),
    "overview-folded": (LIST, ("h", "j")),
    "overview-filter": (LIST, ("slash", "c", "a", "r")),
    "overview-frozen": (LIST, ("exclamation_mark", "space")),
    "overview-past": (LIST, ("comma",) * 6),
    "large": (LARGE, ("J",)),
    "endpoint": (LIST, ("enter",)),
    "endpoint-diff": (LIST, ("enter", "d")),
    "endpoint-timing": (LIST, ("enter", "L")),
    "send-once": (LIST, ("enter", "i")),
    "endpoint-past": (LIST, ("enter", *("comma",) * 6)),
    "feed": (LIST, ("G", "k", "enter")),
    "feed-types": (LIST, ("G", "k", "enter", "L")),
    "feed-inspect": (LIST, ("G", "k", "enter", *PAID, "space", "enter")),
    "composer": (LIST, ("G", "k", "enter", "i")),
    "beside": (LIST, ("G", "k", "enter", "B")),
    "events": (LIST, ("E", "j")),
    "timeline": (LIST, ("E", "V")),
    "palette": (LIST, ("question_mark",)),
    "menu": (LIST, ("y",)),
    "prompt": (LIST, ("I",)),
    "themes": (LIST, ("T",)),
    "jump": (LIST, ("apostrophe",)),
    "addresses": (LIST, ("colon", *"addresses", "enter")),
    "bad-config": (LIST, ()),
    "welcome": (make_desk_config("auto", endpoints=(), feeds=()), ()),
}
"""The screens: what is configured, and the keys that lead there."""

LASTING = frozenset({"engine", "configuration"})
"""The workers that end with the program; the others have something to show at their end."""

PLACES = ("./asyncdash.toml", "~/.config/asyncdash/config.toml")
FAULT = ConfigError(
    path=Path("prod.toml"),
    line=14,
    column=1,
    where='endpoint "cart-api"',
    message='unknown key "intervall", did you mean "interval"?',
)
EXCERPT = Excerpt(((13, 'url = "https://api.shop.test/v1/cart"'), (14, 'intervall = "10s"')), 0, 9)


class TextSnapshots(SingleFileSnapshotExtension):
    """One text file for each screen and size, to be read as what it is."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


def check_large(board: Board) -> None:
    """Let 640 of the thousand have been checked, of which one is down."""
    for number, state in enumerate(board.endpoints[:640]):
        state.record(make_result(503 if number == 211 else 200, name=state.name, at=NOW))


def is_busy(desk: Desk) -> bool:
    """Is something on its way: an answer, rows that are looked through, or panes that follow the cursor?"""
    shown = desk.app.screen_stack
    followers = [each.follower for each in shown if isinstance(each, OverviewScreen | EventsScreen)]
    jobs = (worker for worker in desk.app.workers if worker.group not in LASTING)
    return (
        any(follower.is_behind for follower in followers)
        or any(widget.is_to_sync for screen in shown for widget in screen.query(Painted))
        or not all(job.is_finished for job in jobs)
    )


async def settle(desk: Desk) -> None:
    """Come back once two looks show the same rows, and nothing would change them."""
    before: tuple[str, ...] = ()
    while before != (found := frame_of(desk).rows) or is_busy(desk):
        before = found
        await desk.pilot.pause()
        desk.repaint()
        await desk.pilot.pause()


async def dress(desk: Desk, theme: str) -> None:
    """Choose a theme, and come back when every screen is drawn in it."""
    desk.app.theme = theme
    await at_rest(desk.app)


async def look(
    name: str, sizes: Sequence[tuple[int, int]], config: Config, themes: Sequence[str] = ()
) -> list[dict[str, Frame]]:
    """Return what the screen of that name shows at each size, in each theme; without any: as it begins."""
    prepare: Callable[[Board], object] = check_large if name == "large" else fill
    found: list[dict[str, Frame]] = []
    async with open_desk(config, size=sizes[0], places=PLACES, prepare=prepare) as desk:
        answer(desk, "192.0.2.7", "2001:db8::1")
        for key in WAYS[name][1]:
            await desk.press(key)
            while is_busy(desk):
                await desk.pilot.pause()
        if name == "bad-config":
            await desk.app.push_screen(BadConfig([FAULT], EXCERPT))
        for field in (field for screen in desk.app.screen_stack for field in screen.query("Input, TextArea")):
            cast("Input | TextArea", field).cursor_blink = False
        for size in sizes:
            await desk.pilot.resize_terminal(*size)
            await settle(desk)
            found.append({})
            for theme in themes or (desk.app.theme,):
                await dress(desk, theme)
                found[-1][theme] = frame_of(desk)
    return found


@contextmanager
def steadily() -> Iterator[None]:
    """Let nothing happen because time passes, apart from what a key has to wait for, and that soon."""
    with (
        telling_ink(),
        patch("tui.screens.follower.SETTLED", 0.001),
        patch("tui.screens.overview.TYPED", 3_600),
    ):
        yield


@pytest.mark.parametrize("name", WAYS)
def test_screen(name: str, snapshot: SnapshotAssertion) -> None:
    config = WAYS[name][0]
    with steadily():
        found = asyncio.run(look(name, SIZES, config, THEMES))
        with patch.dict("os.environ", {"NO_COLOR": "1"}):
            plain = asyncio.run(look(name, SIZES, config))

    faint = {
        (theme, *ink) for frames in found for theme, frame in frames.items() for ink in unreadable(frame)
    }
    assert faint == set()
    for (width, height), frames, (uncoloured,) in zip(SIZES, found, map(dict.values, plain), strict=True):
        text = text_of(frames | {"NO_COLOR": uncoloured})

        assert text == snapshot(name=f"{width}x{height}", extension_class=TextSnapshots)


@pytest.mark.parametrize("name", WAYS)
def test_screen_in_ascii(name: str, snapshot: SnapshotAssertion) -> None:
    config = WAYS[name][0]
    config = replace(config, settings=replace(config.settings, glyphs=Glyphs.ASCII))
    with steadily():
        (frames,) = asyncio.run(look(name, ((80, 24),), config))

    assert text_of(frames) == snapshot(extension_class=TextSnapshots)
