"""Beginning: an app that can be started with nothing, and given something to watch."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui import screens
from tui.app.faults import faults_of
from tui.app.reloading import Reloading
from tui.config.errors import ConfigErrors
from tui.config.loader import load_config
from tui.config.starter import write_starter
from tui.config.watch import apart
from tui.config.writer import write_config
from tui.model.endpoint_state import EndpointState
from tui.model.target import Origin
from tui.widgets.working import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from tui.config.config import Config
    from tui.model.board import State
    from tui.model.endpoint import Endpoint
    from tui.model.feed import Feed

__all__ = ["Beginning"]

_FILE = "asyncdash.toml"


class Beginning(Reloading):
    """An app that takes up a configuration while it runs, and writes one of what it watches."""

    def __init__(self) -> None:
        super().__init__()
        self.is_open = asyncio.Event()
        """Is there an engine? Keys are faster."""

    def action_start_demo(self) -> None:
        """Start the server of the demo in this very process, and watch it."""
        self._take_steps(self._start_demo)

    def action_new_config(self) -> None:
        """Write a commented configuration here, watch what it says, and open it in the editor."""
        self._take_steps(partial(self._write_new, _FILE))

    def action_open_config(self, text: str = "", *, fault: str = "") -> None:
        """Watch what a file says; as long as it cannot be read, ask again."""

        def take(answer: str | None) -> None:
            if answer:
                self._take_steps(partial(self._open_file, answer))

        if text and not fault:
            take(text)
        else:
            _ = self.push_screen(screens.Prompt("open", value=text, example=_FILE, fault=fault), take)

    def action_save_targets(self, text: str = "") -> None:
        """Write what is in no file yet to a new one, and begin to follow it if it is the first."""
        targets = [target for target in map(_target_of, self.context.board) if target.origin is None]
        if targets:
            self._take_steps(partial(self._save, text or _FILE, targets))
        else:
            self.say("everything that is watched is in a file already")

    async def _start_demo(self) -> None:
        from tui.demo.config import demo_config  # noqa: PLC0415 - not needed for the first frame
        from tui.demo.server import serve_demo  # noqa: PLC0415 - imports aiohttp

        await self.is_open.wait()
        server = await self.stack.enter_async_context(serve_demo())
        await self._adopt(await apart(partial(demo_config, server.port)))

    async def _write_new(self, name: str) -> None:
        if await self._is_written(name, write_starter) and await self._adopt_file(name) is None:
            await self.edit_file(Origin(Path(name), 1))
            self.action_reload()

    async def _open_file(self, text: str) -> None:
        fault = await self._adopt_file(text)
        if fault is None:
            self.say(f"watching what {text} says")
        else:
            self.action_open_config(text, fault=fault)

    async def _save(self, name: str, targets: list[Endpoint | Feed]) -> None:
        if not await self._is_written(name, partial(write_config, targets=targets)):
            return
        done = f"wrote {len(targets)} {'URL' if len(targets) == 1 else 'URLs'} to {name}"
        if self.config.path is not None:
            self.say(f'{done}; add include = ["{name}"] to {self.config.path.name}')
            return
        # What it says is what is watched already: nothing has to begin anew.
        self.config = replace(
            self.config,
            endpoints=tuple(state.endpoint for state in self.context.board.endpoints),
            feeds=tuple(state.feed for state in self.context.board.feeds),
        )
        self.say(await self._adopt_file(name) or done)

    async def _is_written(self, name: str, write: Callable[[Path], object]) -> bool:
        """Write a file, or say why that cannot be."""
        try:
            await apart(lambda: write(Path(name).expanduser()))
        except FileExistsError as error:
            self.say(str(error))
        except OSError as error:
            self.say(f"{name} cannot be written: {error.strerror}")
        else:
            return True
        return False

    async def _adopt_file(self, name: str) -> str | None:
        """Watch what a file says; return the first of its faults if it has any."""
        config = await apart(partial(_read, name))
        if isinstance(config, str):
            return config
        await self._adopt(config)
        return None

    async def _adopt(self, config: Config) -> None:
        """Watch what a configuration says from now on, and follow its files."""
        await self.is_open.wait()
        self.context.source = config.path.name if config.path is not None else ""
        self._take(config, was_asked=True)
        self.workers.cancel_group(self, "configuration")
        self.follow_configuration()

    def _take_steps(self, steps: Callable[[], Coroutine[None, None, None]]) -> None:
        begin(self, steps, group="beginning")


def _read(name: str) -> Config | str:
    """Return what a file says, or the first of its faults; meant for a thread of its own."""
    try:
        config = load_config(Path(name).expanduser(), environ=os.environ)
        faults = faults_of(config)
    except ConfigErrors as error:
        faults = error.errors
    else:
        if not faults:
            return config
    return str(faults[0]).partition("\n")[0]


def _target_of(state: State) -> Endpoint | Feed:
    return state.endpoint if isinstance(state, EndpointState) else state.feed
