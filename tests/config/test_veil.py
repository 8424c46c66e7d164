from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.config.effective import each_said, effective
from tui.config.loader import read_config
from tui.config.veil import veiled_url
from tui.model.mask import Mask

if TYPE_CHECKING:
    from pathlib import Path

ENVIRONMENT = {"TOKEN": "sesame-open", "PW": "open-sesame", "STAGE": "production"}
URL = 'url = "http://a.example/"\n'
WITH_SECRETS = {
    'url = "https://bob:hunter22@a.example/"': "https://bob:•••@a.example/",
    'url = "https://bob:hunter${PW}@a.example/"': "https://bob:•••${PW}@a.example/",
    'url = "https://a.example/?access_token=%7eabc${PW}&x=1"': (
        "https://a.example/?access_token=•••${PW}&x=1"
    ),
    'url = "https://a.example/${TOKEN:-sesame-shut}/${TOKEN}"': "https://a.example/${TOKEN:-•••}/${TOKEN}",
    f'{URL}headers = {{ Authorization = "Bearer abc" }}': "Bearer •••",
    f'{URL}headers = {{ Authorization = "Bearer ab${{TOKEN}}" }}': "Bearer •••${TOKEN}",
    f'{URL}headers = {{ Authorization = "Bearer ${{TOKEN}}" }}': "Bearer ${TOKEN}",
    f'{URL}headers = {{ Cookie = "id=5" }}': "•••",
    f'{URL}headers = {{ X-Stage = "${{TOKEN}}", X-Other = "sesame-open" }}': "•••",
    f'{URL}params = {{ api_key = "abc" }}': "•••",
    f'{URL}auth = {{ bearer = "${{TOKEN:-abc}}" }}': "${TOKEN:-•••}",
    f'{URL}auth = {{ basic = "bob:a${{PW}}b" }}': "bob:•••${PW}•••",
    f'{URL}body = {{ form = {{ password = "abc" }} }}': "•••",
    f'{URL}assert = [\'json $.x == "sesame-open" and body contains "${{TOKEN}}"\']': [
        'json $.x == "•••" and body contains "${TOKEN}"'
    ],
    f'{URL}body = {{ json = {{ secret = 12, n = 12, is_token = true, in = ["${{TOKEN}}"] }} }}': {
        "secret": "•••",
        "n": 12,
        "is_token": True,
        "in": ["${TOKEN}"],
    },
    f'{URL}body = {{ json = {{ credentials = {{ user = "bob", ids = [7, "${{TOKEN}}"] }} }} }}': {
        "credentials": {"user": "•••", "ids": ["•••", "${TOKEN}"]},
    },
}
"""What is written, and the last value of it as it is shown."""
WITHOUT_SECRETS = {
    f'{URL}interval = "${{EVERY:-2500ms}}"': "${EVERY:-2500ms}",
    f'{URL}timeout = "2500ms"\ninterval = "${{EVERY:-2500ms}}"': "${EVERY:-2500ms}",
    f'{URL}method = "${{METHOD:-POST}}"': "${METHOD:-POST}",
    f'{URL}warn = ["latency < ${{MOST:-500ms}}"]': ["latency < ${MOST:-500ms}"],
    f'{URL}headers = {{ X-Stage = "${{STAGE}}" }}\ntags = ["production"]': ["production"],
    f'{URL}headers = {{ X-Price = "$$5" }}': "$$5",
    f'{URL}auth = {{ oauth2 = {{ client_id = "b", client_secret = "", token_url = "https://a/" }} }}': (
        "https://a/"
    ),
}
"""What has to have a form is no secret, nor is a name."""


def last_said(directory: Path, text: str) -> object:
    path = directory / "asyncdash.toml"
    path.write_text(f"[[endpoint]]\n{text}\n", encoding="utf-8")
    config, reading = read_config(path, environ=ENVIRONMENT)
    tree = effective(config, reading)
    lines = {
        keys[2:]: said for keys, said in each_said({"endpoint": tree["endpoint"]}) if not said.is_implied
    }
    key = text.rpartition("\n")[2].partition(" ")[0]
    return [said.value for keys, said in lines.items() if keys[0] == key][-1]


@pytest.mark.parametrize(("written", "shown"), (WITH_SECRETS | WITHOUT_SECRETS).items())
def test_a_value_is_shown_without_its_secrets(directory: Path, written: str, shown: object) -> None:
    assert last_said(directory, written) == shown


def test_paths_are_absolute_whatever_directory_they_are_relative_to(directory: Path) -> None:
    (directory / "x$y").mkdir()
    (directory / "x$y/ca.pem").touch()
    (directory / "x$y/part").write_text("us")
    (directory / "asyncdash.toml").write_text('include = ["x$$y/in.toml"]')
    (directory / "x$y/in.toml").write_text(
        f'[[endpoint]]\n{URL}tls = {{ ca = "${{DIR:-.}}/ca.pem" }}\nparams = {{ at = "${{file:part}}" }}\n'
    )
    config, reading = read_config(directory / "asyncdash.toml", environ={})

    (endpoint,) = effective(config, reading)["endpoint"]

    assert endpoint["tls"]["ca"].value == f"{directory}/x$$y/${{DIR:-.}}/ca.pem"
    assert endpoint["params"]["at"].value == f"${{file:{directory}/x$y/part}}"


def test_a_url_that_is_in_no_file_loses_its_password() -> None:
    assert veiled_url("http://u:abc@proxy.example:1", Mask(["proxy"])) == "http://u:•••@•••.example:1"
