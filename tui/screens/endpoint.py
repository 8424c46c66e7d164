"""EndpointScreen: one endpoint, its history and any of its responses, and what the keys do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from tui.keys import bindings
from tui.model.conditions.json_path import JsonPath, JsonPathError
from tui.screens.endpoint_once import EndpointOnce
from tui.screens.prompt import Prompt
from tui.screens.requests import BurstRequested
from tui.text.units import clock
from tui.widgets.document_pane import DocumentPane
from tui.widgets.history_pane import HistoryPane
from tui.widgets.picking import SamplePicked
from tui.widgets.tabs import TabStrip

if TYPE_CHECKING:
    from textual.binding import BindingType

__all__ = ["EndpointScreen"]


class EndpointScreen(EndpointOnce):
    """What Enter opens on an endpoint."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("endpoint")]

    def action_open_sample(self) -> None:
        """Go from the history to the response of the selected sample."""
        body = self.parts.body
        if self.focused is body and body.toggle_fold():
            return
        if self.is_narrow and self.tab == "history":
            self.show_tab("body")
        self.focus_tab()

    def action_fold(self) -> None:
        """Fold all of the body but its outermost lines, or unfold it."""
        self._show_body()
        match self.parts.body.toggle_folds():
            case None:
                self.say("nothing in this body can be folded")
            case is_folded:
                self.say_keys(
                    "folded: {move.right} and {sample.open open a line}"
                    if is_folded
                    else "unfolded: {move.left} and {sample.open fold a line}"
                )

    def action_body_form(self) -> None:
        """Show the body in the next form."""
        self._show_body()
        form = self.parts.body.next_form()
        self.say({"text": "as it came", "hex": "byte by byte"}.get(form, form))

    def _show_body(self) -> None:
        """Bring the body into view, as that is what one wants to change."""
        if not self.parts.body.display:
            self.show_tab("body")

    def action_step(self, steps: int) -> None:
        """Show the sample before, or the one after."""
        if steps > 0 and self.choice.is_live:
            self.say("this is the newest sample")
        elif not self.choice.step(steps):
            self.say("that is the oldest sample there is")
        self.repaint()

    def action_problem(self, step: int) -> None:
        """Show the next incident further back in time, or the one before it in the list."""
        number = self.parts.history.incident(step)
        if number is None:
            self.say("no earlier incident" if step > 0 else "no later incident")
            return
        self.choice.choose(number)
        self.repaint()

    def action_problems(self) -> None:
        """List failed samples only, or all."""
        history = self.parts.history
        history.failed_only = not history.failed_only
        self.say("failed samples only" if history.failed_only else "all samples")
        self.repaint()

    def action_sort(self, *, reverse: bool = False) -> None:
        """List the slowest samples first, or the newest."""
        history = self.parts.history
        history.sort(reverse=reverse)
        self.say(f"the {history.order or 'newest'} samples first")

    def action_sort_reverse(self) -> None:
        """List the samples the other way round."""
        self.action_sort(reverse=True)

    def action_section(self, step: int) -> None:
        """Show the next tab, or the one before."""
        tabs = [tab.id for tab in self.tabs()]
        self.show_tab(tabs[(tabs.index(self.tab) + step) % len(tabs)])

    def action_focus_pane(self, number: int) -> None:
        """Focus the pane with that digit; one tab at a time, show that tab."""
        tabs = self.tabs()
        if not self.is_narrow:
            super().action_focus_pane(number)
        elif number <= len(tabs):
            self.show_tab(tabs[number - 1].id)
        else:
            self.say(f"there is no tab {number} here")

    def action_toggle_view(self) -> None:
        """Go from the history to the chart, or back."""
        if self.is_narrow:
            self.show_tab("timing" if self.tab == "history" else "history")
        else:
            parts = self.parts
            (parts.latency if self.focused is parts.history else parts.history).focus()

    def action_diff(self) -> None:
        """Compare the shown response with the mark or the good one before, or stop."""
        self.compare(is_comparing=not self.is_comparing)

    def action_mark(self) -> None:
        """Compare with the shown sample from now on, or no longer."""
        marked = self.choice.mark()
        if marked is not None:
            self.say_keys(f"{clock(marked.started_at)} is marked: {{diff compares with it}}")
        else:
            self.say("no sample is marked" if self.choice.number >= 0 else "no check yet")
        self.repaint()

    def action_burst(self) -> None:
        """Check every half second for the next minute, or no longer."""
        self.post_message(BurstRequested(self.state.name))
        if self.is_narrow and self.state.burst_until is None:
            self.show_tab("timing")

    def action_column(self) -> None:
        """Ask for a JSON path whose value every row of the history shows."""
        current = self.parts.row.caption or self.parts.body.path or ""

        def watch(answer: str | None) -> None:
            if answer is None:
                return
            self.parts.row.watch(JsonPath(answer) if answer else None)
            self.set_class(bool(answer), "-watching")
            self.repaint()

        title = "JSON path to watch in the history; empty for none"
        _ = self.app.push_screen(Prompt(title, value=current, example="$.total", check=_path_fault), watch)

    def action_toggle_wrap(self) -> None:
        """Wrap long lines, or scroll them."""
        view = self.context.view
        view.wrap = not view.wrap
        scrolls = "long lines scroll with {move.left} and {move.right}"
        self.say_keys("long lines wrap" if view.wrap else scrolls)
        self.repaint()

    @on(HistoryPane.Selected)
    @on(SamplePicked)
    def _select(self, event: HistoryPane.Selected | SamplePicked) -> None:
        event.prevent_default()  # it is open already
        self.choice.choose(event.number)
        self.repaint()

    @on(TabStrip.Picked)
    @on(DocumentPane.TabPicked)
    def _pick(self, event: TabStrip.Picked | DocumentPane.TabPicked) -> None:
        self.show_tab(event.tab)


def _path_fault(text: str) -> str | None:
    """Return why a text is no JSONPath; nothing is fine."""
    if not text:
        return None
    try:
        JsonPath(text)
    except JsonPathError:
        return "not a JSONPath: write e.g. $.price"
    return None
