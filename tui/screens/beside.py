"""BesideScreen: two feeds side by side, and the keys that are about both or the one with the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from tui.keys import bindings
from tui.screens.beside_columns import BesideColumns
from tui.screens.requests import CopyRequested, OpenRequested, PagerRequested, ReconnectRequested
from tui.widgets.message_list import MessageList
from tui.widgets.message_view import MessageView
from tui.widgets.query_bar import QueryBar

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tui.widgets.listing import Listing

__all__ = ["BesideScreen"]


class BesideScreen(BesideColumns):
    """What one does with two feeds: filter each, freeze both, go to one of them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("beside")]

    def on_mount(self) -> None:
        if self.column.query_text:
            self.query_bar.put(self.column.query_text)

    def take_over(self, listing: Listing, *, query: str, only_problems: bool) -> None:
        """Begin as the first of the feeds was seen alone: at its row, frozen if it was, and filtered."""
        first, second = self.columns
        self.only_problems = only_problems
        first.narrow(query, only_problems=only_problems)
        second.narrow("", only_problems=only_problems)
        current, view = listing.current, listing.view
        if view.is_frozen:
            self.frozen_at = self.context.now()
            for column in self.columns:
                column.freeze()
        if current is not None and (view.is_frozen or not view.follows):
            first.listing.view.select(current[0])
            second.go_to_time(current[1].at)

    def escape(self) -> bool:
        """Leave one layer: input, filter, problems only, zoom."""
        if self.query_bar.leave_layer():
            return True
        if self.only_problems:
            self.action_problems()
            return True
        return super().escape()

    def action_open_message(self) -> None:
        """Show the feed alone, at the selected message; in a tree: fold the value."""
        if isinstance(self.focused, MessageView) and self.focused.toggle_fold():
            return
        current = self.column.listing.current
        number = current[0] if current is not None else None
        self.post_message(OpenRequested(self.column.state.name, number))

    def action_reconnect(self) -> None:
        """Connect anew."""
        self.post_message(ReconnectRequested((self.column.state.name,)))

    def action_freeze(self) -> None:
        """Keep both lists as they are, or let them go on; data keeps arriving."""
        super().action_freeze()
        for column in self.columns:
            column.freeze()

    def action_filter(self) -> None:
        """Type a filter for the column that has the focus."""
        self.query_bar.edit(self.column.query_text)

    def filter_by(self, text: str) -> None:
        """Filter by a text that was given elsewhere."""
        self.query_bar.put(text)

    def action_problems(self) -> None:
        """Show only what is about errors in both, or everything."""
        self.only_problems = not self.only_problems
        for column in self.columns:
            column.narrow(column.query_text, only_problems=self.only_problems)
        self.repaint()

    def action_problem(self, step: int) -> None:
        """Select the next row that is marked or about an error, or the one before."""
        if self.column.listing.to_problem(step):
            self.column.messages.show()
        else:
            self.say(f"no marked or error message {'after' if step > 0 else 'before'} this one")

    def action_next_match(self, step: int) -> None:
        """Select the next row that the filter has left."""
        self.column.messages.move_by(step)

    def action_section(self, step: int) -> None:
        """Show the messages in the next view, or in the one before."""
        for column in self.columns:
            column.message.change_view(step)
        self._tell_of_no_room()

    def action_diff(self) -> None:
        """Compare the message with the one of its type before."""
        self.column.message.compare()
        self._tell_of_no_room()

    def _tell_of_no_room(self) -> None:
        """Say where messages are shown, if there is no room for them here."""
        if not self.column.message.display:
            self.say_keys("there is no room for a message here: {message.open shows it alone}")

    def action_copy(self) -> None:
        """Copy the message."""
        if (text := self.column.current_text()) is not None:
            self.post_message(CopyRequested(text, "message"))

    def action_pager(self) -> None:
        """Show the message in the pager."""
        if (text := self.column.current_text()) is not None:
            self.post_message(PagerRequested(text))

    def action_mark(self) -> None:
        """Mark the current message, or take its mark away."""
        self.column.listing.mark()
        self.repaint()

    def action_toggle_view(self) -> None:
        """Show rows with their number and distance, or without."""
        self.context.view.wide_rows = not self.context.view.wide_rows
        self.repaint()

    @on(MessageList.Opened)
    def _opened(self) -> None:
        self.action_open_message()

    @on(QueryBar.Changed)
    def _filter(self, event: QueryBar.Changed) -> None:
        if event.text != self.column.query_text:
            self.column.narrow(event.text, only_problems=self.only_problems)
        self.repaint()

    @on(QueryBar.Left)
    def _leave_filter(self) -> None:
        self.set_focus(self.column.messages)
