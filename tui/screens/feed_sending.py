"""FeedSending: what one sends over a feed: messages, bytes, files, pings, a goodbye, again and again."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from msgspec import Struct
from textual import on

from tui.model.message import FeedMessage, Opcode
from tui.model.quantity import parse_duration
from tui.model.template import TemplateError, fill
from tui.screens.feed_reading import FeedReading
from tui.screens.prompt import Prompt
from tui.screens.requests import SendRequested
from tui.text.draft import Draft, DraftError, DraftKind, Outgoing, outgoing
from tui.text.draft_history import kept_drafts
from tui.text.units import count, span
from tui.widgets.composer import Composer
from tui.widgets.working import begin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.timer import Timer

    from tui.widgets.line import Runs

__all__ = ["FeedSending"]

_TEMPLATES = {DraftKind.TEXT, DraftKind.PING}
"""The kinds of drafts that have blanks to fill in."""
_SHORTEST = 0.1
_LARGEST_FILE = 64_000_000


class _Repetition(Struct):
    """A draft that is sent again and again."""

    draft: Draft
    seconds: float
    timer: Timer
    times: int = 0

    def __str__(self) -> str:
        return f"every {span(self.seconds)} · {count(self.times)} sent"


class FeedSending(FeedReading):
    """The composer's keys, and what becomes of a draft."""

    _repetition: _Repetition | None = None

    def sent(self, error: str | None) -> None:
        """Hear what became of the draft."""
        self.composer.sent(error)
        if error is None:
            self.context.remember("drafts", kept_drafts(self.context.view.drafts, self.context.board.mask))

    def chips(self) -> Runs:
        repetition = self._repetition
        return [*([(f"↻ {repetition}", "accent-strong")] if repetition else []), *super().chips()]

    def action_compose(self) -> None:
        """Write a message."""
        if self._goes_one_way():
            return
        self.make_room(self.composer)
        self.composer.display = True
        self.composer.focus()
        self.call_after_refresh(self.make_room, self.composer)

    def _goes_one_way(self) -> bool:
        """Say so if nothing can be sent."""
        if not self.state.feed.is_websocket:
            self.say("Server-Sent Events go one way: nothing can be sent")
        return not self.state.feed.is_websocket

    def action_send_draft(self) -> None:
        """Send what has been written."""
        self.composer.send()

    def action_recall_draft(self) -> None:
        """Take up an older message."""
        self.composer.recall(-1)

    def action_next_snippet(self) -> None:
        """Take up the next saved message."""
        self.composer.next_snippet()

    def action_new_line(self) -> None:
        """Begin another line of the draft."""
        self.composer.new_line()

    def action_next_kind(self) -> None:
        """Read the draft in the next way: text, bytes, a file, a ping, a goodbye."""
        if not self.composer.is_editing:
            self.action_compose()
        self.composer.next_kind()

    def action_repeat(self) -> None:
        """Ask how often to send the draft, or stop sending it."""
        if self._repetition is not None:
            self._stop_repeating()
            return
        if self._goes_one_way():
            return
        draft = self.composer.draft
        if not draft.text.strip() and draft.kind is not DraftKind.PING:
            self.say("write something first: what is written is sent again and again")
            return

        def begin(answer: str | None) -> None:
            if answer:
                seconds = parse_duration(answer)
                timer = self.set_interval(seconds, self._send_again)
                self._repetition = _Repetition(draft, seconds, timer)
                self._send_again()

        prompt = Prompt("send this every", value="10s", example="10s", check=_pace_fault)
        _ = self.app.push_screen(prompt, begin)

    @on(Composer.Sent)
    def _send(self, event: Composer.Sent) -> None:
        self._begin(event.draft, self.sent)

    @on(Composer.Left)
    def _leave_composer(self) -> None:
        self.action_leave_input()

    def _send_again(self) -> None:
        repetition = self._repetition
        if repetition is None:
            return

        def sent(error: str | None) -> None:
            self.composer.error = error
            if error is None:
                repetition.times += 1
            self._show_repetition()

        self._begin(repetition.draft, sent)

    def _stop_repeating(self) -> None:
        if self._repetition is not None:
            self._repetition.timer.stop()
            self.say(f"stopped: {count(self._repetition.times)} sent")
            self._repetition = None
        self._show_repetition()

    def _show_repetition(self) -> None:
        self.composer.repeating = str(self._repetition) if self._repetition else None
        self.repaint()

    def _begin(self, draft: Draft, answer: Callable[[str | None], None]) -> None:
        """Have a draft sent; what is wrong with it is told as if the server had refused it."""
        try:
            sent = outgoing(self._filled(draft))
        except (DraftError, TemplateError) as error:
            answer(str(error))
            return
        if sent.path is None:
            has_variables = draft.kind in _TEMPLATES and "${" in draft.text
            self.post_message(
                SendRequested(self.state.name, sent.payload, sent.opcode, answer, has_variables)
            )
        else:
            begin(self, partial(self._send_file, sent, answer), group="send", exit_on_error=False)

    def _filled(self, draft: Draft) -> Draft:
        """Fill in the blanks of a draft, from the message that is selected."""
        if draft.kind not in _TEMPLATES or "{{" not in draft.text:
            return draft
        current = self.listing.current
        row = current[1] if current is not None else None
        payload = row.body if isinstance(row, FeedMessage) else None
        text = fill(draft.text, message=payload, now=self.context.now(), unique=lambda: str(uuid4()))
        return Draft(text, draft.kind)

    async def _send_file(self, sent: Outgoing, answer: Callable[[str | None], None]) -> None:
        """Send what a file holds, as text if it is text."""
        assert sent.path is not None  # noqa: S101 - whoever has a file sends it
        try:
            content = await asyncio.to_thread(_read, sent.path)
        except (OSError, RuntimeError, ValueError) as error:
            answer(f"{sent.path} cannot be read: {getattr(error, 'strerror', None) or error}")
            return
        if len(content) > _LARGEST_FILE:
            answer(f"{sent.path} is larger than 64 MB")
            return
        opcode = Opcode.TEXT if _is_text(content) else Opcode.BINARY
        self.post_message(SendRequested(self.state.name, content, opcode, answer))


def _read(path: Path) -> bytes:
    path = path.expanduser()
    if path.exists() and not path.is_file():
        raise ValueError("it is no file")  # a pipe would be waited for, for ever
    with path.open("rb") as file:
        return file.read(_LARGEST_FILE + 1)


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _pace_fault(text: str) -> str | None:
    """Return why a text says no pace that a server can be asked to bear."""
    try:
        return None if parse_duration(text) >= _SHORTEST else "no faster than every 100ms"
    except ValueError as error:
        return str(error)
