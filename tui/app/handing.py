"""Handing: what the app shows, handed to the clipboard, a file, an editor, a pager or a browser."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import SuspendNotSupported

from tui.app.clipboard import copy_with_tool, osc52
from tui.app.files import write_new
from tui.app.outside import editor_command, page_text, run_outside, text_browser
from tui.app.surroundings import Surroundings
from tui.model.feed_state import FeedState
from tui.screens import requests as ask
from tui.widgets.pressing import spoken
from tui.widgets.working import begin

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from tui.model.target import Origin

__all__ = ["Handing"]


class Handing(Surroundings):
    """An app that lets other programs have what it shows, and the terminal for as long as they run."""

    async def edit_file(self, origin: Origin) -> None:
        """Open a file in the user's editor, and come back when that has ended."""
        await self._lend_terminal(
            run_outside(editor_command(origin, os.environ)), f"edit {origin.path}, line {origin.line}"
        )

    @on(ask.EditRequested)
    async def _edit(self, event: ask.EditRequested) -> None:
        state = self.context.board[event.name]
        origin = state.feed.origin if isinstance(state, FeedState) else state.endpoint.origin
        if origin is None:
            self.say(f"{event.name} is in no file; `asyncdash init` writes one")
            return
        await self.edit_file(origin)

    @on(ask.BrowseRequested)
    def _browse(self, event: ask.BrowseRequested) -> None:
        self.say(f"opening {self.context.board.mask(event.url)}")
        begin(self, partial(self._open_in_browser, event.url), group="browser", exit_on_error=False)

    async def _open_in_browser(self, url: str) -> None:
        """Open a URL; to find a browser and to start it may take seconds."""
        browser = await asyncio.to_thread(text_browser)
        if browser is None:
            await asyncio.to_thread(self.open_url, url)
        else:
            _ = self.call_later(self._browse_here, browser, url)

    async def _browse_here(self, browser: str, url: str) -> None:
        await self._lend_terminal(run_outside([browser, url]), "open it in a browser elsewhere")

    @on(ask.PagerRequested)
    async def _page(self, event: ask.PagerRequested) -> None:
        otherwise = spoken(self, "{export exports it to a file}")
        await self._lend_terminal(page_text(event.text, event.suffix, os.environ), otherwise)

    @on(ask.CopyRequested)
    async def _copy(self, event: ask.CopyRequested) -> None:
        """Copy, and say how: an answer that claims more than happened would be a lie."""
        tool = await copy_with_tool(event.text, os.environ)
        if tool is not None:
            self.say(f"copied the {event.what} with {tool}")
            return
        sequence = osc52(event.text, os.environ)
        if sequence is None:
            await self._write_file(_name_for(event.what, ".txt"), event.text, "too long to copy; ")
            return
        self.send_sequence(sequence)
        self.say(f"asked the terminal to copy the {event.what} (OSC 52)")  # it never says whether it did

    @on(ask.SaveRequested)
    async def _save_copy(self, event: ask.SaveRequested) -> None:
        name = _name_for(event.what, event.suffix)
        await self._write_file(name, event.content, f"the {event.what} is no text to copy; ")

    @on(ask.ExportRequested)
    async def _export(self, event: ask.ExportRequested) -> None:
        await self._write_file(event.file_name, event.content, "")

    async def _lend_terminal(self, program: Coroutine[None, None, str | None], otherwise: str) -> None:
        """Let another program have the terminal; say what to do where there is none to lend."""
        try:
            with self.suspend():
                error = await program
        except SuspendNotSupported:
            program.close()
            error = f"this terminal cannot be lent to another program: {otherwise}"
        else:
            self.repaint_everything()
        if error is not None:
            self.say(error)

    async def _write_file(self, name: str, content: str | bytes, why: str) -> None:
        """Write a file into the working directory, beside those that are there already."""
        try:
            self.say(f"{why}wrote {await asyncio.to_thread(write_new, name, content)}")
        except OSError as error:
            self.say(f"{name} was not written: {error.strerror}")


def _name_for(what: str, suffix: str) -> str:
    """Return the name of the file for what cannot be copied."""
    return f"asyncdash-{what.replace(' ', '-')}{suffix}"
