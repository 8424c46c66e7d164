from __future__ import annotations

import json
from base64 import b64decode
from typing import Any

from tests.factories import make_attempt, make_exchange, make_phases, make_result
from tui.model.mask import Mask
from tui.text.har import check_har


def entries_of(*attempts: object) -> list[dict[str, Any]]:
    text = check_har(make_result(attempts=attempts), Mask(["hunter22"]), version="1.0")
    log = json.loads(text)["log"]
    assert (log["version"], log["creator"]) == ("1.2", {"name": "asyncdash", "version": "1.0"})
    entries: list[dict[str, Any]] = log["entries"]
    return entries


def test_every_attempt_with_a_response_is_an_entry() -> None:
    entries = entries_of(make_attempt(None), make_attempt(503, number=2), make_attempt(number=3))

    assert [entry["response"]["status"] for entry in entries] == [503, 200]


def test_connecting_includes_tls_and_what_did_not_happen_is_minus_one() -> None:
    (entry,) = entries_of(make_attempt(phases=make_phases(dns=None)))

    assert entry["timings"] == {
        "blocked": -1,
        "dns": -1,
        "connect": 24.0,
        "ssl": 16.0,
        "send": 1.0,
        "wait": 12.0,
        "receive": 1.0,
    }


def test_the_query_is_taken_apart_and_secrets_are_masked() -> None:
    exchange = make_exchange(
        url="https://a.example/?q=1&token=abc",
        request_headers=(("Authorization", "x"), ("Content-Type", "text/plain")),
        request_body=b"hunter22",
        headers=(("Set-Cookie", "s=1"),),
        body=b"say hunter22",
    )

    (entry,) = entries_of(make_attempt(exchange=exchange))

    assert entry["request"]["queryString"] == [{"name": "q", "value": "1"}, {"name": "token", "value": "•••"}]
    assert entry["request"]["headers"][0] == {"name": "Authorization", "value": "•••"}
    assert entry["request"]["postData"] == {"mimeType": "text/plain", "text": "•••"}
    assert entry["response"]["headers"] == [{"name": "Set-Cookie", "value": "•••"}]
    assert entry["response"]["content"]["text"] == "say •••"


def test_a_secret_is_masked_in_a_body_that_is_no_text() -> None:
    (entry,) = entries_of(make_attempt(exchange=make_exchange(body=b"\xff hunter22")))

    assert b64decode(entry["response"]["content"]["text"]) == b"\xff " + "•••".encode()


def test_a_body_that_is_no_text_is_in_base64() -> None:
    (entry,) = entries_of(make_attempt(exchange=make_exchange(body=b"\xff\x00", is_truncated=True)))

    assert entry["response"]["content"] == {
        "size": 2,
        "mimeType": "application/json",
        "text": "/wA=",
        "encoding": "base64",
        "comment": "cut",
    }
