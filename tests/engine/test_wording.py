from __future__ import annotations

import pytest
from yarl import URL

from tui.engine.wording import LATE, LOCAL, TLS, UNREACHED, reason_of, seconds, server_of


@pytest.mark.parametrize(("value", "text"), [(5, "5s"), (2.5, "2.5s"), (0.3, "300ms"), (0.0001, "1ms")])
def test_times_in_sentences_are_short(value: float, text: str) -> None:
    assert seconds(value) == text


def test_a_status_that_nobody_registered_stands_alone() -> None:
    assert (reason_of(503), reason_of(799)) == ("503 Service Unavailable", "799")


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("https://api.example.com/a", "api.example.com:443"),
        ("http://127.0.0.1:1/", "127.0.0.1:1"),
        ("ws://[::1]:8080/", "[::1]:8080"),
        ("http://A.Example/x", "a.example:80"),
        ("https://user:pw@a.example:8443/x?y=1", "a.example:8443"),
    ],
)
def test_a_server_is_its_host_and_port(url: str, server: str) -> None:
    assert server_of(URL(url)) == server_of(url) == server


@pytest.mark.parametrize("text", ["http://a.example:no/", "no url at all", ""])
def test_what_is_no_url_stands_for_its_server(text: str) -> None:
    assert server_of(text) == text


def test_every_sentence_can_be_said() -> None:
    for sentence in (*LATE.values(), *UNREACHED.values(), *LOCAL.values(), *TLS.values()):
        said = sentence.format(
            host="h", server="h:1", sender=" from h:1", within=" within 5s", connected="; connected"
        )

        assert "{" not in said
