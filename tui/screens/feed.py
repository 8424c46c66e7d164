"""FeedScreen: one feed, live, and what can be done with it."""

from __future__ import annotations

import asyncio
import re
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from tui.keys import bindings
from tui.model.conditions.json_path import JsonPath, JsonPathError
from tui.model.message import FeedMessage
from tui.screens.beside import BesideScreen
from tui.screens.feed_sending import FeedSending
from tui.screens.layout import Layout
from tui.screens.menu import Menu
from tui.screens.prompt import Prompt
from tui.screens.requests import (
    CopyRequested,
    ExportRequested,
    PagerRequested,
    ReconnectRequested,
)
from tui.text.export import messages_ndjson
from tui.text.safe import clean
from tui.text.states import state_word
from tui.widgets.message_body import body_lines, text_of
from tui.widgets.watched_value import value_at
from tui.widgets.working import begin

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tui.model.board import State
    from tui.model.message import Row
    from tui.screens.item_actions import Copy

__all__ = ["FeedScreen"]

_KEYS_OF_FEEDS = "123456789abcdefghijklmnopqrstuvwxyz"
_NO_FILE_NAME = re.compile(r"[^\w.-]+")


class FeedScreen(FeedSending):
    """The keys that reach out of the screen: copy, export, reconnect."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("feed")]

    def action_reconnect(self) -> None:
        """Connect anew."""
        self.post_message(ReconnectRequested((self.state.name,)))

    def action_reconnect_all(self) -> None:
        """Connect every feed anew."""
        self.post_message(ReconnectRequested(tuple(state.name for state in self.context.board.feeds)))

    def action_beside(self) -> None:
        """Ask which other feed is to be shown beside this one."""
        others = [state for state in self.context.board.feeds if state is not self.state]
        if self.size_layout is Layout.TINY:
            self.say("two feeds need a terminal of at least 60 columns and 15 rows")
        elif not others:
            self.say("there is no other feed to show beside this one")
        elif len(others) == 1:
            self._show_beside(others[0].name)
        elif len(others) > len(_KEYS_OF_FEEDS):
            self._ask_beside({state.name for state in others})
        else:
            names = dict(zip(_KEYS_OF_FEEDS, (state.name for state in others), strict=False))
            words = [
                (key, f"{clean(state.name)}  {state_word(state)}")
                for key, state in zip(names, others, strict=True)
            ]
            menu = Menu(f"beside {self.state.name}", words)
            _ = self.app.push_screen(menu, lambda key: self._show_beside(names.get(key or "")))

    def _ask_beside(self, names: set[str]) -> None:
        """Ask for a name, where there are more feeds than keys."""

        def fault(text: str) -> str | None:
            return None if text in names else "there is no other feed of that name"

        example = min(names)
        prompt = Prompt(f"show beside {self.state.name}", example=example, check=fault)
        _ = self.app.push_screen(prompt, self._show_beside)

    def _show_beside(self, name: str | None) -> None:
        if name:
            other = next(state for state in self.context.board.feeds if state.name == name)
            beside = BesideScreen(self.context, self.state, other)
            beside.take_over(
                self.listing,
                query="" if self.query_bar.highlights else self.query_bar.text,
                only_problems=self.only_problems,
            )
            _ = self.app.push_screen(beside)

    def action_column(self) -> None:
        """Ask for a JSON path whose values are watched; one that is watched no longer is."""

        def watch(answer: str | None) -> None:
            if answer:
                path, key = _watched_paths(answer)
                columns = self.messages.look.columns
                kept = tuple(each for each in columns if each != path)
                columns = kept if path in columns and key is None else (*kept, path)
                self.watch_paths(columns, key)
                self.make_room(self.messages)

        shown = ", ".join(map(str, self.messages.look.columns))
        title = f"watch a JSON path{f' (again to remove: {shown})' if shown else ''}"
        example = "$.price, or $.price by $.symbol"
        _ = self.app.push_screen(Prompt(title, value="$.", example=example, check=_path_fault), watch)

    def action_pager(self) -> None:
        """Show the message in the pager."""
        text = self._message_text()
        if text is not None:
            suffix = ".json" if text.lstrip().startswith(("{", "[")) else ".txt"
            self.post_message(PagerRequested(text, suffix))

    def action_copy(self) -> None:
        """Copy the message."""
        text = self._message_text()
        if text is None:
            self.say("no message yet")
        else:
            self.post_message(CopyRequested(text, "message"))

    def copy_choices(self, state: State) -> dict[str, Copy]:
        choices = super().copy_choices(state)
        current = self.listing.current
        text = self._message_text()
        if current is not None and text is not None:
            choices["m"] = CopyRequested(text, "message")
            choices["j"] = self._value_of(current[1], text)
            if (tree := self.message.json_tree) is not None:
                choices["p"] = CopyRequested(tree.path, "path of the value in the tree")
                choices["j"] = CopyRequested(tree.value, "value in the tree")
        return choices

    def action_export(self) -> None:
        """Ask which messages to write to a file."""

        def export(key: str | None) -> None:
            index, rows = self.listing.view.index, self.listing.view.rows
            chosen: list[Row] = []
            match key:
                case "s":
                    chosen = [rows[index.number(each)] for each in range(index.low, index.high)]
                case "a":
                    chosen = [rows[number] for number in range(rows.start, rows.end)]
                case "m" if self.listing.current is not None:
                    chosen = [self.listing.current[1]]
                case _:
                    return
            begin(self, partial(self._write_out, chosen), group="export")

        items = [("s", "NDJSON of the rows in the list"), ("a", "NDJSON of all rows"), ("m", "this message")]
        _ = self.app.push_screen(Menu("export", items), export)

    async def _write_out(self, rows: list[Row]) -> None:
        """Write rows as NDJSON, off the loop: a full buffer takes a second."""
        mask = self.context.board.mask
        text = await asyncio.to_thread(lambda: "".join(messages_ndjson(rows, mask)))
        name = _NO_FILE_NAME.sub("-", self.state.name).strip("-.") or "feed"
        self.post_message(ExportRequested(text, f"{name}.ndjson"))

    def _message_text(self) -> str | None:
        """Return the current message as text, without the secrets; `None`: there is none."""
        current = self.listing.current
        return None if current is None else text_of(current[1], self.context.board.mask)

    def _value_of(self, row: Row, text: str) -> CopyRequested:
        """Return the value in the first column with its path, else the message laid out."""
        columns = self.messages.look.columns
        mask = self.context.board.mask
        if columns and isinstance(row, FeedMessage) and (value := value_at(columns[0], row)) is not None:
            return CopyRequested(f"{columns[0]} {mask(value)}", f"{columns[0]} and its value")
        lines = ["".join(piece for piece, _ in line) for line in body_lines(row, "pretty", mask)]
        return CopyRequested("\n".join(lines) or text, "JSON laid out")


def _watched_paths(text: str) -> tuple[JsonPath, JsonPath | None]:
    """Return the path of the values, and of what they are about if that is said: "$.price by $.symbol".

    Raises:
        JsonPathError: One of them is no path.
    """
    path, by, key = text.partition(" by ")
    return JsonPath(path.strip()), JsonPath(key.strip()) if by else None


def _path_fault(text: str) -> str | None:
    """Return why a text is no JSON path, or two."""
    if not all(part.strip().startswith("$") for part in text.split(" by ", 1)):
        return "not a JSONPath: write e.g. $.price, or $.price by $.symbol"
    try:
        _watched_paths(text)
    except JsonPathError:
        return "not a JSONPath: write e.g. $.price or $.items[0].id"
    return None
