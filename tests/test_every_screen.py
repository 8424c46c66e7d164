"""Every screen at every size, with friendly and with hostile things to show."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

import pytest
from msgspec.structs import replace

from tests.boards import fill
from tests.dashboards import make_desk_config, open_desk
from tests.factories import (
    NOW,
    make_endpoint,
    make_exchange,
    make_failure,
    make_feed,
    make_message,
    make_result,
)
from tui.config.config import Glyphs
from tui.model.endpoint_state import EndpointState
from tui.model.event import Event, EventKind
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.text.cells import cell_len
from tui.text.safe import UNSAFE

if TYPE_CHECKING:
    from tests.dashboards import Desk
    from tui.config.config import Config
    from tui.model.board import Board

SIZES = ((40, 10), (60, 15), (80, 24), (120, 40), (200, 60), (300, 80))
WAYS = {
    "cards": ("cards", ()),
    "list": ("list", ()),
    "problems": ("list", ("!",)),
    "folded": ("list", ("h",)),
    "filter": ("list", ("slash", "c")),
    "frozen": ("cards", ("space",)),
    "past": ("list", ("comma", "comma")),
    "past.cards": ("cards", ("comma",)),
    "events": ("list", ("E",)),
    "timeline": ("list", ("E", "V", "k", "k", "m", "k")),
    "palette": ("list", ("colon",)),
    "jump": ("list", ("apostrophe",)),
    "themes": ("list", ("T",)),
    "menu": ("list", ("y",)),
    "prompt": ("list", ("i",)),
    "endpoint": ("list", ("j", "enter")),
    "diff": ("list", ("d",)),
    "feed": ("list", ("G", "enter")),
    "beside": ("list", ("G", "enter", "B", "1", "k", "tab")),
    "watching": ("list", ("G", "enter", "L", "C", *"$.x", "enter", "2")),
    "inspector": ("list", ("G", "enter", "enter")),
    "composer": ("list", ("G", "enter", "i")),
}
"""A screen's name, whether the overview shows cards or a list, and the keys that lead there."""

HOSTILE = (
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m\x90q\x9c",
    "[/nope] [bold",
    "[@click=app.quit]quit[/]",
    "x" * 300,
    "😀👩‍👩‍👧🇩🇪" * 20,
    "名前テスト한국어" * 20,
    "שלום \u202eevil\u202c عربى",
    "e\u0301\u0302\u0303\u0304\u0305" * 40,
    "tab\there\r\nline\x00nul\x7f",
    "",
)
SECRET = "hunter2-hunter2"


async def go(desk: Desk, keys: tuple[str, ...]) -> None:
    for key in keys:
        await desk.press(key)
    await desk.pilot.pause()
    desk.repaint()
    await desk.pilot.pause()


def faults(desk: Desk, size: tuple[int, int]) -> list[str]:
    """Return what is wrong with the rows on the terminal."""
    rows = desk.rows()
    found = [f"{len(rows)} rows"] if len(rows) != size[1] else []
    found += [f"row {y} has {cell_len(row)} cells" for y, row in enumerate(rows) if cell_len(row) != size[0]]
    found += [f"row {y} has {UNSAFE.findall(row)}" for y, row in enumerate(rows) if UNSAFE.search(row)]
    found += [f"row {y} tells the secret" for y, row in enumerate(rows) if SECRET in row]
    for widget in desk.painted():
        strips = widget.render_lines(widget.size.region)
        if {strip.cell_length for strip in strips} - {widget.size.width}:
            found.append(f"{type(widget).__name__} is not as wide as it should be")
    return found


async def resize(desk: Desk, size: tuple[int, int]) -> None:
    await desk.pilot.resize_terminal(*size)
    await desk.pilot.pause()
    desk.repaint()
    await desk.pilot.pause()


@pytest.mark.parametrize("name", WAYS)
def test_every_row_of_every_screen_has_exactly_the_width_at_every_size(name: str) -> None:
    view, keys = WAYS[name]

    async def look() -> None:
        async with open_desk(make_desk_config(view), size=(120, 40)) as desk:
            await go(desk, keys)
            for size in SIZES:
                await resize(desk, size)

                assert faults(desk, size) == [], size

    asyncio.run(look())


