"""OverviewScreen: everything that is watched, and what the keys do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from tui import screens
from tui.config.urls import check_url
from tui.keys import bindings, keys_of
from tui.screens.follower import Follower
from tui.screens.overview_paths import OverviewPaths
from tui.screens.requests import AddRequested, CheckRequested, ExportRequested, OpenRequested, PauseRequested
from tui.text.units import count
from tui.widgets.board_rows import COLUMNS
from tui.widgets.header_bar import HeaderBar
from tui.widgets.overview_list import FoldRequested, Selected, SortRequested
from tui.widgets.query_bar import QueryBar
from tui.widgets.totals import filter_of

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.timer import Timer

    from tui.screens.context import Context

__all__ = ["OverviewScreen"]

TYPED = 0.4
"""Seconds without a key until the panes take the rows that a filter leaves: who types is left in peace."""

_ABOUT_ITEMS = {key.action.partition("(")[0] for key in keys_of("overview")} - {"add", "edit", "focus_pane"}
"""The actions that need something to watch."""


class OverviewScreen(OverviewPaths):
    """The first screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("overview")]
    _sharing: Timer | None = None

    def __init__(self, context: Context, *, query: str = "") -> None:
        """Show everything, or at first what a filter leaves."""
        super().__init__(context)
        self.follower = Follower(self, self.show_selected)
        """The panes around the board."""
        self._first_query = query
        self.shown.matches = screens.state_filter(query, now=self.moment) if query else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys that are about what is watched unbound as long as that is nothing."""
        del parameters
        return len(self.context.board) > 0 or action not in _ABOUT_ITEMS

    def on_mount(self) -> None:
        """Let the first filter be seen."""
        if self._first_query:
            self.filter_by(self._first_query)

    def action_open(self) -> None:
        """Open the selected item; a group folds."""
        state = self.item()
        if state is not None:
            self.post_message(OpenRequested(state.name))
        elif (group := self.selected_group()) is not None:
            self._fold(FoldRequested(group, folded=group not in self.context.view.folded))

    def action_diff(self) -> None:
        """Open the selected item where its last two responses or messages are compared."""
        if (state := self.chosen()) is not None:
            self.post_message(OpenRequested(state.name, action="diff"))

    def action_check_all(self) -> None:
        """Check everything that is shown now."""
        self.post_message(CheckRequested(tuple(state.name for state in self.shown_states())))

    def action_pause_all(self) -> None:
        """Pause or resume everything that is shown."""
        self.post_message(PauseRequested(tuple(state.name for state in self.shown_states())))

    def action_filter(self) -> None:
        self.query_bar.edit(self.context.view.queries.get(self.scope))

    def filter_by(self, text: str) -> None:
        """Filter by a text that was given elsewhere."""
        self.query_bar.put(text)

    def action_problems(self) -> None:
        """Show problems only, or everything."""
        self.context.view.problems_only = not self.context.view.problems_only
        self.show_keys()
        self.make_room()
        self.repaint()

    def action_toggle_view(self) -> None:
        """Show cards instead of the list, or the list instead of cards."""
        item = self.item()
        self.context.view.cards = not self.shows_cards
        self.context.remember("cards", self.context.view.cards)
        self.make_room()
        if item is not None:
            self.select(item.name)

    def action_sort(self) -> None:
        """Sort by the next column; after the last one by the order of the configuration."""
        order = (None, *COLUMNS)
        view = self.context.view
        view.sort = order[(order.index(view.sort) + 1) % len(order)]
        self.say(f"sorted by {view.sort}" if view.sort else "in the order of the configuration")
        self.repaint()

    def action_sort_reverse(self) -> None:
        """Sort the other way round."""
        if self.context.view.sort is None:
            self.say_keys("in the order of the configuration: {sort sorts}")
            return
        self.context.view.reverse = not self.context.view.reverse
        self.repaint()

    @on(SortRequested)
    def _sort_by(self, event: SortRequested) -> None:
        """Sort by that column; once more: the other way round; and once more: not at all."""
        view = self.context.view
        was = view.sort == event.column
        view.sort = None if was and view.reverse else event.column
        view.reverse = was and not view.reverse
        self.say(f"sorted by {view.sort}" if view.sort else "in the order of the configuration")
        self.repaint()

    @on(HeaderBar.Pressed)
    def _filter_by_count(self, event: HeaderBar.Pressed) -> None:
        """Show what a count of the header has counted; once more: everything."""
        text = filter_of(self.context.board, self.context.view.glyphs, event.text)
        if text is not None and text != self.query_bar.text:
            self.filter_by(text)
        elif text is not None:
            self.query_bar.clear()

    @on(QueryBar.Changed)
    def _filter(self, event: QueryBar.Changed) -> None:
        if event.text:
            self.context.view.queries[self.scope] = event.text
        self.shown.matches = screens.state_filter(event.text, now=self.moment)
        shown = len(self.shown_states())
        self.query_bar.show_facts([(f"{count(shown)} of {count(len(self.context.board))}", "muted")])
        self.show_keys()
        if self._sharing is not None:
            self._sharing.stop()
        if self.query_bar.is_editing:
            self._sharing = self.set_timer(TYPED, self.share_again)
        else:
            self.share_again()
        self.repaint()

    @on(QueryBar.Left)
    def _leave_filter(self) -> None:
        self.share_again()
        self.focus_board()

    @on(Selected)
    def _selected(self, event: Selected) -> None:
        if event.opened and event.name is not None:
            self.post_message(OpenRequested(event.name))
        else:
            self.rest()

    def on_screen_resume(self) -> None:
        """Be ready for what is selected to be opened once more."""
        self.rest()

    def rest(self) -> None:
        """Take what is selected for what one is about, unless the cursor goes on soon."""
        self.follower.follow_soon()

    @on(FoldRequested)
    def _fold(self, event: FoldRequested) -> None:
        view = self.context.view
        if view.sort is not None:
            self.say_keys(f"sorted by {view.sort} the list has no groups to fold: {{sort sorts by the next}}")
        elif event.group is None:
            self.say("there is no group to fold")
        elif self.shown.is_narrowed:
            self.say("no group is folded while only some of its rows are looked for")
        else:
            change = view.folded.add if event.folded else view.folded.discard
            change(event.group)
            self.share_again()
            if not event.folded:
                self._list.show_group(event.group)
            self.repaint()

    def action_mark(self) -> None:
        """Pin the selected item to the top of its group, or let it go."""
        if (state := self.chosen()) is not None:
            pinned = self.context.view.pinned
            pinned.symmetric_difference_update({state.name})
            self.repaint()
            self.say(f"{state.name} is pinned" if state.name in pinned else f"{state.name} is not pinned")

    def action_add(self, url: str = "") -> None:
        """Ask for another URL to watch, which may stand there already."""

        def add(answer: str | None) -> None:
            if answer:
                self.post_message(AddRequested(answer))

        _ = self.app.push_screen(
            screens.Prompt("watch a URL", value=url, example="https://… or wss://…", check=_url_fault), add
        )

    def action_export(self) -> None:
        """Ask in which form to write the board to a file."""
        from tui.text.export import board_csv, board_json, board_markdown  # noqa: PLC0415 - not for the first frame

        def export(key: str | None) -> None:
            board = self.board_in_view()
            match key:
                case "j":
                    self.post_message(ExportRequested(board_json(board), "board.json"))
                case "c":
                    self.post_message(ExportRequested(board_csv(board), "board.csv"))
                case "m":
                    self.post_message(ExportRequested(board_markdown(board), "board.md"))
                case _:
                    pass

        _ = self.app.push_screen(
            screens.Menu("export", [("j", "JSON"), ("c", "CSV"), ("m", "Markdown report")]), export
        )


def _url_fault(text: str) -> str | None:
    """Return why a text, which stands beside it, is no URL that can be watched."""
    try:
        check_url(text)
    except ValueError as error:
        return str(error).removeprefix(f'"{text}" ')
    return None
