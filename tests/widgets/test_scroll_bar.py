from __future__ import annotations

from rich.color import Color

from tui.widgets.scroll_bar import SlimBar


def bar(ground: str, *, position: float) -> list[tuple[str, bool]]:
    """Draw the bar of four of eight rows; return the text of each, and whether it can be taken hold of."""
    drawn = SlimBar.render_bar(
        size=4,
        virtual_size=8,
        window_size=4,
        position=position,
        back_color=Color.parse(ground),
        bar_color=Color.parse("bright_blue"),
    )
    return [
        (text, style is not None and style.meta.get("@mouse.down") == "grab")
        for text, style, _ in drawn.segments
    ]


def test_in_the_colours_of_the_terminal_a_scroll_bar_is_a_line_of_its_own_colour() -> None:
    for ground in ("default", "black"):
        assert bar(ground, position=0) == [("┃", True), ("┃", True), ("│", False), ("│", False)]
        assert bar(ground, position=4) == [("│", False), ("│", False), ("┃", True), ("┃", True)]


def test_in_other_colours_a_scroll_bar_is_as_ever() -> None:
    assert bar("#161b22", position=0) == [(" ", True), (" ", True), (" ", False), (" ", False)]