@pytest.mark.parametrize("name", WAYS)
def test_nothing_hostile_reaches_the_terminal_from_any_screen(name: str) -> None:
    view, keys = WAYS[name]
    config = replace(hostile_config(), settings=make_desk_config(view).settings)

    async def look() -> None:
        async with open_desk(config, size=(200, 60), prepare=fill_hostile) as desk:
            await go(desk, keys)
            for size in ((200, 60), (80, 24)):
                await resize(desk, size)

                assert faults(desk, size) == [], size
                assert desk.app.is_running

    asyncio.run(look())


@pytest.mark.parametrize("size", SIZES)
def test_without_anything_to_watch_it_welcomes_at_every_size(size: tuple[int, int]) -> None:
    config = make_desk_config("auto", endpoints=(), feeds=())

    async def look() -> None:
        async with open_desk(config, size=size, places=("./asyncdash.toml",)) as desk:
            assert faults(desk, size) == []
            assert "nothing to watch yet" in desk.text
            assert desk.footer.endswith("? help ")

    asyncio.run(look())


class EveryKeyTest(IsolatedAsyncioTestCase):
    async def test_no_key_of_the_overview_does_harm_where_nothing_is_watched(self) -> None:
        config = make_desk_config("auto", endpoints=(), feeds=())
        async with open_desk(config) as desk:
            for key in (
                "j",
                "k",
                "G",
                "g",
                "enter",
                "r",
                "R",
                "p",
                "P",
                "!",
                "J",
                "L",
                "s",
                "m",
                "y",
                "c",
                "a",
            ):
                await desk.press(key)
            await desk.press("A", "M", "I", "e", "V", "V", "f", "f", "space", "space", "N", "plus")

            assert len(desk.app.screen_stack) == 1
            assert desk.app.is_running

    async def test_where_ascii_is_asked_for_keys_have_their_names_also_while_somebody_types(self) -> None:
        config = make_desk_config("list")
        config = replace(config, settings=replace(config.settings, glyphs=Glyphs.ASCII))
        async with open_desk(config) as desk:
            await desk.press("slash")
            filtering = desk.footer
            await desk.press("escape", "G", "enter", "i")

            assert filtering.startswith(" enter keep  down to the list  esc leave")
            assert desk.footer.startswith(" enter send  ctrl+j newline  F2 kind")
            assert "$" not in desk.text

    async def test_where_ascii_is_asked_for_the_list_has_nothing_else(self) -> None:
        config = make_desk_config("list")
        config = replace(config, settings=replace(config.settings, glyphs=Glyphs.ASCII))
        async with open_desk(config) as desk:
            assert set(re.findall(r"[●▲✗◐‖○▁▂▃▄▅▆▇█×·]", "".join(desk.rows()[:12]))) == set()


def hostile_config() -> Config:
    """Return endpoints and feeds whose names, groups and URLs are each hostile in its own way."""
    endpoints = tuple(
        make_endpoint(f"{text}-{number}", group=text, url=f"https://example.com/{text}?token={SECRET}")
        for number, text in enumerate(HOSTILE)
    )
    feeds = tuple(
        make_feed(f"feed-{text}-{number}", group=text, url=f"wss://example.com/{text}?token={SECRET}")
        for number, text in enumerate(HOSTILE)
    )
    return make_desk_config(
        title=HOSTILE[0] + HOSTILE[6], endpoints=endpoints, feeds=feeds, mask=Mask([SECRET])
    )


def fill_hostile(board: Board) -> None:
    """Let every server say the worst that it can."""
    fill(board)
    for number, state in enumerate(board):
        text = HOSTILE[number % len(HOSTILE)]
        if isinstance(state, EndpointState):
            body = f'{{"{text}": "{text} {SECRET}"}}'.encode()
            headers = (("Content-Type", "application/json"), ("X-Hostile", f"{text} {SECRET}"), (text, text))
            exchange = make_exchange(body=body, headers=headers, reason=text)
            result = make_result(name=state.name, at=NOW - 1)
            attempt = replace(result.attempts[0], exchange=exchange)
            failure = make_failure(message=f"{text} {SECRET}") if number % 2 else None
            state.record(replace(result, attempts=(attempt,), failure=failure))
        elif isinstance(state, FeedState):
            for payload in HOSTILE:
                state.record(make_message(f'{{"type": "{payload}", "x": "{payload} {SECRET}"}}', at=NOW - 1))
                state.record(make_message(payload.encode(), at=NOW - 1))
        board.tell(
            Event(at=NOW, source=state.name, kind=EventKind.DOWN, what=text, detail=f"{text} {SECRET}")
        )
