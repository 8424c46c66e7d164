from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from screenshots.grid import Grid
from screenshots.svg import draw_svg

FORE, BACK = "#ffffff", "#000000"


def picture(*rows: list[tuple[str, str]]) -> str:
    """Draw rows of texts, each with its style."""
    strips = [Strip([Segment(text, Style.parse(style)) for text, style in row]) for row in rows]
    return draw_svg(Grid.of_strips(strips, fore=FORE, back=BACK), title="a picture")


def texts(svg: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    """Return where each text stands, how wide it is, and what it is."""
    found = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - our own picture
    return [(each.get("x"), each.get("y"), each.get("textLength"), each.text) for each in found]


def test_a_text_stands_where_its_cells_are() -> None:
    assert texts(picture([("ab", "")], [("   c", "")])) == [
        ("0", "15", "20", "ab"),
        ("30", "34", None, "c"),
    ]


def test_blanks_of_any_colour_part_no_text_unless_they_are_many() -> None:
    assert texts(picture([("a", "red"), (" ", "blue"), ("b", "red")])) == [("0", "15", "30", "a b")]
    assert [text for *_, text in texts(picture([("a" + " " * 9 + "b", "")]))] == ["a", "b"]


def test_another_ink_begins_another_text() -> None:
    assert [text for *_, text in texts(picture([("a", "bold"), ("b", ""), ("c", "")]))] == ["a", "bc"]


def test_a_wide_character_takes_two_cells() -> None:
    assert texts(picture([("名a", "")])) == [("0", "15", "30", "名a")]


def test_only_other_backgrounds_than_that_of_the_picture_are_drawn() -> None:
    svg = picture([("a", f"on {BACK}"), ("b", "on #112233")])

    assert re.findall(r'<path fill="(.*?)" d="(.*?)"', svg) == [("#112233", "M10 0h10v19h-10z")]


def test_what_is_reversed_changes_its_colours() -> None:
    svg = picture([("a", f"#112233 on {BACK} reverse")])

    assert '<path fill="#112233"' in svg
    assert f".t0{{fill:{BACK}}}" in svg


def test_nothing_that_is_shown_becomes_markup() -> None:
    assert texts(picture([("<b>&", "")])) == [("0", "15", "40", "<b>&")]
