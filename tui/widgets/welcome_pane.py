"""WelcomePane: what to do while there is nothing to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.safe import clean
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.widgets.line import Line

__all__ = ["WelcomePane"]

_WIDTH = 58


class WelcomePane(Painted, can_focus=True):
    """Names the next steps; it goes as soon as there is something to show."""

    def __init__(self, places: Sequence[str]) -> None:
        """Say where a configuration was looked for."""
        super().__init__()
        self._places = places

    def paint(self, width: int, height: int) -> list[Line]:
        steps = [
            ("i", "add a URL now: http(s):// or ws(s)://"),
            ("asyncdash demo", "see it work, without any network"),
            ("asyncdash init", "write a commented asyncdash.toml here"),
            ("q", "quit"),
        ]
        left = max(0, (width - _WIDTH) // 2)
        lines = [self.line(width) for _ in range(max(0, (height - 12) // 2))]
        lines.append(
            self.line(width).to(left).put("asyncdash", "accent-strong").put("  nothing to watch yet", "text")
        )
        for label, text in steps:
            lines.append(self.line(width))
            row = self.line(width).to(left).put(label, "accent-strong", width=16)
            lines.append(row.put(text, "text"))
        lines.append(self.line(width))
        for index, place in enumerate(self._places):
            row = self.line(width).to(left).put("looked in" if index == 0 else "", "muted", width=16)
            lines.append(row.put(clean(place), "muted"))
        return lines
