"""TracingConnector: dials where it is told to, notes how, and leaves no socket behind."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from time import perf_counter
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from aiohttp import TCPConnector, hdrs
from msgspec import Struct

from tui.engine.dialled import Dialled, DialledSocket
from tui.engine.once import once
from tui.engine.tracing import await_answer, begin_hop, current_hop
from tui.model.target import Family

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Sequence
    from typing import Any

    from aiohttp import ClientRequest, ClientTimeout
    from aiohttp.abc import AbstractResolver, ResolveResult
    from aiohttp.client_proto import ResponseHandler
    from aiohttp.connector import Connection
    from aiohttp.tracing import Trace

    from tui.engine.tracing import Hop

    _Ends = tuple[DialledSocket | None, ssl.SSLObject | None, str | None]

__all__ = ["Dialling", "TracingConnector"]

_KEEP_ALIVE = 75.0
_LINGER = 1.0
_FAMILIES = {
    Family.ANY: socket.AF_UNSPEC,
    Family.IPV4: socket.AF_INET,
    Family.IPV6: socket.AF_INET6,
}
_VERSIONS = {Family.IPV4: "IPv4", Family.IPV6: "IPv6"}


class Dialling(Struct, frozen=True, kw_only=True):
    """How connections are made; what differs in it must not share a pool."""

    is_fresh: bool = True
    """Make a new connection for every request?"""
    host: str | None = None
    """The host that `address` stands for."""
    address: str | None = None
    family: Family = Family.ANY


class TracingConnector(TCPConnector):
    """A connector that notes what it does in the hop on its way."""

    def __init__(self, dialling: Dialling, resolver: AbstractResolver) -> None:
        keep_alive: dict[str, Any] = {} if dialling.is_fresh else {"keepalive_timeout": _KEEP_ALIVE}
        super().__init__(
            limit=0,
            force_close=dialling.is_fresh,
            use_dns_cache=not dialling.is_fresh,
            family=_FAMILIES[dialling.family],
            resolver=resolver,
            socket_factory=_make_socket,
            **keep_alive,
        )
        self._dialling = dialling
        self._ends: WeakKeyDictionary[asyncio.Transport, _Ends] = WeakKeyDictionary()
        """Of the connections that are open."""

    async def connect(self, req: ClientRequest, traces: list[Trace], timeout: ClientTimeout) -> Connection:
        hop = begin_hop(req)
        connection = await super().connect(req, traces, timeout)
        while hop is not None and hop.dialled is None and _is_spoilt(connection):
            connection.close()
            connection = await super().connect(req, traces, timeout)
        transport = connection.transport
        if transport is None:
            return connection
        if hdrs.UPGRADE in req.headers and connection.protocol is not None:
            _read_to_the_end(connection.protocol)
        ends = self._ends.get(transport)
        if ends is None:
            ends = self._ends[transport] = _ends_of(transport)
        if hop is not None:
            hop.connected = perf_counter()
            hop.transport = transport
            hop.wire, hop.tls, ip = ends
            hop.ip = None if hop.is_proxied else ip
            if connection.protocol is not None:
                await_answer(hop, connection.protocol)
        return connection

    def part(self, hop: Hop) -> None:
        """See that the TLS connection of a hop, which nobody needs any more, ends soon.

        A peer may never answer the end of TLS, and asyncio would wait for it for
        half a minute, with a new socket at every check.
        """
        if self._dialling.is_fresh and hop.transport is not None:
            asyncio.get_running_loop().call_later(_LINGER, hop.transport.abort)

    async def close(self, *, abort_ssl: bool = False) -> None:
        for transport in list(self._ends):
            transport.abort()
        await super().close(abort_ssl=abort_ssl)
        await asyncio.sleep(0)

    async def _resolve_host(
        self, host: str, port: int, traces: Sequence[Trace] | None = None
    ) -> list[ResolveResult]:
        """Put the address in the place of the host, which may be an address as well.

        aiohttp asks no resolver about addresses, and stumbles over one that is
        not of the family that the connector is for.
        """
        if self._dialling.address is not None and host == self._dialling.host:
            host = self._dialling.address
        wanted = self._dialling.family
        if wanted is not Family.ANY and _version(host) not in {None, _VERSIONS[wanted]}:
            raise socket.gaierror(socket.EAI_FAMILY, f"{host} is no {_VERSIONS[wanted]} address")
        return await super()._resolve_host(host, port, traces)


def _read_to_the_end(protocol: ResponseHandler) -> None:
    """Have the next body read also if only the end of the connection ends it (RFC 9112, section 6.3).

    For an upgrade aiohttp asks for the opposite, and what a server says as it refuses would be lost.
    """

    def expect_all(expect: Callable[..., None], **how: Any) -> None:  # noqa: ANN401 - the arguments are aiohttp's
        expect(**{**how, "read_until_eof": True})

    once(protocol, "set_response_params", expect_all)


def _is_spoilt(kept: Connection) -> bool:
    """Has a connection kept alive brought what nobody has asked for? It must not pass for the next answer."""
    return kept.protocol is not None and kept.protocol.should_close


def _version(host: str) -> str | None:
    """Return the family of an address, `None` for a name."""
    try:
        return f"IPv{ipaddress.ip_address(host).version}"
    except ValueError:
        return None


def _ends_of(transport: asyncio.Transport) -> _Ends:
    """Return our socket, which asyncio does not show as it is, the TLS around it, and the peer's address."""
    wire = getattr(transport.get_extra_info("socket"), "_sock", None)
    peer = transport.get_extra_info("peername")
    return (
        wire if isinstance(wire, DialledSocket) else None,
        transport.get_extra_info("ssl_object"),
        peer[0] if peer else None,
    )


def _make_socket(address: tuple[Any, ...]) -> socket.socket:
    """Make the socket of a connection attempt, and note when."""
    hop = current_hop()
    family, kind, proto, _, where = address
    made = DialledSocket(family, kind, proto)
    made.ask_for_stamps()
    if hop is not None:
        made.dialled = Dialled(address=where[0])
        hop.dials.append(made.dialled)
        hop.address = where
    return made
