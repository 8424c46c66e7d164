from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tui.config.assembly import assemble
from tui.config.place import Document, Reading
from tui.config.tables import DEFINITIONS, MAIN

if TYPE_CHECKING:
    from tests.config.conftest import Faults, Load

NAMES = sorted({name for table in (MAIN, *DEFINITIONS) for name in table.keys})
TEXTS = ["", "x", "http://a", "ws://a", "http://[", "${A}", "${B}", "${", "5s", "1MB", "$.a", "me:pw", "mark"]
TEXTS += [
    "status == 200",
    "send x",
    "\0",
    "~",
    "1.2",
    "GET",
    "2xx",
    "::1",
    "\u202e",
    "webhook",
    "x" * 5_000,
    ".",
]
VALUES = st.recursive(
    st.one_of(
        st.sampled_from(TEXTS),
        st.booleans(),
        st.integers(-1, 700),
        st.floats(),
        st.none().map(lambda _: 16**9_999),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=3)), inner, max_size=5),
    ),
    max_leaves=20,
)
TABLES = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "endpoint": st.lists(TABLES, max_size=3),
            "feed": st.lists(TABLES, max_size=3),
            "group": st.dictionaries(st.sampled_from(["", "x"]), TABLES),
            "defaults": st.fixed_dictionaries({}, optional={"endpoint": TABLES, "feed": TABLES}),
            "notify": st.lists(TABLES, max_size=2),
            "settings": TABLES,
            "keys": VALUES,
        },
    )
)
def test_a_document_is_a_configuration_or_has_faults_whatever_it_holds(table: dict[str, object]) -> None:
    reading = Reading({"A": "hunter22"}, env_file=Path("/nowhere/.env"))
    reading.documents.append(Document(Path("/nowhere/asyncdash.toml"), table, {}))

    config = assemble(Path("/nowhere/asyncdash.toml"), reading, history=Path("/nowhere/history"))
    faults = [str(fault) for fault in reading.faults()]

    assert (config is None) == bool(faults)
    assert all(line.isprintable() for fault in faults for line in fault.split("\n"))
    assert not any("hunter22" in fault for fault in faults)


def test_names_are_unique_over_endpoints_and_feeds(faults: Faults) -> None:
    text = '[[endpoint]]\nname = "x"\nurl = "http://a"\n[[feed]]\nurl = "ws://b"\nname = "x"'

    assert faults(text) == [
        '6:1: feed "x": the name "x" stands already at asyncdash.toml:2: names are unique'
    ]


def test_a_name_that_is_left_out_is_the_host_and_path_and_made_unique(load: Load) -> None:
    text = """
[[endpoint]]
url = "http://a/x"
[[endpoint]]
name = "a/x"
url = "http://b"
[[endpoint]]
url = "http://me:pw@a/x?q=1"
method = "POST"
"""

    assert [endpoint.name for endpoint in load(text).endpoints] == ["a/x (2)", "a/x", "a/x (3)"]


def test_a_group_stands_in_one_file(faults: Faults, directory: Path) -> None:
    (directory / "more.toml").write_text("[group.core]\n")

    assert faults('include = ["more.toml"]\n[group.core]') == [
        'more.toml:1:1: group "core": stands already at asyncdash.toml:2: write it once'
    ]


def test_the_title_is_the_files_name_unless_there_is_one(load: Load) -> None:
    assert load("").title == "asyncdash.toml"
    assert load('title = "Shop"').title == "Shop"


def test_an_endpoint_says_where_it_stands(load: Load, directory: Path) -> None:
    origin = load('\n\n[[endpoint]]\nurl = "http://a"').endpoints[0].origin

    assert origin is not None
    assert (origin.path, origin.line) == (directory / "asyncdash.toml", 3)


def test_a_file_of_variables_is_none_of_the_configuration(load: Load, directory: Path) -> None:
    for name in (".env", "token"):
        (directory / name).write_text("")

    config = load('[[endpoint]]\nurl = "http://a"\nauth = { basic = "me:${file:token}" }')

    assert [path.name for path in config.files] == ["asyncdash.toml"]
