"""The command lines that do it by hand."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_endpoint, make_feed
from tui.model.mask import Mask
from tui.model.target import (
    BasicAuth,
    BearerAuth,
    DigestAuth,
    Family,
    FileBody,
    FormBody,
    JsonBody,
    Method,
    NetrcAuth,
    OAuth2,
    TextBody,
    TlsOptions,
)
from tui.text.curl import curl_line, websocat_line
from tui.text.safe import UNSAFE

TAIL = "https://orders.example.com/health"


def test_a_plain_check_is_a_plain_line() -> None:
    assert curl_line(make_endpoint(), Mask()) == f"curl -L --max-redirs 10 --max-time 5 {TAIL}"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"method": Method.HEAD}, "--head"),
        ({"method": Method.DELETE}, "-X DELETE"),
        ({"headers": {"X-Trace": "it's"}}, """-H 'X-Trace: it'"'"'s'"""),
        ({"headers": {"Authorization": "Basic abc"}}, "-H 'Authorization: •••'"),
        ({"auth": BasicAuth("me", "hunter2")}, "-u 'me:•••'"),
        ({"auth": DigestAuth("me", "hunter2")}, "--digest -u 'me:•••'"),
        ({"auth": BearerAuth("abcdef")}, "-H 'Authorization: Bearer •••'"),
        ({"auth": OAuth2(token_url="https://t", client_id="i", client_secret="s")}, "Bearer •••"),
        ({"auth": NetrcAuth()}, "--netrc"),
        ({"tls": TlsOptions(verify=False, min_version="1.3")}, "-k --tlsv1.3"),
        ({"tls": TlsOptions(ca=Path("ca.pem"), cert=Path("me.pem"))}, "--cacert ca.pem --cert me.pem"),
        ({"proxy": "http://u:p@proxy:3128"}, "--proxy 'http://u:•••@proxy:3128'"),
        ({"proxy": ""}, "--noproxy '*'"),
        ({"resolve": "10.0.0.5"}, "--resolve orders.example.com:443:10.0.0.5"),
        ({"resolve": "::1"}, "--resolve 'orders.example.com:443:[::1]'"),
        ({"family": Family.IPV6}, "-6"),
        ({"params": {"a": "b c"}}, f"'{TAIL}?a=b+c'"),
        ({"url": "https://a.test/x[1]"}, "-g 'https://a.test/x[1]'"),
        (
            {"method": Method.POST, "body": JsonBody({"a": 1})},
            """-H 'Content-Type: application/json' --data-raw '{"a": 1}'""",
        ),
        (
            {"body": JsonBody({"user": {"password": "x", "ids": [1]}})},
            """'{"user": {"password": "•••", "ids": [1]}}'""",
        ),
        ({"method": Method.PUT, "body": TextBody("a\nb")}, r"--data-raw $'a\nb'"),
        ({"method": Method.POST, "body": FormBody({"password": "x"})}, "--data-urlencode 'password=•••'"),
        ({"method": Method.POST, "body": FileBody(Path("order.json"))}, "--data-binary @order.json"),
    ],
)
def test_everything_that_was_configured_is_in_the_line(changes: dict[str, Any], words: str) -> None:
    assert words in curl_line(make_endpoint(**changes), Mask())


def test_a_method_is_only_named_where_curl_would_choose_another() -> None:
    assert "-X" not in curl_line(make_endpoint(method=Method.POST, body=TextBody("x")), Mask())
    assert "-X GET" in curl_line(make_endpoint(body=TextBody("x")), Mask())


def test_a_type_of_ones_own_is_not_given_twice() -> None:
    line = curl_line(make_endpoint(headers={"content-type": "text/csv"}, body=TextBody("x")), Mask())

    assert line.lower().count("content-type") == 1


def test_a_secret_is_masked_wherever_it_stands() -> None:
    endpoint = make_endpoint(url="https://a.test/hunter2", headers={"X": "hunter2"}, body=TextBody("hunter2"))

    assert "hunter2" not in curl_line(endpoint, Mask(["hunter2"]))


def test_a_feed_is_a_line_for_websocat() -> None:
    feed = make_feed(subprotocols=("v2.json",), web_origin="https://a.test", headers={"Cookie": "x"})

    assert websocat_line(feed, Mask()) == (
        "websocat --protocol v2.json --origin https://a.test --ping-interval 20 -H 'Cookie: •••' "
        "wss://trades.example.com/v1"
    )


def test_server_sent_events_are_a_line_for_curl() -> None:
    line = websocat_line(make_feed(url="https://a.test/events"), Mask())

    assert line == "curl -N -H 'Accept: text/event-stream' https://a.test/events"


@given(st.text(), st.text(st.characters(exclude_characters="\0")))
def test_a_line_is_one_line_that_a_shell_can_read(name: str, text: str) -> None:
    line = curl_line(make_endpoint(headers={name: text}, body=TextBody(text)), Mask())

    assert not UNSAFE.search(line)
    assert UNSAFE.search(name + text) or mask_free(name, text) in shlex.split(line)


def mask_free(name: str, text: str) -> str:
    return f"{name}: {Mask().value(name, text)}" if text else f"{name};"
