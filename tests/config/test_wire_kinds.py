from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.config.conftest import Faults, Load


def faults_of(faults: Faults, line: str) -> list[str]:
    found = faults(f'[[endpoint]]\nurl = "http://a"\n{line}')
    return [fault.removeprefix("3:").partition(' endpoint "a": ')[2] for fault in found]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('proxy = "socks5://x"', 'proxy: "socks5://x" has the scheme "socks5": write http:// or https://'),
        ('proxy = "proxy:3128"', 'proxy: "proxy:3128" has no scheme, did you mean "http://proxy:3128"?'),
        (
            'resolve = "10.0.0.5:80"',
            'resolve: "10.0.0.5:80" is no IP address: write e.g. "10.0.0.5" or "2001:db8::5", without a port',
        ),
        ('tls = { ca = "gone.pem" }', "tls.ca: gone.pem does not exist"),
        ('tls = { ca = "" }', 'tls.ca: must not be empty: write e.g. "ca.pem"'),
        ('body = { file = "." }', "body.file: . is a directory, not a file"),
        ('auth = { basic = "me" }', 'auth.basic: needs a user and a password: write "user:${PASSWORD}"'),
        ('auth = { bearer = "" }', 'auth.bearer: must not be empty: write e.g. "${TOKEN}"'),
        ("auth = { netrc = false }", "auth.netrc: false is not true: write true, or leave the key out"),
        ('headers = { "a b" = "x" }', 'headers: "a b" is no header name: write letters, digits and -'),
        ('headers = { A = "x\\ny" }', "headers.A: must not hold line breaks or control characters"),
        ('headers = { A = "x", a = "y" }', 'headers: "a" and "A" are the same header: write one of them'),
        (
            "body = { json = { at = 2026-11-22 } }",
            "body.json.at: the date 2026-11-22 is not JSON: write it as a text, in quotes",
        ),
        (
            "body = { json = [nan] }",
            "body.json[0]: the number nan is not JSON: write it as a text, in quotes",
        ),
    ],
)
def test_what_cannot_be_used_to_connect_is_refused(faults: Faults, line: str, message: str) -> None:
    assert faults_of(faults, line) == [message]


def test_no_proxy_is_not_the_proxy_of_the_environment(load: Load) -> None:
    endpoints = load('[[endpoint]]\nurl = "http://a"\nproxy = ""\n[[endpoint]]\nurl = "http://b"').endpoints

    assert [endpoint.proxy for endpoint in endpoints] == ["", None]


def test_an_address_is_written_in_its_shortest_form(load: Load) -> None:
    assert (
        load('[[endpoint]]\nurl = "http://a"\nresolve = "2001:DB8:0::5"').endpoints[0].resolve
        == "2001:db8::5"
    )


def test_a_file_is_relative_to_the_configuration(
    load: Load, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (directory / "ca.pem").write_text("")
    (directory / "elsewhere").mkdir()
    monkeypatch.chdir(directory / "elsewhere")

    assert (
        load('[[endpoint]]\nurl = "http://a"\ntls = { ca = "ca.pem" }').endpoints[0].tls.ca
        == directory / "ca.pem"
    )


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ('auth = { bearer = "abcdef" }', "abcdef"),
        ('auth = { basic = "me:abcdef" }', "abcdef"),
        ('auth = { basic = "me:abcdef" }', "bWU6YWJjZGVm"),
        ('headers = { Authorization = "Bearer abcdef" }', "abcdef"),
        ('headers = { X-Api-Key = "abcdef" }', "abcdef"),
        ('proxy = "http://me:abcdef@proxy"', "abcdef"),
        ('body = { json = { deep = [{ password = "abcdef" }] } }', "abcdef"),
        ('body = { form = { password = "abcdef" } }', "abcdef"),
        (
            'auth = { oauth2 = { token_url = "https://t", client_id = "x", client_secret = "abcdef" } }',
            "abcdef",
        ),
    ],
)
def test_what_authenticates_is_a_secret(load: Load, line: str, secret: str) -> None:
    assert load(f'[[endpoint]]\nurl = "http://a"\n{line}').mask(f"<{secret}>") == "<•••>"


@pytest.mark.parametrize(
    "text",
    [
        r"CONNECT\nUser Name: ada\nPassword: abcdef",
        r"CONNECT\nlogin:ada\npasscode:abcdef\n",
        r"{\"op\": \"auth\", \"token\": \"abcdef\", \"user\": \"ada\"}",
    ],
)
def test_what_authenticates_in_a_message_is_a_secret_and_nothing_else_of_it(load: Load, text: str) -> None:
    mask = load(f'[[feed]]\nurl = "ws://a"\non_open = ["{text}"]').mask

    assert mask("CONNECT auth ada abcdef") == "CONNECT auth ada •••"


@pytest.mark.parametrize(
    ("password", "written"),
    [
        ("p@ss/w:rd#hunter2?", "p%40ss%2Fw:rd%23hunter2%3F"),
        ("p@ss%41 [x]\\", "p%40ss%2541%20%5Bx%5D%5C"),
        ("hunter2:100%!", "hunter2:100%!"),
        ("hunter2%40%2F", "hunter2%40%2F"),
    ],
)
@pytest.mark.parametrize("variable", ["${PW}", "${PW:-none}", "${file:pw}", "${NONE:-${PW}}"])
def test_a_variable_may_hold_any_password_of_a_url(
    load: Load, directory: Path, variable: str, password: str, written: str
) -> None:
    (directory / "pw").write_text(password)
    config = load(f"[[endpoint]]\nurl = 'http://me:{variable}@a.test/x?y@z'", PW=password)

    assert config.endpoints[0].url == f"http://me:{written}@a.test/x?y@z"


@pytest.mark.parametrize(
    "url",
    [
        "http://me:p@hunter2/x@a.test/",
        "http://me:hunter2/x@a.test/",
        "http://me:${PW:-p@hunter2/x}@a.test:x/",
    ],
)
def test_a_fault_in_a_url_without_a_name_shows_none_of_its_password(faults: Faults, url: str) -> None:
    (fault,) = faults(f'[[endpoint]]\nurl = "{url}"')

    assert "hunter2" not in fault
    assert 'endpoint "a.test' in fault


@pytest.mark.parametrize("password", ["p@ss/hunter2", "p%40ss%2Fhunter2"])
def test_a_password_of_a_url_is_hidden_as_it_is_sent(load: Load, password: str) -> None:
    mask = load('[[endpoint]]\nurl = "http://me:${PW}@a.test/"', PW=password).mask
    sent = b64encode(b"me:p@ss/hunter2").decode()

    assert mask(f"p@ss/hunter2 p%40ss%2Fhunter2 {sent}") == "••• ••• •••"


def test_no_part_of_a_configuration_shows_a_password(load: Load) -> None:
    text = """
[[endpoint]]
url = "http://a"
auth = { basic = "me:abcdef" }
[[notify]]
via = "webhook"
url = "http://b"
secret = "ghijkl"
"""

    assert "abcdef" not in repr(load(text))
    assert "ghijkl" not in repr(load(text))
