from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.target import Method

if TYPE_CHECKING:
    from pathlib import Path

    from tests.config.conftest import Faults, Load


def test_a_key_needs_its_certificate(faults: Faults, directory: Path) -> None:
    (directory / "me.key").write_text("")

    assert faults('[[endpoint]]\nurl = "https://a"\ntls = { key = "me.key" }') == [
        '3:1: endpoint "a": tls: key is of no use without cert: write cert = "me.pem" too'
    ]


def test_a_certificate_needs_its_key(faults: Faults, directory: Path) -> None:
    (directory / "me.pem").write_text("-----BEGIN CERTIFICATE-----\n")

    assert faults('[defaults.endpoint]\ntls = { cert = "me.pem" }\n[[endpoint]]\nurl = "https://a"') == [
        '2:1: defaults.endpoint: tls: cert holds no private key: write key = "me.key" too'
    ]


def test_a_key_may_stand_in_the_file_of_its_certificate(load: Load, directory: Path) -> None:
    (directory / "me.pem").write_text("-----BEGIN EC PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n")

    assert load('[[endpoint]]\nurl = "https://a"\ntls = { cert = "me.pem" }').endpoints[0].tls.key is None


def test_a_certificate_and_its_key_may_come_from_two_layers(load: Load, directory: Path) -> None:
    for name in ("me.pem", "me.key"):
        (directory / name).write_text("")
    text = """
[defaults.endpoint]
tls = { cert = "me.pem" }
[[endpoint]]
url = "https://a"
tls = { key = "me.key" }
"""

    assert load(text).endpoints[0].tls.key == directory / "me.key"


def test_an_address_is_of_the_family(faults: Faults) -> None:
    assert faults('[[endpoint]]\nurl = "https://a"\nresolve = "::1"\nfamily = "ipv4"') == [
        '3:1: endpoint "a": resolve: "::1" is not of family "ipv4": take one of the two away'
    ]


def test_a_websocket_has_no_method_and_no_body(faults: Faults) -> None:
    only = "is for Server-Sent Events (http, https) only, and the url is a WebSocket: take it away"

    assert faults('[[feed]]\nurl = "wss://a"\nmethod = "POST"\nbody = { text = "x" }') == [
        f'3:1: feed "a": method: {only}',
        f'4:1: feed "a": body: {only}',
    ]


def test_server_sent_events_are_only_received(faults: Faults) -> None:
    only = "is for WebSockets (ws, wss) only, and the url is of Server-Sent Events: take it away"

    assert faults('[[feed]]\nurl = "https://a"\non_open = ["x"]\nsubprotocols = ["x"]') == [
        f'3:1: feed "a": on_open: {only}',
        f'4:1: feed "a": subprotocols: {only}',
    ]


def test_what_a_feed_inherits_for_the_other_kind_is_left_out(load: Load) -> None:
    text = """
[defaults.feed]
method = "POST"
on_open = ["x"]
[[feed]]
url = "ws://a"
[[feed]]
url = "http://a/events"
"""
    websocket, events = load(text).feeds

    assert (websocket.method, websocket.on_open) == (Method.GET, ("x",))
    assert (events.method, events.on_open) == (Method.POST, ())


def test_a_body_may_be_sent_with_get(load: Load) -> None:
    assert load('[[endpoint]]\nurl = "http://a"\nbody = { text = "x" }').endpoints[0].body is not None


def test_what_is_sent_first_means_something_in_the_only_subprotocol(faults: Faults) -> None:
    text = '[[feed]]\nurl = "wss://a"\nsubprotocols = ["mqtt"]\non_open = ["SUBSCRIBE a", "CONNECT", "{}"]'
    first, third = faults(text)

    assert first.startswith('4:1: feed "a": on_open: [1]: MQTT begins with CONNECT')
    assert third.startswith("4:1: feed \"a\": on_open: [3]: not an MQTT packet: '{}', write e.g. 'CONNECT'")


def test_what_is_sent_first_may_be_for_another_subprotocol_that_is_offered(load: Load) -> None:
    text = '[[feed]]\nurl = "wss://a"\nsubprotocols = ["mqtt", "v2.json"]\non_open = ["{}"]'

    assert load(text).feeds[0].on_open == ("{}",)
