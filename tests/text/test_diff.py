"""What changed between two bodies."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tui.text.bodies import view_of
from tui.text.diff import changed_lines, changed_paths
from tui.text.safe import UNSAFE


def test_changed_values_are_told_by_their_paths() -> None:
    old = b'{"total": 44.2, "stale": false, "items": [{"sku": "A"}, 1]}'
    new = b'{"total": 44.3, "stale": true, "items": [{"sku": "B"}, 1]}'

    assert changed_paths(old, new) == [
        ("$.total", "44.2", "44.3"),
        ("$.stale", "false", "true"),
        ("$.items[0].sku", '"A"', '"B"'),
    ]


def test_what_came_and_what_went_has_no_other_side() -> None:
    assert changed_paths(b'{"a": 1, "l": [1, 2]}', b'{"b-c": {}, "l": [1]}') == [
        ('$["b-c"]', None, "{}"),
        ("$.l[1]", "2", None),
        ("$.a", "1", None),
    ]


def test_a_value_that_only_looks_the_same_has_changed() -> None:
    assert changed_paths(b'{"a": 1, "b": 1.0}', b'{"a": "1", "b": 1.00}') == [
        ("$.a", "1", '"1"'),
        ("$.b", "1.0", "1.00"),
    ]


def test_containers_are_told_by_their_length() -> None:
    assert changed_paths(b'{"a": null}', b'{"a": [1, 2]}') == [("$.a", "null", "[2]")]


def test_nothing_is_said_of_what_is_not_json() -> None:
    assert changed_paths(b"<a>", b"<b>") == []
    assert changed_paths(b"[" * 100_000, b"{}") == []
    assert changed_paths(b"1" + b" " * 16_000_000, b"2") == []


def test_nothing_is_said_of_what_is_nested_without_end() -> None:
    old, new = (b'{"a":' * 600 + value + b"}" * 600 for value in (b"1", b"2"))

    assert changed_paths(old, new) == []
    assert changed_paths(old[5 * 150 : -150], new[5 * 150 : -150]) == [("$" + ".a" * 450, "1", "2")]


def test_a_key_from_elsewhere_is_safe_to_print() -> None:
    ((path, _, new),) = changed_paths(b"{}", '{"a\u202eb": "\x9b2J"}'.encode())

    assert (path, new) == ('$["a�b"]', '"�2J"')


def test_only_changed_lines_are_marked() -> None:
    old = view_of(b'{"a": 1, "b": 2, "c": 3}').lines
    new = view_of(b'{"a": 1, "x": 0, "b": 5, "c": 3, "d": 4}').lines

    assert changed_lines(old, new) == {2, 3, 5}


def test_a_comma_alone_is_no_change() -> None:
    assert changed_lines(view_of(b'{"a": 1}').lines, view_of(b'{"a": 1, "b": 2}').lines) == {2}


def test_long_bodies_are_compared_line_by_line() -> None:
    old = [[(f"{number}", "text")] for number in range(5_000)]
    new = [[(f"{number + 1}", "text")] for number in range(5_001)]

    assert len(changed_lines(old, new)) == 5_001


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON, JSON)
def test_any_two_bodies_can_be_compared(old: object, new: object) -> None:
    changes = changed_paths(
        json.dumps(old).encode(), json.dumps(new, ensure_ascii=False).encode("utf-8", "replace")
    )

    assert not any(UNSAFE.search(text) for change in changes for text in change if text)


@given(JSON)
def test_a_body_has_no_changes_from_itself(value: object) -> None:
    body = json.dumps(value).encode()

    assert changed_paths(body, b" " + body) == []
    assert changed_lines(view_of(body).lines, view_of(body).lines) == set()


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_only_lines_that_exist_are_marked(old: list[str], new: list[str]) -> None:
    marked = changed_lines([[(text, "text")] for text in old], [[(text, "text")] for text in new])

    assert marked <= set(range(len(new)))
    assert marked or len(new) <= len(old)


def test_of_doubled_keys_none_is_lost() -> None:
    old, new = b'{"n": 1, "n": 2}', b'{"n": 3, "n": 2}'

    assert changed_paths(old, new) == []


def test_documents_in_other_encodings_and_with_a_mark_are_compared_as_well() -> None:
    assert changed_paths('{"a": "é"}'.encode("utf-16"), b'\xef\xbb\xbf{"a": "e"}') == [("$.a", '"é"', '"e"')]


def test_how_a_text_is_written_is_no_change() -> None:
    assert changed_paths(b'{"a": "\\u00e9", "b": [1]}', '{"b" : [ 1 ], "a":"é"}'.encode()) == []


def test_a_path_is_kept_no_longer_than_anybody_reads() -> None:
    old, new = (b'{"k": ' * 2 + b'{"%b": [%b]}' % (b"x" * 50_000, items) + b"}" * 2 for items in (b"1", b"2"))

    [(path, _, _)] = changed_paths(old, new)

    assert path.startswith("$.k.k.xxx")
    assert len(path) == 2_000
