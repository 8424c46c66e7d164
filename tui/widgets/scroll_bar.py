"""SlimBar: a scroll bar that nobody takes for a cursor, where there are no shades for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

if TYPE_CHECKING:
    from typing import Any

    from rich.color import Color

__all__ = ["SlimBar"]

_TRACK, _THUMB = "│", "┃"


class SlimBar(ScrollBarRender):
    """Draws what Textual draws, or two lines in the terminal's own colours."""

    @classmethod
    def render_bar(cls, *args: Any, **options: Any) -> Segments:  # noqa: ANN401 - handed through
        ground: Color = options["back_color"]
        if not ground.is_system_defined:
            return super().render_bar(*args, **options)
        drawn = _Whole.render_bar(*args, **options)
        return Segments([_slim(segment) for segment in drawn.segments], new_lines=drawn.new_lines)


class _Whole(ScrollBarRender):
    """Draws no parts of cells."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


def _slim(segment: Segment) -> Segment:
    text, style, _ = segment
    if style is None:
        return segment
    is_thumb = style.reverse
    look = Style(color="default", bgcolor="default", dim=not is_thumb, meta=style.meta)
    return Segment((_THUMB if is_thumb else _TRACK) * len(text), look)
