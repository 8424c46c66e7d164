from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW, make_attempt, make_exchange, make_phases, make_result, make_tls_facts
from tests.pane_app import lines_of, shown
from tui.model.mask import Mask
from tui.widgets.headers_pane import HeadersPane, connection_runs

if TYPE_CHECKING:
    from tui.model.check import CheckResult, Exchange


def result_of(exchange: Exchange) -> CheckResult:
    return make_result(attempts=(make_attempt(exchange=exchange),))


def make_pane(exchange: Exchange, before: Exchange | None = None, mask: Mask | None = None) -> HeadersPane:
    return HeadersPane(
        lambda: result_of(exchange),
        lambda: result_of(before) if before else None,
        mask=mask or Mask(),
        now=lambda: NOW,
    )


class HeadersPaneTest(IsolatedAsyncioTestCase):
    async def test_rows_that_are_out_of_sight_are_told_of(self) -> None:
        pane = make_pane(make_exchange(headers=tuple((f"X-{number}", "1") for number in range(20))))
        async with shown(pane, height=8):
            rows = len(pane.rows())
            below = lines_of(pane)[-1]
            pane.move_to(end=True)

            assert f" {rows - 6} below " in below
            assert "below" not in lines_of(pane)[-1]

    async def test_fields_stand_in_the_spelling_and_order_of_the_wire(self) -> None:
        pane = make_pane(make_exchange(headers=(("X-B", "1"), ("x-a", "2"), ("X-B", "3"))))
        async with shown(pane, height=20):
            assert [line.split()[1:3] for line in lines_of(pane)[1:4]] == [
                ["X-B", "1"],
                ["x-a", "2"],
                ["X-B", "3"],
            ]

    async def test_secrets_are_masked_by_name_and_by_value(self) -> None:
        headers = (("Set-Cookie", "id=1"), ("X-Echo", "s3cret-value"))
        pane = make_pane(make_exchange(headers=headers), mask=Mask(["s3cret-value"]))
        async with shown(pane, height=20):
            assert [line.split()[2] for line in lines_of(pane)[1:3]] == ["•••", "•••"]

    async def test_a_value_that_changed_is_marked_and_a_date_is_not(self) -> None:
        now = make_exchange(headers=(("Date", "now"), ("ETag", "b"), ("Server", "x")))
        before = make_exchange(headers=(("date", "then"), ("etag", "a"), ("server", "x")))
        pane = make_pane(now, before)
        async with shown(pane, height=20):
            assert [line[2] for line in lines_of(pane)[1:4]] == [" ", "~", " "]

    async def test_a_hostile_value_does_nothing_to_the_terminal(self) -> None:
        pane = make_pane(make_exchange(headers=(("X-Evil", "\x1b[2J[/nope]\x07"),)))
        async with shown(pane, height=20):
            text = "\n".join(lines_of(pane))

        assert "\x1b" not in text
        assert "[2J[/nope]" in text

    async def test_the_certificate_and_the_request_stand_below(self) -> None:
        pane = make_pane(make_exchange(tls=make_tls_facts()))
        async with shown(pane, height=30):
            text = "\n".join(lines_of(pane))

        assert "expires in 30 d" in text
        assert "Accept" in text

    async def test_without_a_response_there_are_none(self) -> None:
        pane = HeadersPane(lambda: make_result(None), mask=Mask(), now=lambda: NOW)
        async with shown(pane):
            assert "no response, so there are no headers" in lines_of(pane)[1]


def test_a_certificate_that_expires_soon_is_loud() -> None:
    tls = make_tls_facts(expires_at=NOW + 86_400)

    assert connection_runs(result_of(make_exchange(tls=tls)), NOW)[0] == ("TLS 1d", "warn")


def test_a_connection_that_was_kept_alive_says_so() -> None:
    reused = make_attempt(phases=make_phases(dns=None, connect=None, tls=None))

    runs = connection_runs(make_result(attempts=(reused,)), NOW)

    assert "".join(text for text, _ in runs) == "HTTP/1.1 · keep-alive reused"
