from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from reference.conditions import subject_tables, with_tables
from reference.markdown import as_toml, code, table
from reference.pages import DOCS, pages
from tui.cli.arguments import COMMANDS
from tui.config.tables import DEFINITIONS, MAIN
from tui.keys import KEYS
from tui.model.condition import ConditionScope
from tui.model.conditions.subjects import subjects_of
from tui.model.failure import FailureKind
from tui.model.health import Health

if TYPE_CHECKING:
    from collections.abc import Iterator

WITHOUT_EFFECT = {"notify", "history", "flight_recorder"}


def page(name: str) -> str:
    return pages()[f"reference/{name}.md"]


def configured() -> Iterator[str]:
    """Give every key of the configuration that does something."""
    tables = [MAIN, *(each for each in DEFINITIONS if each.name != "notify")]
    return (name for name in chain.from_iterable(each.keys for each in tables) if name not in WITHOUT_EFFECT)


@pytest.mark.parametrize("name", pages())
def test_a_page_in_the_repository_is_what_the_program_makes_of_it_now(name: str) -> None:
    path = DOCS / name

    assert path.exists(), "run: make reference, or: python -m reference.make"
    assert path.read_text(encoding="utf-8") == pages()[name], (
        "run: make reference, or: python -m reference.make"
    )


def test_every_key_of_the_configuration_has_a_row() -> None:
    text = page("configuration")

    assert [name for name in configured() if f"\n| `{name}` |" not in text] == []


@pytest.mark.parametrize("name", sorted(WITHOUT_EFFECT))
def test_nothing_is_told_that_has_no_effect(name: str) -> None:
    assert f"| `{name}` |" not in page("configuration")


def test_every_table_that_a_key_takes_has_its_section() -> None:
    text = page("configuration")
    named = set(re.findall(r"\]\(#(\w+)\)", text))

    assert {"retry", "tls", "buffer", "duration", "size"} <= named
    assert [
        name for name in named if not re.search(rf'^## \W*{name}\W*$|id="{name}"', text, re.MULTILINE)
    ] == []


def test_every_key_is_in_the_section_of_each_of_its_screens() -> None:
    text = page("keys")

    assert [key.id for key in KEYS if text.count(f"| `{key.id}` |\n") != len(key.scopes)] == []


def test_every_command_has_its_section() -> None:
    assert [name for name in COMMANDS if f"\n## asyncdash {name}\n" not in page("commands")] == []


def test_every_kind_of_failure_is_explained() -> None:
    text = page("failures").partition("## Failures")[2]
    rows = re.findall(r"^\| `(\w+)` \| .+ \| .* \|$", text, re.MULTILINE)

    assert rows == [str(kind) for kind in FailureKind]


def test_every_state_is_explained_with_its_signs() -> None:
    rows = re.findall(r"^\| `.` \| `.` \| (\w+) \| \S.+ \| (yes)? \|$", page("failures"), re.MULTILINE)

    assert rows == [(str(health), "yes" if health.is_problem else "") for health in Health]


def test_every_subject_is_in_a_table() -> None:
    text = "".join(subject_tables().values())

    assert [name for name in subjects_of(ConditionScope.FILTER) if f"`{name}" not in text] == []


def test_a_table_takes_the_place_of_the_one_below_its_comment() -> None:
    below = {comment: f"{comment}\n\n{{}}\nafter\n" for comment in subject_tables()}
    stale = "".join(text.format("| of old |\n| --- |\n") for text in below.values())

    page = with_tables(stale)

    assert page == "".join(text.format(subject_tables()[comment]) for comment, text in below.items())
    assert with_tables(page) == page


def test_a_page_without_a_place_for_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="subjects of endpoints"):
        with_tables("# Conditions\n")


@pytest.mark.parametrize("name", ["commands", "conditions", "configuration", "failures", "keys"])
def test_no_row_has_more_or_fewer_cells_than_its_table(name: str) -> None:
    rows = re.findall(r"(?:^\|.*\|\n)+", page(name), re.MULTILINE)

    assert rows
    assert [len({line.count("|") for line in each.splitlines()}) for each in rows] == [1] * len(rows)


def test_a_bar_does_not_end_a_cell() -> None:
    assert table(("a|b",), [(code("c|d"),)]).count("|") == 6


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "true"),
        ("a", '"a"'),
        ('say "a"', "'say \"a\"'"),
        ([1, "b"], '[1, "b"]'),
        ({"User-Agent": "x", "check.now": "r"}, '{ User-Agent = "x", "check.now" = "r" }'),
        ({}, "{}"),
    ],
)
def test_a_value_is_written_as_toml_has_it(value: object, written: str) -> None:
    assert as_toml(value) == written
