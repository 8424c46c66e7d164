"""Answers: what the app does about the requests of its screens."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on
from textual.app import SuspendNotSupported

from tui.app.clipboard import copy_with_tool, osc52
from tui.app.files import write_new
from tui.app.outside import editor_command, page_text, run_outside
from tui.app.pauses import tidy
from tui.app.surroundings import Surroundings
from tui.config.errors import BadValueError, ConfigErrors
from tui.config.loader import config_of_urls
from tui.config.urls import unique_name
from tui.config.variables import Secrets, expand_text
from tui.config.wire_kinds import secrets_of_message
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.model.message import Opcode
from tui.screens import requests as ask
from tui.screens.board_screen import BoardScreen
from tui.text.units import counted
from tui.widgets.pressing import spoken

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from tui.config.config import Config
    from tui.engine.engine import Engine
    from tui.engine.jobs import Job
    from tui.model.board import State
    from tui.model.target import Origin, Target

__all__ = ["Answers"]

_LONGEST_MESSAGE = 100_000
"""Bytes of a message that are looked through for secrets: what comes out of a file can be of any size."""


class Answers(Surroundings):
    """An app that turns what screens ask for into calls of the engine and of other programs."""

    config: Config
    engine: Engine | None = None
    """`None` until the first frame is on the screen."""

    async def edit_file(self, origin: Origin) -> None:
        """Open a file in the user's editor, and come back when that has ended."""
        await self._lend_terminal(
            run_outside(editor_command(origin, os.environ)), f"edit {origin.path}, line {origin.line}"
        )

    def run_job(self, job: Job) -> None:
        """Run a job of the engine for as long as the app runs."""
        self.run_worker(job.run(), name=job.name, group="engine", exit_on_error=False)

    @on(ask.CheckRequested)
    def _check(self, event: ask.CheckRequested) -> None:
        if self.engine is None:
            return
        started = self.engine.check_now(event.names)
        feeds = [name for name in event.names if isinstance(self.context.board[name], FeedState)]
        for name in feeds:
            self.engine.reconnect(name)
        if len(event.names) > 1:
            self.say(
                f"checking {counted(len(started), 'endpoint')}, reconnecting {counted(len(feeds), 'feed')}"
            )

    @on(ask.ReconnectRequested)
    def _reconnect(self, event: ask.ReconnectRequested) -> None:
        for name in event.names:
            if self.engine is not None:
                self.engine.reconnect(name)

    @on(ask.PauseRequested)
    def _pause(self, event: ask.PauseRequested) -> None:
        if self.engine is None or not event.names:
            return
        change = self.engine.resume if self.engine.is_paused(event.names[0]) else self.engine.pause
        for name in event.names:
            change(name)

    @on(ask.IntervalRequested)
    def _set_interval(self, event: ask.IntervalRequested) -> None:
        if self.engine is not None:
            self.engine.set_interval(event.name, event.seconds)

    @on(ask.BurstRequested)
    def _burst(self, event: ask.BurstRequested) -> None:
        if self.engine is not None and not self.engine.burst(event.name):
            self.say(f"{event.name} cannot burst: resume it first")

    @on(ask.SendRequested)
    async def _send(self, event: ask.SendRequested) -> None:
        """Send without keeping the app from anything else; the screen hears how it went."""
        self.run_worker(self._deliver(event), group="send", exit_on_error=False)

    @on(ask.OpenRequested)
    def _open(self, event: ask.OpenRequested) -> None:
        self.open_item(event.name, event.number)
        if event.action is not None:
            self.call_after_refresh(self._run_command, event.action)

    @on(ask.OpenExpected)
    def _expect(self, event: ask.OpenExpected) -> None:
        if event.name in self.context.board and self.spare.is_wanted:
            self.run_worker(self._get_ready(self.context.board[event.name]), group="spare")

    @on(ask.AddRequested)
    def _add(self, event: ask.AddRequested) -> None:
        try:
            config = config_of_urls([event.url], environ=os.environ)
        except ConfigErrors as error:
            self.say(str(error))
            return
        taken = {state.name for state in self.context.board}
        for target in (*config.endpoints, *config.feeds):
            self._watch_also(replace(target, name=unique_name(target.name, taken)))

    @on(ask.EditRequested)
    async def _edit(self, event: ask.EditRequested) -> None:
        state = self.context.board[event.name]
        origin = state.feed.origin if isinstance(state, FeedState) else state.endpoint.origin
        if origin is None:
            self.say(f"{event.name} is in no file; `asyncdash init` writes one")
            return
        await self.edit_file(origin)

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
            await self._write_file(
                f"asyncdash-{event.what.replace(' ', '-')}.txt", event.text, "too long to copy; "
            )
            return
        if self._driver is not None:
            self._driver.write(sequence)
        self.say(f"copied the {event.what} through the terminal (OSC 52)")

    @on(ask.ExportRequested)
    async def _export(self, event: ask.ExportRequested) -> None:
        await self._write_file(event.file_name, event.text, "")

    async def _get_ready(self, state: State) -> None:
        """Do what whoever opens something next would have to wait for."""
        if isinstance(state, EndpointState):
            await self.spare.make(self.context, state)
        tidy()

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

    async def _deliver(self, event: ask.SendRequested) -> None:
        from tui.engine.streamer import SendError  # noqa: PLC0415 - imports aiohttp, which is there by now

        error: str | None = None
        try:
            if self.engine is None:
                error = "the feed is not open yet"
            else:
                payload = await self._expanded(event.payload) if event.has_variables else event.payload
                if event.opcode is Opcode.TEXT:
                    self._hide_secrets_in(payload)
                await self.engine.send(event.name, payload, event.opcode)
        except (SendError, BadValueError) as refused:
            error = str(refused)
        event.answer(error)

    def _hide_secrets_in(self, payload: bytes) -> None:
        """Let nobody see what a message calls a password, not even in the message itself."""
        secrets = Secrets()
        for each in secrets_of_message(payload[:_LONGEST_MESSAGE].decode(errors="ignore")):
            secrets.add(each)
        mask = secrets.mask()
        if not mask.hides_nothing:
            self.context.board.mask.learn(mask)

    async def _expanded(self, payload: bytes) -> bytes:
        """Return a text that was typed with its variables replaced; nobody will see their values."""
        path = self.config.path
        directory = path.parent if path is not None else Path()
        text, mask = await asyncio.to_thread(
            expand_text, payload.decode(), environ=os.environ, directory=directory
        )
        self.context.board.mask.learn(mask)
        return text.encode()

    def _watch_also(self, target: Target) -> None:
        if self.engine is None:
            return
        try:
            job = self.engine.add(target)  # type: ignore[arg-type]  # an Endpoint or a Feed
        except ValueError as error:
            self.say(str(error))
            return
        if job is not None:
            self.run_job(job)
        for screen in self.screen_stack:
            if isinstance(screen, BoardScreen):
                screen.lay_out()
        self.say(f"{target.name} is watched until you quit")

    async def _write_file(self, name: str, text: str, why: str) -> None:
        """Write a file into the working directory, beside those that are there already."""
        try:
            self.say(f"{why}wrote {await asyncio.to_thread(write_new, name, text)}")
        except OSError as error:
            self.say(f"{name} was not written: {error.strerror}")
