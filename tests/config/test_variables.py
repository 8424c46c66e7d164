from __future__ import annotations

from pathlib import Path

import pytest

from tui.config.errors import BadValueError
from tui.config.variables import Secrets, Variables


def expand(text: str, **environ: str) -> str:
    variables = Variables(environ, env_file=Path(".env").absolute(), secrets=Secrets())
    return variables.expand(text, directory=Path.cwd())


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("plain", "plain"),
        ("${A}", "one"),
        ("<${A}${B}>", "<onetwo>"),
        ("${C:-three}", "three"),
        ("${EMPTY:-three}", "three"),
        ("${EMPTY}", ""),
        ("${C:-${B}}", "two"),
        ('${C:-{"a":{}}}', '{"a":{}}'),
        ("${C:-}", ""),
        ("$$", "$"),
        ("$${A}", "${A}"),
        ("$$${A}", "$one"),
        ("json $.a[?@.b] costs 5$", "json $.a[?@.b] costs 5$"),
        ("{{$.id}}", "{{$.id}}"),
    ],
)
def test_a_text_means_what_its_variables_stand_for(text: str, expanded: str) -> None:
    assert expand(text, A="one", B="two", EMPTY="") == expanded


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("${C}", "${C} is not set: set C in the environment or in .env, or write ${C:-default}"),
        ("${C", '"${C" is not closed: write ${NAME}, and $$ for a dollar'),
        (
            "${1A}",
            "${1A} is no variable: write ${NAME}, ${NAME:-default} or ${file:PATH}, and $$ for a dollar",
        ),
        (
            "${A-x}",
            "${A-x} is no variable: write ${NAME}, ${NAME:-default} or ${file:PATH}, and $$ for a dollar",
        ),
        ("${file:}", "${file:} names no file: write ${file:/run/secrets/token}"),
        ("${file:gone}", "gone does not exist"),
        ("${C:-${D}}", "${D} is not set: set D in the environment or in .env, or write ${D:-default}"),
    ],
)
def test_what_stands_for_nothing_is_refused(text: str, message: str) -> None:
    with pytest.raises(BadValueError) as caught:
        expand(text, A="one")

    assert str(caught.value) == message


@pytest.mark.parametrize("content", ["s3cret", "s3cret\n", "s3cret\r\n"])
def test_a_file_stands_for_its_content_without_the_last_newline(directory: Path, content: str) -> None:
    (directory / "token").write_bytes(content.encode())

    assert expand("Bearer ${file:token}") == "Bearer s3cret"


def test_the_file_beside_the_configuration_has_the_names_that_the_environment_lacks(directory: Path) -> None:
    (directory / ".env").write_text('export A="from file"\nB=${A}\n')

    assert expand("${A}, ${B}", A="from environment") == "from environment, ${A}"


def test_a_line_that_is_no_assignment_is_a_fault_of_that_file(directory: Path) -> None:
    (directory / ".env").write_text('A=1\nB="never closed\n')
    variables = Variables({}, env_file=directory / ".env", secrets=Secrets())

    variables.expand("${A}", directory=directory)

    assert [str(fault) for fault in variables.faults] == [".env:2: is not NAME=value"]


def test_a_directory_of_that_name_is_no_file_of_variables(directory: Path) -> None:
    (directory / ".env").mkdir()

    assert expand("${A:-x}") == "x"


def test_what_a_variable_stands_for_is_a_secret(directory: Path) -> None:
    (directory / "token").write_text("in-a-file")
    secrets = Secrets()
    variables = Variables({"A": "in-the-environment"}, env_file=directory / ".env", secrets=secrets)

    variables.expand("${A} ${file:token} ${B:-by-default}", directory=directory)

    assert (
        secrets.mask()("in-the-environment in-a-file by-default in the clear") == "••• ••• ••• in the clear"
    )


def test_a_secret_is_hidden_in_urls_and_in_json_too() -> None:
    secrets = Secrets()
    secrets.add('a b/c"é')
    mask = secrets.mask()

    assert mask("?q=a%20b%2Fc%22%C3%A9&r=a+b%2Fc%22%C3%A9") == "?q=•••&r=•••"
    assert mask(r'{"x": "a b/c\"é"} {"x": "a b/c\"\u00e9"}') == '{"x": "•••"} {"x": "•••"}'
