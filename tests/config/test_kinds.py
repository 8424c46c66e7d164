from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.config.config import Glyphs, Keymap

if TYPE_CHECKING:
    from tests.config.conftest import Faults, Load


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ('"500ms"', 0.5),
        ('"2s"', 2.0),
        ('"1.5s"', 1.5),
        ('"5m"', 300.0),
        ('"1h"', 3_600.0),
        ('"14d"', 1_209_600.0),
    ],
)
def test_a_duration_has_a_unit(load: Load, written: str, seconds: float) -> None:
    assert load(f"[settings]\nflight_recorder = {written}").settings.flight_recorder == seconds


@pytest.mark.parametrize("written", ['"0"', '"0s"'])
def test_zero_is_a_duration_where_it_means_none(load: Load, written: str) -> None:
    assert load(f"[settings]\nflight_recorder = {written}").settings.flight_recorder == 0


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("5", 'a time needs a unit and quotes: write "5s" or "5ms"'),
        ("0.5", 'a time needs a unit and quotes: write "0.5s" or "0.5ms"'),
        ('"5"', "a time needs a unit: write 5ms or 5s"),
        ('"99999d"', '"99999d" is too long: write "3650d" or less'),
        ("true", 'true is no text: write it in quotes, "true"'),
        ("[]", 'a list is no text: write "5s"'),
    ],
)
def test_what_is_no_duration_is_refused(faults: Faults, written: str, message: str) -> None:
    assert faults(f"[settings]\nflight_recorder = {written}") == [f"2:1: settings.flight_recorder: {message}"]


def test_a_duration_that_is_too_short_is_refused(faults: Faults) -> None:
    text = '[defaults.endpoint]\ninterval = "99ms"\ntimeout = "0s"\n[defaults.feed]\nheartbeat = "1ms"'

    assert faults(text) == [
        '2:1: defaults.endpoint: interval: "99ms" is too short: write "100ms" or more',
        '3:1: defaults.endpoint: timeout: "0s" is too short: write "1ms" or more',
        '5:1: defaults.feed: heartbeat: "1ms" is too short: write "100ms" or more, or "0s" for none',
    ]


@pytest.mark.parametrize(
    ("written", "size"),
    [("512", 512), ('"512"', 512), ('"10KB"', 10_000), ('"1MB"', 1_000_000), ('"64MiB"', 67_108_864)],
)
def test_a_size_may_have_a_unit(load: Load, written: str, size: int) -> None:
    config = load(f'[[endpoint]]\nurl = "http://a"\nmax_body = {written}')

    assert config.endpoints[0].max_body == size


def test_a_size_of_nothing_is_refused(faults: Faults) -> None:
    found = faults('[defaults.endpoint]\nmax_body = 0\n[defaults.feed]\nmax_message = "many"')

    assert found[0] == "2:1: defaults.endpoint: max_body: 0 bytes are too few: write 1 or more"
    assert found[1].startswith("4:1: defaults.feed: max_message: not a size: 'many'")


def test_a_word_is_one_of_a_few(load: Load) -> None:
    settings = load('[settings]\nkeymap = "emacs"\nglyphs = "ascii"').settings

    assert (settings.keymap, settings.glyphs) == (Keymap.EMACS, Glyphs.ASCII)


def test_an_unknown_word_is_refused(faults: Faults) -> None:
    text = '[settings]\nkeymap = "vim"\nglyphs = "brail"\nview = 1'

    assert faults(text) == [
        '2:1: settings.keymap: unknown word "vim": write "default" or "emacs"',
        '3:1: settings.glyphs: unknown word "brail", did you mean "braille"?',
        '4:1: settings.view: the number 1 is no text: write it in quotes, "1"',
    ]


def test_numbers_and_truth_are_not_written_in_quotes(faults: Faults) -> None:
    text = '[settings]\nconcurrency = "64"\nmouse = "true"\nper_host = 0'

    assert faults(text) == [
        '2:1: settings.concurrency: the text "64" is no whole number: write 64, without quotes',
        '3:1: settings.mouse: the text "true" is neither true nor false: write true or false, without quotes',
        "4:1: settings.per_host: 0 is too small: write 1 or more",
    ]


def test_a_name_may_be_of_any_script_and_hold_emoji(load: Load) -> None:
    names = ("👩\u200d👧 ❤\ufe0f", "می\u200cخواهم", "שלום", "日本語", "e\u0301")
    text = "".join(f'[[endpoint]]\nname = "{name}"\nurl = "http://a"\n' for name in names)

    assert [endpoint.name for endpoint in load(text).endpoints] == list(names)


def test_every_faulty_item_of_a_list_is_reported_at_its_value(faults: Faults) -> None:
    text = '[[endpoint]]\nurl = "http://a"\ntags = ["a", 1,\n  "", "b\\n"]'

    assert faults(text) == [
        '3:14: endpoint "a": tags[1]: the number 1 is no text: write it in quotes, "1"',
        '4:3: endpoint "a": tags[2]: must not be empty: write e.g. "orders"',
        '4:7: endpoint "a": tags[3]: must not hold line breaks or control characters: "b␊"',
    ]


def test_every_faulty_value_of_a_table_is_reported_at_its_key(faults: Faults) -> None:
    text = '[[endpoint]]\nurl = "http://a"\nparams = { a = 1, b = "2", c = true }'

    assert faults(text) == [
        '3:12: endpoint "a": params.a: the number 1 is no text: write it in quotes, "1"',
        '3:28: endpoint "a": params.c: true is no text: write it in quotes, "true"',
    ]


def test_a_value_of_another_shape_is_described(faults: Faults) -> None:
    text = '[[endpoint]]\nurl = 2026-11-22\ntags = "a"\nparams = []\nretry = 3\nheaders = 1.5'

    assert faults(text) == [
        '2:1: endpoint 1: url: the date 2026-11-22 is no text: write it in quotes, "2026-11-22"',
        '3:1: endpoint 1: tags: the text "a" is no list: write ["a"]',
        '4:1: endpoint 1: params: a list is no table: write { verbose = "1" }',
        "5:1: endpoint 1: retry: the number 3 is no table: write { attempts = 3 }",
        '6:1: endpoint 1: headers: the number 1.5 is no table: write { Accept = "application/json" }',
    ]


def test_a_text_where_a_list_belongs_is_put_in_brackets(faults: Faults) -> None:
    text = """[[endpoint]]\nurl = "http://a"\ntags = "eu"\nassert = 'json $.a == "b"'"""

    assert faults(text) == [
        '3:1: endpoint "a": tags: the text "eu" is no list: write ["eu"]',
        """4:1: endpoint "a": assert: the text "json $.a == "b"" is no list: write ['json $.a == "b"']""",
    ]


def test_a_value_under_a_secret_name_is_a_secret(load: Load) -> None:
    text = '[[endpoint]]\nurl = "http://a"\nparams = { api_key = "abcdef", page = "ghijkl" }'

    assert load(text).mask("abcdef ghijkl") == "••• ghijkl"


def test_no_message_holds_what_came_from_a_variable(faults: Faults) -> None:
    text = '[[endpoint]]\nname = "${A}"\nurl = "ftp://${A}"\nmax_body = "${A}"\nassert = ["${A} == 1"]'

    found = faults(text, A="hunter22")

    assert len(found) == 3
    assert "hunter22" not in "".join(found)
