"""What `real_peers` does at each server: connect as a user would, look, and tell what was seen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import ClientSession

from tests.streaming import Stage, streaming
from tui.model.connection import ConnectionState
from tui.model.feed import Pairing
from tui.model.message import Direction, FeedMessage, Opcode
from tui.model.message_type import TypeReader
from tui.text.layers import layers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

__all__ = ["LOOKS"]

_TOKEN = "letmein"


def kinds(stage: Stage, direction: Direction = Direction.RECEIVED) -> list[str]:
    """Return what the messages of one direction are, in their order."""
    reader = TypeReader(stage.state.feed.type_path)
    return [reader(row) for row in messages(stage) if row.direction is direction]


def messages(stage: Stage) -> list[FeedMessage]:
    """Return the rows that are messages."""
    return [row for row in stage.state.rows if isinstance(row, FeedMessage)]


def has(stage: Stage, *wanted: str) -> Callable[[object], bool]:
    """Return a condition: have messages of all these kinds come?"""
    return lambda _state: set(wanted) <= set(kinds(stage))


async def ended(stage: Stage) -> str:
    """Wait for the end and return what is known of it."""
    await stage.until(lambda state: state.close)
    return str(stage.state.close)


async def refused(url: str) -> str:
    """Connect where that is refused, and return what is known of it."""
    async with streaming(url, reconnect=None) as stage:
        await stage.until(lambda state: state.failure)
        failure = stage.state.failure
    assert failure is not None
    assert failure.answer is not None
    body = failure.answer.body.decode().strip()
    wait = failure.answer.header("Retry-After")
    return f"{failure.answer.status} with {body!r}" + (f", Retry-After {wait}" if wait else "")


async def at_websockets(port: int) -> list[str]:
    """Look at compression, a subprotocol, pings of both sides, msgpack, and a close with a code."""
    url = f"ws://127.0.0.1:{port}/"
    async with streaming(url, subprotocols=("ticks.v2",), heartbeat=0.1, reconnect=None) as stage:
        await stage.until(lambda state: state.received == 51 and state.rtt is not None)
        await stage.until(has(stage, "ping"))
        handshake = stage.state.handshake
        assert handshake is not None
        layers = " > ".join(layer.name for layer in layers_of(messages(stage)[50]))
        await stage.streamer.send("leave")
        close = await ended(stage)
        rtt = stage.state.rtt or 0.0
    ticks = f"{kinds(stage).count('tick')} ticks"
    return [
        f"{handshake.subprotocol}, deflate {handshake.compression}, {ticks}, {layers}",
        f"{kinds(stage).count('ping')} pings answered, own round trip {rtt * 1_000:.1f} ms; then {close}",
        f"/busy: {await refused(url + 'busy')}",
    ]


async def at_starlette(port: int) -> list[str]:
    """Look at an echo, a denial with a body, a crash of the application, and one of the server."""
    url, seen = f"ws://127.0.0.1:{port}", []
    seen.append(f"/refuse: {await refused(url + '/refuse')}")
    for word in ("crash", "die"):
        async with streaming(url + "/echo", reconnect=None) as stage:
            await stage.until(has(stage, "hello"))
            await stage.streamer.send("€ and 𝄞")
            await stage.until(lambda state: state.received == 2)
            await stage.streamer.send(word)
            close = await ended(stage)
            assert stage.state.close is not None
        seen.append(
            f"echo of {messages(stage)[-2].payload.decode()!r}, {word}: {close} ({stage.state.close.ending})"
        )
    return seen


async def at_mosquitto(port: int) -> list[str]:
    """Subscribe, publish in every quality, and see who acknowledges what, in both versions."""
    seen = []
    for version in ("3.1.1", "5"):
        opening = (
            f"CONNECT\nProtocol Version: {version}\nKeep Alive: 1",
            "SUBSCRIBE sensors/# qos 2",
            'PUBLISH sensors/1 retain\n\n{"t": 21.5}',
            "PUBLISH sensors/2 qos 1\n\nwarm",
            "PUBLISH sensors/3 qos 2\n\nhot",
        )
        async with streaming(f"ws://127.0.0.1:{port}/", subprotocols=("mqtt",), on_open=opening) as stage:
            topics = [f"PUBLISH sensors/{number}" for number in (1, 2, 3)]
            await stage.until(
                has(stage, "CONNACK", "SUBACK", *topics, "PUBACK", "PUBREC", "PUBREL", "PINGRESP")
            )
            handshake = stage.state.handshake
            assert handshake is not None
            assert stage.state.state is ConnectionState.OPEN
        agreed = next(row.packet.protocol for row in messages(stage) if row.packet)
        faults = [row.packet.fault for row in messages(stage) if row.packet and row.packet.fault]
        assert not faults, faults
        seen.append(f"{handshake.subprotocol}, {agreed}: got {' '.join(dict.fromkeys(kinds(stage)))}")
        seen.append(f"sent {' '.join(dict.fromkeys(kinds(stage, Direction.SENT)))}")
    return seen


async def at_socketio(port: int) -> list[str]:
    """Enter a namespace, get events with and without bytes and an acknowledgement, and outlive the pings."""
    url = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
    async with streaming(url, on_open=("40", '4217["add",2,3]')) as stage:
        await stage.until(has(stage, "CONNECT", "EVENT orders", "BINARY_EVENT picture", "attachment", "ACK"))
        await stage.until(lambda _state: kinds(stage).count("ping") == 6)
        assert stage.state.state is ConnectionState.OPEN
    pongs = kinds(stage, Direction.SENT).count("pong")
    async with streaming(url, on_open=('40{"token":"wrong"}',)) as other:
        await other.until(has(other, "CONNECT_ERROR"))
    return [
        f"{' · '.join(dict.fromkeys(kinds(stage)))}; {pongs} pongs kept it open for three ping timeouts",
        f"wrong token: {' · '.join(kinds(other))}",
    ]


async def at_strawberry(port: int) -> list[str]:
    """Subscribe over graphql-transport-ws, and pair the answers with the subscription."""
    query = '{"id":"1","type":"subscribe","payload":{"query":"subscription { count(target: 5) }"}}'
    opening = ('{"type":"connection_init"}', query, '{"type":"ping"}')
    protocols = ("graphql-transport-ws",)
    async with streaming(f"ws://127.0.0.1:{port}/", subprotocols=protocols, on_open=opening) as stage:
        await stage.until(has(stage, "connection_ack", "next", "complete", "pong"))
        await stage.until(lambda state: state.noticed.pairs.answers)
    async with streaming(f"ws://127.0.0.1:{port}/", subprotocols=protocols, on_open=opening[1:]) as early:
        close = await ended(early)
    return [
        f"{' · '.join(dict.fromkeys(kinds(stage)))}, {kinds(stage).count('next')} times next",
        f"subscribed before connection_init: {close}",
    ]


async def at_jupyter(port: int) -> list[str]:
    """Start a kernel, have it compute something, and follow its channels."""
    base = f"127.0.0.1:{port}/api/kernels"
    async with ClientSession() as session, session.post(f"http://{base}?token={_TOKEN}", json={}) as answer:
        kernel = (await answer.json())["id"]
    header = {"msg_id": "1", "msg_type": "execute_request", "username": "", "session": "s", "version": "5.3"}
    content = {"code": "print(6 * 7)", "silent": False, "store_history": False, "allow_stdin": False}
    empty: dict[str, object] = {"parent_header": {}, "metadata": {}, "buffers": []}
    request = json.dumps({"header": header, "content": content, "channel": "shell", **empty})
    url = f"ws://{base}/{kernel}/channels?token={_TOKEN}&session_id=s"
    pair = Pairing("$.header.msg_id", "$.parent_header.msg_id")
    async with streaming(url, on_open=(request,), type_path="$.header.msg_type", pair=pair) as stage:
        await stage.until(has(stage, "status", "stream", "execute_reply"))
    offset = "v1.kernel.websocket.jupyter.org"
    async with streaming(url, subprotocols=(offset,), on_open=()) as other:
        await other.until(lambda state: state.received)
        handshake = other.state.handshake
    assert handshake is not None
    first = messages(other)[0]
    answers = stage.state.noticed.pairs.answers.values()
    assert answers, "nothing was paired"
    return [
        f"{' · '.join(dict.fromkeys(kinds(stage)))}, paired by msg_id",
        f"{handshake.subprotocol}: {first.opcode.name.lower()} {first.size} bytes, left as it came",
    ]


async def at_nats(port: int) -> list[str]:
    """Speak a protocol that nobody decodes: it stays raw."""
    opening = ('CONNECT {"verbose":false}\r\n', "SUB orders 1\r\n", "PUB orders 2\r\nhi\r\n")
    async with streaming(f"ws://127.0.0.1:{port}/", on_open=opening) as stage:
        await stage.until(lambda _state: any(b"MSG orders" in row.payload for row in messages(stage)))
    received = [row for row in messages(stage) if row.direction is Direction.RECEIVED]
    shown = [row.payload[:24].decode() for row in received if row.opcode <= Opcode.BINARY]
    return [f"{received[0].opcode.name.lower()}: {shown}"]


LOOKS: dict[str, Callable[[int], Coroutine[Any, Any, list[str]]]] = {
    "websockets": at_websockets,
    "websockets-uvicorn": at_starlette,
    "wsproto-uvicorn": at_starlette,
    "mosquitto": at_mosquitto,
    "socketio": at_socketio,
    "strawberry": at_strawberry,
    "jupyter": at_jupyter,
    "nats": at_nats,
}
