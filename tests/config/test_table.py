from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.config.conftest import Faults


def test_an_unknown_key_is_reported_where_it_stands(faults: Faults) -> None:
    text = '[[endpoint]]\nname = "orders"\nurl = "http://a"\nintervall = "10s"'

    assert faults(text) == ['4:1: endpoint "orders": unknown key "intervall", did you mean "interval"?']


def test_the_few_keys_of_a_small_table_are_listed(faults: Faults) -> None:
    text = '[[feed]]\nname = "x"\nurl = "ws://a"\nbuffer = { zzz = 1 }'

    assert faults(text) == ['4:12: feed "x": buffer: unknown key "zzz", write messages, size']


def test_a_missing_key_is_reported_at_its_table(faults: Faults) -> None:
    text = '\n[[endpoint]]\nname = "x"\n[[feed]]\nurl = "ws://a"\npair = { request = "$.id" }'

    assert faults(text) == [
        '2:1: endpoint "x": "url" is missing: write url = "https://api.example.com/health"',
        '6:1: feed "a": pair: "response" is missing: write { request = "$.id", response = "$.id" }',
    ]


def test_a_choice_takes_exactly_one_key(faults: Faults) -> None:
    text = '[[endpoint]]\nname = "a"\nbody = {}\nauth = { bearer = "x", netrc = true }\nurl = "http://a"'
    ways = "bearer, basic, digest, netrc, oauth2"
    kinds = "text, json, form, file"

    assert faults(text) == [
        f'3:1: endpoint "a": body: needs exactly one of {kinds}: write {{ json = {{ ping = true }} }}',
        f'4:1: endpoint "a": auth: needs exactly one of {ways}: write {{ bearer = "${{TOKEN}}" }}',
    ]


def test_all_faults_of_all_tables_come_at_once(faults: Faults) -> None:
    text = """\
titel = "x"
[settings]
them = "x"
[[endpoint]]
url = 1
max_bdy = 1
[[notify]]
via = "fax"
[other]
"""

    assert [fault.partition(": ")[0] for fault in faults(text)] == ["1:1", "3:1", "5:1", "6:1", "8:1", "9:1"]
