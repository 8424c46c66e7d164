"""Reloading: an app that takes up its configuration anew whenever a file of it has changed."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from textual import on, widgets

from tui import screens
from tui.app.answers import Answers
from tui.app.applying import apply_look, apply_targets
from tui.app.faults import all_faults, faults_of
from tui.config.difference import difference_of
from tui.config.errors import ConfigErrors
from tui.config.excerpt import excerpt_of
from tui.config.loader import load_config
from tui.config.watch import Watch, apart
from tui.model.event import Event, EventKind
from tui.screens import requests as ask
from tui.screens.board_screen import BoardScreen
from tui.screens.item_actions import ItemActions
from tui.widgets.working import begin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tui.config.config import Config
    from tui.config.difference import Difference
    from tui.config.errors import ConfigError
    from tui.config.excerpt import Excerpt
    from tui.config.sources import Sources
    from tui.model.mask import Mask

__all__ = ["Reloading"]

_OFFER = 1.0
_LATE = frozenset({"concurrency", "per_host", "mouse"})
"""The settings that only the next start takes up."""


class _Broken(Struct, frozen=True):
    """What became of reading a configuration with faults."""

    errors: Sequence[ConfigError]
    excerpt: Excerpt | None
    sources: Sources


class Reloading(Answers):
    """An app that follows its configuration; what did not change in that goes on undisturbed."""

    config: Config
    look_every = 1.0
    """Seconds between two looks at the files."""
    _files: Watch | None = None
    _fault: screens.BadConfig | None = None
    """What tells of the newest reading if that was no good, also after it was dismissed."""
    _is_offered = False
    """Has it been shown?"""
    _is_behind = False
    """Was the newest reading not taken up?"""

    def changed(self) -> None:
        """Note that something has changed: it is to be painted."""
        raise NotImplementedError

    def follow_configuration(self) -> None:
        """Watch the files from now on, if the configuration came from any."""
        if self.config.path is not None:
            self._files = Watch(self.config.sources, pause=self.look_every)
            self.set_interval(_OFFER, self._offer_fault)
            begin(
                self,
                partial(self._follow, self.config.path, self._files),
                name="configuration",
                group="configuration",
            )

    def action_reload(self) -> None:
        """Read the configuration again, whether it has changed or not."""
        if self._files is None:
            self.say("there is no file to read again: asyncdash was started without one")
        else:
            self._files.ask()

    @on(ask.ReloadRequested)
    def _retry(self) -> None:
        self.action_reload()

    @on(ask.FileRequested)
    async def _edit_fault(self, event: ask.FileRequested) -> None:
        await self.edit_file(event.origin)
        self.action_reload()

    async def _follow(self, path: Path, watch: Watch) -> None:
        """Read the configuration whenever it has changed; a bug of ours in that is told, and no more."""
        from tui.engine.jobs import guarded  # noqa: PLC0415 - not needed for the first frame

        while True:
            was_asked = await watch.change()
            await guarded(
                "config", partial(self._reload, path, watch, was_asked=was_asked), report=self._tell_bug
            )

    async def _reload(self, path: Path, watch: Watch, *, was_asked: bool) -> None:
        """Read the configuration, and take it up if it is good.

        One in which something is missing may be half of a file that is being
        written slowly; what it takes away would come back without its history.
        """
        outcome = await apart(partial(_read, path, os.environ, self.context.board.mask))
        if isinstance(outcome, _Broken):
            watch.follow(self.config.sources | outcome.sources, read=outcome.sources)
            self._refuse(outcome, was_asked=was_asked)
        elif was_asked or not self._loses(outcome) or await watch.lasts(outcome.sources):
            watch.follow(outcome.sources, read=outcome.sources)
            if was_asked or not self._is_emptied(outcome):
                self._take(outcome, was_asked=was_asked)
            else:
                self._withdraw_fault()
                self._is_behind = True
                self._tell("not loaded", "nothing is left in it to watch; :reload takes that up")

    def _is_emptied(self, config: Config) -> bool:
        """Is nothing left, as of a file that an editor or a full disk has cut to no bytes?"""
        return not (config.endpoints or config.feeds) and bool(self.config.endpoints or self.config.feeds)

    def _loses(self, config: Config) -> bool:
        """Does it watch less than the one that runs?"""
        return bool(difference_of(self.config, config).removed)

    def _take(self, config: Config, *, was_asked: bool) -> None:
        """Apply a good configuration, and tell what that has changed."""
        from tui.config.idle import idle_keys  # noqa: PLC0415 - what reads files is not needed for URLs

        self._withdraw_fault()
        was_behind, self._is_behind = self._is_behind, False
        before, self.config = self.config, config
        difference = difference_of(before, config)
        self._apply(before, difference)
        if difference or was_behind or was_asked:
            self._tell("reloaded", difference.told(late=_LATE, idle=idle_keys()))

    def _apply(self, before: Config, difference: Difference) -> None:
        """Change what is watched and how it looks, and nothing else."""
        board = self.context.board
        board.mask.learn(self.config.mask)
        board.title = self.config.title
        if self.engine is not None:
            for job in apply_targets(self.engine, board, before, self.config, difference):
                self.run_job(job)
        apply_look(self, self.context.view, self.config, difference)
        for screen in self.screen_stack:
            if isinstance(screen, BoardScreen):
                screen.show_keys()
                if screen.zoomed is None and screen.is_mounted:
                    screen.lay_out()
        self._leave_what_is_gone()

    def _leave_what_is_gone(self) -> None:
        """Close the screen of what is watched no longer; of what was begun anew, open a new one."""
        board = self.context.board
        shown = [
            state
            for screen in self.screen_stack[1:]
            if isinstance(screen, ItemActions)
            for state in screen.items()
        ]
        for state in shown:
            if state.name in board and board[state.name] is state:
                continue
            self.go_home()
            if state.name in board:
                self.open_item(state.name)
            else:
                self.say(f"{state.name} is not in the configuration any more")
            return

    def _refuse(self, broken: _Broken, *, was_asked: bool) -> None:
        """Go on with the last good configuration, and say why."""
        self._is_behind = True
        mask = self.context.board.mask
        errors = [error.masked(mask) for error in broken.errors]
        is_known = self._fault is not None and self._fault.errors == errors
        if is_known and not was_asked:
            return
        if not is_known:
            more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
            self._tell("not loaded", str(errors[0]).partition("\n")[0] + more)
        if self._fault is not None and self._fault is self.screen:
            self._fault.show(errors, broken.excerpt)
            if is_known:
                self._fault.show_again()
            return
        self._fault, self._is_offered = screens.BadConfig(errors, broken.excerpt), False
        self._offer_fault()
        if not self._is_offered:
            self.say("the configuration was not loaded: still running the last good one")

    def _offer_fault(self) -> None:
        """Show what is wrong, once, as soon as nobody is typing and no other overlay is open."""
        if self._fault is None or self._is_offered or not self.screen_stack:
            return  # timers may go off once more after the last screen has gone
        is_typing = isinstance(self.focused, widgets.Input | widgets.TextArea)
        if isinstance(self.screen, BoardScreen) and not is_typing:
            self._is_offered = True
            _ = self.push_screen(self._fault)

    def _withdraw_fault(self) -> None:
        fault, self._fault = self._fault, None
        if fault is not None and fault is self.screen:
            _ = self.pop_screen()

    def _tell(self, what: str, detail: str, kind: EventKind = EventKind.CONFIG) -> None:
        event = Event(at=self.context.now(), source="config", kind=kind, what=what, detail=detail)
        self.context.board.tell(event)
        self.changed()

    def _tell_bug(self, _name: str, error: Exception) -> None:
        from tui.engine.jobs import describe  # noqa: PLC0415 - the same

        self._tell("internal error", self.context.board.mask(describe(error)), kind=EventKind.BUG)


def _read(path: Path, environ: Mapping[str, str], mask: Mask) -> Config | _Broken:
    """Read the configuration, or say what is wrong with it; meant for a thread of its own."""
    try:
        config = load_config(path, environ=environ, waits=False)
    except ConfigErrors as fault:
        faults, found, sources = all_faults(fault), fault.mask, fault.sources
    else:
        faults, found, sources = faults_of(config), config.mask, config.sources
        if not faults:
            return config
    return _Broken(faults, excerpt_of(faults[0], lambda text: mask(found(text))), sources)
