from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW, make_attempt, make_endpoint, make_result
from tests.pane_app import lines_of, make_outlook, shown
from tui.model.conditions.parser import parse_condition
from tui.model.endpoint_state import EndpointState
from tui.text.glyphs import ASCII
from tui.widgets.quick_look import QuickLook


class QuickLookTest(IsolatedAsyncioTestCase):
    async def test_two_rows_tell_the_trend_and_the_phases(self) -> None:
        state = EndpointState(make_endpoint())
        state.record(make_result(at=NOW - 20))
        state.record(make_result(None, at=NOW - 10))
        result = make_result()
        look = QuickLook(state, lambda: result, make_outlook(60, glyphs=ASCII))
        async with shown(look, height=3):
            rows = lines_of(look)

        assert "x" in rows[1]
        assert rows[1].endswith("p50 42ms  p95 42ms ")
        assert rows[2].strip() == "dns 4 · connect 8 · tls 16 · send 1 · wait 12 · recv 1 ms"

    async def test_a_second_attempt_is_told_in_as_many_words_as_there_is_room_for(self) -> None:
        result = make_result(attempts=(make_attempt(waited=0.1), make_attempt()))
        ends = {}
        for width in (120, 80, 70, 60):
            look = QuickLook(EndpointState(make_endpoint()), lambda: result, make_outlook(60))
            async with shown(look, width=width, height=3):
                ends[width] = lines_of(look)[2].partition(" ms")[2].strip()

        assert ends == {
            120: "attempt 2 of 2, after 100ms of waiting",
            80: "attempt 2 of 2",
            70: "attempt 2",
            60: "",
        }

    async def test_a_percentile_beyond_the_limit_is_loud(self) -> None:
        state = EndpointState(make_endpoint(warns=(parse_condition("latency < 50ms"),)))
        for index, latency in enumerate((0.01, 0.01, 0.09)):
            state.record(make_result(at=NOW - 20 + index, latency=latency))
        look = QuickLook(state, lambda: None, make_outlook(60))
        async with shown(look, height=3):
            styles = {text: style for text, style, _ in look.render_lines(look.size.region)[1] if style}

        assert styles["90ms"].color != styles["10ms"].color
