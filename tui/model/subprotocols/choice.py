"""Which subprotocol a connection speaks, and the fields of its packets."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tui.model.event_stream import EVENT_STREAM, event_fields
from tui.model.subprotocols.graphql import GRAPHQL, GraphqlConversation
from tui.model.subprotocols.mqtt import MQTT_NAMES, mqtt_fields
from tui.model.subprotocols.mqtt_conversation import MqttConversation
from tui.model.subprotocols.packet import PacketError
from tui.model.subprotocols.socket_io import ENGINE_IO, SOCKET_IO, socket_io_fields
from tui.model.subprotocols.socket_io_conversation import EngineIoConversation, SocketIoConversation
from tui.model.subprotocols.stomp import STOMP, stomp_fields
from tui.model.subprotocols.stomp_conversation import StompConversation

if TYPE_CHECKING:
    from tui.model.feed import Feed
    from tui.model.message import FeedMessage
    from tui.model.subprotocols.conversation import Conversation
    from tui.model.subprotocols.packet import Fields

__all__ = ["conversation_in", "conversation_of", "fields_of"]

_MQTT = frozenset({"mqtt", "mqttv3.1"})
_STOMP = frozenset({"v10.stomp", "v11.stomp", "v12.stomp", "stomp"})
_LEVELS = {name: level for level, name in MQTT_NAMES.items()}


def conversation_of(feed: Feed, agreed: str | None) -> Conversation | None:
    """Return what follows a new connection; `None`: it speaks nothing that is known.

    What was agreed on counts, else the first that was offered and is known: there
    are servers that speak it without saying so. Socket.IO has no name as a
    subprotocol, it is asked for in the URL.
    """
    names = (agreed,) if agreed is not None else feed.subprotocols
    known = (conversation_in(name, feed.max_message) for name in names)
    return next((each for each in known if each is not None), None) or _of_url(feed)


def conversation_in(subprotocol: str, longest: int) -> Conversation | None:
    """Return what follows a connection in that subprotocol, whose messages have at most so many bytes."""
    name = subprotocol.lower()
    if name in _MQTT:
        return MqttConversation(longest)
    if name in _STOMP:
        return StompConversation(longest)
    return GraphqlConversation() if name in GRAPHQL else None


def fields_of(message: FeedMessage) -> Fields:
    """Return the fields of a packet under the names that its specification gives them, but not its body."""
    packet, payload = message.packet, message.payload
    if packet is None or packet.fault is not None:
        return []
    try:
        if packet.protocol in _LEVELS:
            return mqtt_fields(payload, _LEVELS[packet.protocol])
        if packet.protocol == STOMP:
            return stomp_fields(payload)
        if packet.protocol in {ENGINE_IO, SOCKET_IO} and packet.kind != "attachment":
            return socket_io_fields(payload)
    except PacketError as error:
        return [("fault", str(error))]
    told = packet.brief or packet.kind
    return event_fields(packet) if packet.protocol == EVENT_STREAM else [(packet.protocol, told)]


def _of_url(feed: Feed) -> Conversation | None:
    """Return what a URL of Engine.IO v4 asks for (its protocol document, section "Transports")."""
    parts = urlsplit(feed.url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()} | dict(feed.params)
    if query.get("EIO") != "4":
        return None
    return EngineIoConversation() if "engine.io" in parts.path else SocketIoConversation()
