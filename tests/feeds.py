"""An app that shows the screen of one feed and notes what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from tests.factories import NOW, make_feed, make_handshake, make_message
from tests.orderly_app import OrderlyApp
from tui.model.board import Board
from tui.model.feed import BufferLimits
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.screens.context import Context, ViewState
from tui.screens.feed import FeedScreen
from tui.widgets.painted import Painted
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from typing import Any, ClassVar

    from textual.binding import BindingType
    from textual.message import Message

__all__ = ["FeedApp"]


class FeedApp(OrderlyApp):
    """Does of the real app what a screen cannot do without."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "escape", show=False)]

    def __init__(
        self, count: int = 20, *, view: ViewState | None = None, number: int | None = None, **changes: Any
    ) -> None:
        super().__init__()
        self.register_theme(THEMES[0])
        self.theme = THEMES[0].name
        feed = make_feed("trades", **{"group": "streams", "buffer": BufferLimits(messages=100), **changes})
        self.board = Board([], [feed, make_feed("quotes")], title="prod", mask=Mask(["hunter22"]))
        state = self.board["trades"]
        assert isinstance(state, FeedState)
        self.state = state
        self.view = view or ViewState()
        self.asked: list[Message] = []
        self.escaped = 0
        self.remembered: dict[str, object] = {}
        state.connecting(NOW - 60)
        state.opened(make_handshake(), NOW - 60)
        self.arrive(count)
        context = Context(
            board=self.board, now=lambda: NOW, view=self.view, remember=self._remember, source="prod.toml"
        )
        self.feed_screen = FeedScreen(context, state, number)

    async def on_mount(self) -> None:
        await self.push_screen(self.feed_screen)

    def arrive(self, count: int) -> None:
        """Receive messages: even ones are ticks, odd ones are trades, every tenth is an error."""
        for _ in range(count):
            number = self.state.received
            kind = "error" if number % 10 == 9 else "trade" if number % 2 else "tick"
            payload = f'{{"type": "{kind}", "id": {number}, "price": {number / 4}}}'
            self.state.record(make_message(payload, at=NOW - 50 + number / 1000))

    def action_escape(self) -> None:
        """Count the times that the screen had nothing left to leave."""
        screen = self.screen
        if isinstance(screen, FeedScreen) and not screen.escape():
            self.escaped += 1

    def shown(self) -> str:
        """Return all that the painted widgets in sight show."""
        self.feed_screen.repaint()
        return "\n".join(
            strip.text
            for widget in self.screen.query(Painted)
            if widget.display and widget.size.area
            for strip in widget.render_lines(widget.size.region)
        )

    def numbers(self) -> list[int | None]:
        """Return the numbers of the rows in sight."""
        return self.feed_screen.listing.view.numbers()

    def _remember(self, name: str, choice: object) -> None:
        self.remembered[name] = choice

    def _note(self, message: Message) -> None:
        self.asked.append(message)

    on_send_requested = on_copy_requested = on_export_requested = _note
    on_pager_requested = on_reconnect_requested = on_pause_requested = _note
    on_interval_requested = on_edit_requested = _note
