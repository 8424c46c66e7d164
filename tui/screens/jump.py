"""JumpOverlay: a label on everything that can be jumped to."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.screens.overlay import Overlay
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Click, Key
    from textual.geometry import Region

    from tui.widgets.line import Line

__all__ = ["JumpOverlay", "JumpSpot", "jump_labels"]

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
_WIDTH = 3
"""Cells that a label takes: names begin behind them."""


class JumpSpot(Struct, frozen=True):
    """A place on the screen, in cells, and what is there."""

    x: int
    y: int
    target: object
    """What the screen's `jump` understands: a pane, or the name of an item."""


def jump_labels(count: int) -> list[str]:
    """Return that many labels, all of one length so that none is the beginning of another."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    return ["".join(pair) for pair in product(_LETTERS, repeat=2)][:count]


class JumpOverlay(Overlay[object]):
    """Shows the labels; typing one gives back its target, anything else gives back nothing."""

    keys = (("a label", "goes there", ""), ("escape", "close", "dismiss(None)"))
    has_help = False

    def __init__(self, spots: Sequence[JumpSpot]) -> None:
        super().__init__(classes="-clear")
        self._targets = dict(zip(jump_labels(len(spots)), spots, strict=False))
        self._typed = ""

    def sheet(self) -> ComposeResult:
        for label, spot in self._targets.items():
            yield _Label(label, spot)

    def sheets(self) -> list[Region]:
        """Leave what the labels stand on as it is."""
        return []

    def on_mount(self) -> None:
        for label in self.query(_Label):
            label.sync()

    def on_key(self, event: Key) -> None:
        """Narrow the labels down; leave at a key that no label has."""
        event.stop()
        event.prevent_default()
        self._typed += event.character or "\x00"
        left = [label for label in self._targets if label.startswith(self._typed)]
        if self._typed in self._targets:
            self._close(self._targets[self._typed].target)
        elif not left:
            self._close(None)
        for label in self.query(_Label):
            label.display = label.text in left

    def on_click(self, event: Click) -> None:
        """Jump to the label that was clicked; leave when it was none."""
        self._close(event.widget.spot.target if isinstance(event.widget, _Label) else None)

    def _close(self, target: object) -> None:
        _ = self.dismiss(target)  # waiting for it would be waiting for ourselves


class _Label(Painted):
    """One label, on top of what it stands for."""

    def __init__(self, text: str, spot: JumpSpot) -> None:
        super().__init__()
        self.text = text
        self.spot = spot
        self.styles.position = "absolute"
        self.styles.offset = (spot.x, spot.y)
        self.styles.width = _WIDTH
        self.styles.height = 1

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        return [self.line(width, on="accent").put(f"{self.text:^{_WIDTH}}", "page-strong")]
