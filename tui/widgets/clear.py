"""Clear: a container that paints nothing of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.strip import Strip

__all__ = ["Clear"]


class Clear(Container):
    """Gives its children their places; what they leave free shows what is behind.

    Textual's containers paint blanks in every cell, which are then cut up and
    thrown away where something covers them: a quarter of what a frame costs.
    """

    def render_lines(self, crop: Region) -> list[Strip]:  # noqa: ARG002 - whatever is asked for
        return []
