from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.model.endpoint import Backoff, RetryPolicy
from tui.model.feed import BufferLimits, Pairing, ReconnectPolicy
from tui.model.target import (
    Auth,
    BasicAuth,
    BearerAuth,
    Body,
    DigestAuth,
    FileBody,
    FormBody,
    JsonBody,
    NetrcAuth,
    OAuth2,
    TextBody,
    TlsOptions,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.config.conftest import Faults, Load
    from tui.model.endpoint import Endpoint
    from tui.model.feed import Feed


def endpoint(load: Load, line: str) -> Endpoint:
    return load(f'[[endpoint]]\nurl = "http://a"\n{line}\n', PW="pa:ss").endpoints[0]


def feed(load: Load, line: str) -> Feed:
    return load(f'[[feed]]\nurl = "ws://a"\n{line}\n').feeds[0]


@pytest.mark.parametrize(
    ("written", "auth"),
    [
        ('{ bearer = "${PW}" }', BearerAuth("pa:ss")),
        ('{ basic = "me:${PW}" }', BasicAuth("me", "pa:ss")),
        ('{ digest = "me:${PW}" }', DigestAuth("me", "pa:ss")),
        ("{ netrc = true }", NetrcAuth()),
        (
            '{ oauth2 = { token_url = "https://t/", client_id = "me", client_secret = "${PW}" } }',
            OAuth2(token_url="https://t/", client_id="me", client_secret="pa:ss"),
        ),
    ],
)
def test_there_are_five_ways_to_authenticate(load: Load, written: str, auth: Auth) -> None:
    assert endpoint(load, f"auth = {written}").auth == auth


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ('{ text = "x" }', TextBody("x")),
        ('{ json = { a = [1, true, "${PW}"] } }', JsonBody({"a": [1, True, "pa:ss"]})),
        ("{ json = [] }", JsonBody([])),
        ('{ form = { a = "1" } }', FormBody({"a": "1"})),
    ],
)
def test_a_body_is_text_json_or_a_form(load: Load, written: str, body: Body) -> None:
    assert endpoint(load, f"body = {written}").body == body


def test_a_body_may_be_a_file_beside_the_configuration(load: Load, directory: Path) -> None:
    (directory / "body.json").write_text("{}")

    assert endpoint(load, 'body = { file = "body.json" }').body == FileBody(directory / "body.json")


def test_what_is_not_written_of_a_policy_is_its_default(load: Load) -> None:
    assert endpoint(load, "").retry == RetryPolicy()
    assert endpoint(load, "retry = {}").retry == RetryPolicy()
    assert feed(load, "").reconnect == ReconnectPolicy()
    assert feed(load, "").buffer == BufferLimits()
    assert feed(load, "buffer = { messages = 5 }").buffer == BufferLimits(messages=5)


def test_a_retry_policy_says_what_it_repeats_and_when(load: Load) -> None:
    written = (
        'retry = { attempts = 3, backoff = "jitter", delay = "1s", max_delay = "9s",'
        ' on = ["dns", 503], unsafe = true }'
    )

    assert endpoint(load, written).retry == RetryPolicy(
        attempts=3, backoff=Backoff.JITTER, delay=1.0, max_delay=9.0, on=("dns", 503), unsafe=True
    )


def test_the_longest_wait_grows_with_the_first_one(load: Load) -> None:
    assert endpoint(load, 'retry = { delay = "1m" }').retry.max_delay == 60.0


def test_the_longest_wait_is_not_shorter_than_the_first_one(faults: Faults) -> None:
    text = '[[endpoint]]\nurl = "http://a"\nretry = { delay = "10s", max_delay = "5s" }'

    assert faults(text) == [
        '3:1: endpoint "a": retry: max_delay must not be shorter than delay: write max_delay = "10s" or more'
    ]


def test_a_feed_reconnects_by_a_policy_or_never(load: Load, faults: Faults) -> None:
    assert feed(load, "reconnect = false").reconnect is None
    assert feed(load, "reconnect = { attempts = 5 }").reconnect == ReconnectPolicy(attempts=5)
    assert faults('[[feed]]\nurl = "ws://a"\nreconnect = true') == [
        '3:1: feed "a": reconnect: write false for never, or { delay = "1s", max_delay = "30s" }'
    ]


def test_a_pair_has_two_paths(load: Load) -> None:
    assert feed(load, 'pair = { request = "$.id", response = "$.re" }').pair == Pairing("$.id", "$.re")


def test_a_trigger_belongs_to_the_feed_above_it(load: Load) -> None:
    text = """
[[feed]]
url = "ws://a"
[[feed]]
url = "ws://b"
[[feed.trigger]]
when = 'type == "error"'
do = ["mark", 'send {"op":"ack"}']
"""

    first, second = load(text).feeds

    assert first.triggers == ()
    assert [trigger.when.text for trigger in second.triggers] == ['type == "error"']
    assert second.triggers[0].actions == ("mark", 'send {"op":"ack"}')


def test_tls_says_whom_to_trust(load: Load, directory: Path) -> None:
    (directory / "ca.pem").write_text("")

    assert endpoint(
        load, 'tls = { ca = "ca.pem", server_name = "x", min_version = "1.3" }'
    ).tls == TlsOptions(ca=directory / "ca.pem", server_name="x", min_version="1.3")
