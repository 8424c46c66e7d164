from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.app import App

from tui.text.draft import Draft
from tui.widgets.composer import Composer

if TYPE_CHECKING:
    from textual.app import ComposeResult

_SNIPPETS = {"ping": '{"op":"ping"}', "subscribe": '{"op":"subscribe"}'}


class ComposerApp(App[None]):
    AUTO_FOCUS = None

    def __init__(self, *history: str, snippets: dict[str, str] | None = None, draft: str = "") -> None:
        super().__init__()
        self.history = [Draft(text) for text in history]
        self.composer = Composer(history=self.history, snippets=snippets or {}, draft=Draft(draft))
        self.sent: list[str] = []
        self.left = 0

    def compose(self) -> ComposeResult:
        yield self.composer

    def on_mount(self) -> None:
        self.composer.focus()

    def on_composer_sent(self, event: Composer.Sent) -> None:
        self.sent.append(event.draft.text)

    def on_composer_left(self) -> None:
        self.left += 1

    def shown(self) -> str:
        return "\n".join(strip.text for strip in self.composer.render_lines(self.composer.size.region))


class ComposerTest(IsolatedAsyncioTestCase):
    async def test_enter_sends_and_nothing_else_does(self) -> None:
        app = ComposerApp()
        async with app.run_test(size=(70, 8)) as pilot:
            await pilot.press("a", "ctrl+j", "b", "enter")

            assert app.sent == ["a\nb"]

    async def test_nothing_is_not_sent(self) -> None:
        app = ComposerApp()
        async with app.run_test(size=(70, 8)) as pilot:
            await pilot.press("space", "enter")

            assert app.sent == []

    async def test_what_was_sent_leaves_and_can_be_recalled(self) -> None:
        app = ComposerApp()
        async with app.run_test(size=(70, 8)) as pilot:
            await pilot.press("a", "enter")
            app.composer.sent(None)
            await pilot.pause()
            after_sending = app.composer.text
            await pilot.press("up")

            assert (after_sending, app.composer.text) == ("", "a")

    async def test_what_was_not_sent_stays_with_the_reason(self) -> None:
        app = ComposerApp()
        async with app.run_test(size=(70, 8)) as pilot:
            await pilot.press("a", "enter")
            app.composer.sent("the feed is waiting to reconnect")
            await pilot.pause()

            assert app.composer.text == "a"
            assert "not sent: the feed is waiting to reconnect" in app.shown()

    async def test_what_was_written_since_stays(self) -> None:
        app = ComposerApp()
        async with app.run_test(size=(70, 8)) as pilot:
            await pilot.press("a", "enter", "b")
            app.composer.sent(None)

            assert app.composer.text == "ab"
            assert app.history == [Draft("a")]

    async def test_an_answer_to_another_draft_changes_nothing(self) -> None:
        app = ComposerApp(draft="a")
        async with app.run_test(size=(70, 8)):
            app.composer.sent(None)

            assert (app.composer.text, app.history) == ("a", [])

    async def test_the_draft_comes_back_after_the_newest_message_of_the_past(self) -> None:
        app = ComposerApp("one", "two")
        async with app.run_test(size=(70, 8)) as pilot:
            await pilot.press("x", "up", "up", "up")
            oldest = app.composer.text
            await pilot.press("down", "down")

            assert (oldest, app.composer.text) == ("one", "x")

    async def test_up_moves_within_a_draft_of_several_lines_first(self) -> None:
        app = ComposerApp("one")
        async with app.run_test(size=(70, 8)) as pilot:
            await pilot.press("a", "ctrl+j", "b", "up")

            assert app.composer.text == "a\nb"

    async def test_tab_goes_through_the_saved_messages(self) -> None:
        app = ComposerApp(snippets=_SNIPPETS)
        async with app.run_test(size=(70, 8)) as pilot:
            await pilot.press("tab", "tab")
            await pilot.pause()

            assert app.composer.text == _SNIPPETS["subscribe"]
            assert "snippet: subscribe" in app.shown()

    async def test_snippets_are_counted_while_there_is_no_draft(self) -> None:
        for snippets, words in ((_SNIPPETS, "tab 2 snippets"), ({"ping": "p"}, "tab 1 snippet ")):
            app = ComposerApp(snippets=snippets)
            async with app.run_test(size=(70, 8)):
                assert words in app.shown()

    async def test_tab_does_not_overwrite_a_draft(self) -> None:
        app = ComposerApp(snippets=_SNIPPETS)
        async with app.run_test(size=(70, 8)) as pilot:
            await pilot.press("a", "tab")

            assert app.composer.text == "a"

    async def test_escape_leaves_and_keeps_the_draft(self) -> None:
        app = ComposerApp()
        async with app.run_test(size=(70, 8)) as pilot:
            await pilot.press("a", "escape")

            assert (app.left, app.composer.text) == (1, "a")

    async def test_valid_json_is_said_to_be_so(self) -> None:
        app = ComposerApp(draft='{"op":"subscribe","topic":"orders.eu"}')
        async with app.run_test(size=(70, 8)):
            assert "valid json · 38 B" in app.shown()

    async def test_what_only_looks_like_json_is_sent_as_text(self) -> None:
        app = ComposerApp(draft='{"op":')
        async with app.run_test(size=(70, 8)):
            assert "not JSON: " in app.shown()
            assert "(sent as text) · 6 B" in app.shown()

    async def test_plain_text_needs_no_verdict(self) -> None:
        app = ComposerApp(draft="héllo")
        async with app.run_test(size=(70, 8)):
            assert "text · 6 B" in app.shown()

    async def test_it_grows_with_the_draft_up_to_a_limit(self) -> None:
        app = ComposerApp()
        async with app.run_test(size=(70, 30)) as pilot:
            await pilot.press(*["ctrl+j"] * 3)
            four_lines = app.composer.size.height
            await pilot.press(*["ctrl+j"] * 9)

            assert (four_lines, app.composer.size.height) == (7, 11)
