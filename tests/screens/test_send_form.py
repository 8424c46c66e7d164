from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from msgspec.structs import replace
from textual.app import App
from textual.widgets import Input, TextArea

from tests.dashboards import open_desk
from tests.factories import make_endpoint
from tui.model.mask import MASKED, Mask
from tui.model.target import BasicAuth, JsonBody, Method, TextBody
from tui.screens.send_form import SendForm
from tui.text.request_draft import Draft
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from tui.model.endpoint import Endpoint

ORDER = make_endpoint(
    url="https://shop.example.com/orders",
    method=Method.POST,
    headers={"Authorization": "hunter22"},
    body=JsonBody({"sku": "a"}),
    auth=BasicAuth("ann", "hunter22"),
)


class FormApp(App[None]):
    def __init__(self, draft: Draft | None = None, *, of: Endpoint = ORDER) -> None:
        super().__init__()
        self.endpoint = of
        self.register_theme(THEMES[0])
        self.theme = THEMES[0].name
        self.draft = draft
        self.answers: list[tuple[Draft, Endpoint | None] | None] = []

    async def on_mount(self) -> None:
        await self.push_screen(SendForm(self.endpoint, Mask(["hunter22"]), self.draft), self.answers.append)

    @property
    def form(self) -> SendForm:
        assert isinstance(self.screen, SendForm)
        return self.screen

    @property
    def text(self) -> str:
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())


class SendFormTest(IsolatedAsyncioTestCase):
    async def test_a_name_is_no_markup(self) -> None:
        app = FormApp(of=replace(ORDER, name="orders [red]"))
        async with app.run_test(size=(80, 24)):
            assert "─ send once to orders [red] ─" in app.text

    async def test_with_sixteen_colours_a_line_says_where_one_may_write(self) -> None:
        async with open_desk(size=(80, 24)) as desk:
            desk.app.theme = "ansi-dark"
            await desk.press("enter", "i", "tab")
            methods = [row for row in desk.app.screen._compositor.render_strips() if " GET " in row.text]
            edges = [row[2:3] for row in desk.rows()]

            assert any(style.underline for row in methods for _, style, _ in row if style)
            assert "▌" in edges
            assert "▏" in edges

    async def test_it_shows_the_request_as_configured_and_no_secret(self) -> None:
        app = FormApp()
        async with app.run_test(size=(80, 24)):
            text = app.text

        assert "https://shop.example.com/orders" in text
        assert f"Authorization: {MASKED}" in text
        assert '"sku": "a"' in text
        assert "as configured · body 16 B · with basic credentials" in text
        assert "hunter22" not in text

    async def test_enter_sends_what_is_typed_from_wherever_the_cursor_is(self) -> None:
        for field in (Input, TextArea):
            app = FormApp()
            async with app.run_test(size=(80, 24)) as pilot:
                app.form.query(field).last().focus()
                await pilot.press("end", "x", "enter")
                await pilot.pause()

            assert app.answers[0] is not None
            endpoint = app.answers[0][1]
            assert endpoint is not None
            assert endpoint != ORDER

    async def test_the_name_of_the_field_that_has_the_keys_stands_out(self) -> None:
        app = FormApp()
        async with app.run_test(size=(80, 24)) as pilot:
            before = bold_words(app)
            app.form.query(TextArea).last().focus()
            await pilot.pause()
            within = bold_words(app)
            app.form.query(Input).last().focus()
            await pilot.pause()

            assert within - before == {"body"}
            assert bold_words(app) == before

    async def test_ctrl_j_begins_another_line(self) -> None:
        app = FormApp()
        async with app.run_test(size=(80, 24)) as pilot:
            area = app.form.query(TextArea).last()
            area.load_text("")
            area.focus()
            await pilot.press("a", "ctrl+j", "b", "enter")
            await pilot.pause()

        assert app.answers[0] is not None
        assert app.answers[0][1] is not None
        assert app.answers[0][1].body == TextBody("a\nb")

    async def test_what_cannot_be_sent_is_named_and_gets_the_cursor(self) -> None:
        app = FormApp()
        async with app.run_test(size=(80, 24)) as pilot:
            headers = app.form.query(TextArea).first()
            headers.load_text("nonsense")
            await pilot.press("enter")
            await pilot.pause()

            assert not app.answers
            assert app.focused is headers
            assert "not sent: line 1 is no header" in app.text

    async def test_escape_keeps_the_draft_and_sends_nothing(self) -> None:
        app = FormApp()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("end", "9", "escape")
            await pilot.pause()

        assert app.answers[0] is not None
        draft, endpoint = app.answers[0]
        assert (draft.url, endpoint) == ("https://shop.example.com/orders9", None)

    async def test_ctrl_g_puts_the_configured_request_back(self) -> None:
        app = FormApp(Draft("GET", "http://x.example.com", "", "old"))
        async with app.run_test(size=(80, 24)) as pilot:
            before = app.text
            await pilot.press("ctrl+g")
            await pilot.pause()

            assert "another server: without basic credentials" in before
            assert app.form.draft.url == "https://shop.example.com/orders"
            assert "as configured" in app.text


def bold_words(app: FormApp) -> set[str]:
    return {
        segment.text.strip()
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None and segment.style.bold
    }
