"""EndpointSearch: finding a text in everything that is known of a response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui.screens.endpoint_panes import EndpointPanes
from tui.text.units import count
from tui.widgets.document import MOST_HITS
from tui.widgets.pressing import sentence
from tui.widgets.query_bar import QueryBar

if TYPE_CHECKING:
    from tui.widgets.document_pane import DocumentPane
    from tui.widgets.line import Runs

__all__ = ["EndpointSearch"]


class EndpointSearch(EndpointPanes):
    """A search goes through all documents, whether they are in view or not."""

    _at = -1
    """Which of the hits was shown last; -1: none yet."""
    _wanted: int | None = None
    """Where to go once there is something to go to; `None`: nobody waits for that."""
    _sought = ""
    """What was looked for last; what is being typed is told of a little later."""

    def action_filter(self) -> None:
        """Type what to search for; what was searched for last stands there, selected."""
        self.query_bar.edit(self.context.view.queries.get(self.scope))

    def action_next_match(self, step: int) -> None:
        """Go to the next place where it is, or to the one before, round and round."""
        hits = self._hits()
        if not hits and self.query_bar.text and self.parts.body.is_behind():
            self._wanted = step
            self.say("the body is being laid out: it goes there once it is found")
            return
        if not hits:
            self.say_keys("nothing found" if self.query_bar.text else "{search searches in body and headers}")
            return
        start = -1 if self._at < 0 and step < 0 else self._at
        self._at = (start + step) % len(hits) if self._at >= 0 or step > 0 else len(hits) - 1
        pane, index = hits[self._at]
        if not pane.display:
            self.show_tab(self.parts.tab_of(pane))
        self.query_bar.show_facts(self._facts(f"{count(self._at + 1)} of {count(len(hits))}"))
        self.call_after_refresh(pane.show_hit, index)

    @on(QueryBar.Changed)
    def _search(self, event: QueryBar.Changed) -> None:
        self._look_for(event.text)

    @on(QueryBar.Left)
    def _leave_search(self) -> None:
        self.focus_tab()
        if self.query_bar.text:
            self._look_for(self.query_bar.text)  # it may not have been told of yet
            self.action_next_match(1)

    def repaint(self) -> None:
        """Count anew what was searched for: a long body may only now be laid out to its end."""
        self._hand_out(self._sought)
        super().repaint()
        if not self.query_bar.text or self._at >= 0:
            return
        self.query_bar.show_facts(self._facts(self._where()))
        if self._wanted is not None and (self._hits() or not self.parts.body.is_behind()):
            step, self._wanted = self._wanted, None
            self.action_next_match(step)

    def _look_for(self, text: str) -> None:
        if text and text == self._sought:
            return
        self._sought = text
        self.context.view.queries[self.scope] = text or self.context.view.queries.get(self.scope, "")
        self._at, self._wanted = -1, None
        self._hand_out(text)
        self.query_bar.show_facts(self._facts(self._where()))
        self.repaint()

    def _hand_out(self, text: str) -> None:
        """Let what is searched set the text off, and nothing else: every place that stands out is counted."""
        searched = self._searched()
        for pane in self.parts.documents:
            pane.needle = text if pane in searched else ""

    def _facts(self, text: str) -> Runs:
        ways = sentence(self.app, "{match.next next} · {match.previous previous}", "faint")
        return [(f"{text}   ", "muted" if self._hits() else "warn"), *ways]

    def _where(self) -> str:
        """Return how often it is where."""
        if not self.query_bar.text:
            return ""
        found = [(len(pane.hits()), self.parts.tab_of(pane)) for pane in self._searched()]
        return (
            " · ".join(f"{_counted(number)} in {tab}" for number, tab in found if number) or "nothing found"
        )

    def _hits(self) -> list[tuple[DocumentPane, int]]:
        return [(pane, index) for pane in self._searched() for index in range(len(pane.hits()))]

    def _searched(self) -> list[DocumentPane]:
        """Return the documents in the order in which they are gone through."""
        if self.is_comparing:
            return [self.parts.diff]
        return [pane for pane in self.parts.documents if pane is not self.parts.diff]


def _counted(number: int) -> str:
    """Write how many places were found; no more are looked for than anybody goes through."""
    return f"{count(number)}+" if number >= MOST_HITS else count(number)
