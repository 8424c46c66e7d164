from __future__ import annotations

import asyncio
import ssl
import threading
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.probing import ProberCase
from tests.servers import Authority, ok, serve
from tui.engine.failures import FailureError
from tui.engine.tls import TlsContexts, ssl_context
from tui.engine.tracing import TimedTls
from tui.model.check import Outcome
from tui.model.failure import Failure, FailureKind
from tui.model.target import TlsOptions

_DEADLINE = 10.0


def refused(options: TlsOptions) -> Failure:
    with pytest.raises(FailureError) as caught:
        ssl_context(options)
    return caught.value.failure


def test_certificates_are_verified_unless_told_otherwise() -> None:
    strict, lenient = ssl_context(TlsOptions()), ssl_context(TlsOptions(verify=False))

    assert (strict.verify_mode, strict.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert (lenient.verify_mode, lenient.check_hostname) == (ssl.CERT_NONE, False)


def test_the_oldest_version_can_be_chosen() -> None:
    assert ssl_context(TlsOptions(min_version="1.3")).minimum_version is ssl.TLSVersion.TLSv1_3


def test_every_handshake_is_timed() -> None:
    assert ssl_context(TlsOptions()).sslobject_class is TimedTls


def test_a_context_is_built_once() -> None:
    async def ask() -> None:
        contexts = TlsContexts()
        first = await contexts.get(TlsOptions())
        contexts.forget(TlsOptions())

        assert await contexts.get(TlsOptions()) is first
        assert await contexts.get(TlsOptions(verify=False)) is not first

    asyncio.run(ask())


def test_the_authorities_of_the_system_are_read_again_after_a_while() -> None:
    async def ask() -> None:
        moments = iter((100.0, 160.0, 160.0))
        contexts = TlsContexts(lambda: next(moments))
        first = await contexts.get(TlsOptions())
        contexts.forget(TlsOptions())

        assert await contexts.get(TlsOptions()) is not first

    asyncio.run(ask())


def test_a_file_that_hangs_keeps_no_other_waiting() -> None:
    release = threading.Event()

    def build(options: TlsOptions) -> ssl.SSLContext:
        if not options.verify:
            release.wait(_DEADLINE)
        return ssl_context(options)

    async def ask() -> None:
        contexts = TlsContexts()
        async with asyncio.timeout(_DEADLINE), asyncio.TaskGroup() as group:
            hanging = group.create_task(contexts.get(TlsOptions(verify=False)))
            await asyncio.sleep(0)
            await contexts.get(TlsOptions())

            assert not hanging.done()
            release.set()

    with patch("tui.engine.tls.ssl_context", build):
        asyncio.run(ask())


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"

    assert refused(TlsOptions(ca=path)) == Failure(FailureKind.LOCAL, f"cannot read {path}: no such file")


def test_a_file_without_a_certificate_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    path.write_text("nothing in here")

    assert refused(TlsOptions(ca=path)) == Failure(
        FailureKind.LOCAL, f"cannot use {path}: no certificate in PEM"
    )


def test_a_key_of_another_certificate_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    cert, _ = Authority().write_client(tmp_path / "a")
    _, key = Authority().write_client(tmp_path)

    failure = refused(TlsOptions(cert=cert, key=key))

    assert failure.message.endswith("the key does not belong to the certificate")


def test_nobody_is_asked_for_a_passphrase(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
    )

    cert, key = Authority().write_client(tmp_path)
    private = ec.generate_private_key(ec.SECP256R1())
    key.write_bytes(
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"hunter22"))
    )

    assert "is encrypted: give one without a passphrase" in refused(TlsOptions(cert=cert, key=key)).message


class TestClientCertificates(ProberCase):
    async def test_a_client_certificate_is_shown_to_who_wants_one(self) -> None:
        authority = Authority()
        cert, key = authority.write_client(self.directory)
        options = TlsOptions(ca=authority.write(self.directory), cert=cert, key=key)
        async with serve(ok(), tls=authority.server_context(wants_client=True)) as server:
            result = await self.check(server, tls=options)

        assert result.outcome is Outcome.UP

    async def test_a_missing_file_is_a_result(self) -> None:
        result = await self.check("https://localhost:9/", tls=TlsOptions(ca=Path("/nowhere/ca.pem")))

        assert result.failure == Failure(FailureKind.LOCAL, "cannot read /nowhere/ca.pem: no such file")
        assert result.attempts == ()

    async def test_a_renewed_authority_is_read_after_the_old_one_failed(self) -> None:
        old, new = Authority(), Authority()
        options = TlsOptions(ca=old.write(self.directory))
        async with serve(ok(), tls=new.server_context()) as server:
            refused_first = await self.check(server, tls=options)
            new.write(self.directory)
            then = await self.check(server, tls=options)

        assert refused_first.outcome is Outcome.DOWN
        assert then.outcome is Outcome.UP

    async def test_an_authority_that_is_read_anew_for_one_holds_for_all_who_name_its_file(self) -> None:
        old, new = Authority(), Authority()
        options = TlsOptions(ca=old.write(self.directory))
        async with (
            serve(ok(), tls=old.server_context()) as server,
            serve(ok(), tls=new.server_context()) as renewed,
        ):
            before = await self.check(server, name="other", tls=options)
            new.write(self.directory)
            ones = [await self.check(renewed, name="one", tls=options) for _ in range(2)]
            then = await self.check(server, name="other", tls=options)

        assert [each.outcome for each in (before, *ones)] == [Outcome.UP, Outcome.DOWN, Outcome.UP]
        assert then.outcome is Outcome.DOWN


def test_contexts_that_nobody_wants_any_more_are_let_go() -> None:
    async def ask() -> int:
        contexts = TlsContexts()
        for number in range(300):
            await contexts.get(TlsOptions(server_name=f"n{number}.test"))
        return len(contexts._contexts)

    with patch("tui.engine.tls.ssl_context", lambda _: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)):
        assert asyncio.run(ask()) < 300
