"""TLS servers that say what they object to: on a socket of its own OpenSSL sends alerts, in asyncio not."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tests.probing import ProberCase
from tests.servers import Authority
from tui.model.failure import FailureKind
from tui.model.target import TlsOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.model.failure import Failure


@contextmanager
def objecting(context: ssl.SSLContext) -> Iterator[int]:
    """Shake hands with one client after the other, and give the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, context), daemon=True)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(listener: socket.socket, context: ssl.SSLContext) -> None:
    with suppress(OSError):  # the test is over
        while True:
            connection, _ = listener.accept()
            connection.settimeout(5.0)
            tls = context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
            with suppress(OSError):  # that is the objection
                tls.do_handshake()
            with socket.socket(fileno=tls.detach()) as raw, suppress(OSError):
                while raw.recv(65_536):  # a reset would overtake the alert
                    pass


def _nobody(_connection: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> int:
    return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME


class AlertsTest(ProberCase):
    def setUp(self) -> None:
        self.authority = Authority()

    async def failure(self, context: ssl.SSLContext, *, min_version: str | None = None) -> Failure:
        """Check a server of that context, and return what it objected to."""
        tls = TlsOptions(ca=self.authority.write(self.directory), min_version=min_version)
        with objecting(context) as port:
            result = await self.check(f"https://localhost:{port}/", tls=tls)
            assert result.failure is not None
            assert result.failure.kind is FailureKind.TLS
            assert f"localhost:{port} " in result.failure.message
        return result.failure

    async def test_a_client_certificate_that_is_missing_is_asked_for(self) -> None:
        failure = await self.failure(self.authority.server_context(wants_client=True))

        assert failure.message.endswith(" wants a client certificate")

    async def test_before_tls_1_3_it_may_have_been_the_cipher_as_well(self) -> None:
        context = self.authority.server_context(wants_client=True)
        context.maximum_version = ssl.TLSVersion.TLSv1_2

        assert "or it wants a client certificate" in (await self.failure(context)).message

    async def test_no_cipher_in_common_is_told(self) -> None:
        context = self.authority.server_context()
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("ECDHE-RSA-AES128-SHA")  # the certificate has no RSA key

        assert "no cipher in common" in (await self.failure(context)).message

    async def test_a_version_that_is_too_new_for_the_server_is_told(self) -> None:
        context = self.authority.server_context()
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        failure = await self.failure(context, min_version="1.3")

        assert failure.message.endswith(" does not speak the TLS version that is asked for")

    async def test_a_name_that_the_server_does_not_know_is_told(self) -> None:
        context = self.authority.server_context()
        context.set_servername_callback(_nobody)  # type: ignore[arg-type]  # it may give no object

        assert (await self.failure(context)).message.endswith(" has no certificate for that name")
