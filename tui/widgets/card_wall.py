"""CardWall: every endpoint and feed as a card; a feed's card shows its newest messages live."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui.widgets.card import CardPainter, axis_of, chart_rows
from tui.widgets.card_plan import plan_cards
from tui.widgets.crosshair import TimeAxis, sample_at
from tui.widgets.movable import Movable
from tui.widgets.overview_list import Selected
from tui.widgets.picking import SamplePicked
from tui.widgets.state_cells import CellCache
from tui.widgets.totals import beyond

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.events import Click

    from tui.model.board import State
    from tui.widgets.card_plan import CardPlace
    from tui.widgets.line import Line, Runs
    from tui.widgets.outlook import Outlook

__all__ = ["CardWall"]


class CardWall(TimeAxis, Movable, can_focus=True):
    """A wall of cards, painted by one widget: a thousand cards cost what is in sight."""

    def __init__(
        self,
        states: Callable[[], Sequence[State]],
        outlook: Outlook,
        *,
        mask: Callable[[str], str],
        otherwise: Callable[[], Runs] = list,
    ) -> None:
        """Take what gives the cards, how they look at the past, and what says why there is none."""
        super().__init__()
        self._states = states
        self._outlook = outlook
        self._mask = mask
        self._otherwise = otherwise
        self._cache = CellCache()
        self._top = 0
        self._at = 0
        self.selected: str | None = None
        """The name of the selected card."""

    @property
    def selected_name(self) -> str | None:
        """The selected endpoint or feed."""
        return self.selected

    def fits(self, width: int, height: int) -> bool:
        """Would every card be in sight in that much room?"""
        return plan_cards(self._states(), width, height).height <= height

    def paint(self, width: int, height: int) -> list[Line]:
        plan = plan_cards(self._states(), width, height)
        self._keep_selected(plan.places)
        self._top = plan.top(self._top, height)
        lines = [self.line(width) for _ in range(height)]
        if not plan.places:
            lines[0].put(" ").runs(self._otherwise())
        painter = CardPainter(
            self.line,
            now=self._outlook.now(),
            window=self._outlook.window(),
            glyphs=self._outlook.glyphs(),
            mask=self._mask,
            marked_at=self._outlook.marked_at(),
        )
        shown = plan.shown(self._top, height)
        for place in shown:
            cells = self._cache.cells(
                place.state,
                now=self._outlook.now(),
                window=self._outlook.window(),
                width=place.width - 4,
                glyphs=self._outlook.glyphs(),
            )
            card = painter.paint(
                place, cells, is_selected=place.state.name == self.selected, has_focus=self.is_held
            )
            for index, row in enumerate(card, place.y - self._top):
                if index < height:
                    lines[index].to(place.x).join(row)
        if plan.room(height) < height:
            lines[-1] = self._beyond(width, plan.places, shown)
        return lines

    def select(self, name: str) -> None:
        """Put the cursor on that card and bring it into sight."""
        self.selected = name
        plan = plan_cards(self._states(), *self.size)
        place = next((each for each in plan.places if each.state.name == name), None)
        if place is not None:
            self._top = plan.top_for(place, self._top, self.size.height)
        self.sync()
        self.post_message(Selected(name))

    def move_by(self, rows: int) -> None:
        self._step(0, rows)

    def move_sideways(self, columns: int) -> None:
        self._step(columns, 0)

    def move_to(self, *, end: bool) -> None:
        states = self._states()
        if states:
            self.select(states[-1 if end else 0].name)

    def scroll_view(self, rows: int) -> None:
        plan = plan_cards(self._states(), *self.size)
        self._top = plan.next_top(self._top, self.size.height, is_up=rows < 0)
        self.sync()

    def page_rows(self) -> int:
        """Return how many cards are a page."""
        return max(2, self.size.height // 6)

    def on_click(self, event: Click) -> None:
        """Select the card under the mouse; a second click opens it, or that very sample of its chart."""
        place = self._place_at(event.x, event.y)
        if place is not None and event.chain > 1:
            axis = axis_of(place, now=self._outlook.now(), window=self._outlook.window())
            number = sample_at(place.state, axis, self.moment_under(event.x, event.y))
            name = place.state.name
            self.post_message(Selected(name, opened=True) if number is None else SamplePicked(name, number))
        elif place is not None:
            self.select(place.state.name)

    def moment_under(self, x: int, y: int) -> float | None:
        place = self._place_at(x, y)
        if place is None or y + self._top not in chart_rows(place):
            return None
        return axis_of(place, now=self._outlook.now(), window=self._outlook.window()).moment(x)

    def spots(self) -> list[tuple[int, int, str]]:
        """Return the cards in sight that can be jumped to: where their name stands, and the name."""
        return [(place.x + 2, place.y - self._top, place.state.name) for place in self._shown()]

    def _shown(self) -> list[CardPlace]:
        return plan_cards(self._states(), *self.size).shown(self._top, self.size.height)

    def _place_at(self, x: int, y: int) -> CardPlace | None:
        """Return the card that has a cell of the widget."""
        y += self._top
        return next(
            (
                each
                for each in self._shown()
                if each.x <= x < each.x + each.width and each.y <= y < each.y + each.height
            ),
            None,
        )

    def _beyond(self, width: int, places: Sequence[CardPlace], shown: Sequence[CardPlace]) -> Line:
        """Return how many cards are out of sight, and which problems are among them."""
        first, last = places.index(shown[0]), places.index(shown[-1])
        above, below = (
            Counter(place.state.health for place in part) for part in (places[:first], places[last + 1 :])
        )
        return self.line(width).put(" ").runs(beyond(above, below, self._outlook.glyphs()))

    def _keep_selected(self, places: Sequence[CardPlace]) -> None:
        names = [place.state.name for place in places]
        if self.selected in names:
            self._at = names.index(self.selected)
        else:
            self._at = max(0, min(self._at, len(names) - 1))
            self.selected = names[self._at] if names else None

    def _step(self, columns: int, rows: int) -> None:
        """Go to the next card in that direction."""
        places = plan_cards(self._states(), *self.size).places
        here = next((each for each in places if each.state.name == self.selected), None)
        if here is None:
            return
        middle = here.x + here.width // 2
        if columns:
            index = places.index(here) + columns
        else:
            beyond = [each for each in places if (each.y - here.y) * rows > 0]
            ys = sorted({each.y for each in beyond}, reverse=rows < 0)
            if not ys:
                return
            y = ys[min(abs(rows), len(ys)) - 1]
            row = [each for each in beyond if each.y == y]
            index = places.index(min(row, key=lambda each: abs(each.x + each.width // 2 - middle)))
        self.select(places[max(0, min(index, len(places) - 1))].state.name)
