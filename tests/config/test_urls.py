from __future__ import annotations

import pytest

from tui.config.errors import BadValueError
from tui.config.urls import (
    ENDPOINT_SCHEMES,
    FEED_SCHEMES,
    check_url,
    name_of_url,
    secrets_of_url,
    unique_name,
    user_part_of,
)
from tui.model.mask import Mask


@pytest.mark.parametrize(
    "url",
    [
        "http://a",
        "HTTPS://a:8443/x?y=z#f",
        "http://[::1]:80/",
        "https://user:pw@bücher.example/ä",
        "http://10.0.0.1",
    ],
)
def test_a_url_is_taken_as_it_is_written(url: str) -> None:
    assert check_url(url, ENDPOINT_SCHEMES) == url


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("localhost:8080/x", '"localhost:8080/x" has no scheme, did you mean "http://localhost:8080/x"?'),
        ("127.0.0.1/x", '"127.0.0.1/x" has no scheme, did you mean "http://127.0.0.1/x"?'),
        ("api.example.com", '"api.example.com" has no scheme, did you mean "https://api.example.com"?'),
        ("//api.example.com", '"//api.example.com" has no scheme, did you mean "https://api.example.com"?'),
        ("", '"" has no scheme: write http:// or https:// in front'),
        ("ftp://x", '"ftp://x" has the scheme "ftp": write http:// or https://'),
        ("ws://x", '"ws://x" has the scheme "ws": write http:// or https://, or make it a [[feed]]'),
        ("http:///x", '"http:///x" has no host: write e.g. "http://example.com/"'),
        ("http://x:99999/", '"http://x:99999/" is no URL: its port is no number up to 65535'),
        ("http://x:0/", '"http://x:0/" is no URL: port 0 cannot be reached'),
        ("http://[::1/", '"http://[::1/" is no URL: invalid IPv6 URL'),
        ("http://a b/", '"http://a b/" must not hold blanks or control characters: write %20 for a blank'),
        ("http://a/\n", '"http://a/\n" must not hold blanks or control characters: write %20 for a blank'),
    ],
)
def test_what_is_no_url_of_an_endpoint_is_refused(url: str, message: str) -> None:
    with pytest.raises(BadValueError) as caught:
        check_url(url, ENDPOINT_SCHEMES)

    assert str(caught.value) == message


def test_a_feed_without_a_scheme_is_taken_for_a_websocket() -> None:
    with pytest.raises(ValueError, match=r'did you mean "wss://stream.example.com/v1"'):
        check_url("stream.example.com/v1", FEED_SCHEMES)


def test_the_name_is_the_host_and_path_without_the_user() -> None:
    assert name_of_url("https://me:pw@a.example:8080/x/y/?q=1") == "a.example:8080/x/y"


def test_a_name_that_is_taken_gets_the_first_number_that_is_free() -> None:
    assert unique_name("a", []) == "a"
    assert unique_name("a", ["a", "a (2)"]) == "a (3)"


def test_passwords_and_secret_parameters_are_secrets() -> None:
    found = set(secrets_of_url("https://me:p%40ss@a/x?page=1&api_key=k%2Fey"))

    assert found == {"p%40ss", "p@ss", "bWU6cEBzcw==", "k/ey", "k%2Fey"}
    assert set(secrets_of_url("https://t0ken@a/")) == {"t0ken", "dDBrZW46"}


@pytest.mark.parametrize(
    "url",
    [
        "http://me:hunter2/x@a.test/",
        "http://me:hunter2#x@a.test/",
        "http://me:p@hunter2/x@a.test/y?z=b@c",
        "http://me:hunter2?x@a.test:80/",
        "http://me:p@hunter2?x@a.test/",
        "http://me:hunter2/p?x#y@a.test/",
        "http://me:hunter2[x@a.test/",
        "http://me:hunter2\N{FULLWIDTH COLON}x@a.test/",
    ],
)
def test_a_password_that_ends_too_early_is_refused_and_none_of_it_is_shown(url: str) -> None:
    with pytest.raises(BadValueError) as caught:
        check_url(url, ENDPOINT_SCHEMES)
    shown = Mask(secrets_of_url(url))(str(caught.value))

    assert "hunter2" not in shown
    assert "%2F for /" in shown
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "url", ["http://a:80/@scope/x", "http://[::1]:80/@x", "http://me:pw@a/?mail=a@b.test", "http://a/?u=x@y"]
)
def test_an_at_sign_that_belongs_to_no_password_is_welcome(url: str) -> None:
    assert check_url(url, ENDPOINT_SCHEMES) == url


@pytest.mark.parametrize(
    ("written", "user_part"),
    [
        ("http://${U:-a/b@c}:${PW}@a.test/", "${U:-a/b@c}:${PW}"),
        ("http://me:x@${PW}@${HOST}/${PATH}@y", "me:x@${PW}"),
        ("http://a.test/${X}@y", ""),
        ("http://${HOST}/", ""),
        ("${URL:-http://me@a.test}", ""),
    ],
)
def test_the_user_part_is_found_before_its_variables_are_replaced(written: str, user_part: str) -> None:
    start, end = user_part_of(written)

    assert written[start:end] == user_part
