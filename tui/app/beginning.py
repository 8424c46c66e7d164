"""Beginning: an app that can be started with nothing, and given something to watch."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from tui import screens
from tui.app.faults import all_faults, faults_of
from tui.app.reloading import Reloading
from tui.config.config import Config
from tui.config.errors import BadValueError, ConfigErrors
from tui.config.files import home_path
from tui.config.loader import default_settings, load_config
from tui.config.starter import write_starter
from tui.config.toml import toml_text
from tui.config.watch import apart
from tui.model.target import Origin
from tui.text.units import counted
from tui.widgets.working import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

__all__ = ["Beginning"]

Result = TypeVar("Result")

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
        unwritten = self._unwritten()
        if unwritten.endpoints or unwritten.feeds:
            self._take_steps(partial(self._save, text or _FILE, unwritten))
        elif self.config.path is not None:
            self.say(f"all that is watched is in {self.config.path.name} already, or in what it includes")
        else:
            self.say("there is nothing to save yet")

    async def _start_demo(self) -> None:
        from tui.demo.config import demo_config  # noqa: PLC0415 - not needed for the first frame
        from tui.demo.server import serve_demo  # noqa: PLC0415 - imports aiohttp

        await self.is_open.wait()
        server = await self.stack.enter_async_context(serve_demo())
        await self._adopt(await apart(partial(demo_config, server.port)))

    async def _write_new(self, name: str) -> None:
        if await self._write(name, write_starter) and await self._adopt_file(name) is None:
            await self.edit_file(Origin(Path(name), 1))
            self.action_reload()

    async def _open_file(self, text: str) -> None:
        fault = await self._adopt_file(text)
        if fault is None:
            self.say(f"watching what {text} says")
        else:
            self.action_open_config(text, fault=fault)

    def _unwritten(self) -> Config:
        """Return what is in no file: all that there is, or what was added to what a file says."""
        board = self.context.board
        base = self.config
        if base.path is not None:
            base = Config(settings=default_settings(os.environ), references=base.references)
        return replace(
            base,
            endpoints=tuple(each.endpoint for each in board.endpoints if each.endpoint.origin is None),
            feeds=tuple(each.feed for each in board.feeds if each.feed.origin is None),
        )

    async def _save(self, name: str, unwritten: Config) -> None:
        """Write what is in no file, and say where; a file that can be read is followed from then on."""
        from tui.config.writer import write_config  # noqa: PLC0415 - few sessions are saved

        written = await self._write(name, partial(write_config, config=unwritten, environ=os.environ))
        if written is None:
            return
        numbers = {"endpoint": len(unwritten.endpoints), "feed": len(unwritten.feeds)}
        saved = " and ".join(counted(number, noun) for noun, number in numbers.items() if number)
        done = f"wrote {saved} to {name}"
        if written.missing:
            self.say(f"{done}, but no secrets: set {', '.join(written.missing)} to start with it")
        elif self.config.path is not None:
            included = await apart(partial(_included, name, self.config.path.parent))
            self.say(f"{done}; add include = [{included}] to {self.config.path.name}")
        else:
            # What it says is what is watched already: nothing has to begin anew.
            self.config = unwritten
            self.say(await self._adopt_file(name) or f"{done}, which is followed from now on")

    async def _write(self, name: str, write: Callable[[Path], Result]) -> Result | None:
        """Write a file, or say why that cannot be."""
        try:
            return await apart(lambda: write(home_path(name, os.environ)))
        except FileExistsError as error:
            self.say(str(error))
        except OSError as error:
            self.say(f"{name} cannot be written: {error.strerror}")
        except ValueError as error:
            self.say(f"{name} cannot be written: {error}")
        return None

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
        config = load_config(home_path(name, os.environ), environ=os.environ, waits=False)
        faults = faults_of(config)
    except ConfigErrors as error:
        faults = all_faults(error)
    except BadValueError as error:
        return str(error)
    else:
        if not faults:
            return config
    return str(faults[0]).partition("\n")[0]


def _included(name: str, directory: Path) -> str:
    """Return a file as a configuration in a directory includes it; meant for a thread of its own."""
    file = home_path(name, os.environ).absolute()
    return toml_text(str(file.relative_to(directory) if file.is_relative_to(directory) else file))
