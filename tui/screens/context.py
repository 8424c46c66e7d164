"""Context: what every screen is given; ViewState: what the user chose to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from tui.text.glyphs import BRAILLE, Glyphs
from tui.widgets.outlook import Outlook, no_mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import Board
    from tui.model.conditions.json_path import JsonPath
    from tui.text.draft import Draft

__all__ = ["WINDOWS", "Context", "ViewState"]

WINDOWS = (60, 300, 900, 3600, 21_600)
"""The time windows that `+` and `-` go through, in seconds."""


class ViewState(Struct, kw_only=True):
    """What the user chose to see; every screen reads it, keys change it."""

    window: int = 300
    """Seconds that charts and percentiles look back."""
    ages: bool = False
    """Show how long ago things were, instead of the time of day?"""
    wrap: bool = False
    cards: bool | None = None
    """The overview as cards? `None`: as long as all of them fit."""
    problems_only: bool = False
    sort: str | None = None
    """The column that rows are sorted by; `None`: the order of the configuration."""
    reverse: bool = False
    folded: set[str] = field(default_factory=set)
    """The groups whose rows are hidden."""
    pinned: set[str] = field(default_factory=set)
    muted: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    wide_rows: bool = False
    glyphs: Glyphs = BRAILLE
    queries: dict[str, str] = field(default_factory=dict)
    """The last query of each screen."""
    drafts: dict[str, list[Draft]] = field(default_factory=dict)
    """What was sent over each feed, the newest last."""
    unsent: dict[str, Draft] = field(default_factory=dict)
    """What was written for each feed and has not been sent."""
    watched: dict[str, tuple[tuple[JsonPath, ...], JsonPath | None]] = field(default_factory=dict)
    """The JSON paths that are watched in each feed, and where its messages say what they are about."""

    def change_window(self, steps: int) -> None:
        """Look back further, or less far if negative."""
        at = WINDOWS.index(self.window) + steps
        self.window = WINDOWS[max(0, min(at, len(WINDOWS) - 1))]


def _nothing() -> None:
    """Say nothing."""


class Context(Struct, kw_only=True):
    """What every screen is given."""

    board: Board
    now: Callable[[], float]
    """The seconds since the epoch; tests freeze it."""
    view: ViewState
    remember: Callable[[str, object], None]
    """Keeps a choice of the user's for the next time."""
    places: tuple[str, ...] = ()
    """Where a configuration was looked for."""
    recording: Callable[[], str | None] = _nothing
    """Says how much is recorded; `None`: nothing is."""
    source: str
    """Where the configuration came from: "prod.toml", "demo", or "" for URLs; another one may be opened."""

    def outlook(self, *, marked_at: Callable[[], float | None] = no_mark) -> Outlook:
        """Return how charts look at the past: up to now, and as the user has chosen."""
        view = self.view
        return Outlook(
            now=self.now, window=lambda: view.window, glyphs=lambda: view.glyphs, marked_at=marked_at
        )

    @property
    def title(self) -> str:
        """What the configuration calls itself, else where it came from."""
        return self.board.title if self.board.title != "asyncdash" else self.source
