from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from tui.cli.effective import effective_file
from tui.config.effective import Said, each_said, effective
from tui.config.loader import config_of_urls, load_config, read_config

if TYPE_CHECKING:
    from pathlib import Path

    from tui.config.config import Config

FILE = """\
title = "Shop"
include = ["teams/*.toml"]
[settings]
concurrency = 8
[keys]
"check.now" = "r,ctrl+r"
[defaults.endpoint]
timeout = "3s"
headers = { User-Agent = "me", Accept = "*/*" }
[defaults.feed]
method = "POST"
[group.core]
retry = { attempts = 3, delay = "10s" }
assert = ["latency < 500ms"]
[[endpoint]]
name = "orders"
group = "core"
url = "https://api.example.com/health?part=${PART:-eu}"
headers = { accept = "text/plain", Authorization = "Bearer ${TOKEN}" }
warn = ['json $.status == "ok"', "body contains \\"it's\\""]
body = { json = { ping = true, deep = [1.5, { "a b" = "$$5" }] } }
tls = { ca = "ca.pem", verify = false }
[[notify]]
via = "exec"
command = ["notify-send", "asyncdash"]
"""
TEAM = """\
[[endpoint]]
url = "http://127.0.0.1:1/${file:part}"
body = { file = "body.json" }
[[feed]]
url = "ws://127.0.0.1:1/"
group = "core"
on_open = ['{"op":"subscribe"}', "PASSCODE: ${TOKEN}"]
reconnect = false
[[feed.trigger]]
when = 'type == "error"'
do = ["mark", 'send {"op":"ack"}']
"""
VARIABLES = {"TOKEN": "sesame-open"}


@pytest.fixture
def path(directory: Path) -> Path:
    (directory / "teams").mkdir()
    for name, text in (
        ("asyncdash.toml", FILE),
        ("teams/sea.toml", TEAM),
        ("ca.pem", ""),
        ("teams/body.json", "{}"),
        ("teams/part", "north\n"),
    ):
        (directory / name).write_text(text)
    return directory / "asyncdash.toml"


def said(path: Path, **variables: str) -> dict[tuple[str | int, ...], Said]:
    config, reading = read_config(path, environ=VARIABLES | variables)
    return dict(each_said(effective(config, reading)))


def spot(value: Said) -> str:
    return value.by if isinstance(value.by, str) else f"{value.by.path.name}:{value.by.line}"


def meaning(config: Config) -> tuple[Any, ...]:
    """Return what a configuration means, wherever it stands."""
    targets = [replace(target, origin=None) for target in (*config.endpoints, *config.feeds)]
    return config.title, config.settings, config.keys, targets, config.notify


def test_each_value_has_the_line_that_it_was_written_on(path: Path) -> None:
    values = said(path)

    spots = {keys[2:]: spot(value) for keys, value in values.items() if keys[:2] == ("endpoint", "orders")}
    assert spots["url",] == "asyncdash.toml:18"
    assert spots["timeout",] == "asyncdash.toml:8"
    assert spots["headers", "User-Agent"] == "asyncdash.toml:9"
    assert spots["headers", "accept"] == "asyncdash.toml:19"
    assert spots["retry", "attempts"] == "asyncdash.toml:13"
    assert spots["assert",] == "asyncdash.toml:14"
    assert spots["tls", "verify"] == "asyncdash.toml:22"
    assert spots["interval",] == "default"


def test_the_value_that_counts_is_that_of_the_strongest_table(path: Path) -> None:
    headers = {
        keys[3]: value.value for keys, value in said(path).items() if keys[1:3] == ("orders", "headers")
    }

    assert headers == {"User-Agent": "me", "accept": "text/plain", "Authorization": "Bearer ${TOKEN}"}


def test_what_a_group_says_of_endpoints_alone_holds_for_no_feed(path: Path) -> None:
    assert ("feed", "127.0.0.1:1", "assert") not in said(path)


def test_a_default_for_the_other_kind_of_stream_does_not_hold(path: Path) -> None:
    assert ("feed", "127.0.0.1:1", "method") not in said(path)


def test_a_longest_wait_that_nobody_wrote_is_as_long_as_the_first(path: Path) -> None:
    longest = said(path)["endpoint", "orders", "retry", "max_delay"]

    assert (longest.value, longest.by) == ("10s", "default")


def test_values_of_included_files_name_those(path: Path) -> None:
    values = said(path)

    assert spot(values["feed", "127.0.0.1:1", "trigger", 0, "when"]) == "sea.toml:10"
    assert values["feed", "127.0.0.1:1", "reconnect"].value is False


@pytest.mark.parametrize(
    ("variables", "source"),
    [
        ({}, "PART: not set"),
        ({"PART": "us"}, "PART: environment"),
        ({"PART": ""}, "PART: environment, empty"),
    ],
)
def test_a_variable_is_told_with_where_its_value_comes_from(
    path: Path, variables: dict[str, str], source: str
) -> None:
    assert said(path, **variables)["endpoint", "orders", "url"].variables == (source,)


def test_a_variable_of_the_env_file_is_told_with_its_line(path: Path) -> None:
    path.with_name(".env").write_text("# of ours\n\nA=1\n\nexport TEXT='e\nu'\n\nPART=us\n")

    assert said(path)["endpoint", "orders", "url"].variables == ("PART: .env:8",)


def test_where_a_variable_of_the_env_file_is_empty_those_in_its_default_are_told(path: Path) -> None:
    path.write_text(FILE.replace("${PART:-eu}", "${PART:-${REGION:-eu}}"))
    path.with_name(".env").write_text("PART=\n")

    assert said(path)["endpoint", "orders", "url"].variables == (
        "PART: .env:1, empty",
        "REGION: not set",
    )


def test_the_tables_load_again_and_mean_the_same_from_anywhere(path: Path, directory: Path) -> None:
    config, reading = read_config(path, environ=VARIABLES)
    elsewhere = directory / "else/where.toml"
    elsewhere.parent.mkdir()
    elsewhere.write_text(effective_file(effective(config, reading), title="all"), encoding="utf-8")

    again = load_config(elsewhere, environ=VARIABLES)

    assert meaning(again) == meaning(config)


def test_no_secret_is_left(path: Path) -> None:
    config, reading = read_config(path, environ=VARIABLES)

    assert "sesame" not in repr(effective(config, reading))


def test_urls_of_the_command_line_say_so_and_hide_even_what_is_short() -> None:
    config = config_of_urls(["https://me:hid@a.example/?token=d&child=1"], environ={})

    url = dict(each_said(effective(config, None)))["endpoint", "a.example", "url"]

    assert url == Said(value="https://me:•••@a.example/?token=•••&child=1", by="command line")
