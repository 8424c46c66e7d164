from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.model.endpoint import Expect

if TYPE_CHECKING:
    from tests.config.conftest import Faults, Load


@pytest.mark.parametrize(
    ("written", "expect"),
    [
        ("200", Expect((range(200, 201),), "200")),
        ('"4xx"', Expect((range(400, 500),), "4xx")),
        ("[200, 204]", Expect((range(200, 201), range(204, 205)), "200, 204")),
    ],
)
def test_a_status_is_expected_by_code_class_or_list(load: Load, written: str, expect: Expect) -> None:
    assert load(f'[[endpoint]]\nurl = "http://a"\nexpect = {written}').endpoints[0].expect == expect


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('"200"', "write 200 without quotes"),
        ('"2XX"', '"2XX" is no status, did you mean "2xx"?'),
        ('"ok"', '"ok" is no status: write 200, "2xx" or [200, 204]'),
        ("true", 'true is no status: write 200, "2xx" or [200, 204]'),
        ("2.5", 'the number 2.5 is no status: write 200, "2xx" or [200, 204]'),
        ("99", "99 is no status code: write 100 to 599"),
        ("[]", 'must not be empty: write 200, "2xx" or [200, 204]'),
        ('["2xx"]', 'the text "2xx" is no status code: write e.g. [200, 204]'),
    ],
)
def test_what_is_no_status_is_refused(faults: Faults, written: str, message: str) -> None:
    text = f'[[endpoint]]\nurl = "http://a"\nexpect = {written}'

    assert faults(text) == [f'3:1: endpoint "a": expect: {message}']


def test_a_condition_that_is_wrong_is_pointed_at(faults: Faults) -> None:
    (found,) = faults('[[endpoint]]\nname = "pay"\nurl = "http://a"\nwarn = ["latency < 500"]')

    assert found.splitlines() == [
        '4:9: endpoint "pay": warn[0]: latency is a time: write 500ms or 500s',
        "    latency < 500",
        "              ^",
    ]


def test_a_condition_must_fit_what_it_is_about(load: Load, faults: Faults) -> None:
    line = 'assert = ["rate > 1 over 1m"]'

    assert load(f'[[feed]]\nurl = "ws://a"\n{line}').feeds[0].asserts[0].text == "rate > 1 over 1m"
    assert len(faults(f'[[endpoint]]\nurl = "http://a"\n{line}')) == 1


def test_a_retry_is_on_failures_and_status_codes(faults: Faults) -> None:
    text = '[[endpoint]]\nurl = "http://a"\nretry = { on = ["conect", 999, "x", true] }'

    found = faults(text)

    assert found[:2] == [
        '3:17: endpoint "a": retry.on[0]: unknown failure "conect", did you mean "connect"?',
        '3:27: endpoint "a": retry.on[1]: 999 is no status code: write 100 to 599',
    ]
    assert found[2].endswith("internal or a status code")
    assert found[3].endswith("true is no status code: write e.g. [200, 204]")


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ("marc", 'unknown action "marc", did you mean "mark"?'),
        ("zzz", 'unknown action "zzz": write mark, bell, freeze, dump, notify or send TEXT'),
        ("send", """needs a text to send: write 'send {"op":"ack"}'"""),
        ("send  ", """needs a text to send: write 'send {"op":"ack"}'"""),
    ],
)
def test_a_trigger_does_what_it_knows(faults: Faults, action: str, message: str) -> None:
    text = f"""[[feed]]\nurl = "ws://a"\n[[feed.trigger]]\nwhen = 'type == "x"'\ndo = ["{action}"]"""

    assert faults(text) == [f'5:7: feed "a": trigger[0].do[0]: {message}']


def test_a_json_path_begins_at_the_root(faults: Faults) -> None:
    assert faults('[[feed]]\nurl = "ws://a"\ntype = "type"') == [
        '3:1: feed "a": type: "type" is no JSONPath: write e.g. "$.type"'
    ]


def test_a_json_path_that_is_wrong_is_pointed_at(faults: Faults) -> None:
    (found,) = faults('[[feed]]\nurl = "ws://a"\ntype = "$.a["')

    assert found.splitlines()[1] == "    $.a["


def test_a_binding_has_keys_with_commas_between_them(load: Load) -> None:
    config = load('[keys]\n"check.now" = "r, ctrl+r"\n"quit" = ""\n')

    assert config.keys == {"check.now": ("r", "ctrl+r"), "quit": ()}


def test_a_binding_that_is_not_quoted_is_explained(faults: Faults) -> None:
    assert faults('[keys]\ncheck.now = "r"\n"x" = "r,,s"') == [
        '2:1: keys.check: quote the whole id: write "check.now" = "r"',
        '3:1: keys.x: "r,,s" has nothing between two commas: write comma for the key itself',
    ]
