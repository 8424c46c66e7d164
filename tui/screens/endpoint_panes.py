"""EndpointPanes: the parts of an endpoint's screen, and which of them there is room for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from tui.screens.endpoint_parts import EndpointParts
from tui.screens.item_actions import ItemActions
from tui.screens.layout import Layout
from tui.screens.sample_choice import SampleChoice
from tui.text.cells import cells_of
from tui.text.safe import clean
from tui.text.units import clock, count, dated, span
from tui.widgets.clear import Clear
from tui.widgets.endpoint_head import EndpointHead
from tui.widgets.painted import Painted
from tui.widgets.pane import Pane
from tui.widgets.pressing import pressing
from tui.widgets.query_bar import QueryBar
from tui.widgets.quick_look import QuickLook
from tui.widgets.tabs import Tab, TabStrip

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.model.endpoint_state import EndpointState
    from tui.screens.context import Context
    from tui.widgets.line import Runs

__all__ = ["EndpointPanes"]

_NARROW = (Layout.NARROW, Layout.TINY)


class EndpointPanes(ItemActions):
    """History, chart, phases and response of one sample, side by side or one tab at a time."""

    scope: ClassVar[str] = "endpoint"
    CSS_PATH = "../styles/endpoint.tcss"

    def __init__(self, context: Context, state: EndpointState, number: int | None = None) -> None:
        """Show an endpoint: live, or the sample of that number."""
        super().__init__(context)
        self.state = state
        self.choice = SampleChoice(state, number)
        self.tab = "body"
        """Which of the panes that share a place is shown."""
        self.is_comparing = False
        """Does the diff stand in the place of the tab?"""
        outlook = replace(context, now=self.moment).outlook(marked_at=self.marked_at)
        self.parts = EndpointParts(
            context, self.choice, outlook, shows_burst=lambda: self.shows_burst, aside=self.aside
        )
        self._head = EndpointHead(
            state,
            self.choice.result,
            endpoint=lambda: self.choice.endpoint,
            is_live=lambda: self.choice.is_live,
            now=outlook.now,
            glyphs=outlook.glyphs,
            mask=context.board.mask,
        )
        self._quick = QuickLook(state, self.choice.result, outlook)
        self._strip = TabStrip(self.tabs)
        self.query_bar = QueryBar(placeholder="search in body and headers")
        self._left_burst = None if state.burst_until is not None else state.burst_from
        """The first sample of the burst whose distribution is shown no longer."""
        self._showed_burst = False
        self._offers_time = False
        """Does the footer begin with the keys of time?"""

    def compose(self) -> ComposeResult:
        parts = self.parts
        yield self.make_header()
        yield self._head
        yield self._strip
        yield self.query_bar
        yield self._quick
        with Clear(id="main"):
            with Clear(id="left"):
                yield parts.history
            with Clear(id="right"):
                yield parts.latency
                with Clear(id="timing"):
                    yield parts.phases
                    yield parts.distribution
                with Clear(id="answer"):
                    with Clear(id="facts"):
                        yield parts.headers
                        yield parts.checks
                    with Clear(id="slot"):
                        yield parts.body
                        yield parts.attempts
                        yield parts.config
                        yield parts.diff
        yield self.footer

    def item(self) -> EndpointState:
        return self.state

    def moment(self) -> float:
        """Return the seconds since the epoch at which the view stands."""
        return self.context.now() if self.frozen_at is None else self.frozen_at

    def past(self) -> float | None:
        return self.frozen_at if self.choice.at is None else self.choice.at

    def is_now(self) -> bool:
        return self.choice.is_live

    def first_keys(self) -> list[tuple[str, str, str]]:
        if not self.choice.is_chosen:
            return super().first_keys()
        steps = (("sample.previous", "comma", "earlier", -1), ("sample.next", "full_stop", "later", 1))
        keys = [(self.label(each, key), word, f"step({way})") for each, key, word, way in steps]
        now = (self.label("move.bottom", "G"), "now", "to_end")
        return [*keys, now, *super().first_keys()]

    def marked_at(self) -> float | None:
        """Return the moment under the mouse, else that of the chosen sample."""
        hovered_at = super().marked_at()
        return self.choice.at if hovered_at is None else hovered_at

    @property
    def shows_burst(self) -> bool:
        """Is there a burst to look at? It stays in view when it is over, until somebody leaves it."""
        return self.state.burst_from is not None and self.state.burst_from != self._left_burst

    def header(self, width: int) -> tuple[Runs, Runs, Runs]:
        board, state = self.context.board, self.state
        right = self._clock(width)
        left: Runs = [(clean(state.name, 40), "strong")]
        left += [(f"  {text}", tag) for text, tag in self.chips()]
        above = (
            clean(each, 24) for each in (board.title or self.context.source, state.endpoint.group) if each
        )
        way = [piece for each in above for piece in ((each, pressing("app.go_home")), (" › ", "faint"))]
        fits = cells_of((*way, *left, *right)) + 4 <= width
        return [*way, *left] if fits else left, [], right

    def chips(self) -> Runs:
        chips = super().chips()
        if self.choice.frozen_end is not None:
            chips.append((f"{count(self.state.samples.end - self.choice.frozen_end)} new", "paused"))
        at = self.moment() if self.choice.at is None else self.choice.at
        if self.state.burst_until is not None:
            left = _countdown(self.state.burst_until - self.context.now())
            chips.append((f"burst {left} left", pressing("screen.burst", "warn-strong")))
        if (since := self.state.flapping.since) is not None and since <= at:
            chips.append((f"flapping {span(at - since)}", "warn-strong"))
        if self.state.name in self.context.view.muted:
            chips.append(("muted", pressing("screen.mute", "paused")))
        return chips

    def _clock(self, width: int) -> Runs:
        """Return when it is that one looks at, and when the next check is due."""
        now, at = self.context.now(), self.choice.at
        if at is not None:
            words = f"‖ AT {dated(at, now)}, {span(now - at)} ago"
            runs: Runs = [(words, pressing("screen.to_end", "paused-strong"))]
            return [*runs, (f"  {clock(now)}", "muted")] if width >= 80 else runs  # noqa: PLR2004 - room for both
        state, room = self.state, 60
        if self.frozen_at is not None:
            words, tag, room = f"‖ {clock(self.frozen_at)}", "paused-strong", 80
        elif state.is_paused:
            words, tag = "‖ PAUSED", "paused-strong"
        elif state.checking_since is not None:
            words, tag = "LIVE  checking", "muted"
        else:
            due = f"  next {_countdown(state.next_at - now)}" if state.next_at is not None else ""
            words, tag = f"LIVE{due}", "muted"
        return [(words, tag), (f"  {clock(now)}", "muted")] if width >= room else [(words, tag)]

    def tabs(self) -> list[Tab]:
        """Return the panes that share one place in this layout."""
        labels = self.parts.labels(self.size_layout)
        return [
            Tab(tab, label, is_shown=tab == self.tab and not self.is_comparing, tag=tag)
            for tab, (label, tag) in labels.items()
        ]

    def lay_out(self) -> None:
        """Show the panes that there is room for."""
        parts, layout = self.parts, self.size_layout
        labels = parts.labels(layout)
        if self.tab not in labels:
            self.tab = "body"
        self._showed_burst = self.shows_burst
        visible = parts.visible(
            layout, self.tab, is_comparing=self.is_comparing, is_bursting=self.shows_burst
        )
        for pane in self.query(Pane):
            pane.display = pane in visible
        for container in self.query(Clear):
            container.display = any(pane in visible for pane in container.query(Pane))
        parts.name_panes(layout, self.tabs)
        is_narrow = layout is Layout.NARROW
        self._strip.display = is_narrow
        self._quick.display = is_narrow and self.tab == "body" and not self.is_comparing
        if self.focused is None or self.focused not in visible:
            self.focus_tab()

    def focus_tab(self) -> None:
        """Give the keys to the pane of the tab."""
        self.set_focus(self.parts.pane_of("diff" if self.is_comparing else self.tab))

    def show_tab(self, tab: str) -> None:
        """Show another of the panes that share a place."""
        self._put_in_place(tab, is_comparing=False)

    def compare(self, *, is_comparing: bool) -> None:
        """Show the diff in the place of the tab, or the tab again."""
        had_focus = self.focused in {self.parts.diff, self.parts.pane_of(self.tab)}
        self._put_in_place(self.tab, is_comparing=is_comparing)
        if had_focus:
            self.focus_tab()
        self.repaint()

    def _put_in_place(self, tab: str, *, is_comparing: bool) -> None:
        """Put another pane into the place that several share, as large as the one before."""
        was_zoomed = self.zoomed is not None
        if was_zoomed:
            self.action_zoom()
        self.tab, self.is_comparing = tab, is_comparing
        self.lay_out()
        if was_zoomed:
            self.focus_tab()
            self.action_zoom()
        self.repaint()

    def action_zoom(self) -> None:
        super().action_zoom()
        self.call_after_refresh(self.repaint)

    def repaint(self) -> None:
        """Let every visible widget look whether it has changed; frozen, they all look at the same past."""
        if self.choice.is_chosen is not self._offers_time:
            self._offers_time = self.choice.is_chosen
            self.show_keys()
        if self.shows_burst != self._showed_burst and self.zoomed is None:
            self.lay_out()
        for widget in self.query(Painted):
            if widget.display:
                widget.sync()

    def action_freeze(self) -> None:
        super().action_freeze()
        self.choice.freeze(is_frozen=self.frozen_at is not None)
        self.repaint()

    def escape(self) -> bool:
        """Leave one layer: search, zoom, diff, failed samples only, the chosen sample, an old burst."""
        if self.query_bar.leave_layer():
            pass
        elif self.zoomed is not None:
            self.action_zoom()
        elif self.is_comparing:
            self.compare(is_comparing=False)
        elif self.parts.history.failed_only:
            self.parts.history.failed_only = False
        elif self.choice.leave():
            pass
        elif self.shows_burst and self.state.burst_until is None:
            self._left_burst = self.state.burst_from
        else:
            return False
        self.repaint()
        return True

    def go_on(self) -> bool:
        """Show the newest sample, whichever that is. Return whether it was another one, or the view stood."""
        stood = self.frozen_at is not None
        if self.choice.is_live:
            return False
        self.choice.choose(None)
        if stood:
            self.action_freeze()
        self.repaint()
        return True

    @property
    def is_narrow(self) -> bool:
        """Is there one tab at a time?"""
        return self.size_layout in _NARROW


def _countdown(seconds: float) -> str:
    """Write how long something is still off, in whole seconds, so that it counts down evenly."""
    return span(float(max(0, math.ceil(seconds))))
