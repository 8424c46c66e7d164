"""An app that shows the screen of one endpoint and notes what it asks for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.factories import NOW, make_attempt, make_endpoint, make_exchange, make_result
from tests.orderly_app import OrderlyApp
from tui.keys import bindings
from tui.model.board import Board
from tui.model.endpoint_state import EndpointState
from tui.model.mask import Mask
from tui.screens.context import Context, ViewState
from tui.screens.endpoint import EndpointScreen
from tui.widgets.painted import Painted
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from typing import Any, ClassVar

    from textual.binding import BindingType
    from textual.message import Message

    from tui.model.check import CheckResult

__all__ = ["MEDIUM", "NARROW", "WIDE", "EndpointApp", "make_state", "respond"]

NARROW, MEDIUM, WIDE = (80, 24), (120, 40), (200, 60)


def respond(body: bytes, *, at: float = NOW, **changes: Any) -> CheckResult:
    """Return a good check whose response has that body."""
    exchange = make_exchange(body=body, **changes)
    return make_result(at=at, attempts=(make_attempt(exchange=exchange, at=at),))


def make_state(count: int = 8, bad: tuple[int, ...] = (3, 4), **settings: Any) -> EndpointState:
    """Return an endpoint whose bodies tell the numbers of their samples; those in `bad` had none."""
    state = EndpointState(make_endpoint(**{"group": "core", **settings}))
    for number in range(count):
        at = NOW - 10 * (count - number)
        document = {"number": number, "items": ["x" * 30, "y" * 40], "password": "hunter22"}
        good = respond(json.dumps(document).encode(), at=at)
        state.record(make_result(None, at=at) if number in bad else good)
    state.scheduled(NOW + 7.5)
    return state


class EndpointApp(OrderlyApp):
    """Does of the real app what a screen cannot do without."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]

    def __init__(self, state: EndpointState | None = None, number: int | None = None) -> None:
        super().__init__()
        self.register_theme(THEMES[0])
        self.theme = THEMES[0].name
        self.state = make_state() if state is None else state
        self.board = Board(title="prod.toml", mask=Mask(["hunter22"]))
        self.board.add(self.state)
        self.view = ViewState()
        self.asked: list[Message] = []
        self.escaped = 0
        self.time = NOW
        context = Context(
            board=self.board,
            now=lambda: self.time,
            view=self.view,
            remember=lambda *_: None,
            source="prod.toml",
        )
        self.endpoint_screen = EndpointScreen(context, self.state, number)

    async def on_mount(self) -> None:
        await self.push_screen(self.endpoint_screen)

    def action_escape(self) -> None:
        """Count the times that the screen had nothing left to leave."""
        if not self.endpoint_screen.escape():
            self.escaped += 1

    def shown(self) -> str:
        """Return all that the painted widgets in sight show."""
        self.endpoint_screen.repaint()
        return "\n".join(
            strip.text
            for widget in self.screen.query(Painted)
            if widget.is_on_screen and widget.size.area
            for strip in widget.render_lines(widget.size.region)
        )

    def _note(self, message: Message) -> None:
        self.asked.append(message)

    on_check_requested = on_pause_requested = on_interval_requested = on_burst_requested = _note
    on_copy_requested = on_export_requested = on_pager_requested = on_edit_requested = _note
    on_once_requested = on_save_requested = _note
