"""EndpointParts: the panes about one endpoint, and how they share the room of each layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.layout import Layout
from tui.widgets.attempts_pane import AttemptsPane
from tui.widgets.beneath import Beneath
from tui.widgets.body_pane import BodyPane
from tui.widgets.conditions_pane import ConditionsPane
from tui.widgets.diff_pane import DiffPane
from tui.widgets.distribution_pane import DistributionPane
from tui.widgets.document_pane import DocumentPane
from tui.widgets.headers_pane import HeadersPane
from tui.widgets.history_pane import HistoryPane
from tui.widgets.history_row import HistoryRow
from tui.widgets.latency_pane import LatencyPane
from tui.widgets.phases_pane import PhasesPane
from tui.widgets.response_cache import ResponseCache
from tui.widgets.settings_pane import SettingsPane

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.screens.context import Context
    from tui.screens.sample_choice import SampleChoice
    from tui.widgets.outlook import Outlook
    from tui.widgets.pane import Pane
    from tui.widgets.tabs import Tab

__all__ = ["EndpointParts"]

_TABS = {
    Layout.TINY: ("body", "timing", "headers", "history", "checks", "config"),
    Layout.NARROW: ("body", "timing", "headers", "history", "checks", "config"),
    Layout.MEDIUM: ("body", "headers", "checks", "attempts", "config"),
    Layout.WIDE: ("body", "attempts", "config"),
}
_WORDS = {"body": "Body", "timing": "Timing", "history": "History", "config": "Config"}
_NUMBERS = {
    Layout.MEDIUM: {"history": 1, "latency": 2, "phases": 3, "distribution": 3},
    Layout.WIDE: {"history": 1, "latency": 2, "phases": 3, "distribution": 4, "headers": 5, "checks": 6},
}
_TAB_NUMBER = {Layout.MEDIUM: 4, Layout.WIDE: 7}
_BENEATH = {
    "body": ("checks", "headers", "diff", "config"),
    "headers": ("checks",),
    "checks": ("attempts", "headers"),
    "attempts": ("checks", "body", "diff", "config"),
    "config": ("checks", "body", "diff"),
    "diff": ("checks", "body", "config"),
}
"""What is shown in the rows that a document leaves blank, unless it is on the screen itself."""
_IN_SLOT = ("body", "attempts", "config", "diff")


class EndpointParts:
    """Makes the panes of an endpoint's screen; what they show is the sample that is chosen."""

    def __init__(
        self,
        context: Context,
        choice: SampleChoice,
        outlook: Outlook,
        *,
        shows_burst: Callable[[], bool],
        aside: Callable[[Callable[[], None]], None],
    ) -> None:
        """Take what is looked at and when, and what does long work in a thread and repaints then."""
        view, mask, state = context.view, context.board.mask, choice.state
        now, glyphs, wraps = outlook.now, outlook.glyphs, (lambda: view.wrap)
        result, before, otherwise = choice.result, choice.good_before, choice.otherwise
        endpoint = lambda: state.endpoint  # noqa: E731 - it may be configured anew
        cache = ResponseCache(mask, aside)
        self._choice = choice
        self.row = HistoryRow(
            now=now,
            ages=lambda: view.ages,
            glyphs=glyphs,
            mask=mask,
            marked=lambda: choice.marked[0] if choice.marked else None,
        )
        self.history = HistoryPane(
            state, end=lambda: choice.end, selected=lambda: choice.selected, row=self.row
        )
        self.latency = LatencyPane(lambda: state, outlook)
        self.phases = PhasesPane(result, glyphs=glyphs, otherwise=otherwise)
        self.distribution = DistributionPane(lambda: state, outlook, shows_burst=shows_burst)
        self.headers = HeadersPane(result, before, mask=mask, now=now, wraps=wraps, otherwise=otherwise)
        self.attempts = AttemptsPane(result, mask=mask, glyphs=glyphs, otherwise=otherwise)
        self.checks = ConditionsPane(result, endpoint, mask=mask, glyphs=glyphs, otherwise=otherwise)
        self.body = BodyPane(result, before, mask=mask, cache=cache, wraps=wraps, otherwise=otherwise)
        self.config = SettingsPane(endpoint, mask=mask)
        self.diff = DiffPane(
            choice.baseline,
            result,
            mask=mask,
            cache=cache,
            is_marked=lambda: choice.marked is not None and choice.baseline() is choice.marked[1],
            wraps=wraps,
        )
        for name, others in _BENEATH.items():
            document: DocumentPane = getattr(self, name)
            document.beneath = Beneath({other: getattr(self, other) for other in others})
        self.documents: tuple[DocumentPane, ...] = (
            self.body,
            self.headers,
            self.checks,
            self.attempts,
            self.config,
            self.diff,
        )

    def pane_of(self, tab: str) -> Pane:
        """Return the pane that has the keys while a tab is shown."""
        pane: Pane = getattr(self, "latency" if tab == "timing" else tab)
        return pane

    def tab_of(self, pane: Pane) -> str:
        """Return the tab that shows a pane."""
        return next((tab for tab in (*_TABS[Layout.MEDIUM], "diff") if self.pane_of(tab) is pane), "body")

    def labels(self, layout: Layout) -> dict[str, tuple[str, str]]:
        """Return the tabs of a layout, each with what it is called and in which colour."""
        result = self._choice.result()
        labels = {tab: (_WORDS.get(tab, tab.title()), "muted") for tab in _TABS[layout]}
        if layout in {Layout.NARROW, Layout.TINY}:
            labels["body"] = ("Response", "muted")
        if result is None:
            return labels
        met, number = self.checks.score
        tag = "muted" if met == number else self.checks.facts()[0][1]
        counts = {"headers": f"Headers {len(result.exchange.headers)}" if result.exchange else "Headers"}
        counts |= {"checks": f"Checks {met}/{number}", "attempts": f"Attempts {len(result.attempts)}"}
        if layout in {Layout.NARROW, Layout.TINY}:
            counts = {"checks": "Checks"}
        loud = {"checks": tag, "attempts": "warn" if len(result.attempts) > 1 else "muted"}
        return labels | {tab: (word, loud.get(tab, "muted")) for tab, word in counts.items() if tab in labels}

    def visible(self, layout: Layout, tab: str, *, is_comparing: bool, is_bursting: bool) -> set[Pane]:
        """Return the panes that there is room for."""
        shown = self.diff if is_comparing else self.pane_of(tab)
        match layout:
            case Layout.WIDE:
                around = {
                    self.history,
                    self.latency,
                    self.phases,
                    self.distribution,
                    self.headers,
                    self.checks,
                }
                return {*around, shown}
            case Layout.MEDIUM:
                return {self.history, self.latency, self.distribution if is_bursting else self.phases, shown}
            case _ if tab == "timing" and not is_comparing:
                return {self.latency, self.distribution if is_bursting else self.phases, self.attempts}
            case _:
                return {shown}

    def name_panes(self, layout: Layout, tabs: Callable[[], list[Tab]]) -> None:
        """Give each pane the frame, the name, the digit and the tabs that it has in a layout."""
        is_boxed = layout in {Layout.MEDIUM, Layout.WIDE}
        names = ("history", "latency", "phases", "distribution", "headers", "checks", *_IN_SLOT)
        for name in names:
            pane = self.pane_of(name)
            pane.boxed = is_boxed
            pane.number = _NUMBERS.get(layout, {}).get(name, _TAB_NUMBER.get(layout))
            if isinstance(pane, DocumentPane):
                pane.caption = _caption(layout, name)
                has_tabs = name == "diff" or name in _TABS[layout]
                pane.tabs = tabs if is_boxed and has_tabs else list


def _caption(layout: Layout, name: str) -> str:
    if layout is Layout.MEDIUM and name == "body":
        return "response"
    is_named = layout in {Layout.MEDIUM, Layout.WIDE} or name in {"diff", "attempts"}
    return name if is_named else ""
