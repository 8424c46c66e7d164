"""FeedReading: what one does to read a feed: step, freeze, mark, compare."""

from __future__ import annotations

from textual import on

from tui.screens.feed_filter import FeedFilter
from tui.screens.menu import Menu
from tui.text.layers import WAYS
from tui.text.safe import clean
from tui.text.units import ago, count
from tui.widgets.message_list import MessageList
from tui.widgets.type_table import TypeTable
from tui.widgets.watch_table import WatchTable

__all__ = ["FeedReading"]

_MOST_UNANSWERED = 9
"""There is a digit for each."""


class FeedReading(FeedFilter):
    """The keys that change what is seen of the messages, and nothing else."""

    def action_open_message(self) -> None:
        """Look at the current message: it stays selected, and is shown where there was no room for it.

        In a table it chooses the row, in a tree it folds the value.
        """
        if isinstance(self.focused, TypeTable | WatchTable):
            self.focused.choose()
            return
        if self.focused is self.message and self.message.toggle_fold():
            return
        current = self.listing.current
        if current is None:
            self.say("no message yet")
            return
        if current[0] >= self.listing.view.rows.start:  # else it is selected, and has no row
            self.listing.view.select(current[0])
        self.inspects = True
        self.make_room(self.message)
        self.messages.show()

    def is_frozen(self) -> bool:
        return self.listing.view.is_frozen

    def action_freeze(self) -> None:
        """Keep the list as it is, or let it go on; data keeps arriving."""
        self.listing.freeze()
        self._frozen.since = self.context.now() if self.listing.view.is_frozen else None
        self._frozen.display = self.listing.view.is_frozen
        self.messages.show()
        self.call_after_refresh(self.repaint)

    def freeze_at(self, number: int) -> None:
        """Let the list stand still at that row, unless it does so already."""
        if not self.listing.view.is_frozen:
            self.action_freeze()
            self.listing.view.select(number)
            self.messages.show()

    def action_unanswered(self) -> None:
        """Ask which of the requests without an answer to go to."""
        now = self.context.now()
        waiting = list(self.state.noticed.pairs.open.values())[-_MOST_UNANSWERED:]
        if not waiting:
            self.say("every request that was seen has its answer")
            return

        def go(key: str | None) -> None:
            if key is not None:
                self.jump(waiting[int(key) - 1].number)

        items = [
            (str(at), f"id {clean(each.id, 40)}  {self._which(each.number)}, {ago(each.at, now)}")
            for at, each in enumerate(waiting, 1)
        ]
        _ = self.app.push_screen(Menu("without an answer", items), go)

    def _which(self, number: int) -> str:
        ordinal = self.state.ordinal(number) if number >= self.state.rows.start else None
        return "gone from the buffer" if ordinal is None else f"#{count(ordinal)}"

    def action_problem(self, step: int) -> None:
        """Select the next row that is marked or about an error, or the one before."""
        if self.listing.to_problem(step):
            self.messages.show()
        else:
            self.say(f"no marked or error message {'after' if step > 0 else 'before'} this one")

    def action_step(self, step: int) -> None:
        """Look at the next message, or at the one before."""
        if step > 0 and self.listing.view.follows:
            self.say("this is the newest message")
        self.listing.view.move(step)
        self.messages.show()

    def action_section(self, step: int) -> None:
        """Show the message in the next view, or in the one before."""
        if not self.message.display:
            self.action_open_message()
        self.message.change_view(step)

    def action_layer(self) -> None:
        """Unwrap one layer less of what is wrapped in the message, or all of them."""
        if not self.message.display:
            self.action_open_message()
        if not self.message.step_layer():
            self.say("nothing is wrapped in this message")

    def action_unwrap_as(self) -> None:
        """Ask what the layer that is shown is, where looking does not tell."""
        if not self.message.display:
            self.action_open_message()
        keys = dict(zip("123456789", WAYS, strict=False))

        def unwrap(key: str | None) -> None:
            if key is not None:
                self.message.unwrap_as(keys.get(key))

        items = [("a", "what it looks like"), *keys.items()]
        _ = self.app.push_screen(Menu("unwrap as", items), unwrap)

    def action_diff(self) -> None:
        """Compare the message with the one of its type before."""
        if not self.message.display:
            self.action_open_message()
        self.message.compare()

    def action_mark(self) -> None:
        """Mark the current message, or take its mark away."""
        self.listing.mark()
        self.repaint()

    def action_toggle_wrap(self) -> None:
        """Break long lines of the message, or let them run out of view."""
        view = self.context.view
        view.wrap = not view.wrap
        self.message.wrap(wraps=view.wrap)
        scrolls = "long lines scroll with {move.left} and {move.right}"
        self.say_keys("long lines of a message wrap" if view.wrap else scrolls)

    def action_toggle_view(self) -> None:
        """Show rows with their number and distance, or without."""
        self.context.view.wide_rows = not self.context.view.wide_rows
        self.repaint()

    def action_sort(self) -> None:
        """Sort the types by the next column."""
        self._sort_types(reverse=False)

    def action_sort_reverse(self) -> None:
        """Sort the types the other way round."""
        self._sort_types(reverse=True)

    def _sort_types(self, *, reverse: bool) -> None:
        self.types.sort(reverse=reverse)
        way = ", the other way round" if self.types.is_reversed else ""
        self.say(f"types sorted by {self.types.order}{way}")

    @on(MessageList.Moved)
    def _moved(self) -> None:
        self.message.sync()
        self._status.sync()

    @on(MessageList.Opened)
    def _opened(self) -> None:
        self.action_open_message()
