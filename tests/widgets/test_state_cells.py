from __future__ import annotations

from typing import TYPE_CHECKING

from tests.boards import make_board
from tests.factories import NOW, make_attempt, make_endpoint, make_feed, make_result
from tui.model.condition import ConditionScope
from tui.model.conditions.parser import parse_condition
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.text.cells import cell_len
from tui.text.glyphs import ASCII, BRAILLE
from tui.widgets.state_cells import CellCache, StateCells, latency_limit

if TYPE_CHECKING:
    from tui.model.board import State


def cells_of(state: State, *, width: int = 20, now: float = NOW, ascii_only: bool = False) -> StateCells:
    glyphs = ASCII if ascii_only else BRAILLE
    return CellCache().cells(state, now=now, window=300, width=width, glyphs=glyphs)


def test_what_is_down_says_so_in_sign_word_and_colour() -> None:
    cells = cells_of(make_board()["payments-capture"])

    assert cells.glyph == ("✗", "err-strong")
    assert cells.word == ("503", "err-strong")
    assert cells.last[1] == "err"


def test_what_is_fine_is_quiet() -> None:
    cells = cells_of(make_board()["pricing"])

    assert cells.word == ("200", "text")
    assert cells.up == ("100", "muted")


def test_what_is_slow_warns() -> None:
    cells = cells_of(make_board()["cart-api"])

    assert cells.last == ("812ms", "warn")


def test_what_needed_a_second_try_warns_of_that_and_not_of_its_latency() -> None:
    state = EndpointState(make_endpoint())
    state.record(make_result(200, at=NOW, attempts=(make_attempt(), make_attempt())))
    cells = cells_of(state)

    assert cells.word == ("flaky", "warn-strong")
    assert cells.last[1] == "text"


def test_what_is_paused_shows_no_latency_as_if_it_were_live() -> None:
    cells = cells_of(make_board()["image-resize"])

    assert cells.word == ("paused", "paused")
    assert cells.last[0] == "—"


def test_what_was_never_checked_has_no_numbers() -> None:
    cells = cells_of(EndpointState(make_endpoint("new")))

    assert [cells.last[0], cells.p95[0], cells.up[0], cells.next[0]] == ["—"] * 4
    assert cells.word[0] == "…"


def test_a_check_that_runs_is_due_now() -> None:
    state = EndpointState(make_endpoint())
    state.scheduled(NOW + 5)
    state.began(NOW)

    assert cells_of(state).next[0] == "now"


def test_a_lost_feed_says_when_it_is_tried_again() -> None:
    assert cells_of(make_board()["presence"]).next[0] == "in 4s"


def test_an_open_feed_tells_the_age_of_its_last_message() -> None:
    assert cells_of(make_board()["trades"]).next[0] == "1.0s"


def test_a_feed_that_never_opened_has_no_age() -> None:
    assert cells_of(FeedState(make_feed())).next[0] == "—"


def test_a_sparkline_has_the_width_that_was_asked_for() -> None:
    for state in make_board():
        for width in (8, 21, 60):
            assert sum(cell_len(text) for text, _ in cells_of(state, width=width).spark) == width


def test_in_ascii_every_sign_is_ascii() -> None:
    for state in make_board():
        cells = cells_of(state, ascii_only=True)

        assert (cells.glyph[0] + "".join(text for text, _ in cells.spark)).isascii()


def test_cells_are_made_once_for_one_state_of_things() -> None:
    cache, state = CellCache(), make_board()["pricing"]
    first = cache.cells(state, now=NOW, window=300, width=20, glyphs=BRAILLE)

    assert cache.cells(state, now=NOW + 0.4, window=300, width=20, glyphs=BRAILLE) is first


def test_cells_are_made_again_when_something_came() -> None:
    cache, state = CellCache(), make_board()["pricing"]
    assert isinstance(state, EndpointState)
    first = cache.cells(state, now=NOW, window=300, width=20, glyphs=BRAILLE)
    state.record(make_result(503, name="pricing", at=NOW))

    assert cache.cells(state, now=NOW, window=300, width=20, glyphs=BRAILLE) != first


def test_cells_are_made_again_in_the_next_second() -> None:
    cache, state = CellCache(), make_board()["pricing"]
    first = cache.cells(state, now=NOW, window=300, width=20, glyphs=BRAILLE)

    assert cache.cells(state, now=NOW + 1, window=300, width=20, glyphs=BRAILLE).next != first.next


def test_a_limit_on_the_latency_is_found_among_conditions() -> None:
    conditions = tuple(
        parse_condition(text, ConditionScope.ENDPOINT) for text in ("status == 200", "latency < 600ms")
    )

    assert latency_limit(conditions) == 0.6


def test_a_lower_bound_is_no_limit() -> None:
    conditions = tuple(
        parse_condition(text, ConditionScope.ENDPOINT) for text in ("latency > 600ms", "status == 200")
    )

    assert latency_limit(conditions) is None
