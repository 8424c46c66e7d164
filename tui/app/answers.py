"""Answers: what the app does about the requests of its screens."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on

from tui.app.handing import Handing
from tui.app.pauses import tidy
from tui.config.errors import BadValueError, ConfigErrors
from tui.config.loader import config_of_urls
from tui.config.urls import unique_name
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.screens import requests as ask
from tui.screens.board_screen import BoardScreen
from tui.text.units import counted
from tui.widgets.working import begin

if TYPE_CHECKING:
    from tui.config.config import Config
    from tui.engine.engine import Engine
    from tui.engine.jobs import Job
    from tui.model.board import State
    from tui.model.target import Target

__all__ = ["Answers"]


class Answers(Handing):
    """An app that turns what screens ask for into calls of the engine, and hands its answers on."""

    config: Config
    engine: Engine | None = None
    """`None` until the first frame is on the screen."""

    def run_job(self, job: Job) -> None:
        """Run a job of the engine for as long as the app runs."""
        begin(self, job.run, name=job.name, group="engine", exit_on_error=False)

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
        begin(self, partial(self._deliver, event), group="send", exit_on_error=False)

    @on(ask.OnceRequested)
    def _ask_once(self, event: ask.OnceRequested) -> None:
        if self.engine is not None:
            begin(self, partial(self._send_once, self.engine, event), group="ask", exit_on_error=False)

    @on(ask.AddressesRequested)
    def _ask_addresses(self, event: ask.AddressesRequested) -> None:
        if self.engine is not None:
            begin(self, partial(self._look_up, self.engine, event), group="ask", exit_on_error=False)

    @on(ask.OpenRequested)
    def _open(self, event: ask.OpenRequested) -> None:
        self.open_item(event.name, event.number)
        if event.action is not None:
            self.call_after_refresh(self._run_command, event.action)

    @on(ask.OpenExpected)
    def _expect(self, event: ask.OpenExpected) -> None:
        if event.name in self.context.board and self.spare.is_wanted:
            begin(self, partial(self._get_ready, self.context.board[event.name]), group="spare")

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

    async def _get_ready(self, state: State) -> None:
        """Do what whoever opens something next would have to wait for."""
        if isinstance(state, EndpointState):
            await self.spare.make(self.context, state)
        tidy()

    async def _deliver(self, event: ask.SendRequested) -> None:
        from tui.app.outgoing import payload_of  # noqa: PLC0415 - not needed for the first frame
        from tui.engine.streamer import SendError  # noqa: PLC0415 - imports aiohttp, which is there by now

        error: str | None = None
        try:
            if self.engine is None:
                error = "the feed is not open yet"
            else:
                payload = await payload_of(event, self.config, self.context.board.mask)
                await self.engine.send(event.name, payload, event.opcode)
        except (SendError, BadValueError) as refused:
            error = str(refused)
        event.answer(error)

    async def _send_once(self, engine: Engine, event: ask.OnceRequested) -> None:
        event.answer(await engine.send_once(event.endpoint))

    async def _look_up(self, engine: Engine, event: ask.AddressesRequested) -> None:
        event.answer(await engine.addresses(event.endpoint))

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
            if isinstance(screen, BoardScreen) and screen.is_mounted:
                screen.lay_out()
        self.say(f"{target.name} is watched until you quit")
