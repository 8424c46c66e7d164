from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.target import TlsOptions

if TYPE_CHECKING:
    from tests.config.conftest import Faults, Load

LAYERS = """
[defaults.endpoint]
interval = "20s"
timeout = "1s"
headers = { User-Agent = "asyncdash", A = "1", B = "1" }
params = { a = "1", b = "1" }
tls = { verify = false, server_name = "x" }
tags = ["all"]

[group.core]
interval = "5s"
headers = { a = "2" }
params = { b = "2" }
tls = { server_name = "y" }

[[endpoint]]
name = "own"
group = "core"
url = "http://a"
interval = "1s"
headers = { C = "3" }
tls = { min_version = "1.3" }

[[endpoint]]
name = "member"
group = "core"
url = "http://a"

[[endpoint]]
name = "alone"
url = "http://a"
tags = []
"""


def test_the_table_beats_the_group_and_the_group_the_defaults(load: Load) -> None:
    endpoints = load(LAYERS).endpoints

    assert [endpoint.interval for endpoint in endpoints] == [1.0, 5.0, 20.0]
    assert [endpoint.timeout for endpoint in endpoints] == [1.0, 1.0, 1.0]
    assert [endpoint.tags for endpoint in endpoints] == [("all",), ("all",), ()]


def test_headers_params_and_tls_merge_key_by_key(load: Load) -> None:
    own = load(LAYERS).endpoints[0]

    assert own.headers == {"User-Agent": "asyncdash", "B": "1", "a": "2", "C": "3"}
    assert own.params == {"a": "1", "b": "2"}
    assert own.tls == TlsOptions(verify=False, server_name="y", min_version="1.3")


def test_everything_else_is_replaced(load: Load) -> None:
    text = """
[defaults.endpoint]
retry = { attempts = 9, delay = "1s" }
[[endpoint]]
url = "http://a"
retry = { attempts = 2 }
"""

    assert load(text).endpoints[0].retry.delay == 0.2


def test_a_key_of_a_group_that_fits_only_endpoints_is_for_them_only(load: Load) -> None:
    text = """
[group.core]
interval = "1s"
silence = "9s"
assert = ["status == 200"]
[[endpoint]]
url = "http://a"
group = "core"
[[feed]]
url = "ws://a/feed"
group = "core"
"""
    config = load(text)

    assert (config.endpoints[0].interval, len(config.endpoints[0].asserts)) == (1.0, 1)
    assert (config.feeds[0].silence, len(config.feeds[0].asserts)) == (9.0, 0)


def test_a_condition_of_a_group_must_fit_endpoints_or_feeds(faults: Faults) -> None:
    (found,) = faults("[group.a]\nassert = ['rate > 1 over 1m']\n[group.b]\nassert = ['latency < 5']")

    assert found.startswith('4:11: group "b": assert[0]: latency is a time')


def test_a_fault_of_a_group_is_reported_once_and_in_the_group(faults: Faults) -> None:
    text = '[group.a]\ntimeout = 5\n[[endpoint]]\nurl="http://a"\ngroup="a"\n[[endpoint]]\nurl="http://b"\ngroup="a"'

    assert faults(text) == ['2:1: group "a": timeout: a time needs a unit and quotes: write "5s" or "5ms"']


def test_what_is_shared_has_neither_name_nor_url(faults: Faults) -> None:
    text = """\
[defaults.endpoint]
url = "http://a"
[defaults.feed]
name = "x"
[group.a]
name = "x"
group = "b"
zzz = 1
"""

    assert faults(text) == [
        '2:1: defaults.endpoint: "url" does not belong here: write it in each [[endpoint]] and [[feed]]',
        '4:1: defaults.feed: "name" does not belong here: write it in each [[endpoint]] and [[feed]]',
        '6:1: group "a": "name" does not belong here: write it in each [[endpoint]] and [[feed]]',
        '7:1: group "a": "group" does not belong here: a group is no member of a group',
        '8:1: group "a": unknown key "zzz"',
    ]


def test_single_brackets_are_explained(faults: Faults) -> None:
    assert faults('[endpoint]\nurl = "http://a"\n[feed.x]\n[group]\ncore = 1') == [
        "1:1: endpoint: write [[endpoint]], with two brackets: there may be several",
        "3:1: feed: write [[feed]], with two brackets: there may be several",
        '5:1: group "core": the number 1 is no table: write [group.core] on a line of its own',
    ]


def test_lists_of_something_else_are_explained(faults: Faults) -> None:
    assert faults('endpoint = "http://a"\nfeed = ["ws://a"]\ngroup = 1') == [
        '1:1: endpoint: the text "http://a" is no table: write [[endpoint]] on a line of its own',
        '2:9: feed 1: the text "ws://a" is no table: write [[feed]] on a line of its own',
        "3:1: group: the number 1 is no table: write [group.core] on a line of its own",
    ]


def test_an_entry_without_a_name_is_called_by_its_url_or_its_number(faults: Faults) -> None:
    text = """
[[endpoint]]
url = "http://a/b"
x = 1
[[endpoint]]
x = 1
url = "a"
[[endpoint]]
name = ""
url = "http://[::1"
"""

    assert [fault.split(": ")[1] for fault in faults(text)] == [
        'endpoint "a/b"',
        "endpoint 2",
        "endpoint 2",
        'endpoint "http://[::1"',
        'endpoint "http://[::1"',
    ]
