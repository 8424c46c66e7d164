"""Dashboard: the app that opens and closes the engine and repaints what has changed."""

from __future__ import annotations

import asyncio
import importlib
import time
from typing import TYPE_CHECKING, ClassVar

from tui import screens
from tui.app.beginning import Beginning
from tui.app.keymap import keymap_of
from tui.app.pauses import keep_pauses_short
from tui.app.preferences import AS_EVER, view_of
from tui.app.reactions import Reactions
from tui.app.recording import Recording
from tui.app.title import title_of
from tui.keys import bindings
from tui.model.board import Board
from tui.model.event import Event, EventKind
from tui.screens.board_screen import BoardScreen
from tui.screens.context import Context
from tui.screens.overview import OverviewScreen
from tui.text.session import session_summary
from tui.text.units import counted
from tui.widgets.easel import easel_of
from tui.widgets.themes import THEMES, showable
from tui.widgets.working import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path, PurePath

    from textual.binding import BindingType
    from textual.screen import Screen

    from tui.app.preferences import Start
    from tui.config.config import Config
    from tui.config.memory import Memory
    from tui.engine.engine import Engine
    from tui.terminal.background import Look

__all__ = ["Dashboard"]

_TICK = 1.0


class Dashboard(Beginning):
    """What the user runs.

    Data goes one way: the engine records what it finds in the board and calls
    `changed`, which arms one repaint; the widgets that are in sight look for
    themselves whether they have to draw anything.
    """

    TITLE = "asyncdash"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [
        "../styles/theme.tcss",
        "../styles/overview.tcss",
    ]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app", priority=("quit", "interrupt"))]

    def __init__(
        self,
        config: Config,
        *,
        source: str = "",
        now: Callable[[], float] = time.time,
        beside: Callable[[], AbstractAsyncContextManager[object]] | None = None,
        memory: Memory | None = None,
        places: Sequence[str] = (),
        opens: Callable[..., AbstractAsyncContextManager[Engine]] | None = None,
        record: Path | None = None,
        look: Look | None = None,
        start: Start = AS_EVER,
    ) -> None:
        """Show what `config` says.

        Args:
            config: What to watch, and how.
            source: Where it came from, for the header.
            now: Gives the seconds since the epoch; screenshots freeze it.
            beside: Makes what has to be open before the first check, such as the demo's server.
            memory: Knows what the user chose last time; `None`: nothing is kept.
            places: Where a configuration was looked for, to be named when there is none.
            opens: Opens the engine, as `open_engine` does; `None`: that is what opens it.
            record: The file to record everything to; `None`: none, unless a key asks for it.
            look: What is known of the terminal.
            start: How it is to begin.
        """
        super().__init__()
        self.config = config
        self.board = Board(config.endpoints, config.feeds, title=config.title, mask=config.mask)
        self.context = Context(
            board=self.board,
            now=now,
            view=view_of(config, memory, start),
            remember=memory.remember if memory is not None else _forget,
            places=tuple(places),
            source=source,
        )
        self.recording = Recording(self.context, self.say)
        self.context.recording = self.recording.extent
        self._reactions = Reactions(self)
        self._beside = beside
        self._memory = memory
        self._opens = opens
        self._record_to = record
        self._start_with = start
        self._is_armed = False
        self._shown_title = ""
        self._started_at = now()
        self.summary: list[str] = []
        """What to say of the session once it is over."""
        if look is not None:
            self.is_light, self.typed = bool(look.is_light), look.typed
            easel_of(self).graphics = look.graphics
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._first_theme()
        self.set_keymap(keymap_of(config))
        self.has_mouse = config.settings.mouse

    def get_default_screen(self) -> Screen[None]:
        start = self._start_with
        return OverviewScreen(self.context, query="" if start.shows_events else start.query)

    def on_mount(self) -> None:
        """Start the clock; the engine opens once the first frame is on the screen."""
        # It ends after the engine, whose goodbyes belong in it.
        self.stack.push_async_callback(self.recording.end)
        if self._start_with.shows_events:
            _ = self.push_screen(screens.EventsScreen(self.context, query=self._start_with.query))
        self.set_interval(_TICK, self.repaint)
        self.call_after_refresh(self._start)

    async def say_goodbye(self) -> None:
        source = self.context.source
        self.summary = session_summary(
            self.board, source=source, started=self._started_at, now=self.context.now()
        )
        if self.engine is not None:
            await self.engine.hang_up(self.goodbye_code)

    def redact(self, text: str) -> str:
        return self.board.mask(text)

    def action_record(self) -> None:
        """Record what happens to a new file, or stop; a slow disk keeps nobody waiting."""
        begin(self, self.recording.toggle, group="recording", exit_on_error=False)

    def changed(self) -> None:
        """Note that something has changed: it will be painted within a frame, with all that follows."""
        if not self._is_armed and self._loop is not None:
            self._is_armed = True
            self._loop.call_later(self.frame_delay, self.call_next, self._frame)

    def repaint(self) -> None:
        """Let the screens in sight repaint what has changed, and the terminal's title tell of it."""
        shown = [screen for screen in self.screen_stack if isinstance(screen, BoardScreen)]
        if shown and shown[-1].is_mounted:  # else it is about to paint itself, and has no widgets yet
            shown[-1].repaint()
        title = self.spelled(title_of(self.board))
        if title != self._shown_title:
            self._shown_title = title
            if (driver := self._steady_driver()) is not None:
                driver.show_title(title)

    def tell(self, event: Event) -> None:
        """Tell the user of something that happened to the app itself."""
        self.board.tell(event)
        self.changed()

    def _first_theme(self) -> str:
        """Return the configured theme, else the one that was chosen last, else one for the background.

        One that this terminal has no colours for stays chosen for those that have them.
        """
        remembered = self._memory.recall("theme") if self._memory is not None else None
        for chosen in (self.config.settings.theme, remembered):
            if isinstance(chosen, str) and chosen in showable(self):
                return chosen
        self.follows_background = True
        return self.fitting_theme

    def _frame(self) -> None:
        self._is_armed = False
        self.measure()

    def _start(self) -> None:
        begin(self, self._open_engine, name="engine", group="engine", exit_on_error=True)

    async def _open_engine(self) -> None:
        """Open what this run owns, and run the engine's jobs.

        aiohttp takes long to import; a thread does it while the first frame is
        already there (textual-limits: 4 ms of lag where 300 were). The other
        screens follow once everything runs, before anybody opens one.
        """
        opens = self._opens
        if opens is None:
            opens = (await asyncio.to_thread(importlib.import_module, "tui.engine.engine")).open_engine
        if self._record_to is not None:
            await self.recording.begin(self._record_to)
        if self._beside is not None:
            await self.stack.enter_async_context(self._beside())
        engine = await self.stack.enter_async_context(
            opens(
                self.board,
                settings=self.config.settings,
                changed=self.changed,
                on_event=self._happened,
                gives_way=lambda: self.courtesy.is_awaited,
            )
        )
        self.engine = engine
        self.is_open.set()
        for job in engine.jobs():
            self.run_job(job)
        self.follow_configuration()
        numbers = {"endpoint": len(self.board.endpoints), "feed": len(self.board.feeds)}
        watched = [counted(number, noun) for noun, number in numbers.items() if number]
        self.tell(
            Event(
                at=self.context.now(),
                source="asyncdash",
                kind=EventKind.STARTED,
                what="started",
                detail=" · ".join(part for part in (*watched, self.context.source) if part),
            )
        )
        if self._opens is None:
            await asyncio.to_thread(screens.load_all)
            if not self.is_headless:
                keep_pauses_short()
            self.spare.is_wanted = True
            first = self.screen_stack[0]
            if isinstance(first, OverviewScreen):
                first.rest()

    def _happened(self, event: Event) -> None:
        self._reactions.react(event)
        self.changed()


def _forget(_name: str, _choice: object) -> None:
    """Keep nothing."""
