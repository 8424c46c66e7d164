from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.dashboards import open_desk
from tests.endpoints import MEDIUM, NARROW, EndpointApp, make_state, respond
from tui.keys import keys_of
from tui.screens.endpoint import EndpointScreen
from tui.screens.requests import CheckRequested, EditRequested, PauseRequested

APP_ACTIONS = {"events", "jump"}
"""What the app answers on every screen."""


def test_every_key_of_the_screen_does_something() -> None:
    for key in keys_of("endpoint"):
        action = key.action.partition("(")[0]
        found = hasattr(EndpointScreen, f"action_{action}")

        assert found or action in APP_ACTIONS or action.startswith("app."), key.id


class EndpointScreenTest(IsolatedAsyncioTestCase):
    async def test_live_it_shows_the_newest_response(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM):
            text = app.shown()

        assert '"number": 7' in text
        assert "LIVE  next 8s" in text
        assert "prod.toml › core › orders" in text

    async def test_the_body_is_folded_by_keys_and_the_folded_opens_again(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            body = app.endpoint_screen.parts.body
            whole = len(body.rows())
            await pilot.press("Z")
            folded = len(body.rows())
            await pilot.press("j", "j", "enter")
            opened = len(body.rows())
            await pilot.press("Z")

            assert folded < opened == whole == len(body.rows())

    async def test_the_body_is_shown_in_every_form_from_whatever_tab(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("L", "D")
            as_it_came = app.shown()
            await pilot.press("D")

            assert app.endpoint_screen.tab == "body"
            assert "json as text" in as_it_came
            assert "7b 22 6e 75 6d 62 65 72" in app.shown()

    async def test_what_cannot_be_folded_is_said(self) -> None:
        state = make_state(1, bad=())
        state.record(respond(b"plain", headers=()))
        app = EndpointApp(state)
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("Z")

            assert "nothing in this body can be folded" in app.shown()

    async def test_stepping_shows_that_very_response(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("comma", "comma")
            text = app.shown()

        assert '"number": 5' in text
        assert '"number": 7' not in text
        assert "30s ago" in text

    async def test_a_sample_stays_while_others_come_and_escape_goes_back_to_live(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("comma")
            app.state.record(respond(b'{"number": 8}'))
            still = app.shown()
            await pilot.press("escape")

            assert '"number": 6' in still
            assert '"number": 8' in app.shown()
            assert app.escaped == 0

    async def test_as_long_as_an_older_sample_is_shown_the_footer_offers_the_keys_of_time(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter", "comma")
            offered = desk.footer.strip()
            await desk.press("full_stop")

            assert offered.startswith(", earlier  . later  G now  esc back")
            assert "earlier" not in desk.footer

    async def test_it_opens_at_the_sample_that_was_asked_for(self) -> None:
        app = EndpointApp(number=1)
        async with app.run_test(size=MEDIUM):
            assert '"number": 1' in app.shown()

    async def test_incidents_are_gone_through_from_the_newest_to_the_oldest(self) -> None:
        app = EndpointApp(make_state(9, bad=(1, 5, 6)))
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("J")
            first = app.endpoint_screen.choice.number
            await pilot.press("J")
            second = app.endpoint_screen.choice.number
            await pilot.press("J")

            assert (first, second) == (5, 1)
            assert "no earlier incident" in app.shown()

    async def test_a_failed_sample_says_what_went_wrong_and_what_to_do(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("J")
            text = app.shown()

        assert text.count("connect: 127.0.0.1:1 refused the connection") == 2
        assert "Is the server running" in text

    async def test_what_changed_is_marked_and_compared(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            marked = app.shown()
            await pilot.press("d")
            await pilot.pause()
            compared = app.shown()
            await pilot.press("d")

            assert '~  2   "number": 7' in marked
            assert "~ $.number  6 → 7" in compared
            assert "⁴response" in app.shown()

    async def test_a_marked_sample_is_what_it_is_compared_with(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("comma", "comma", "m", "escape", "d")
            await pilot.pause()

            assert "~ $.number  5 → 7" in app.shown()

    async def test_only_failed_samples_are_listed_on_demand(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("exclamation_mark")
            only = app.shown()
            await pilot.press("escape")

            assert "failed only" in only
            assert "failed only" not in app.shown()

    async def test_a_json_path_becomes_a_column_of_the_history(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("C", *"$.number", "enter")
            await pilot.pause()
            watched = app.shown()
            await pilot.press("C", "ctrl+a", "delete", "enter")
            await pilot.pause()

            assert "─ $.number ─" in watched
            assert "─ $.number ─" not in app.shown()

    async def test_a_wrong_path_is_refused_with_an_example(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("C", *"$[", "enter")
            await pilot.pause()

            assert "not a JSONPath: write e.g. $.price" in app.shown()

    async def test_enter_goes_from_the_history_to_the_response(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("4", "j", "enter")
            await pilot.pause()

            assert '"number": 6' in app.shown()

    async def test_it_runs_pauses_and_edits_what_it_shows(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("r", "p", "e")

            assert [type(each) for each in app.asked] == [CheckRequested, PauseRequested, EditRequested]

    async def test_a_window_can_be_longer_and_lines_can_wrap(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("plus", "w", "t")
            text = app.shown()

        assert app.view.window == 900
        assert app.view.wrap
        assert "15m  + −" in text
        assert " 10s " in text

    async def test_a_sample_beyond_the_window_is_said_to_be_further_back(self) -> None:
        app = EndpointApp(make_state(100, bad=(2,)))
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("J")

            assert "is further back" in app.shown()
