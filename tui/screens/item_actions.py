"""ItemActions: what can be done with the selected endpoint or feed, on every screen alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui import screens
from tui.model.endpoint_state import EndpointState
from tui.model.past import number_at
from tui.model.quantity import parse_duration
from tui.screens.board_screen import BoardScreen
from tui.screens.requests import (
    BrowseRequested,
    CheckRequested,
    CopyRequested,
    EditRequested,
    IntervalRequested,
    OpenRequested,
    PauseRequested,
    SaveRequested,
)
from tui.text.curl import curl_line, websocat_line
from tui.text.moments import moment_fault, moment_of
from tui.text.units import span
from tui.widgets.picking import SamplePicked

if TYPE_CHECKING:
    from tui.keys import Key
    from tui.model.board import State
    from tui.model.check import Exchange
    from tui.model.mask import Mask

__all__ = ["Copy", "ItemActions", "copies_of", "copy_of_body", "duration_fault", "target_url"]

Copy = CopyRequested | SaveRequested
"""What is asked for when something is to be copied."""


class ItemActions(BoardScreen):
    """The actions of the keys that mean the same wherever one thing is selected."""

    def item(self) -> State | None:
        """Return the endpoint or feed that the keys are about."""
        raise NotImplementedError

    def items(self) -> list[State]:
        """Return every endpoint and feed that the screen is about."""
        state = self.item()
        return [] if state is None else [state]

    def word(self, key: Key) -> str:
        state = self.item() if key.id == "pause" else None
        if state is None or state.name not in self.context.board:
            return super().word(key)
        return "resume" if self.context.board[state.name].is_paused else super().word(key)

    def chosen(self) -> State | None:
        """Return what a key is about; say so if that is nothing, such as a group."""
        state = self.item()
        if state is None:
            self.say("select an endpoint or a feed first")
        return state

    def action_check_now(self) -> None:
        """Check it now; a feed reconnects."""
        if (state := self.chosen()) is not None:
            self.post_message(CheckRequested((state.name,)))

    def action_pause(self) -> None:
        """Pause it, or resume it."""
        if (state := self.chosen()) is not None:
            self.post_message(PauseRequested((state.name,)))

    def action_addresses(self) -> None:
        """Ask every address behind its name, side by side."""
        state = self.item()
        if isinstance(state, EndpointState):
            _ = self.app.push_screen(screens.AddressesSheet(state.endpoint, self.context))
        else:
            self.say("select an endpoint: its addresses are asked one by one")

    def action_interval(self) -> None:
        """Ask how often it is to be checked, or pinged."""
        state = self.chosen()
        if state is None:
            return
        is_endpoint = isinstance(state, EndpointState)
        current = state.endpoint.interval if isinstance(state, EndpointState) else state.feed.heartbeat
        title = f"{'check' if is_endpoint else 'ping'} {state.name} every"

        def change(answer: str | None) -> None:
            if answer:
                self.post_message(IntervalRequested(state.name, parse_duration(answer)))

        _ = self.app.push_screen(
            screens.Prompt(title, value=span(current), example="10s", check=duration_fault), change
        )

    def action_show_at(self, text: str) -> None:
        """Show what had come last at a moment that somebody has typed."""
        state, now = self.item(), self.context.now()
        fault = moment_fault(text, now=now)
        if fault or state is None:
            self.say(fault or "nothing is selected")
            return
        number = number_at(state, moment_of(text, now=now))
        if number is None:
            self.say("nothing older is kept")
        else:
            self.post_message(OpenRequested(state.name, number))

    def action_mute(self) -> None:
        """Keep it from asking for attention, or let it again."""
        if (state := self.chosen()) is not None:
            muted = self.context.view.muted
            muted.symmetric_difference_update({state.name})
            self.say(f"{state.name} is muted" if state.name in muted else f"{state.name} is not muted")

    def action_acknowledge(self) -> None:
        """Note that somebody knows of its problem."""
        if (state := self.chosen()) is not None:
            self._acknowledge([state])

    def action_acknowledge_all(self) -> None:
        """Note that somebody knows of every problem."""
        self._acknowledge([state for state in self.context.board if state.health.is_problem])
        self.context.board.see_events()
        self.repaint()

    def action_edit(self) -> None:
        """Open the configuration at its entry."""
        if (state := self.chosen()) is not None:
            self.post_message(EditRequested(state.name))

    def action_browse(self) -> None:
        """Open its URL in the browser."""
        if (state := self.chosen()) is not None:
            url = target_url(state)
            if url.startswith("http"):
                self.post_message(BrowseRequested(url))
            else:
                self.say("a browser opens http and https, not a WebSocket")

    def action_copy(self) -> None:
        """Copy its URL."""
        if (state := self.chosen()) is not None:
            self.post_message(CopyRequested(self.context.board.mask(target_url(state)), "URL"))

    def action_copy_menu(self) -> None:
        """Ask what of it to copy."""
        state = self.chosen()
        if state is None:
            return
        choices = self.copy_choices(state) | {"s": CopyRequested(self.as_text(), "screen")}

        def copy(key: str | None) -> None:
            if key is not None:
                self.post_message(choices[key])

        _ = self.app.push_screen(
            screens.Menu("copy", [(key, each.what) for key, each in choices.items()]), copy
        )

    def copy_choices(self, state: State) -> dict[str, Copy]:
        """Return what can be copied, by the key that does."""
        mask = self.context.board.mask
        choices: dict[str, Copy] = {"u": CopyRequested(mask(target_url(state)), "URL")}
        if not isinstance(state, EndpointState):
            return choices | {"w": CopyRequested(websocat_line(state.feed, mask), "websocat line")}
        choices["c"] = CopyRequested(curl_line(state.endpoint, mask), "curl line")
        exchange = state.newest.exchange if state.newest else None
        return choices | copies_of(exchange, mask)

    @on(SamplePicked)
    def _open_sample(self, event: SamplePicked) -> None:
        self.post_message(OpenRequested(event.name, event.number))

    def _acknowledge(self, states: list[State]) -> None:
        self.context.view.acknowledged.update(state.name for state in states)
        self.say(f"acknowledged {', '.join(state.name for state in states) or 'nothing'}")


def target_url(state: State) -> str:
    """Return the URL that an endpoint or a feed was given."""
    return state.endpoint.url if isinstance(state, EndpointState) else state.feed.url


def copies_of(exchange: Exchange | None, mask: Mask) -> dict[str, Copy]:
    """Return what of a response can be copied, by the key that does."""
    if exchange is None:
        return {}
    fields = [f"{name}: {mask.value(name, value)}" for name, value in exchange.headers]
    return {"b": copy_of_body(exchange, mask), "h": CopyRequested("\n".join(fields), "headers")}


def copy_of_body(exchange: Exchange, mask: Mask) -> Copy:
    """Return what is asked for to have a body elsewhere: the clipboard takes text, a file what is none."""
    from tui.text.body_files import body_content, body_suffix  # noqa: PLC0415 - not needed for the first frame

    content = body_content(exchange, mask)
    if isinstance(content, str):
        return CopyRequested(content, "body")
    return SaveRequested(content, "body", body_suffix(exchange))


def duration_fault(text: str) -> str | None:
    """Return why a text is no duration that one can wait for."""
    try:
        return None if parse_duration(text) > 0 else "it must be longer than nothing, e.g. 5s"
    except ValueError as error:
        return str(error)
