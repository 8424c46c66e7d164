"""Feed: a stream to watch, a WebSocket or Server-Sent Events, and when to reconnect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from tui.model.target import Body, Method, Target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.model.condition import Condition

__all__ = ["BufferLimits", "Feed", "Pairing", "ReconnectPolicy", "Trigger"]


class ReconnectPolicy(Struct, frozen=True, kw_only=True):
    """When a lost connection is tried again: full jitter under a growing ceiling."""

    delay: float = 1.0
    """The ceiling of the first wait, in seconds."""
    max_delay: float = 30.0
    attempts: int = 0
    """Attempts in a row before giving up; 0: never give up."""
    reset_after: float = 30.0
    """Seconds that a connection must last before the count starts anew."""

    def wait_before(self, attempt: int, *, chance: float) -> float:
        """Return the seconds to wait before the attempt numbered `attempt`, from 1.

        `chance` is a random number from 0 to 1 (full jitter).
        """
        return chance * min(self.max_delay, self.delay * 2.0 ** min(attempt - 1, 64))


class BufferLimits(Struct, frozen=True, kw_only=True):
    """How much of a feed is kept in memory: whichever limit is met first."""

    messages: int = 10_000
    size: int = 64_000_000
    """Payload bytes."""


class Pairing(Struct, frozen=True):
    """The JSON paths by which a response is found to answer a request."""

    request: str
    response: str


class Trigger(Struct, frozen=True, kw_only=True):
    """What to do when a message meets a condition."""

    when: Condition
    actions: tuple[str, ...]
    """`mark`, `bell`, `freeze`, `dump`, `notify`, or `send ` and a text (`do` in the configuration)."""


class Feed(Target, frozen=True, kw_only=True):
    """A stream of messages that is kept connected."""

    subprotocols: tuple[str, ...] = ()
    web_origin: str | None = None
    """The Origin header of the handshake (`origin` in the configuration)."""
    compression: bool = True
    """Offer permessage-deflate (RFC 7692)?"""
    on_open: tuple[str, ...] = ()
    """Sent after every connect, in order."""
    heartbeat: float = 20.0
    """Seconds between our own pings; 0: none."""
    heartbeat_timeout: float = 10.0
    """Seconds that a pong may take."""
    reconnect: ReconnectPolicy | None = field(default_factory=ReconnectPolicy)
    """`None`: never."""
    max_message: int = 16_000_000
    """Bytes of one message; a longer one ends the connection with 1009."""
    buffer: BufferLimits = field(default_factory=BufferLimits)
    type_path: str | None = None
    """The JSON path of a message's type; `None`: found by itself (`type` in the configuration)."""
    method: Method = Method.GET
    """Of the request that opens Server-Sent Events."""
    body: Body | None = None
    silence: float | None = None
    """Seconds without a message after which it is degraded."""
    pair: Pairing | None = None
    snippets: Mapping[str, str] = field(default_factory=dict)
    """Messages to send, by name."""
    asserts: tuple[Condition, ...] = ()
    triggers: tuple[Trigger, ...] = ()

    @property
    def is_websocket(self) -> bool:
        """Is it a WebSocket? Otherwise it is Server-Sent Events."""
        return self.url.partition(":")[0].lower() in {"ws", "wss"}
