from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.dashboards import open_desk
from tests.endpoints import MEDIUM, EndpointApp, respond
from tests.factories import NOW, make_result
from tui.screens.endpoint import EndpointScreen
from tui.screens.requests import CopyRequested, OnceRequested
from tui.screens.send_form import SendForm


def sent(app: EndpointApp) -> OnceRequested:
    """Return the last request that was made by hand."""
    requests = [each for each in app.asked if isinstance(each, OnceRequested)]
    return requests[-1]


class EndpointOnceTest(IsolatedAsyncioTestCase):
    async def test_the_answer_stands_in_the_panes_and_not_in_the_history(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", *"/new", "enter")
            await pilot.pause()
            waiting = app.shown()
            sent(app).answer(respond(b'{"by": "hand"}', at=NOW))
            text = app.shown()

            assert "sending once" in waiting
            assert sent(app).endpoint.url == "https://orders.example.com/health/new"
            assert "sent once, not counted" in text
            assert '"by": "hand"' in text
            assert "orders.example.com/health/new" in text
            assert app.state.samples.end == 8

    async def test_escape_returns_to_live(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "enter")
            await pilot.pause()
            sent(app).answer(respond(b'{"by": "hand"}', at=NOW))
            await pilot.press("escape")
            text = app.shown()

        assert '"number": 7' in text
        assert "not counted" not in text
        assert app.escaped == 0

    async def test_choosing_a_sample_leaves_the_answer(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "enter")
            await pilot.pause()
            sent(app).answer(respond(b'{"by": "hand"}', at=NOW))
            await pilot.press("comma")

            assert '"number": 6' in app.shown()

    async def test_it_is_compared_with_the_newest_good_sample(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "enter")
            await pilot.pause()
            sent(app).answer(respond(b'{"number": 9}', at=NOW))

            assert app.endpoint_screen.choice.baseline() is app.state.newest

    async def test_a_marked_answer_is_what_samples_are_compared_with(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "enter")
            await pilot.pause()
            answer = respond(b'{"number": 9}', at=NOW)
            sent(app).answer(answer)
            await pilot.press("m", "escape")

            assert app.endpoint_screen.choice.baseline() is answer

    async def test_only_the_last_of_two_answers_is_shown(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "enter")
            await pilot.pause()
            first = sent(app)
            await pilot.press("i", "a", "enter")
            await pilot.pause()
            sent(app).answer(respond(b'"second"', at=NOW))
            first.answer(respond(b'"first"', at=NOW))

            assert "second" in app.shown()

    async def test_the_draft_is_there_the_next_time(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", *"/new", "escape", "i")
            await pilot.pause()

            assert isinstance(app.screen, SendForm)
            assert app.screen.draft.url.endswith("/health/new")

    async def test_the_curl_line_is_of_what_was_sent(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", *"/new", "enter")
            await pilot.pause()
            sent(app).answer(respond(b"{}", at=NOW))
            await pilot.press("y", "c")
            await pilot.pause()

        copied = [each for each in app.asked if isinstance(each, CopyRequested)]
        assert copied[-1].text.endswith("https://orders.example.com/health/new")

    async def test_the_engine_sends_it(self) -> None:
        async with open_desk() as desk:
            desk.engine.send_once.return_value = make_result(503, name="cart-api")
            desk.app.open_item("cart-api")
            await desk.press("i", "enter")
            while not desk.engine.send_once.await_count:
                await desk.pilot.pause()
            await desk.pilot.pause()
            screen = desk.app.screen

            assert isinstance(screen, EndpointScreen)
            assert screen.choice.once is not None
            assert desk.engine.send_once.await_args.args[0].name == "cart-api"
            assert "sent once, not counted" in desk.text
