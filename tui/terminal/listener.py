"""Listener: what the terminal sends as events, apart from its answers to what we asked."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from textual._xterm_parser import XTermParser
from textual.events import Key, Paste
from textual.keys import Keys

from tui.terminal.background import REPLY, is_light
from tui.terminal.graphics import ANSWER, BEGINNING
from tui.terminal.pastes import Pastes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.message import Message

__all__ = ["Listener"]

_GRAPHICS = re.compile(ANSWER)
_ANSWERS = re.compile(rf"{REPLY.pattern}|{ANSWER}")
_BEGINNING = re.compile(
    rf"\x1b(?:\](?:1(?:1(?:;[^\x07\x1b]{{0,64}}\x1b?)?)?)?|\[\?[\d;]{{0,32}}|{BEGINNING})\Z"
)
_TWO_KEYS = "\x1b]"
_PATIENCE = 0.2
_IDLE = 0.1


def _ignore(_answer: str) -> None:
    """Take an answer for nothing."""


class Listener(XTermParser):
    """Textual's parser, which would take the colour of the background for keys.

    An answer may come late, over a slow line, and in two pieces: its beginning
    is held back until the rest is there, or too late to be one.
    """

    def __init__(self, heard: Callable[[bool], None], seen: Callable[[str], None] = _ignore) -> None:
        """Call `heard` with whether the background is light, and `seen` with what is said of graphics."""
        super().__init__()
        self._heard, self._seen = heard, seen
        self._pastes = Pastes()
        self._held = ""
        self._held_at = 0.0

    @property
    def patience(self) -> float:
        """How long to wait for more, in seconds: an Escape is a key once nothing has followed it."""
        if self._timeout_time is None:
            return _IDLE
        return min(_IDLE, max(0.0, self._timeout_time - time.monotonic()))

    def listen(self, text: str) -> Iterator[Message]:
        """Give the events of what has come, which may be nothing."""
        if text:
            text = self._without_answers(self._held + text)
        elif self._held and time.monotonic() - self._held_at > _PATIENCE:
            # Two keys, if it is so short; nobody types the beginning of an answer.
            text, self._held = self._held if len(self._held) <= len(_TWO_KEYS) else "", ""
        for part in self._pastes.part(text):
            if isinstance(part, str):
                yield from (event for event in self.feed(part) if not isinstance(event, Paste))
            else:
                yield part
        yield from self.tick()

    def parse_mouse_code(self, code: str) -> Message | None:
        """Give the event of the mouse; its place is in cells where the terminal knows of no pixels."""
        sizes = (self.terminal_size, self.terminal_pixel_size)
        if any(min(each) == 0 for each in sizes if each is not None):
            self.mouse_pixels = False
        return super().parse_mouse_code(code)

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterator[Key]:  # noqa: FBT001, FBT002 - as in Textual
        """Give the keys of a sequence, or one to ignore if it only looks like a key, and cannot be read.

        Textual tells of Alt with letters and digits only.
        """
        try:
            for key in super()._sequence_to_key_events(sequence, alt):
                is_told = not alt or "+" in key.key or not key.is_printable
                yield key if is_told else Key(f"alt+{key.key}", key.character)
        except (ValueError, OverflowError):
            yield Key(Keys.Ignore, None)

    def _without_answers(self, text: str) -> str:
        """Take the answers away, hear what they say, and hold back what may become one."""
        self._held = ""
        if "\x1b" not in text:
            return text
        for found in REPLY.finditer(text):
            if (light := is_light(found["colour"])) is not None:
                self._heard(light)
        for found in _GRAPHICS.finditer(text):
            self._seen(found[0])
        text = _ANSWERS.sub("", text)
        if (beginning := _BEGINNING.search(text)) is not None:
            self._held, self._held_at = beginning[0], time.monotonic()
        return text.removesuffix(self._held)
