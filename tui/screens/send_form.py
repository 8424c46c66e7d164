"""SendForm: a request to edit and to send once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, TextArea

from tui.model.target import NetrcAuth, OAuth2
from tui.screens.overlay import Overlay
from tui.text.cells import cells_of
from tui.text.request_draft import Draft, DraftError, draft_of, edited
from tui.text.safe import clean
from tui.text.units import size
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click
    from textual.widget import Widget

    from tui.model.endpoint import Endpoint
    from tui.model.mask import Mask
    from tui.widgets.line import Line, Runs

__all__ = ["SendForm"]


class SendForm(Overlay[tuple[Draft, "Endpoint | None"]]):
    """Gives back the draft, and the endpoint to check if it is to be sent.

    Enter sends and ctrl+j begins another line, as where messages are written.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "close", show=False, priority=True),
        Binding("enter", "send", "send", show=False, priority=True),
        Binding("ctrl+j", "new_line", "new line", show=False, priority=True),
        Binding("ctrl+g", "reset", "as configured", show=False, priority=True),
    ]

    keys = (
        ("enter", "send", "send"),
        ("ctrl+j", "new line", "new_line"),
        ("escape", "close", "leave"),
        ("tab", "next field", "app.focus_next"),
        ("ctrl+g", "as configured", "reset"),
    )
    takes_text = True

    def __init__(self, endpoint: Endpoint, mask: Mask, draft: Draft | None = None) -> None:
        """Offer the request of an endpoint, or what was made of it the last time."""
        super().__init__()
        self._endpoint, self._mask = endpoint, mask
        shown = draft or draft_of(endpoint, mask)
        self._method = Input(shown.method, compact=True, select_on_focus=False)
        self._url = Input(shown.url, compact=True, select_on_focus=False)
        self._headers = TextArea(shown.headers, compact=True, highlight_cursor_line=False)
        self._body = TextArea(shown.body, compact=True, highlight_cursor_line=False)
        self._verdict = _Row()

    def sheet(self) -> ComposeResult:
        with Vertical() as sheet:
            sheet.border_title = Content(clean(f"send once to {self._endpoint.name}", 60))
            with Horizontal():
                yield self._method
                yield self._url
            yield _Row([("headers", "muted")], [("one in each line: Accept: */*", "faint")], of=self._headers)
            yield self._headers
            yield _Row([("body", "muted")], [("sent to the letter", "faint")], of=self._body)
            yield self._body
            yield self._verdict

    def on_mount(self) -> None:
        self._url.focus()
        self._url.cursor_position = len(self._url.value)
        self._judge()

    def on_descendant_focus(self) -> None:
        """Let the name of the field that has the keys stand out."""
        for row in self.query(_Row):
            row.sync()

    def on_click(self, event: Click) -> None:
        """Close it when the click is beside it."""
        if event.widget is self:
            self.action_leave()

    @property
    def draft(self) -> Draft:
        """What is typed."""
        return Draft(self._method.value, self._url.value, self._headers.text, self._body.text)

    def action_send(self) -> None:
        """Give back what is to be sent, or go to the part that cannot be."""
        try:
            endpoint = edited(self._endpoint, self.draft, self._mask)
        except DraftError as error:
            self._verdict.say([("not sent: ", "err-strong"), (clean(str(error)), "err")])
            self._part(error.part).focus()
        else:
            self._close(endpoint)

    def action_leave(self) -> None:
        """Close it; the draft stays for the next time."""
        self._close(None)

    def action_new_line(self) -> None:
        """Begin another line, where there may be several."""
        if isinstance(self.focused, TextArea):
            _ = self.focused.insert("\n")

    def action_reset(self) -> None:
        """Put the request there as the configuration has it."""
        draft = draft_of(self._endpoint, self._mask)
        self._method.value, self._url.value = draft.method, draft.url
        self._headers.load_text(draft.headers)
        self._body.load_text(draft.body)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _judge(self) -> None:
        """Say what would be sent, or what is not right yet."""
        try:
            endpoint = edited(self._endpoint, self.draft, self._mask)
        except DraftError as error:
            self._verdict.say([(clean(str(error)), "warn")])
            return
        is_edited = self.draft != draft_of(self._endpoint, self._mask)
        says = [("edited", "accent")] if is_edited else [("as configured", "muted")]
        body = self._body.text
        says.append(
            (f" · body {size(len(body.encode(errors='replace')))}" if body else " · no body", "muted")
        )
        says += _credentials(self._endpoint, endpoint)
        self._verdict.say(says, [("ctrl+g as configured", "faint")] if is_edited else [])

    def _part(self, name: str) -> Widget:
        parts = {"method": self._method, "url": self._url, "headers": self._headers, "body": self._body}
        return parts[name]

    def _close(self, endpoint: Endpoint | None) -> None:
        _ = self.dismiss((self.draft, endpoint))  # waiting for it would be waiting for ourselves


class _Row(Painted):
    """A line of text between the fields, which may be the name of one."""

    def __init__(
        self, left: Runs | None = None, right: Runs | None = None, *, of: Widget | None = None
    ) -> None:
        super().__init__()
        self._left, self._right, self._of = left or [], right or [], of

    def say(self, left: Runs, right: Runs | None = None) -> None:
        """Say something else."""
        self._left, self._right = left, right or []
        self.sync()

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        has_keys = self._of is not None and self._of.has_focus
        left = [(text, "accent-strong") for text, _ in self._left] if has_keys else self._left
        line = self.line(width).runs(left)
        length = cells_of(self._right)
        if length and length < line.left:
            line.to(width - length).runs(self._right)
        return [line.to(width)]


def _credentials(configured: Endpoint, endpoint: Endpoint) -> Runs:
    """Say which credentials go along that are no header in sight."""
    match configured.auth:
        case None:
            return []
        case NetrcAuth():
            kind = "netrc"
        case OAuth2():
            kind = "OAuth2"
        case other:
            kind = type(other).__name__.removesuffix("Auth").lower()
    if endpoint.auth is None:
        return [(f" · another server: without {kind} credentials", "warn")]
    return [(f" · with {kind} credentials", "muted")]
