from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from tests.factories import make_endpoint, make_feed
from tui.config.config import Config, Settings
from tui.config.difference import Difference, difference_of
from tui.model.target import Origin

if TYPE_CHECKING:
    from tests.config.conftest import Load

EVERYTHING = """
title = "Shop"
[defaults.endpoint]
headers = { User-Agent = "x" }
[[endpoint]]
name = "orders"
url = "https://a/health"
body = { json = { ping = [1, 2.5, "x"] } }
method = "POST"
auth = { basic = "user:pw" }
tls = { verify = false }
expect = [200, 204]
assert = ['json $.status == "ok"', 'header x-id matches /^a+$/', 'latency < 300ms']
retry = { attempts = 3, on = ["connect", 502] }
[[feed]]
name = "trades"
url = "wss://b/feed"
on_open = ['{"op":"subscribe"}']
reconnect = { delay = "1s" }
assert = ['rate > 0.5 over 1m']
type = "$.type"
pair = { request = "$.id", response = "$.id" }
snippets = { ping = "1" }
[[feed.trigger]]
when = 'type == "error"'
do = ["mark", "bell"]
[[notify]]
when = 'state in ["down", "up"]'
via = "bell"
"""


def make_config(*names: str) -> Config:
    return Config(endpoints=tuple(make_endpoint(name) for name in names), feeds=(make_feed(),))


def test_the_same_file_read_twice_makes_no_difference(load: Load) -> None:
    assert not difference_of(load(EVERYTHING), load(EVERYTHING))


def test_comments_and_moved_lines_make_no_difference(load: Load) -> None:
    assert not difference_of(load(EVERYTHING), load(f"# new\n\n{EVERYTHING}"))


def test_what_is_new_changed_or_gone_is_named() -> None:
    before, after = make_config("a", "b", "c"), make_config("b", "c", "d")
    after = replace(after, endpoints=(make_endpoint("b", interval=1.0), *after.endpoints[1:]))

    assert difference_of(before, after) == Difference(added=("d",), changed=("b",), removed=("a",))


def test_a_feed_that_becomes_an_endpoint_has_changed() -> None:
    before, after = Config(feeds=(make_feed("x"),)), Config(endpoints=(make_endpoint("x"),))

    assert difference_of(before, after).changed == ("x",)


def test_another_place_in_the_file_is_no_change_but_another_order_is() -> None:
    before, after = make_config("a", "b"), make_config("b", "a")
    moved = tuple(replace(each, origin=Origin(Path("x"), 7)) for each in after.endpoints)

    assert difference_of(before, replace(after, endpoints=moved)) == Difference(is_reordered=True)


def test_what_is_added_in_between_does_not_reorder_the_others() -> None:
    assert not difference_of(make_config("a", "b"), make_config("a", "x", "b")).is_reordered


def test_settings_are_named() -> None:
    before = make_config("a")
    after = replace(before, title="x", keys={"open": ("o",)}, settings=Settings(theme="nord", concurrency=2))

    assert difference_of(before, after).settings == ("title", "keys", "theme", "concurrency")


@pytest.mark.parametrize(
    ("difference", "expected"),
    [
        (Difference(added=("a",), changed=("b", "c"), removed=("d",)), "+1 a  ~2 b, c  −1 d"),
        (Difference(added=("a", "b", "c", "d")), "+4 a, b, c, …"),
        (Difference(is_reordered=True, settings=("title", "theme")), "in another order  title, theme"),
        (Difference(), "nothing has changed"),
    ],
)
def test_it_tells_of_itself_in_a_line(difference: Difference, expected: str) -> None:
    assert difference.told() == expected


def test_it_tells_which_settings_come_later() -> None:
    difference = Difference(settings=("theme", "history", "concurrency"))

    assert (
        difference.told(late={"concurrency"}, idle={"history"})
        == "theme  at the next start: concurrency  without effect: history"
    )
