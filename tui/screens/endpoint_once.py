"""EndpointOnce: a request that is edited, sent once, and looked at like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.endpoint_output import EndpointOutput
from tui.screens.requests import OnceRequested
from tui.screens.send_form import SendForm

if TYPE_CHECKING:
    from tui.model.check import CheckResult
    from tui.model.endpoint import Endpoint
    from tui.text.request_draft import Draft
    from tui.widgets.line import Runs

__all__ = ["EndpointOnce"]


class EndpointOnce(EndpointOutput):
    """The answer stands in all panes until it is left; the history goes on without it."""

    _draft: Draft | None = None
    _sent: Endpoint | None = None
    """What was sent and not answered yet."""

    def action_send_once(self) -> None:
        """Edit the request, and send it once."""
        form = SendForm(self.state.endpoint, self.context.board.mask, self._draft)
        _ = self.app.push_screen(form, self._send_once)

    def chips(self) -> Runs:
        chips = super().chips()
        if self._sent is not None:
            chips.append(("sending once…", "busy-strong"))
        elif self.choice.once is not None:
            chips.append(("sent once, not counted", "paused-strong"))
        return chips

    def _send_once(self, answer: tuple[Draft, Endpoint | None] | None) -> None:
        if answer is None:
            return
        self._draft, endpoint = answer
        if endpoint is not None:
            self._sent = endpoint
            self.post_message(OnceRequested(endpoint, lambda result: self._answered(endpoint, result)))
            self.repaint()

    def _answered(self, endpoint: Endpoint, result: CheckResult) -> None:
        """Show an answer, unless something else was sent after it."""
        if endpoint is self._sent:
            self._sent = None
            self.choice.show_once(endpoint, result)
            self.repaint()
