from __future__ import annotations

from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

from tui.terminal.narrow_update import NarrowUpdate

_CONSOLE = Console(color_system=None)


def sent(spans: list[tuple[int, int, int]]) -> str:
    """Return what is sent for stretches of a row that two widgets share."""
    left, right = Strip([Segment("abc"), Segment("def")]), Strip([Segment("ghij")])
    return NarrowUpdate([{0: left, 6: right}], spans, [[6, 10]]).render_segments(_CONSOLE)


def test_a_stretch_is_sent_from_its_first_cell_to_its_last() -> None:
    assert sent([(0, 3, 5)]) == "\x1b[1;4Hde"


def test_a_stretch_over_two_widgets_is_sent_in_two_pieces() -> None:
    assert sent([(0, 4, 8)]) == "\x1b[1;5Hef\x1b[1;7Hgh"


def test_a_whole_row_is_sent_whole() -> None:
    assert sent([(0, 0, 10)]) == "\x1b[1;1Habcdef\x1b[1;7Hghij"


def test_what_nothing_covers_is_left_as_it_is() -> None:
    update = NarrowUpdate([{0: None, 6: Strip([Segment("ghij")])}], [(0, 0, 10)], [[6, 10]])

    assert update.render_segments(_CONSOLE) == "\x1b[1;7Hghij"
