"""Outgoing: what was written for a feed, made ready to be sent."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config.variables import Secrets, expand_text
from tui.config.wire_kinds import secrets_of_message
from tui.model.message import Opcode
from tui.model.subprotocols.mqtt import connect_password

if TYPE_CHECKING:
    from tui.config.config import Config
    from tui.model.mask import Mask
    from tui.screens.requests import SendRequested

__all__ = ["payload_of"]

_LONGEST = 100_000
"""Bytes of a message that are looked through for secrets: what comes out of a file can be of any size."""


async def payload_of(request: SendRequested, config: Config, mask: Mask) -> bytes:
    """Return what is to be sent, with its variables replaced; from then on `mask` hides what it tells.

    Raises:
        BadValueError: A variable has no value.
    """
    payload = request.payload
    if request.has_variables:
        directory = config.path.parent if config.path is not None else Path()
        text, found = await asyncio.to_thread(
            expand_text, payload.decode(), environ=os.environ, directory=directory
        )
        mask.learn(found)
        payload = text.encode()
    _hide_secrets(payload, mask, is_text=request.opcode is Opcode.TEXT)
    return payload


def _hide_secrets(payload: bytes, mask: Mask, *, is_text: bool) -> None:
    """Let nobody see what a message calls a password, not even in the message itself.

    Of bytes only MQTT says which of them are one; that need not be text.
    """
    secrets = Secrets()
    if is_text:
        for each in secrets_of_message(payload[:_LONGEST].decode(errors="ignore")):
            secrets.add(each)
    elif password := connect_password(payload):
        secrets.add(password.decode("utf-8", "surrogateescape"))
    found = secrets.mask()
    if not found.hides_nothing:
        mask.learn(found)
