from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.config.kinds import Text
from tui.config.quill import Quill
from tui.config.references import References
from tui.config.urls import ENDPOINT_SCHEMES
from tui.config.variables import expand_text
from tui.config.wire_kinds import HeaderValue, Url

KNOWN = References({"sesame": "${TOKEN:-none}", "p@ss": "${PW}", "eu": "${PART}"})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("$5 ${x} $$.y $", "$5 $${x} $$$.y $$"),
        ("a sesame b", "a ${TOKEN:-none} b"),
        ("sesame$sesame", "${TOKEN:-none}$$${TOKEN:-none}"),
        ("neutral", "neutral"),
    ],
)
def test_what_came_from_a_variable_is_written_as_it(text: str, written: str) -> None:
    assert Quill(KNOWN, {}).text(text) == written


@given(st.text("${}a", max_size=8))
def test_any_text_reads_the_same_again(text: str) -> None:
    written = Quill(References({"aaaa": "${A:-aaaa}"}), {}).text(text)

    assert expand_text(written, environ={}, directory=Path("/nowhere"))[0] == text


def test_a_short_value_that_is_a_secret_is_written_as_its_variable() -> None:
    assert Quill(KNOWN, {}).text("eu", HeaderValue(), "Cookie") == "${PART}"


def test_a_value_that_was_encoded_for_a_url_is_written_as_its_variable() -> None:
    url = Quill(KNOWN, {}).text("https://me:p%40ss@a.example/", Url(ENDPOINT_SCHEMES))

    assert url == "https://me:${PW}@a.example/"


def test_one_secret_has_one_variable_and_two_have_two() -> None:
    quill = Quill(References(), {})
    quill.subject = "api (eu)"

    written = [quill.text(secret, Text(is_secret=True)) for secret in ("a", "b", "a")]

    assert written == ["${SECRET_OF_API_EU}", "${SECRET_OF_API_EU_2}", "${SECRET_OF_API_EU}"]
    assert quill.missing == ["SECRET_OF_API_EU", "SECRET_OF_API_EU_2"]


def test_a_variable_of_the_environment_stands_for_its_value_if_its_name_says_that_it_is_a_secret() -> None:
    quill = Quill(References(), {"USER": "abc", "API_TOKEN": "abc", "MY SECRET": "def"})

    assert quill.text("abc", Text(is_secret=True)) == "${API_TOKEN}"
    assert quill.text("def", Text(is_secret=True)) == "${SECRET_OF}"
