"""Previews: what stands around the overview's list about the selected endpoint or feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.feed_state import FeedState
from tui.screens.layout import Layout
from tui.widgets.beneath import Beneath
from tui.widgets.body_pane import BodyPane
from tui.widgets.clear import Clear
from tui.widgets.conditions_pane import ConditionsPane
from tui.widgets.headers_pane import HeadersPane
from tui.widgets.history_row import HistoryRow
from tui.widgets.latency_pane import LatencyPane
from tui.widgets.phases_pane import PhasesPane
from tui.widgets.recent_checks import RecentChecks
from tui.widgets.response_pane import ResponsePane
from tui.widgets.tail_pane import TailPane

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from tui.model.board import State
    from tui.model.check import CheckResult
    from tui.model.endpoint_state import EndpointState
    from tui.screens.context import Context

__all__ = ["DetailColumn", "PreviewRow"]


class PreviewRow(Clear):
    """Below the list: the selected endpoint's chart and last response, or the selected feed's messages."""

    def __init__(
        self,
        context: Context,
        *,
        endpoint: Callable[[], EndpointState | None],
        feed: Callable[[], FeedState | None],
        marked_at: Callable[[], float | None],
    ) -> None:
        super().__init__()
        view = context.view
        outlook = context.outlook(marked_at=marked_at)
        self._chart = LatencyPane(endpoint, outlook, number=2, is_preview=True)
        self._response = ResponsePane(
            lambda: _newest(endpoint()),
            lambda: _good_before(endpoint()),
            mask=context.board.mask,
            now=context.now,
            glyphs=outlook.glyphs,
            number=3,
        )
        self._tail = TailPane(
            feed,
            mask=context.board.mask,
            now=context.now,
            ages=lambda: view.ages,
            glyphs=outlook.glyphs,
            number=2,
        )

    def compose(self) -> ComposeResult:
        yield self._chart
        yield self._response
        yield self._tail

    def arrange_for(self, item: State | None, layout: Layout) -> None:
        """Show what belongs to the item; where there is a column beside, it shows the endpoint."""
        shows_feed = layout is Layout.WIDE or isinstance(item, FeedState)
        for pane in (self._chart, self._response, self._tail):
            pane.boxed = layout is not Layout.NARROW
        self._tail.display = shows_feed
        self._chart.display = self._response.display = not shows_feed


class DetailColumn(Clear):
    """Beside a list, where there is room: everything about one endpoint."""

    def __init__(
        self,
        context: Context,
        *,
        endpoint: Callable[[], EndpointState | None],
        marked_at: Callable[[], float | None],
        first: int = 5,
    ) -> None:
        """Show what `endpoint` gives; the digit of the first pane is `first`."""
        super().__init__()
        view, outlook = context.view, context.outlook(marked_at=marked_at)
        newest = lambda: _newest(endpoint())  # noqa: E731 - given to four panes
        before = lambda: _good_before(endpoint())  # noqa: E731
        checks = ConditionsPane(
            newest,
            lambda: state.endpoint if (state := endpoint()) is not None else None,
            mask=context.board.mask,
            glyphs=outlook.glyphs,
        )
        checks.display = False
        row = HistoryRow(
            now=context.now,
            ages=lambda: view.ages,
            glyphs=outlook.glyphs,
            mask=context.board.mask,
            marked=lambda: None,
        )
        body = BodyPane(newest, before, mask=context.board.mask, number=first + 3)
        body.beneath = Beneath({"checks": checks}, history=RecentChecks(endpoint, row=row))
        self._panes = (
            LatencyPane(endpoint, outlook, number=first, is_preview=True),
            PhasesPane(newest, glyphs=outlook.glyphs, number=first + 1),
            HeadersPane(newest, before, mask=context.board.mask, now=context.now, number=first + 2),
            body,
        )

    def compose(self) -> ComposeResult:
        yield from self._panes


def _newest(state: EndpointState | None) -> CheckResult | None:
    return state.newest if state is not None else None


def _good_before(state: EndpointState | None) -> CheckResult | None:
    """Return the newest good result before the newest result."""
    if state is None:
        return None
    numbers = range(state.results.end - 2, state.results.start - 1, -1)
    return next((state.results[number] for number in numbers if state.results[number].outcome.is_good), None)
