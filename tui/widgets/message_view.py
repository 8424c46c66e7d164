"""MessageView: all of one message, the selected one or the newest."""

from __future__ import annotations

from time import perf_counter, time
from typing import TYPE_CHECKING

from tui.model.message import Notice
from tui.text import safe, units
from tui.text.cells import cells_of
from tui.text.post_mortem import has_body
from tui.widgets.message_body import TREE, VIEWS
from tui.widgets.message_facts import message_facts
from tui.widgets.message_layout import MessageLayout
from tui.widgets.movable import Movable
from tui.widgets.pane import Pane
from tui.widgets.pressing import pressing

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click

    from tui.model.mask import Mask
    from tui.model.message import Row
    from tui.text.glyphs import Line as Pieces
    from tui.widgets.line import Line, Runs
    from tui.widgets.listing import Listing
    from tui.widgets.message_tree import MessageTree

__all__ = ["MessageView"]

_STEP = 4
_REST = 0.2
"""Seconds that a message stays while the list follows: nobody reads faster."""
_LEAST = 3
"""Rows for a blank one, a heading, and something to read."""
_EDGES = 8
"""Cells of the upper edge that are neither the name nor facts."""
_SHARE = 5
"""Laying messages out takes at most this fraction of the time."""


class MessageView(Pane, Movable):
    """One message, pretty, raw or in hexadecimal, or compared with the one of its type before."""

    def __init__(
        self,
        listing: Listing,
        *,
        mask: Mask,
        now: Callable[[], float] = time,
        clock: Callable[[], float] = perf_counter,
        number: int | None = None,
        is_preview: bool = False,
    ) -> None:
        """Show what is current in a listing; do the keys belong to a list beside it, of many things?"""
        super().__init__()
        self.number = number
        self._is_preview = is_preview
        self.listing = listing
        self.shape = MessageLayout(listing, mask=mask, now=now, sentence=self.sentence)
        """How the message is shown."""
        self._mask = mask
        self._clock = clock
        self._top = self._left = 0
        self._shown: tuple[int, Row] | None = None
        self._name = ""
        """Which message of the feed that is: "#1,234"."""
        self._lines: list[Pieces] = []
        self._made_for: tuple[object, ...] = ()
        self._news: tuple[tuple[object, ...], list[list[Pieces]]] = ((), [])
        """What was made for, and what stands below it."""
        self._rests_until = 0.0

    @property
    def shown(self) -> tuple[int, Row] | None:
        """The number of the message that is shown, and the message."""
        return self._shown

    def look_at(self, listing: Listing) -> None:
        """Show what is current among other rows."""
        self.listing = self.shape.listing = listing
        self._shown, self._left = None, 0
        self._show_anew()

    def change_view(self, steps: int) -> None:
        """Show the message in the next view, or the one before."""
        self.shape.change_view(steps)
        self._show_anew()

    def action_show_as(self, view: str) -> None:
        """Show the message in that view."""
        self.shape.view, self.shape.is_diff = view, False
        self._show_anew()

    def on_click(self, event: Click) -> None:
        """Select the row of the tree under the mouse; one that is selected already is folded, or unfolded."""
        tree, line = self.json_tree, self._top + event.y - 1
        row = line - (self.shape.tree_from or 0)
        is_inside = 0 < event.y < self.size.height - self.boxed
        if tree is None or not is_inside or not row >= 0 or line >= len(self._lines):
            return
        is_again = row == tree.cursor and event.chain > 1
        tree.move(row - tree.cursor)
        if is_again:
            tree.toggle()
        self.sync()

    def compare(self) -> None:
        """Compare it with the message of its type before, or stop doing so."""
        self.shape.is_diff = not self.shape.is_diff
        self._show_anew()

    def step_layer(self) -> bool:
        """Unwrap one layer less of what is wrapped in the message. Return whether there are any."""
        is_wrapped = self._shown is not None and self.shape.step(self._shown[1])
        if is_wrapped:
            self._show_anew()
        return is_wrapped

    def unwrap_as(self, way: str | None) -> None:
        """Take the layer that is shown for what somebody says it is; `None`: look again."""
        if self._shown is not None:
            self.shape.unwrap_as(self._shown[1], way)
            self._show_anew()

    def wrap(self, *, wraps: bool) -> None:
        """Break long lines, or let them run out of view."""
        self.shape.wraps = wraps
        self._left = 0
        self._show_anew()

    @property
    def json_tree(self) -> MessageTree | None:
        """The tree with its cursor; `None`: the message is shown in another way, or is no JSON."""
        is_tree = self.shape.view == TREE and not self.shape.is_diff and self.shape.tree_from is not None
        return self.shape.tree if is_tree else None

    def toggle_fold(self) -> bool:
        """Fold the value under the cursor, or unfold it; return whether there is a tree."""
        if self.json_tree is None:
            return False
        self.json_tree.toggle()
        self.sync()
        return True

    def move_by(self, rows: int) -> None:
        if self.json_tree is not None:
            self.json_tree.move(rows)
            self._keep_in_view()
            return
        self._top = max(0, min(self._top + rows, len(self._lines) - 1))
        self.sync()

    def move_sideways(self, columns: int) -> None:
        if self.json_tree is not None and abs(columns) == 1:
            (self.json_tree.fold if columns < 0 else self.json_tree.unfold)()
            self._keep_in_view()
            return
        self._left = max(0, self._left + columns * _STEP)
        self.sync()

    def move_to(self, *, end: bool) -> None:
        if self.json_tree is not None:
            self.json_tree.move(len(self._lines) if end else -len(self._lines))
        self._top = max(0, len(self._lines) - self.inner_size(*self.size)[1]) if end else 0
        self.sync()

    def title(self) -> Runs:
        if self._shown is None:
            return [("message", "muted")]
        number, row = self._shown
        name = f"{'message ' if self.boxed else ''}{self._name}".rstrip()
        gone = [] if number >= self.listing.view.rows.start else [(" · gone from the buffer", "warn")]
        details: Runs = (
            [] if self.boxed else [(message_facts(self.listing, number, row, separator="  "), "muted")]
        )
        return [(name, "muted"), *gone, *([("  ", "muted")] if details and (name or gone) else []), *details]

    def facts(self) -> Runs:
        _, height = self.inner_size(*self.size)
        below = len(self._lines) - self._top - height
        more: Runs = [(f"{units.count(below)} below", "muted")] if below > 0 else []
        if self.boxed:
            if self._shown is None:
                return more
            details = message_facts(self.listing, *self._shown, separator=" · ")
            return [(details, "muted"), *([(" · ", "faint")] if more else []), *more]
        foot = self.foot()
        both: Runs = [*more, *([("  ", "text")] if more and foot else []), *foot]
        room = self.size.width - _EDGES - cells_of(self.title())
        return both if cells_of(both) <= room else more or foot

    def foot(self) -> Runs:
        if self.shape.is_diff:
            return [("diff", "accent"), (" · ", "muted"), self.key("message.diff", "ends it")]
        if self.json_tree is not None and self.has_focus:
            path = safe.clean(self.json_tree.path)
            return [(safe.fit(path, max(8, self.size.width // 2), elide="start").rstrip(), "string")]
        tabs: Runs = []
        row = self._shown and self._shown[1]
        has_views = not self._is_preview and (not isinstance(row, Notice) or has_body(row))
        for view in VIEWS if has_views else ():
            tag = "strong" if view == self.shape.view else "faint"
            tabs += [(" ", "text"), (view, pressing(f"show_as({view!r})", tag))]
        return tabs[1:]

    def foot_facts(self) -> Runs:
        if self._shown is None or isinstance(self._shown[1], Notice) or self._is_preview:
            return []
        kind = safe.clean(self._mask(self.listing.reader(self._shown[1])), 24)
        if self.size.width < 70:  # noqa: PLR2004 - from here there is room for the whole sentence
            first = ("pager", "pager") if self.shape.is_diff else ("message.diff", "diff")
            return [self.key(*first, "faint"), ("  ", "text"), self.key("copy.menu", "copy", "faint")]
        keys: Runs = []
        if not self.shape.is_diff:
            keys = [self.key("message.diff", f"diff with previous {kind}", "faint"), ("   ", "text")]
        keys += [self.key("pager", "pager", "faint"), ("   ", "text")]
        return [*keys, self.key("copy.menu", "copy", "faint")]

    def content(self, width: int, height: int) -> list[Line]:
        self._catch_up(width)
        if self._shown is None:
            words = "no message is in the list" if self.listing.caption else "no message yet"
            return [self.line(width).put(words, "muted")]
        self._top = max(0, min(self._top, len(self._lines) - 1))
        selected = None
        if self.json_tree is not None and self.has_focus:
            selected = (self.shape.tree_from or 0) + self.json_tree.cursor
        shown = self._lines[self._top : self._top + height]
        return [
            self.line(width, on="bar" if at == selected else "page")
            .put("" if self.boxed else "  ")
            .runs(_from(pieces, self._left))
            for at, pieces in enumerate([*shown, *self._beneath(width, height - len(shown))], self._top)
        ]

    def _beneath(self, width: int, room: int) -> list[Pieces]:
        """Return what belongs to the message, in rows that are left blank while somebody reads."""
        if room < _LEAST or self._shown is None or self._is_passing():
            return []
        width = width if self.boxed else width - 2
        key = (*self._made_for, width, self.shape.partner(self._shown[0]))
        if self._news[0] != key:
            self._news = (key, self.shape.beneath(*self._shown, width))
        shown: list[Pieces] = []
        for part in self._news[1]:
            lines, left = [[], *part], room - len(shown)
            if len(lines) > left:
                return [*shown, *lines[: left - 1], [("⋯", "muted")]] if left > _LEAST else shown
            shown += lines
        return shown

    def _keep_in_view(self) -> None:
        """Bring the row under the tree's cursor into view."""
        self.sync()
        line = (self.shape.tree_from or 0) + self.shape.tree.cursor
        height = self.inner_size(*self.size)[1]
        self._top = max(min(self._top, line), line - height + 1, 0)
        self.sync()

    def _catch_up(self, width: int) -> None:
        """Lay the current message out, unless one is to be read for a moment longer."""
        current = self.listing.current
        now = self._clock()
        if self._is_passing() and now < self._rests_until and self._shown is not None:
            current = self._shown
        width = width if self.boxed else width - 2
        made_for = self.shape.key(*current, width) if current else ()
        if made_for == self._made_for and current is not None:
            return
        is_new = self._shown is None or current is None or current[0] != self._shown[0]
        if is_new and self.json_tree is None:
            self._top = 0
        if is_new:
            ordinal = self.listing.state.ordinal(current[0]) if current else None
            self._name = f"#{units.count(ordinal)}" if ordinal else ""
        self._shown, self._made_for = current, made_for
        self._lines = self.shape.lines(*current, width) if current else []
        self._rests_until = now + max(_REST, _SHARE * (self._clock() - now))

    def _is_passing(self) -> bool:
        """Does the list follow, so that there will be another message in a moment?"""
        return self.listing.view.follows and not self.listing.view.is_frozen

    def _show_anew(self) -> None:
        self._top = 0
        self._made_for = ()
        self.sync()


def _from(pieces: Pieces, left: int) -> Runs:
    """Leave out the first `left` characters."""
    kept: Runs = []
    for text, tag in pieces:
        if left < len(text):
            kept.append((text[left:], tag))
        left = max(0, left - len(text))
    return kept
