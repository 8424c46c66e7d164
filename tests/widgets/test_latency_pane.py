from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW, make_attempt, make_endpoint, make_result
from tests.pane_app import lines_of, make_outlook, shown
from tui.model.conditions.parser import parse_condition
from tui.model.endpoint_state import EndpointState
from tui.text.glyphs import ASCII
from tui.widgets.latency_pane import LatencyPane
from tui.widgets.themes import THEMES


def make_state(*latencies: float | None, warn: str | None = None) -> EndpointState:
    """Return an endpoint that took so long, one check in ten seconds; `None`: it was refused."""
    warns = (parse_condition(warn),) if warn else ()
    state = EndpointState(make_endpoint(warns=warns))
    for index, latency in enumerate(latencies):
        at = NOW - 10 * (len(latencies) - index)
        state.record(make_result(None, at=at) if latency is None else make_result(at=at, latency=latency))
    return state


def make_pane(
    state: EndpointState | None, *, marked_at: float | None = None, **options: object
) -> LatencyPane:
    return LatencyPane(
        lambda: state,
        make_outlook(glyphs=ASCII, marked_at=lambda: marked_at),
        **options,  # type: ignore[arg-type]
    )


class LatencyPaneTest(IsolatedAsyncioTestCase):
    async def test_without_colour_there_is_no_shade_as_it_would_be_as_bright_as_the_line(self) -> None:
        state = make_state(*[0.1] * 25, *[0.9] * 5)
        pane = make_pane(state)
        async with shown(pane, width=60, height=20):
            shaded = "\n".join(line[8:] for line in lines_of(pane))
            pane.ink.has_shades = False
            state.record(make_result(at=NOW, latency=0.1))
            pane.sync()
            plain = "\n".join(line[8:] for line in lines_of(pane))

        assert shaded.count("'") > plain.count("'")

    async def test_the_foot_says_each_percentile_with_its_unit(self) -> None:
        pane = make_pane(make_state(0.1, 0.2, 0.3))
        async with shown(pane):
            assert "p50 200ms  p95 300ms  p99 300ms  max 300ms" in lines_of(pane)[-1]

    async def test_without_a_frame_percentiles_make_way_for_the_time_window(self) -> None:
        found = []
        for width in (80, 60, 40):
            pane = make_pane(make_state(0.1, 0.2, 0.3))
            pane.boxed = False
            async with shown(pane, width=width):
                found.append(lines_of(pane)[0])

        assert "p50 200ms  p95 300ms  p99 300ms  max 300ms · 5m  + −" in found[0]
        assert "─ p50 200ms  p95 300ms · 5m  + −" in found[1]
        assert "─ 5m  + −" in found[2]

    async def test_a_wide_foot_counts_what_failed(self) -> None:
        pane = make_pane(make_state(0.1, None, 0.3))
        async with shown(pane, width=120):
            assert "✗ 1  ▲ 0  ● 2" in lines_of(pane)[-1]

    async def test_what_our_own_loop_delayed_is_counted_but_in_no_percentile(self) -> None:
        state = make_state(0.1, 0.2)
        late = make_attempt(duration=5.0, lag=4.9)
        state.record(make_result(at=NOW - 1, attempts=(late,)))
        pane = make_pane(state)
        async with shown(pane, width=120):
            assert "max 200ms   ≈ 1 while we were late" in lines_of(pane)[-1]

    async def test_a_failed_check_is_a_cross_on_the_ground(self) -> None:
        pane = make_pane(make_state(0.1, None, 0.3))
        async with shown(pane):
            assert "x" in lines_of(pane)[-2]

    async def test_the_limit_of_a_condition_stands_at_the_axis(self) -> None:
        pane = make_pane(make_state(0.1, 0.9, warn="latency < 600ms"))
        async with shown(pane):
            assert any("600ms" in line for line in lines_of(pane)[2:-2])

    async def test_without_a_check_it_says_which_key_makes_one(self) -> None:
        pane = make_pane(make_state())
        async with shown(pane):
            assert "no check yet — r checks now" in lines_of(pane)[1]

    async def test_checks_beyond_the_window_are_a_key_away(self) -> None:
        state = EndpointState(make_endpoint())
        state.record(make_result(at=NOW - 4_000))
        pane = make_pane(state)
        async with shown(pane):
            assert "no check in the last 5m — + looks back further" in lines_of(pane)[1]

    async def test_a_preview_says_whose_latency_it_is(self) -> None:
        state = make_state(0.1)
        state.scheduled(NOW + 8)
        pane = make_pane(state, is_preview=True, number=2)
        async with shown(pane):
            assert lines_of(pane)[0].startswith("╭─ ²orders ─")
            assert "GET · every 10s · next 8s" in lines_of(pane)[0]

    async def test_a_preview_of_nothing_is_an_empty_frame(self) -> None:
        pane = make_pane(None, is_preview=True)
        async with shown(pane):
            assert lines_of(pane)[1].strip("│ ") == ""

    async def test_the_sample_that_is_looked_at_stands_out_in_every_row(self) -> None:
        pane = make_pane(make_state(*[0.1] * 20), marked_at=NOW - 100)
        async with shown(pane):
            bar = pane.ink.style("text", "cross").bgcolor
            strips = pane.render_lines(pane.size.region)[1:-1]
            marked = [
                sum(len(segment.text) for segment in strip if segment.style and segment.style.bgcolor == bar)
                for strip in strips
            ]

        assert marked == [1] * len(strips)

    async def test_another_theme_colours_the_same_chart_anew(self) -> None:
        pane = make_pane(make_state(*[0.1] * 30))
        colours = []
        async with shown(pane, 80, 12) as pilot:
            for theme in THEMES[:2]:
                pilot.app.theme = theme.name
                await pilot.pause()
                content = pane.content(*pane.inner_size(*pane.size))
                colours.append({piece.style for row in content for piece in row.strip()})

        assert colours[0].isdisjoint(colours[1])

    async def test_what_comes_after_now_is_not_shown_yet(self) -> None:
        state = make_state(0.1)
        state.record(make_result(at=NOW + 5, latency=9.0))
        pane = make_pane(state)
        async with shown(pane):
            assert "max 100ms" in lines_of(pane)[-1]
