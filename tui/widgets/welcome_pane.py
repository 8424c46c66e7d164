"""WelcomePane: what to do while there is nothing to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.keys import bindings, keys_of
from tui.text.safe import clean
from tui.widgets.painted import Painted
from tui.widgets.pressing import label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType
    from textual.events import Click, Paste

    from tui.widgets.line import Line

__all__ = ["WelcomePane"]

_WIDTH = 58
_INDENT = 11


class WelcomePane(Painted, can_focus=True):
    """Names the next steps, which its keys take; it goes as soon as there is something to show."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("welcome")]

    def __init__(self, places: Sequence[str]) -> None:
        """Say where a configuration was looked for."""
        super().__init__()
        self._places = places
        self._spots: dict[int, str] = {}

    def paint(self, width: int, height: int) -> list[Line]:
        left = max(0, (width - _WIDTH) // 2)
        steps = list(keys_of("welcome"))
        gap = 2 if height > 2 * len(steps) + len(self._places) + 2 else 1
        used = 1 + gap * len(steps) + gap + len(self._places)
        lines = [self.line(width) for _ in range(max(0, (height - used) // 2))]
        title = self.line(width).to(left).put("asyncdash", "accent-strong")
        lines.append(title.put("  nothing to watch yet", "text"))
        self._spots = {}
        for step in steps:
            lines += [self.line(width)] * (gap - 1)
            self._spots[len(lines)] = step.action
            label = label_of(self.app, step.id, step.keys)
            row = self.line(width).to(left).put(f"    {label}", "accent-strong", width=_INDENT)
            lines.append(row.put(step.help, "text"))
        lines += [self.line(width)] * gap
        for index, place in enumerate(self._places):
            row = self.line(width).to(left).put("looked in" if index == 0 else "", "muted", width=_INDENT)
            lines.append(row.put(clean(place), "muted"))
        return lines

    async def on_click(self, event: Click) -> None:
        """Take the step under the mouse."""
        if (action := self._spots.get(event.y)) is not None:
            await self.run_action(action)

    async def on_paste(self, event: Paste) -> None:
        """Ask whether to watch what was pasted, of which a URL is one line."""
        url = next(iter(event.text.strip().splitlines()), "")
        await self.screen.run_action(f"add({url!r})")

    async def action_add(self) -> None:
        """Ask for a URL, as the screen does."""
        await self.screen.run_action("add")
