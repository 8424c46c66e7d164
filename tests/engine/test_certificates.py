from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.factories import NOW, make_tls_facts
from tests.probing import ProberCase
from tests.servers import Authority, hang, ok, serve, serve_raw
from tui.engine.certificates import certificate_sentence, facts_of, peek

if TYPE_CHECKING:
    from tui.model.check import TlsFacts

DAY = 86_400


class Refused(ssl.SSLCertVerificationError):
    """OpenSSL makes them without saying how."""

    def __init__(self, code: int, message: str = "as OpenSSL says") -> None:
        super().__init__(1, "refused")
        self.verify_code = code
        self.verify_message = message


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (3 * DAY + 60, "certificate of localhost expired 3 days ago (2023-11-11)"),
        (DAY, "certificate of localhost expired 1 day ago (2023-11-13)"),
        (60, "certificate of localhost expired today (2023-11-14)"),
        (-DAY, "certificate of localhost has expired"),
    ],
)
def test_an_expired_certificate_says_since_when(ago: float, expected: str) -> None:
    facts = make_tls_facts(expires_at=NOW - ago)

    assert certificate_sentence(Refused(10), "localhost", facts, now=NOW) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (9, "certificate of localhost is not valid yet"),
        (10, "certificate of localhost has expired"),
        (18, "self-signed certificate of localhost"),
        (19, "certificate of localhost is issued by an authority, which is not trusted here"),
        (20, "certificate of localhost is issued by an authority, which is not trusted here"),
        (23, "certificate of localhost has been revoked"),
        (62, "certificate is for another name, not localhost"),
        (99, "certificate of localhost: as OpenSSL says"),
    ],
)
def test_a_certificate_that_nobody_saw_is_refused_in_words_too(code: int, expected: str) -> None:
    assert certificate_sentence(Refused(code), "localhost", None, now=NOW) == expected


def test_the_authority_is_named() -> None:
    sentence = certificate_sentence(Refused(20), "localhost", make_tls_facts(issuer="Corp CA"), now=NOW)

    assert sentence == "certificate of localhost is issued by Corp CA, which is not trusted here"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("a.org",), "a.org"),
        (("a.org", "b.org"), "a.org, b.org"),
        (("a.org", "b.org", "c.org", "d.org", "e.org"), "a.org, b.org, c.org and 2 more"),
        ((), "orders.example.com"),
    ],
)
def test_the_names_of_a_certificate_are_told(names: tuple[str, ...], expected: str) -> None:
    sentence = certificate_sentence(Refused(62), "localhost", make_tls_facts(names=names), now=NOW)

    assert sentence == f"certificate is for {expected}, not localhost"


class Certificate:
    """A certificate as the object under a connection gives it."""

    def __init__(self, **info: Any) -> None:
        self.info = info

    def get_info(self) -> dict[str, Any]:
        if "error" in self.info:
            raise self.info["error"]
        return self.info


class Connection:
    """A TLS connection, and the object under it in one, whose peer sent these certificates."""

    def __init__(self, *chain: Certificate) -> None:
        self.chain = chain
        self._sslobj = self

    def version(self) -> str:
        return "TLSv1.3"

    def cipher(self) -> None:
        return None

    def get_unverified_chain(self) -> tuple[Certificate, ...]:
        return self.chain


def facts_about(*chain: Certificate) -> TlsFacts:
    return facts_of(cast("ssl.SSLObject", Connection(*chain)))


def test_the_first_expiry_of_the_chain_counts() -> None:
    facts = facts_about(
        Certificate(notAfter="Nov 14 22:13:20 2033 GMT"), Certificate(notAfter="Nov 14 22:13:20 2023 GMT")
    )

    assert facts.expires_at == NOW


def test_a_certificate_with_a_nonsensical_date_is_no_error() -> None:
    facts = facts_about(Certificate(notAfter="Bad time value", subject=((("commonName", "x"),),)))

    assert (facts.expires_at, facts.subject) == (None, "x")


def test_a_certificate_that_cannot_be_read_is_no_error() -> None:
    facts = facts_about(Certificate(error=ValueError("odd")))

    assert (facts.version, facts.names, facts.expires_at) == ("TLSv1.3", (), None)


def test_a_connection_is_asked_once() -> None:
    connection = cast("ssl.SSLObject", Connection(Certificate(subject=((("commonName", "x"),),))))

    assert facts_of(connection) is facts_of(connection)


class TestPeek(ProberCase):
    async def test_a_refused_certificate_can_be_looked_at(self) -> None:
        async with serve(ok(), tls=Authority().server_context("shop.example.com")) as server:
            facts = await peek(("127.0.0.1", server.port), "shop.example.com", timeout=20)

        assert facts is not None
        assert facts.names == ("shop.example.com",)
        assert facts.expires_at is not None

    async def test_a_server_that_does_not_show_it_again_is_no_error(self) -> None:
        async with serve_raw(hang) as server:
            assert await peek(("127.0.0.1", server.port), "localhost", timeout=0.2) is None

    async def test_the_facts_of_a_connection_are_in_the_result(self) -> None:
        context, options = self.trusted("localhost", "127.0.0.1")
        async with serve(ok(), tls=context) as server:
            tls = (await self.exchange(server, tls=options)).tls

        assert tls is not None
        assert tls.version == "TLSv1.3"
        assert tls.cipher.startswith("TLS_")
        assert tls.names == ("localhost", "127.0.0.1")
        assert tls.issuer is not None
        assert tls.expires_at is not None
