"""Bodies: the bytes of a request, and as many of a response as are wanted."""

from __future__ import annotations

import json
import mimetypes
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlencode

from aiohttp import ClientPayloadError

from tui.model.mask import MASKED
from tui.model.target import FileBody, FormBody, JsonBody, TextBody

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from aiohttp import ClientResponse, StreamReader
    from aiohttp.client_proto import ResponseHandler

    from tui.engine.decoding import BodyDecoder
    from tui.model.mask import Mask
    from tui.model.target import Body

__all__ = ["read_bounded", "reading", "request_body", "shown_body"]

_WHOLE = nullcontext()
"""Around the reading of a body that came with its head, as most do: nothing can happen to it."""


def request_body(body: Body) -> tuple[bytes, str]:
    """Return a body and its content type; as bytes, so that every attempt sends it whole."""
    match body:
        case TextBody(text):
            return text.encode(), "text/plain; charset=utf-8"
        case JsonBody(value):
            return json.dumps(value, ensure_ascii=False).encode(), "application/json"
        case FormBody(fields):
            return urlencode(fields).encode(), "application/x-www-form-urlencoded"
        case FileBody(path):
            return path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def shown_body(body: Body, content: bytes, mask: Mask) -> bytes:
    """Return a request's body without the secrets in it."""
    match body:
        case JsonBody(value):
            return json.dumps(mask.document(value), ensure_ascii=False).encode()
        case FormBody(fields):
            shown = {name: mask.value(name, value) for name, value in fields.items()}
            return urlencode(shown).replace(quote_plus(MASKED), MASKED).encode()
        case TextBody() | FileBody():
            return mask.payload(content)


async def read_bounded(
    response: ClientResponse, limit: int, into: bytearray, *, decoder: BodyDecoder | None = None
) -> bool:
    """Read at most `limit` decompressed bytes of a response; return whether there were more.

    What has come is in `into` even when reading fails. Without a decoder of our
    own aiohttp undoes the encoding, if there is one; either way that happens step
    by step as somebody reads, so whoever stops reading is safe from a body that
    is small on the wire and endless in memory.
    """
    with reading(response):
        while chunk := await response.content.readany():
            for piece in decoder.feed(chunk) if decoder is not None else (chunk,):
                into += piece
                if len(into) > limit:
                    del into[limit:]
                    response.close()
                    return True
    if decoder is not None:
        decoder.end()
    return False


def reading(response: ClientResponse) -> AbstractContextManager[None]:
    """See that whoever reads the body inside does not wait for what cannot come any more.

    When a chunk is malformed aiohttp closes the connection and tells its protocol why, and nobody else.
    """
    protocol = response.connection.protocol if response.connection is not None else None
    gone = protocol.closed if protocol is not None else None
    if protocol is None or gone is None:
        return _WHOLE
    return _ended_with(gone, protocol, response.content)


@contextmanager
def _ended_with(
    gone: asyncio.Future[None], protocol: ResponseHandler, content: StreamReader
) -> Iterator[None]:
    """End a body, unless it is over, when its connection has gone."""

    def end(_gone: asyncio.Future[None]) -> None:
        if not content.is_eof() and content.exception() is None:
            error = protocol.exception()
            why = getattr(error, "message", "") or str(error or "the connection is lost")
            content.set_exception(ClientPayloadError(why))

    gone.add_done_callback(end)
    try:
        yield
    finally:
        gone.remove_done_callback(end)
