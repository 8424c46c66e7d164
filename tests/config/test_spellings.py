"""The ways in which a secret comes back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from tui.config.spellings import spellings
from tui.config.variables import Secrets

written = st.text("abZ0349F%/?:@+&=;!$'()*,|^{}\\\"<>[]`~_-é", min_size=4)


@given(written)
def test_a_secret_is_known_as_it_stands_in_the_url_that_is_asked_for(secret: str) -> None:
    query = URL(f"http://a.test/?t={secret}").raw_query_string.removeprefix("t=")

    assert query in spellings(secret)


@given(written.filter(lambda secret: "?" not in secret))
def test_a_secret_is_known_as_it_stands_in_the_path_that_is_asked_for(secret: str) -> None:
    path = URL(f"http://a.test/{secret}").raw_path.removeprefix("/")

    assert path in spellings(secret)


@pytest.mark.parametrize(
    ("secret", "text"),
    [
        ("tok%2Fhunter3%3D", "tok/hunter3%3D"),
        ("tok%2Fhunter3%3D", "tok/hunter3="),
        ("hunter3%41bc", "hunter3Abc"),
        ("hunter3+x%2b", "hunter3 x+"),
        ("tok/hunter3", r"tok\/hunter3"),
        ("tok<hunter3&", r"tok\u003chunter3\u0026"),
    ],
)
def test_a_secret_is_hidden_in_each_of_its_spellings(secret: str, text: str) -> None:
    secrets = Secrets()
    secrets.add(secret)

    assert secrets.mask()(f"({text})") == "(•••)"


@pytest.mark.parametrize("is_ascii", [True, False])
@pytest.mark.parametrize("secret", ['quo"te', "back\\slash", 'é"nné', 'a/b"c'])
def test_a_secret_is_hidden_in_json_within_json(secret: str, *, is_ascii: bool) -> None:
    secrets = Secrets()
    secrets.add(secret)
    inner = json.dumps({"p": secret}, ensure_ascii=is_ascii)
    outer = json.dumps({"body": inner}, ensure_ascii=is_ascii)

    assert secrets.mask()(outer) == r'{"body": "{\"p\": \"•••\"}"}'


def test_a_secret_of_letters_and_digits_has_one_spelling() -> None:
    assert spellings("hunter22") == {"hunter22"}
