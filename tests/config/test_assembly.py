from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.config.conftest import Faults, Load


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


def test_every_file_that_was_read_is_told(load: Load, directory: Path) -> None:
    for name in (".env", "token"):
        (directory / name).write_text("")

    config = load('[[endpoint]]\nurl = "http://a"\nauth = { basic = "me:${file:token}" }')

    assert [path.name for path in config.files] == ["asyncdash.toml", ".env", "token"]
