from __future__ import annotations

import asyncio
from typing import Any
from unittest import IsolatedAsyncioTestCase

import aiohttp
import pytest
from aiohttp import ClientSession

from tests.demo.stages import Moment, demo_at
from tui.demo.endpoints import ENDPOINT_PATHS
from tui.demo.script import ENDPOINTS

CALM = 1.0


class TestEndpoints(IsolatedAsyncioTestCase):
    async def demo(self, t: float) -> tuple[ClientSession, Moment]:
        return await self.enterAsyncContext(demo_at(t))

    async def get(self, client: ClientSession, name: str, **options: Any) -> tuple[int, bytes, Any]:
        async with client.get(ENDPOINT_PATHS[name], **options) as response:
            return response.status, await response.read(), response.headers

    def test_every_endpoint_of_the_script_has_a_path(self) -> None:
        assert ENDPOINT_PATHS.keys() == ENDPOINTS.keys()

    async def test_every_endpoint_answers_when_all_is_well(self) -> None:
        client, _ = await self.demo(CALM)
        good = {name: 202 if name == "webhooks-in" else 200 for name in ENDPOINT_PATHS}

        answered = {}
        for name in ENDPOINT_PATHS:
            token = {"Authorization": "Bearer something"}
            answered[name] = (await self.get(client, name, headers=token))[0]

        assert answered == good

    async def test_the_index_tells_what_there_is_and_what_is_wrong(self) -> None:
        client, _ = await self.demo(8.0)

        async with client.get("/") as response:
            index = await response.json()

        assert index["troubled"] == ["search-v2"]
        assert index["endpoints"] == ENDPOINT_PATHS
        assert index["feeds"]["echo"] == "/streams/echo"

    async def test_head_has_the_length_of_the_body_and_no_body(self) -> None:
        client, _ = await self.demo(CALM)

        for name in ("users-list", "pricing"):
            async with client.head(ENDPOINT_PATHS[name]) as response:
                length = int(response.headers["Content-Length"])
                body = await response.read()

            assert length > 100, name
            assert body == b"", name

    async def test_a_webhook_is_posted(self) -> None:
        client, _ = await self.demo(CALM)

        async with client.post(ENDPOINT_PATHS["webhooks-in"], json={"event": "ping"}) as response:
            told = await response.json()

        assert response.status == 202
        assert told["accepted"] is True

    async def test_search_is_limited_and_says_for_how_long(self) -> None:
        client, _ = await self.demo(8.0)

        status, _, headers = await self.get(client, "search-v2")

        assert (status, headers["Retry-After"]) == (429, "5")

    async def test_payments_fail_with_the_reason_in_json(self) -> None:
        client, _ = await self.demo(20.0)

        status, body, _ = await self.get(client, "payments-capture")

        assert status == 503
        assert b'"error":"db timeout"' in body

    async def test_payments_recover(self) -> None:
        client, moment = await self.demo(20.0)
        moment.t = 30.0

        status, _, _ = await self.get(client, "payments-capture")

        assert status == 200

    async def test_geo_lookup_fails_every_other_time(self) -> None:
        client, _ = await self.demo(20.0)

        statuses = [(await self.get(client, "geo-lookup"))[0] for _ in range(4)]

        assert statuses == [503, 200, 503, 200]

    async def test_webhooks_hang_until_the_client_gives_up(self) -> None:
        client, _ = await self.demo(42.0)

        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await client.post(ENDPOINT_PATHS["webhooks-in"])

    async def test_stock_levels_are_cut_without_an_answer(self) -> None:
        client, _ = await self.demo(50.0)

        with pytest.raises(aiohttp.ServerDisconnectedError):
            await self.get(client, "stock-levels")

    async def test_prices_end_before_they_should(self) -> None:
        client, _ = await self.demo(62.0)

        with pytest.raises(aiohttp.ClientPayloadError):
            await self.get(client, "pricing")

    async def test_users_are_not_in_the_encoding_that_they_name(self) -> None:
        client, _ = await self.demo(87.0)

        with pytest.raises(aiohttp.ClientPayloadError, match="gzip"):
            await self.get(client, "users-list")

    async def test_the_status_page_tells_of_an_outage_with_200(self) -> None:
        client, _ = await self.demo(70.0)

        status, body, _ = await self.get(client, "status-page")

        assert status == 200
        assert b"All systems operational" not in body

    async def test_the_report_trickles(self) -> None:
        client, _ = await self.demo(32.0)
        loop = asyncio.get_running_loop()

        async with client.get(ENDPOINT_PATHS["reports-export"]) as response:
            first_byte_at = loop.time()
            size = len(await response.read())

        assert loop.time() - first_byte_at > 1.5
        assert size == response.content_length

    async def test_a_token_is_asked_for(self) -> None:
        client, _ = await self.demo(CALM)

        for headers in ({}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer "}):
            status, _, answered = await self.get(client, "auth-token", headers=headers)

            assert status == 401, headers
            assert answered["WWW-Authenticate"].startswith("Bearer ")

    async def test_a_good_token_expires_in_the_script(self) -> None:
        client, _ = await self.demo(78.0)

        status, _, _ = await self.get(client, "auth-token", headers={"Authorization": "Bearer something"})

        assert status == 401

    async def test_the_manifest_is_one_redirect_away(self) -> None:
        client, _ = await self.demo(CALM)

        async with client.get(ENDPOINT_PATHS["cdn-manifest"]) as response:
            manifest = await response.json()

        assert len(response.history) == 1
        assert manifest["version"] == "v42"

    async def test_who_has_the_manifest_gets_304_until_it_changes(self) -> None:
        client, moment = await self.demo(CALM)
        known = {"If-None-Match": '"v42"'}

        before = await self.get(client, "cdn-manifest", headers=known)
        moment.t = 60.0
        after = await self.get(client, "cdn-manifest", headers=known)

        assert before[:2] == (304, b"")
        assert after[0] == 200

    async def test_the_manifest_redirects_in_a_circle(self) -> None:
        client, _ = await self.demo(75.0)

        with pytest.raises(aiohttp.TooManyRedirects):
            await self.get(client, "cdn-manifest")
