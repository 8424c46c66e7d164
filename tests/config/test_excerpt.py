from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.config.errors import ConfigError
from tui.config.excerpt import excerpt_of
from tui.model.mask import Mask

if TYPE_CHECKING:
    from pathlib import Path

    from tui.config.excerpt import Excerpt

MASK = Mask(["hunter22"])


def read(directory: Path, text: str, *, line: int, column: int = 1, **fault: object) -> Excerpt | None:
    path = directory / "a.toml"
    path.write_text(text, encoding="utf-8", newline="")
    error = ConfigError(path=path, line=line, column=column, message="is wrong", **fault)  # type: ignore[arg-type]
    return excerpt_of(error, MASK)


def pointed(excerpt: Excerpt | None) -> str:
    assert excerpt is not None
    return excerpt.lines[-1][1][excerpt.start : excerpt.start + excerpt.length]


def only_line(directory: Path, text: str) -> str:
    excerpt = read(directory, text, line=1)
    assert excerpt is not None
    return excerpt.lines[0][1]


def test_the_line_of_a_fault_comes_with_the_one_before(directory: Path) -> None:
    excerpt = read(directory, 'title = "x"\nurl = "y"\nintervall = "10s"\nz', line=3)

    assert excerpt is not None
    assert excerpt.lines == ((2, 'url = "y"'), (3, 'intervall = "10s"'))


def test_a_blank_line_before_is_left_out(directory: Path) -> None:
    excerpt = read(directory, "\nx = 1", line=2)

    assert excerpt is not None
    assert excerpt.lines == ((2, "x = 1"),)


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ('intervall = "10s"', 1, "intervall"),
        ('auth = { bearrer = "${X}" }', 10, "bearrer"),
        ('expect = ["2xx", "9xx"]', 18, '"9xx"'),
        ("[[endpoint]]", 1, "[[endpoint]]"),
        ("x = = 1", 5, "="),
        ("\tx = 1", 2, "x"),
    ],
)
def test_the_whole_of_what_is_wrong_is_pointed_at(
    directory: Path, line: str, column: int, expected: str
) -> None:
    assert pointed(read(directory, line, line=1, column=column)) == expected


def test_a_character_of_a_condition_is_pointed_at_in_its_line(directory: Path) -> None:
    line = 'assert = ["status == 200", "latency < 500"]'
    excerpt = read(directory, line, line=1, column=28, excerpt="latency < 500", caret=10)

    assert excerpt is not None
    assert excerpt.start == line.index("500")


def test_what_is_behind_a_secret_is_pointed_at_all_the_same(directory: Path) -> None:
    line = 'headers = { X = "hunter22", Y = 1 }'

    assert pointed(read(directory, line, line=1, column=line.index("Y") + 1)) == "Y"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('x = "hunter22"', 'x = "•••"'),
        ('auth = { bearer = "abcdef" }', 'auth = { bearer = "•••" }'),
        ("basic = 'me:pass'", "basic = '•••'"),
        ('"X-Api-Key" = "abc"', '"X-Api-Key" = "•••"'),
        ('client_secret = "unfinished', 'client_secret = "•••'),
        ('url = "https://me:pa55@host/x?token=t0k&a=b"', 'url = "https://me:•••@host/x?token=•••&a=b"'),
        ('bearer = "${TOKEN:-abcdef}"', 'bearer = "•••"'),
    ],
)
def test_no_secret_is_shown(directory: Path, line: str, expected: str) -> None:
    assert only_line(directory, line) == expected


@pytest.mark.parametrize(
    "line",
    [
        'bearer = "${TOKEN}"',
        'basic = "me:${PW}"',
        'bearer = "${file:/run/token}"',
        'token = ""',
        'url = "http://a/x"',
    ],
)
def test_a_name_in_the_place_of_a_secret_is_shown(directory: Path, line: str) -> None:
    assert only_line(directory, line) == line


def test_a_fault_of_a_whole_file_has_no_excerpt(directory: Path) -> None:
    assert excerpt_of(ConfigError(path=directory / "a.toml", message="does not exist"), MASK) is None


def test_a_file_that_has_gone_has_no_excerpt(directory: Path) -> None:
    error = ConfigError(path=directory / "a.toml", line=1, message="was wrong")

    assert excerpt_of(error, MASK) is None


def test_a_line_that_has_gone_has_no_excerpt(directory: Path) -> None:
    assert read(directory, "x", line=3) is None
