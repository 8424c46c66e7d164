from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tui.engine.bodies import request_body, shown_body
from tui.model.mask import Mask
from tui.model.target import Body, FileBody, FormBody, JsonBody, TextBody

if TYPE_CHECKING:
    from pathlib import Path

MASK = Mask(["hunter22"])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (TextBody("ä"), ("ä".encode(), "text/plain; charset=utf-8")),
        (JsonBody({"a": ["ä", None]}), ('{"a": ["ä", null]}'.encode(), "application/json")),
        (FormBody({"a b": "ä&"}), (b"a+b=%C3%A4%26", "application/x-www-form-urlencoded")),
    ],
)
def test_a_body_is_bytes_of_a_type(body: Body, expected: tuple[bytes, str]) -> None:
    assert request_body(body) == expected


@pytest.mark.parametrize(
    ("name", "kind"), [("a.json", "application/json"), ("a.unknown-kind", "application/octet-stream")]
)
def test_a_file_has_the_type_of_its_name(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xff\x00")

    assert request_body(FileBody(path)) == (b"\xff\x00", kind)


def shown(body: Body) -> bytes:
    return shown_body(body, request_body(body)[0], MASK)


def test_secrets_in_json_are_masked_wherever_they_are() -> None:
    value = {"password": 1, "note": "is hunter22", "deep": [{"api_key": {"a": 1}}, 7, None], "n": True}

    assert json.loads(shown(JsonBody(value))) == {
        "password": "•••",
        "note": "is •••",
        "deep": [{"api_key": "•••"}, 7, None],
        "n": True,
    }


def test_secrets_in_a_form_and_in_text_are_masked() -> None:
    assert shown(FormBody({"token": "t", "q": "ä"})) == "token=•••&q=%C3%A4".encode()
    assert shown(TextBody("say hunter22")) == "say •••".encode()


def test_a_file_that_is_no_text_is_shown_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"\xff\xfe hunter22")

    assert shown(FileBody(path)) == b"\xff\xfe " + "•••".encode()
