from __future__ import annotations

import pytest
from yarl import URL

from tests.factories import make_endpoint
from tui.engine.failures import FailureError
from tui.engine.proxies import choose_proxy
from tui.model.failure import FailureKind

ENVIRON = {"http_proxy": "http://plain:1", "https_proxy": "http://secure:2"}


def proxy(
    url: str = "https://api.example.com/", environ: dict[str, str] | None = None, own: str | None = None
) -> str | None:
    found = choose_proxy(make_endpoint(url=url, proxy=own), ENVIRON if environ is None else environ).url
    return str(found) if found is not None else None


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ("http", "http://plain:1"),
        ("ws", "http://plain:1"),
        ("https", "http://secure:2"),
        ("wss", "http://secure:2"),
    ],
)
def test_the_environment_has_a_proxy_for_each_scheme(scheme: str, expected: str) -> None:
    assert proxy(f"{scheme}://api.example.com/") == expected


def test_a_proxy_of_its_own_beats_the_environment() -> None:
    assert proxy(own="http://mine:3") == "http://mine:3"


def test_an_empty_proxy_is_none() -> None:
    assert proxy(own="") is None


def test_no_proxy_at_all_is_none() -> None:
    assert proxy(environ={}) is None


def test_a_proxy_without_scheme_is_plain_http() -> None:
    assert proxy(own="mine:3128") == "http://mine:3128"


def test_capitals_and_all_proxy_count_as_well() -> None:
    assert proxy(environ={"HTTPS_PROXY": "http://big:1"}) == "http://big:1"
    assert proxy(environ={"ALL_PROXY": "http://all:1"}) == "http://all:1"
    assert proxy(environ={"https_proxy": "", "all_proxy": "http://all:1"}) is None


def test_a_client_of_a_cgi_program_cannot_choose_the_proxy() -> None:
    environ = {"HTTP_PROXY": "http://evil:1", "REQUEST_METHOD": "GET"}

    assert proxy("http://api.example.com/", environ) is None


@pytest.mark.parametrize(
    "entry",
    [
        "*",
        "api.example.com",
        "example.com",
        ".example.com",
        "*.example.com",
        "API.EXAMPLE.COM",
        "other, api.example.com",
        "other api.example.com",
        "api.example.com:443",
    ],
)
def test_no_proxy_names_a_host(entry: str) -> None:
    assert proxy(environ={**ENVIRON, "no_proxy": entry}) is None


@pytest.mark.parametrize(
    "entry", ["", ",", "ample.com", "api.example.com:8443", "api.example.com.org", "10.0.0.0/8"]
)
def test_no_proxy_names_another_host(entry: str) -> None:
    assert proxy(environ={**ENVIRON, "NO_PROXY": entry}) == "http://secure:2"


@pytest.mark.parametrize(
    ("url", "entry"),
    [
        ("http://10.1.2.3/", "10.0.0.0/8"),
        ("http://10.1.2.3/", "10.1.2.3"),
        ("http://[::1]:8080/", "::1"),
        ("http://[::1]:8080/", "[::1]:8080"),
    ],
)
def test_no_proxy_names_addresses_and_networks(url: str, entry: str) -> None:
    assert proxy(url, {**ENVIRON, "no_proxy": entry}) is None


def test_a_proxy_that_cannot_be_used_is_refused_without_its_password() -> None:
    with pytest.raises(FailureError) as caught:
        proxy(own="socks5://me:hunter22@mine:1080")

    assert caught.value.failure.kind is FailureKind.PROXY
    assert "cannot use the proxy socks5://mine:1080" in caught.value.failure.message


def test_the_credentials_of_a_proxy_are_kept_for_it() -> None:
    assert choose_proxy(make_endpoint(proxy="http://me:pw@mine:1"), {}).url == URL("http://me:pw@mine:1")


@pytest.mark.parametrize(
    ("own", "environ", "expected"),
    [
        (None, {}, "directly"),
        (None, {"NO_PROXY": "*"}, "directly"),
        ("http://mine:3", ENVIRON, "through http://mine:3: its own proxy"),
        ("", ENVIRON, 'through no proxy: its own proxy = ""'),
        (None, ENVIRON, "through http://secure:2: https_proxy"),
        (None, {"ALL_PROXY": "http://me:pw@all:1"}, "through http://all:1: ALL_PROXY"),
        (
            None,
            {**ENVIRON, "NO_PROXY": "a.test, .Example.com"},
            "through no proxy: NO_PROXY has .Example.com",
        ),
    ],
)
def test_the_choice_says_which_rule_made_it(own: str | None, environ: dict[str, str], expected: str) -> None:
    assert str(choose_proxy(make_endpoint(url="https://api.example.com/", proxy=own), environ)) == expected
