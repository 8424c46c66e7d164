from __future__ import annotations

import os
import tempfile
from pathlib import Path
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

import pytest

from tui.app.outgoing import payload_of
from tui.config.config import Config
from tui.config.errors import BadValueError
from tui.model.mask import Mask
from tui.model.message import Opcode
from tui.screens.requests import SendRequested

PASSWORD = b"CONNECT\nUser Name: shop\nPassword: hunter2-hunter2"


def request(payload: bytes, opcode: Opcode = Opcode.TEXT, *, has_variables: bool = False) -> SendRequested:
    return SendRequested("trades", payload, opcode, lambda _: None, has_variables=has_variables)


def connect(password: bytes) -> bytes:
    """Return a CONNECT of MQTT 3.1.1 (section 3.1) with a user name and a password."""
    body = b"\x00\x04MQTT\x04\xc2\x00\x3c\x00\x01c\x00\x04shop\x00" + bytes([len(password)]) + password
    return b"\x10" + bytes([len(body)]) + body


class PayloadTest(IsolatedAsyncioTestCase):
    async def test_a_password_that_was_typed_is_hidden_and_sent_as_it_is(self) -> None:
        mask = Mask()

        assert await payload_of(request(PASSWORD), Config(), mask) == PASSWORD
        assert mask("shop hunter2-hunter2") == "shop •••"

    async def test_bytes_are_no_text_that_could_name_a_password(self) -> None:
        mask = Mask()
        await payload_of(request(PASSWORD, Opcode.BINARY), Config(), mask)

        assert mask.hides_nothing

    async def test_the_password_of_a_connect_in_bytes_is_hidden_whatever_it_consists_of(self) -> None:
        for password in (b"hunter2-hunter2", b"\xff\x00\xfe-no-text", b"\x00pw\x80\n"):
            mask = Mask()
            packet = connect(password)

            assert await payload_of(request(packet, Opcode.BINARY), Config(), mask) == packet
            assert mask.payload(packet) == packet.removesuffix(password) + "•••".encode()

    async def test_variables_in_what_was_typed_are_replaced_and_their_values_hidden(self) -> None:
        mask = Mask()
        typed = request(b"auth ${SHOP_TOKEN}", has_variables=True)
        with patch.dict(os.environ, {"SHOP_TOKEN": "hunter2-hunter2"}):
            payload = await payload_of(typed, Config(), mask)

        assert payload == b"auth hunter2-hunter2"
        assert mask("auth hunter2-hunter2") == "auth •••"

    async def test_what_was_not_typed_as_a_variable_is_sent_as_it_is(self) -> None:
        with patch.dict(os.environ, {"SHOP_TOKEN": "hunter2-hunter2"}):
            payload = await payload_of(request(b"auth ${SHOP_TOKEN}"), Config(), Mask())

        assert payload == b"auth ${SHOP_TOKEN}"

    async def test_the_file_of_a_variable_is_beside_the_configuration(self) -> None:
        directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (directory / "token").write_text("hunter2-hunter2\n", encoding="utf-8")
        config = Config(path=directory / "asyncdash.toml")

        payload = await payload_of(request(b"auth ${file:token}", has_variables=True), config, Mask())

        assert payload == b"auth hunter2-hunter2"

    async def test_a_variable_without_a_value_is_refused(self) -> None:
        with pytest.raises(BadValueError, match="NO_SUCH_TOKEN"):
            await payload_of(request(b"auth ${NO_SUCH_TOKEN}", has_variables=True), Config(), Mask())
