from __future__ import annotations

import json
from unittest import IsolatedAsyncioTestCase

from tests.endpoints import MEDIUM, NARROW, WIDE, EndpointApp, make_state, respond
from tests.factories import NOW, make_result
from tests.streaming import eventually
from tui.screens.requests import BurstRequested
from tui.text.units import clock
from tui.widgets.quick_look import QuickLook
from tui.widgets.tabs import TabStrip


class EndpointPanesTest(IsolatedAsyncioTestCase):
    async def test_a_sample_whose_response_has_gone_says_so_everywhere(self) -> None:
        app = EndpointApp()
        app.state.results.clear()
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("comma")

            assert app.shown().count("This response is no longer kept") >= 4

    async def test_tabs_are_gone_through_round_and_round(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            seen = []
            for _ in range(5):
                await pilot.press("L")
                seen.append(app.endpoint_screen.tab)
            await pilot.press("left_square_bracket")

            assert seen == ["headers", "checks", "attempts", "config", "body"]
            assert app.endpoint_screen.tab == "config"

    async def test_digits_show_tabs_where_there_is_one_at_a_time(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=NARROW) as pilot:
            texts = []
            for digit in "123456":
                await pilot.press(digit)
                await pilot.pause()
                texts.append(app.shown())

        for text, words in zip(
            texts,
            ('"number": 7', "phases", "Content-Type", " 1/8 ─", "status 2xx", "every 10s"),
            strict=True,
        ):
            assert words in text

    async def test_digits_focus_panes_where_there_is_room(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=WIDE) as pilot:
            focused = []
            for digit in "1234567":
                await pilot.press(digit)
                focused.append(type(app.focused).__name__)

        assert focused == [
            "HistoryPane",
            "LatencyPane",
            "PhasesPane",
            "DistributionPane",
            "HeadersPane",
            "ConditionsPane",
            "BodyPane",
        ]

    async def test_the_wide_layout_shows_everything_at_once(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=WIDE):
            text = app.shown()

        for words in ("¹history", "²latency", "³phases", "⁴distribution", "⁵headers", "⁶checks", "⁷body"):
            assert words in text

    async def test_frozen_it_counts_what_comes_and_shows_none_of_it(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("space")
            app.state.record(respond(b'{"number": 8}', at=NOW + 1))
            app.time = NOW + 5
            frozen = app.shown()
            await pilot.press("space")

            assert "FROZEN 5s" in frozen
            assert "1 new" in frozen
            assert '"number": 8' not in frozen
            assert '"number": 8' in app.shown()

    async def test_a_burst_takes_the_place_of_the_phases_until_it_is_left(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("b")
            app.state.bursting(NOW + 42)
            app.shown()
            await pilot.pause()
            during = app.shown()
            app.state.bursting(None)
            over = app.shown()
            await pilot.press("escape")

            assert isinstance(app.asked[0], BurstRequested)
            assert "burst 42s left" in during
            assert "³distribution" in during
            assert "burst is over" in over
            assert "³phases" in app.shown()

    async def test_on_a_narrow_terminal_a_burst_shows_where_its_times_are_counted(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("b")
            app.state.bursting(NOW + 42)
            app.state.record(respond(b"{}", at=NOW))
            app.shown()
            await pilot.pause()

            assert "distribution" in app.shown()
            assert "burst   before" in app.shown()

    async def test_beneath_the_checks_stand_the_attempts(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("5")

            assert "─ attempts ─" in app.shown()

    async def test_on_a_wall_what_has_changed_and_the_settings_stand_beneath_a_short_body(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=(200, 60)) as pilot:
            text = app.shown()
            await pilot.press("d")
            compared = app.shown()

        assert text.index('"number": 7') < text.index("─ diff ─") < text.index("~ $.number  6 → 7")
        assert text.index("─ diff ─") < text.index("─ config ─")
        assert "~ $.number  6 → 7" in compared
        assert compared.index("⁷diff") < compared.index("─ body ─")

    async def test_zoomed_a_pane_has_the_screen_and_tabs_still_work(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("f")
            await pilot.pause()
            zoomed = app.endpoint_screen.parts.body.size.width
            await pilot.press("L")
            await pilot.pause()
            headers = app.endpoint_screen.parts.headers.size.width
            await pilot.press("escape")
            await pilot.pause()

            assert (zoomed, headers) == (120, 120)
            assert app.endpoint_screen.parts.headers.size.width == 86
            assert "¹history" in app.shown()

    async def test_zoomed_the_diff_is_as_large_as_the_pane_before(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("f", "d")
            await pilot.pause()

            assert app.endpoint_screen.parts.diff.size.width == 120
            assert "¹history" not in app.shown()

    async def test_the_view_key_goes_between_history_and_chart(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("V")
            history = app.endpoint_screen.tab
            await pilot.press("V")

            assert (history, app.endpoint_screen.tab) == ("history", "timing")

    async def test_before_the_first_check_every_pane_has_words(self) -> None:
        for size in (NARROW, MEDIUM, WIDE):
            app = EndpointApp(make_state(0))
            async with app.run_test(size=size) as pilot:
                await pilot.press("d", "d", "comma", "J", "m", "x", "c", "v", "n", "j", "G", "L", "L", "L")
                await pilot.pause()

                assert "no check yet" in app.shown()

    async def test_hostile_bodies_and_headers_do_nothing_to_the_terminal(self) -> None:
        state = make_state(2, bad=())
        evil = b"\x1b]0;owned\x07[/nope] [bold]\x9b31m \xe2\x80\xae" + bytes(range(32))
        headers = (("X-Evil\x1b[2J", "\x1b[31m[/x]"), ("Content-Type", "text/plain"))
        state.record(respond(evil, headers=headers, reason="\x1b[2J", ip="\x1b[1m"))
        for size in (NARROW, MEDIUM, WIDE):
            app = EndpointApp(state)
            async with app.run_test(size=size) as pilot:
                texts = [app.shown()]
                for key in ("L", "L", "L", "L", "d"):
                    await pilot.press(key)
                    await pilot.pause()
                    texts.append(app.shown())

            assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set("".join(texts))

    async def test_a_body_of_five_megabytes_can_be_read_compared_and_searched(self) -> None:
        big = json.dumps([{"id": number, "name": "x" * 20} for number in range(110_000)]).encode()
        state = make_state(2, bad=())
        state.record(respond(big))
        state.record(respond(big.replace(b'"id": 7,', b'"id": 8,')))
        app = EndpointApp(state)
        async with app.run_test(size=MEDIUM) as pilot:
            body = app.endpoint_screen.parts.body
            await app.workers.wait_for_complete()
            for keys in ("G", "g"), ("slash", *"109999", "enter"), ("n", "escape"), ("d", "d"):
                await pilot.press(*keys)
                await app.workers.wait_for_complete()
            await eventually(lambda: body.path == "$[109999].id")

            assert '"id": 109999' in app.shown()

    async def test_a_result_without_attempts_is_shown(self) -> None:
        state = make_state(1, bad=())
        state.record(make_result(None, attempts=()))
        for size in (NARROW, MEDIUM, WIDE):
            app = EndpointApp(state)
            async with app.run_test(size=size) as pilot:
                await pilot.press("L", "L", "L")
                await pilot.pause()

                assert "refused the connection" in app.shown()

    async def test_tabs_and_rows_can_be_clicked(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            body = app.endpoint_screen.parts.body
            await pilot.click(body, offset=(10, 2))
            row = body.path
            await pilot.click(body, offset=(11, body.size.height - 1))
            await pilot.pause()

            assert row == "$.number"
            assert app.endpoint_screen.tab == "headers"

    async def test_an_endpoint_that_comes_and_goes_says_so(self) -> None:
        app = EndpointApp()
        app.state.flapping.since = NOW - 120
        async with app.run_test(size=MEDIUM):
            assert "flapping 2m" in app.shown()

    async def test_frozen_on_a_narrow_screen_the_moment_it_stands_at_takes_the_place_of_the_clock(
        self,
    ) -> None:
        app = EndpointApp()
        app.state.flapping.since = NOW - 120
        async with app.run_test(size=(60, 15)) as pilot:
            await pilot.press("space")
            await pilot.pause()
            header = app.shown().splitlines()[0]

            assert "0 new  flapping 2m  " in header
            assert header.rstrip().endswith(f"‖ {clock(NOW)}")

    async def test_a_click_on_the_chart_shows_that_very_response(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            chart = app.endpoint_screen.parts.latency
            await pilot.click(chart, offset=(chart.size.width - 8, 4))
            await pilot.pause()

            assert app.endpoint_screen.choice.selected == 6
            assert '"number": 6' in app.shown()

    async def test_a_click_on_the_short_strip_does_so_too(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=NARROW) as pilot:
            app.shown()
            await pilot.click(QuickLook, offset=(47, 1))
            await pilot.pause()

            assert app.endpoint_screen.choice.selected in {3, 4}
            assert "refused the connection" in app.shown()

    async def test_the_strip_of_tabs_can_be_clicked(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.click(TabStrip, offset=(30, 0))
            await pilot.pause()

            assert app.endpoint_screen.tab == "headers"

    async def test_where_there_is_little_room_the_chips_beat_the_way_there(self) -> None:
        app = EndpointApp()
        app.state.bursting(NOW + 42)
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("space", "M")
            text = app.shown().splitlines()[0]

        assert "prod.toml" not in text
        for words in ("orders", "FROZEN", "burst 42s left", "muted"):
            assert words in text

    async def test_resizing_keeps_the_tab_that_both_layouts_have(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("6")
            await pilot.resize_terminal(*MEDIUM)
            await pilot.pause()

            assert app.endpoint_screen.tab == "config"
            assert "every 10s" in app.shown()
