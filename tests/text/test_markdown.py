from __future__ import annotations

from tui.text.markdown import literal


def test_what_could_be_markup_is_escaped() -> None:
    assert literal("[a](b) | *c* `d` <e>") == r"\[a\](b) \| \*c\* \`d\` \<e\>"


def test_it_is_one_line_that_a_terminal_can_only_print() -> None:
    assert literal("a\n# b\x1b[2J") == r"a⏎\# b�\[2J"
