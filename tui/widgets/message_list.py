"""MessageList: the messages of a feed as they come, until somebody looks at one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.message import Message

from tui.text import safe, units
from tui.widgets.document import highlight
from tui.widgets.movable import Movable
from tui.widgets.pane import Pane
from tui.widgets.row_painter import RowPainter

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click

    from tui.model.mask import Mask
    from tui.widgets.line import Line, Runs
    from tui.widgets.listing import Listing
    from tui.widgets.message_row import RowLook

__all__ = ["MessageList"]

_BUDGET = 0.008
"""Seconds that one repaint may spend on looking for matches."""
_PAUSE = 0.02
_STEP = 4


class MessageList(Pane, Movable):
    """One row per message: direction, time, type, the beginning of it, and its size.

    However many arrive between two repaints, only the rows in view are painted.
    """

    margin = 0

    class Moved(Message):
        """Another message is the current one."""

        def __init__(self, messages: MessageList) -> None:
            super().__init__()
            self.messages = messages

    class Opened(Message):
        """Somebody wants to see all of the current message."""

    def __init__(self, listing: Listing, *, mask: Mask, now: Callable[[], float]) -> None:
        super().__init__()
        self.listing = listing
        self._mask = mask
        self._painter = RowPainter(listing, mask=mask, now=now)

    @property
    def look(self) -> RowLook:
        """What the user chose to see of each row."""
        return self._painter.look

    def change_look(self, **changes: object) -> None:
        """Write the rows in another way; the keywords are those of `RowLook`."""
        look = replace(self.look, **changes)
        if look != self.look:
            self._painter.look = look
            self.sync()

    def show(self) -> None:
        """Repaint after the user has done something, and tell of it."""
        self.sync()
        self.post_message(self.Moved(self))

    def move_by(self, rows: int) -> None:
        self.listing.view.move(rows)
        self.show()

    def move_sideways(self, columns: int) -> None:
        self.change_look(offset=max(0, self.look.offset + columns * _STEP))

    def scroll_view(self, rows: int) -> None:
        self.listing.view.scroll(rows)
        self.show()

    def move_to(self, *, end: bool) -> None:
        if end:
            self.listing.view.follow()
        else:
            self.listing.view.to_start()
        self.show()

    def look_for_rows(self) -> bool:
        """Take in what has arrived, even out of sight. Return whether all is known that the filter asks."""
        is_done = self.listing.advance(_BUDGET)
        self.listing.view.settle(self.listing.view.height)
        return is_done

    def sync(self) -> None:
        self.listing.keep()
        is_done = self.look_for_rows()
        super().sync()
        if not is_done:
            self.sync_in(_PAUSE)

    def paint(self, width: int, height: int) -> list[Line]:
        return super().paint(width, height) if self.boxed else self.content(width, height)

    def title(self) -> Runs:
        watched: Runs = []
        for path in self.listing.watched.paths:
            newest = self.listing.watched.newest.get(path, units.NOTHING)
            watched += [
                (f"  {safe.clean(str(path), 24)} ", "muted"),
                (safe.clean(self._mask(newest), 24), "number"),
            ]
        return [("messages", "muted"), *watched]

    def facts(self) -> Runs:
        return self.listing.hit_count() or self.listing.counts()

    def foot(self) -> Runs:
        caption = f" {self.listing.caption} " if self.listing.caption else ""
        return highlight([(caption, "strong")], 0, len(caption), "flash")

    def foot_facts(self) -> Runs:
        return self.listing.place(self.key)

    def content(self, width: int, height: int) -> list[Line]:
        view = self.listing.view
        view.settle(height)
        if view.index.high == view.index.low:
            return [
                self.line(width)
                .put(" ")
                .runs(self.sentence(_nothing(self.listing, is_focused=self.has_focus)))
            ]
        current, numbers = view.current, view.numbers()
        lines = self._painter.lines(self, numbers, width, current=current)
        gone = next((at for at, number in enumerate(numbers) if number is not None), 0)
        if gone:
            is_current = current is not None and current < view.rows.start
            on = self._painter.ground(self) if is_current else "page"
            lines[gone - 1] = (
                self.line(width, on=on)
                .put("▌" if on == "bar" else " ", "accent")
                .put(f"  ⋯ {_gone(self.listing)}", "muted")
            )
        return lines

    def on_click(self, event: Click) -> None:
        """Select the row under the mouse; a second click opens it."""
        line = event.y - (1 if self.boxed else 0)
        numbers = self.listing.view.numbers()
        number = numbers[line] if 0 <= line < len(numbers) else None
        if number is not None:
            self.listing.view.select(number)
            self.show()
            if event.chain > 1:
                self.post_message(self.Opened())


def _nothing(listing: Listing, *, is_focused: bool) -> str:
    """Say why the list is empty, and what Escape does about that where the list has the keys."""
    if listing.caption:
        return f"nothing matches yet{' — {back clears the filter}' if is_focused else ''}"
    return (
        "no message yet — {pause resumes}"
        if listing.state.is_paused
        else f"no message yet — {listing.state.state}"
    )


def _gone(listing: Listing) -> str:
    """Say why the lines of rows that were in view are blank."""
    limit = units.count(listing.state.feed.buffer.messages)
    return f"{units.count(listing.view.rows.start)} older rows have gone; the buffer keeps {limit}"
