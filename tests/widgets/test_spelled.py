from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tui.text.spelling import in_ascii
from tui.widgets.spelled import Spelled


def test_texts_are_spelled_and_keep_their_styles() -> None:
    style = Style(bold=True)

    assert Spelled(in_ascii).apply([Segment("╭──", style)], Color(0, 0, 0)) == [Segment("+--", style)]
