from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import IsolatedAsyncioTestCase

from tests.factories import make_endpoint
from tests.pane_app import lines_of, shown
from tui.model.condition import Condition
from tui.model.endpoint import Backoff, ConnectionUse, RetryPolicy
from tui.model.mask import Mask
from tui.model.target import (
    BasicAuth,
    BearerAuth,
    DigestAuth,
    Family,
    FileBody,
    FormBody,
    JsonBody,
    NetrcAuth,
    OAuth2,
    Origin,
    TextBody,
    TlsOptions,
)
from tui.widgets.settings_pane import SettingsPane


async def text_of(**settings: Any) -> str:
    endpoint = make_endpoint(**settings)
    pane = SettingsPane(lambda: endpoint, mask=Mask(["hunter22"]))
    async with shown(pane, width=110, height=40):
        return "\n".join(lines_of(pane))


class SettingsPaneTest(IsolatedAsyncioTestCase):
    async def test_a_plain_endpoint_is_told_in_words(self) -> None:
        text = await text_of()

        assert "every 10s" in text
        assert "a failed attempt is not repeated" in text
        assert "dialled anew for every check" in text

    async def test_every_choice_has_its_words(self) -> None:
        text = await text_of(
            group="core",
            tags=("eu",),
            retry=RetryPolicy(attempts=3),
            asserts=(Condition("status == 200"),),
            warns=(Condition("latency < 1s"),),
            connection=ConnectionUse.REUSE,
            follow=False,
            down_after=3,
            proxy="",
            resolve="10.0.0.5",
            family=Family.IPV4,
            tls=TlsOptions(
                verify=False, ca=Path("ca.pem"), cert=Path("me.pem"), server_name="x", min_version="1.2"
            ),
        )

        for words in (
            "core · eu",
            "up to 3 attempts after connect, timeout, 502, 503, 504  ",
            "exponential, from 200ms to 5s",
            "status == 200",
            "latency < 1s",
            "kept alive from check to check",
            "not followed",
            "down after 3 bad checks",
            "none",
            "10.0.0.5 instead of what the name resolves to",
            "ipv4 only",
            "NOT verified · authority ca.pem · own certificate me.pem · as x · at least TLS 1.2",
        ):
            assert words in text

    async def test_a_wait_that_does_not_grow_has_one_length(self) -> None:
        text = await text_of(retry=RetryPolicy(attempts=2, backoff=Backoff.FIXED, delay=0.1))

        assert "fixed, 100ms  " in text

    async def test_a_wait_that_is_drawn_by_lot_may_be_any_shorter_one(self) -> None:
        text = await text_of(retry=RetryPolicy(attempts=3, backoff=Backoff.JITTER))

        assert "jitter, up to 200ms, later 5s  " in text

    async def test_no_way_to_sign_in_shows_its_secret(self) -> None:
        for auth, words in (
            (BasicAuth("me", "hunter22"), "basic, as me with •••"),
            (DigestAuth("me", "hunter22"), "digest, as me with •••"),
            (BearerAuth("hunter22"), "bearer •••"),
            (NetrcAuth(), "~/.netrc"),
            (
                OAuth2(token_url="https://id.example", client_id="app", client_secret="hunter22"),
                "OAuth 2 client app",
            ),
        ):
            text = await text_of(auth=auth)

            assert words in text
            assert "hunter22" not in text

    async def test_headers_and_bodies_are_masked(self) -> None:
        for body, words in (
            (
                JsonBody({"password": "x1", "list": [{"token": "x1"}]}),
                '{"password": "•••", "list": [{"token": "•••"}]}',
            ),
            (FormBody({"user": "x1"}), "form user"),
            (TextBody("hunter22 is it"), "text ••• is it"),
            (FileBody(Path("order.json")), "the file order.json"),
        ):
            text = await text_of(body=body, headers={"Authorization": "x1"})

            assert words in text
            assert "Authorization: •••" in text
            assert "x1" not in text

    async def test_the_place_in_the_file_is_a_fact(self) -> None:
        assert "prod.toml:12  e edit" in await text_of(origin=Origin(Path("/etc/prod.toml"), 12))
