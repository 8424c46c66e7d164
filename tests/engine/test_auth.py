from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from tests.factories import make_endpoint
from tui.engine.auth import request_headers, secret_headers
from tui.engine.failures import FailureError
from tui.model.mask import Mask
from tui.model.target import Auth, BasicAuth, BearerAuth, DigestAuth, NetrcAuth

if TYPE_CHECKING:
    from pathlib import Path


def authorization(
    auth: Auth | None = None, url: str = "https://api.example.com/", **headers: str
) -> str | None:
    return request_headers(make_endpoint(url=url, auth=auth, headers=headers), {}).get("Authorization")


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def test_credentials_become_a_header() -> None:
    assert authorization(BasicAuth("me", "pä")) == basic("me", "pä")
    assert authorization(BearerAuth("t")) == "Bearer t"
    assert authorization(url="https://me:p%40@api.example.com/") == basic("me", "p@")


def test_credentials_that_need_an_answer_first_are_no_header() -> None:
    assert authorization(DigestAuth("me", "pw")) is None
    assert authorization() is None


def test_a_header_of_the_user_beats_the_credentials() -> None:
    assert authorization(BasicAuth("me", "pw"), authorization="Custom x") == "Custom x"


def netrc(path: Path, text: str | None, url: str = "https://api.example.com/") -> str:
    if text is not None:
        path.write_text(text)
        path.chmod(0o600)
    endpoint = make_endpoint(url=url, auth=NetrcAuth())
    return request_headers(endpoint, {"NETRC": str(path)})["Authorization"]


def test_netrc_has_the_credentials_of_a_host(tmp_path: Path) -> None:
    found = netrc(tmp_path / "netrc", "machine api.example.com login me password pw\n")

    assert found == basic("me", "pw")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, "cannot read {path}: No such file or directory"),
        ("machine other login me password pw\n", "{path} has no entry for api.example.com"),
        ("nonsense\n", "cannot read {path}: bad toplevel token 'nonsense'"),
    ],
)
def test_a_netrc_that_does_not_help_says_why(tmp_path: Path, text: str | None, expected: str) -> None:
    path = tmp_path / "netrc"

    with pytest.raises(FailureError) as caught:
        netrc(path, text)

    assert caught.value.failure.message == expected.format(path=path)


def test_a_header_is_secret_by_its_name_or_by_its_value() -> None:
    headers = {"X-Api-Key": "k", "X-Team": "eu", "X-Note": "it is hunter22"}

    found = secret_headers(make_endpoint(headers=headers), Mask(["hunter22"]))

    assert found == {"X-Api-Key", "X-Note"}
