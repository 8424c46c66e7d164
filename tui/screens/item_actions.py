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
)
from tui.text.curl import curl_line, websocat_line
from tui.text.moments import moment_fault, moment_of
from tui.text.units import span
from tui.widgets.picking import SamplePicked

if TYPE_CHECKING:
    from tui.keys import Key
    from tui.model.board import State

__all__ = ["ItemActions", "duration_fault", "target_url"]


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
        choices = self.copy_choices(state) | {"s": ("screen", self.as_text())}

        def copy(key: str | None) -> None:
            if key is not None:
                word, text = choices[key]
                self.post_message(CopyRequested(text, word))

        _ = self.app.push_screen(
            screens.Menu("copy", [(key, word) for key, (word, _) in choices.items()]), copy
        )

    def copy_choices(self, state: State) -> dict[str, tuple[str, str]]:
        """Return what can be copied: for each key a word and the text."""
        mask = self.context.board.mask
        choices = {"u": ("URL", mask(target_url(state)))}
        if not isinstance(state, EndpointState):
            return choices | {"w": ("websocat line", websocat_line(state.feed, mask))}
        choices["c"] = ("curl line", curl_line(state.endpoint, mask))
        exchange = state.newest.exchange if state.newest else None
        if exchange is not None:
            choices["b"] = ("body", mask(exchange.body.decode("utf-8", "replace")))
            choices["h"] = (
                "headers",
                "\n".join(f"{name}: {mask.value(name, value)}" for name, value in exchange.headers),
            )
        return choices

    @on(SamplePicked)
    def _open_sample(self, event: SamplePicked) -> None:
        self.post_message(OpenRequested(event.name, event.number))

    def _acknowledge(self, states: list[State]) -> None:
        self.context.view.acknowledged.update(state.name for state in states)
        self.say(f"acknowledged {', '.join(state.name for state in states) or 'nothing'}")


def target_url(state: State) -> str:
    """Return the URL that an endpoint or a feed was given."""
    return state.endpoint.url if isinstance(state, EndpointState) else state.feed.url


def duration_fault(text: str) -> str | None:
    """Return why a text is no duration that one can wait for."""
    try:
        return None if parse_duration(text) > 0 else "it must be longer than nothing, e.g. 5s"
    except ValueError as error:
        return str(error)
