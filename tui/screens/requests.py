"""Requests: what a key on a screen asks the app to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.check import CheckResult
    from tui.model.endpoint import Endpoint
    from tui.model.failure import Failure
    from tui.model.message import Opcode
    from tui.model.target import Origin

__all__ = [
    "AddRequested",
    "AddressesRequested",
    "BrowseRequested",
    "BurstRequested",
    "CheckRequested",
    "CopyRequested",
    "EditRequested",
    "ExportRequested",
    "FileRequested",
    "IntervalRequested",
    "OnceRequested",
    "OpenExpected",
    "OpenRequested",
    "PagerRequested",
    "PauseRequested",
    "ReconnectRequested",
    "ReloadRequested",
    "SaveRequested",
    "SendRequested",
]


@dataclass
class CheckRequested(Message):
    """Check these endpoints now; feeds among them reconnect."""

    names: tuple[str, ...]


@dataclass
class PauseRequested(Message):
    """Pause these, or resume them if the first is paused."""

    names: tuple[str, ...]


@dataclass
class ReconnectRequested(Message):
    """Connect these feeds anew."""

    names: tuple[str, ...]


@dataclass
class SendRequested(Message):
    """Send a message over a feed, or a close frame."""

    name: str
    payload: bytes
    opcode: Opcode
    answer: Callable[[str | None], None]
    """Hears why it was not sent; `None`: it was."""
    has_variables: bool = False
    """Is `${NAME}` in it to be replaced? What comes from a file is sent as it is."""


@dataclass
class OpenExpected(Message):
    """The cursor rests on this: it may be opened next."""

    name: str


@dataclass
class OpenRequested(Message):
    """Show an endpoint or a feed, at one of its samples or messages or at the moment in view."""

    name: str
    number: int | None = None
    action: str | None = None
    """What to run on that screen once it is open."""


@dataclass
class AddressesRequested(Message):
    """Look up every address behind the name of an endpoint."""

    endpoint: Endpoint
    answer: Callable[[list[Endpoint] | Failure], None]
    """Is called with the endpoint as it is to be asked at each of them, or why there are none."""


@dataclass
class OnceRequested(Message):
    """Check an endpoint as it is here, once and beside its history."""

    endpoint: Endpoint
    answer: Callable[[CheckResult], None]
    """Is called with what was found."""


@dataclass
class IntervalRequested(Message):
    """Change how often an endpoint is checked, or a feed is pinged."""

    name: str
    seconds: float


@dataclass
class BurstRequested(Message):
    """Check an endpoint every half second for a minute, or stop doing so."""

    name: str


@dataclass
class AddRequested(Message):
    """Watch another URL."""

    url: str


@dataclass
class EditRequested(Message):
    """Open the configuration in the editor, at the entry of that name."""

    name: str


@dataclass
class FileRequested(Message):
    """Open a file in the editor, and read the configuration again when that has ended."""

    origin: Origin


class ReloadRequested(Message):
    """Read the configuration again."""


@dataclass
class CopyRequested(Message):
    """Put a text on the clipboard."""

    text: str
    what: str
    """What it is, for the answer: "URL", "body"."""


@dataclass
class SaveRequested(Message):
    """Write to a file what was to be copied, but is no text."""

    content: bytes
    what: str
    """As of what is copied."""
    suffix: str
    """Of the file: ".png"."""


@dataclass
class PagerRequested(Message):
    """Show a text in the user's pager."""

    text: str
    suffix: str = ".txt"


@dataclass
class BrowseRequested(Message):
    """Open a URL in the user's browser."""

    url: str


@dataclass
class ExportRequested(Message):
    """Write a text, or bytes, to a file in the working directory."""

    content: str | bytes
    file_name: str
