from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from tui.config.toml import dotted, toml_text, toml_value

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
SCALARS = st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | TEXTS
VALUES = (
    SCALARS
    | st.lists(SCALARS, max_size=3)
    | st.dictionaries(TEXTS, st.lists(SCALARS, max_size=3), max_size=3)
)


@given(table=st.dictionaries(TEXTS, VALUES, max_size=3), has_lines=st.booleans())
def test_what_is_written_is_read_the_same(table: dict[str, object], *, has_lines: bool) -> None:
    text = "".join(
        f"{dotted(key)} = {toml_value(item, has_lines=has_lines)}\n" for key, item in table.items()
    )

    assert tomllib.loads(text) == table


def test_a_condition_needs_no_backslashes() -> None:
    assert toml_text('json $.status == "ok"') == """'json $.status == "ok"'"""


def test_what_cannot_be_seen_is_escaped() -> None:
    assert toml_text("a\x9b\u202e\U000e0041\x7f\n") == r'"a\u009b\u202e\U000e0041\u007f\n"'


def test_a_long_list_has_a_line_for_each_item() -> None:
    assert toml_value(["a" * 60, "b" * 60], has_lines=True).count("\n") == 3
    assert toml_value(["a", "b"], has_lines=True) == '["a", "b"]'
