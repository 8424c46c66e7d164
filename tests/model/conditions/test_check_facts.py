from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from tests.factories import (
    NOW,
    make_attempt,
    make_exchange,
    make_failure,
    make_phases,
    make_result,
    make_tls_facts,
)
from tui.model.check import Outcome, Sample
from tui.model.conditions.check_facts import CheckFacts
from tui.model.conditions.facts import FactError, Missing, Several, Subject
from tui.model.conditions.json_path import JsonPath
from tui.model.phases import Phases

if TYPE_CHECKING:
    from tui.model.check import CheckResult


def result_of(**changes: Any) -> CheckResult:
    return make_result(attempts=(make_attempt(exchange=make_exchange(**changes)),))


def ask(name: str, argument: str = "", **changes: Any) -> object:
    return CheckFacts(result_of(**changes)).value(Subject(name, argument), now=NOW)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", 200),
        ("latency", 0.042),
        ("dns", 0.004),
        ("connect", 0.008),
        ("tls", 0.016),
        ("send", 0.001),
        ("wait", 0.012),
        ("receive", 0.001),
        ("size", 16),
        ("body", '{"status": "ok"}'),
        ("url", "https://orders.example.com/health"),
        ("ip", "192.0.2.7"),
        ("redirects", 0),
        ("attempts", 1),
    ],
)
def test_a_check_knows(name: str, value: object) -> None:
    assert ask(name) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cert.expires_in", 30 * 86_400),
        ("cert.issuer", "Example CA"),
        ("cert.subject", "orders.example.com"),
        ("tls.version", "TLSv1.3"),
    ],
)
def test_a_check_over_tls_knows(name: str, value: object) -> None:
    assert ask(name, tls=make_tls_facts()) == value


@pytest.mark.parametrize(
    ("name", "changes", "why"),
    [
        ("cert.issuer", {}, "no TLS on this connection"),
        ("cert.issuer", {"tls": make_tls_facts(issuer=None)}, "no cert.issuer is known"),
        ("ip", {"ip": None}, "no address is known"),
        ("error", {}, "no error"),
        ("rate", {}, "an endpoint has no rate"),
    ],
)
def test_what_is_not_there_is_missing(name: str, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Missing, match=f"^{why}$"):
        ask(name, **changes)


@pytest.mark.parametrize("name", ["status", "latency", "body", "json", "url"])
def test_without_a_response_there_is_nothing_of_it(name: str) -> None:
    with pytest.raises(Missing, match=r"^no response$"):
        CheckFacts(make_result(None)).value(Subject(name), now=NOW)


def test_a_failure_is_there_without_a_response() -> None:
    facts = CheckFacts(make_result(None, failure=make_failure("dns", "no such host")))

    assert facts.value(Subject("error"), now=NOW) == "dns: no such host"


def test_a_reused_connection_has_no_dns_phase() -> None:
    phases = Phases(send=0.001, wait=0.01, receive=0.001)
    facts = CheckFacts(make_result(attempts=(make_attempt(phases=phases),)))

    with pytest.raises(Missing, match=r"^no dns phase: the connection was reused$"):
        facts.value(Subject("dns"), now=NOW)


def test_a_phase_that_did_not_happen_is_missing() -> None:
    facts = CheckFacts(make_result(attempts=(make_attempt(phases=make_phases(tls=None)),)))

    with pytest.raises(Missing, match=r"^no tls phase$"):
        facts.value(Subject("tls"), now=NOW)


def test_the_name_of_a_header_does_not_care_for_case() -> None:
    assert ask("header", "CONTENT-TYPE") == "application/json"


def test_a_repeated_header_has_several_values() -> None:
    assert ask("header", "via", headers=(("Via", "a"), ("via", "b"))) == Several(("a", "b"))


def test_a_cookie_is_what_the_response_sets_it_to() -> None:
    headers = (("Set-Cookie", "other=1"), ("Set-Cookie", 'session="abc"; Path=/; HttpOnly'))

    assert ask("cookie", "session", headers=headers) == "abc"


def test_the_name_of_a_cookie_cares_for_case() -> None:
    with pytest.raises(Missing, match=r"^no cookie Session$"):
        ask("cookie", "Session", headers=(("Set-Cookie", "session=abc"),))


def test_a_body_is_decoded_as_its_content_type_says() -> None:
    headers = (("Content-Type", "text/plain; charset=iso-8859-1"),)

    assert ask("body", body=b"caf\xe9", headers=headers) == "café"


def test_json_is_parsed_once_and_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[bytes] = []

    def counting(payload: bytes) -> object:
        parsed.append(payload)
        return {"a": 1}

    monkeypatch.setattr("tui.model.conditions.document.read_json", counting)
    facts = CheckFacts(result_of(body=b"x"))
    facts.value(Subject("status"), now=NOW)
    facts.value(Subject("body"), now=NOW)
    before = len(parsed)
    for _ in range(3):
        facts.value(Subject("json", "$.a", JsonPath("$.a")), now=NOW)

    assert (before, len(parsed)) == (0, 1)


def test_json_that_was_cut_says_so() -> None:
    facts = CheckFacts(result_of(body=b'{"a": 1, ', is_truncated=True))

    with pytest.raises(
        FactError, match=r"^the body is cut after 9 B, so its JSON cannot be read: raise max_body$"
    ):
        facts.value(Subject("json", "$.a", JsonPath("$.a")), now=NOW)


def test_only_one_check_before_is_kept() -> None:
    first = CheckFacts(result_of())
    second = CheckFacts(result_of(), previous=first)
    third = CheckFacts(result_of(), previous=second)

    assert third.previous is second
    assert second.previous is None


def test_latencies_that_our_own_loop_delayed_are_left_out_while_there_are_others() -> None:
    late = make_result(attempts=(make_attempt(duration=2.0, lag=1.9),))
    fair = Sample(NOW - 5, Outcome.UP, 0.1, 200, 10.0)
    tainted = replace(fair, latency=3.0, is_tainted=True)

    def recent(*history: Sample) -> list[float]:
        return list(CheckFacts(late, history=history).recent(Subject("latency", ""), 60, now=NOW))

    assert recent(fair, tainted) == [0.1]
    assert recent(tainted) == [2.0]
