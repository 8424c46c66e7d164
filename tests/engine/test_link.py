from __future__ import annotations

from typing import TYPE_CHECKING

from tui.engine.event_source import EventSource
from tui.engine.link import SendError
from tui.engine.websocket import WebSocket

if TYPE_CHECKING:
    from tui.engine.link import Link


def test_both_protocols_are_links() -> None:
    links: list[type[Link]] = [WebSocket, EventSource]

    assert all(hasattr(link, name) for link in links for name in ("follow", "send", "part"))


def test_what_was_not_sent_says_why_in_a_sentence() -> None:
    assert str(SendError("trades is not connected")) == "trades is not connected"
