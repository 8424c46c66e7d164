"""AddressesSheet: an endpoint asked at every address behind its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from tui.screens.overlay import Overlay
from tui.screens.requests import AddressesRequested, OnceRequested
from tui.widgets.addresses_pane import AddressesPane

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click

    from tui.model.check import CheckResult
    from tui.model.endpoint import Endpoint
    from tui.model.failure import Failure
    from tui.screens.context import Context

__all__ = ["AddressesSheet"]


class AddressesSheet(Overlay[None]):
    """Nothing of it counts: the address that is bad is found, the endpoint's history goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "leave", "close", show=False),
        Binding("r", "ask", "ask again", show=False),
    ]

    keys = (
        ("r", "ask again", "ask"),
        ("escape", "close", "leave"),
    )

    def __init__(self, endpoint: Endpoint, context: Context) -> None:
        super().__init__()
        self._endpoint, self._round = endpoint, 0
        self._pane = AddressesPane(
            endpoint, mask=context.board.mask, now=context.now, glyphs=lambda: context.view.glyphs
        )

    def sheet(self) -> ComposeResult:
        yield self._pane

    def on_mount(self) -> None:
        self._pane.focus()
        self.action_ask()

    def on_click(self, event: Click) -> None:
        """Close it when the click is beside it."""
        if event.widget is self:
            self.action_leave()

    def action_leave(self) -> None:
        """Close it."""
        _ = self.dismiss(None)  # waiting for it would be waiting for ourselves

    def action_ask(self) -> None:
        """Look the name up, and ask every address that it leads to."""
        self._round += 1
        number = self._round
        self._pane.begin()
        self.post_message(AddressesRequested(self._endpoint, lambda found: self._found(number, found)))

    def _found(self, number: int, found: list[Endpoint] | Failure) -> None:
        if number != self._round:
            return
        self._pane.found(found)
        for endpoint in found if isinstance(found, list) else ():
            answer = partial(self._answered, number, endpoint.resolve or "")
            self.post_message(OnceRequested(endpoint, answer))

    def _answered(self, number: int, address: str, result: CheckResult) -> None:
        """Show an answer, unless everybody was asked again since."""
        if number == self._round:
            self._pane.answered(address, result)
