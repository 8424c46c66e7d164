from __future__ import annotations

import tomllib
from unittest import IsolatedAsyncioTestCase

from aiohttp import ClientSession

from tests.demo.stages import Moment
from tui.demo.config import demo_config, demo_toml
from tui.demo.script import ENDPOINTS, FEEDS
from tui.demo.server import serve_demo
from tui.model.target import BearerAuth


def test_every_url_has_the_port() -> None:
    written = tomllib.loads(demo_toml(4321))

    assert all("//127.0.0.1:4321/" in item["url"] for item in written["endpoint"] + written["feed"])


def test_the_configuration_has_no_fault() -> None:
    config = demo_config(4321)

    assert config.title == "Shop demo"
    assert config.settings.history is None


def test_it_watches_everything_that_is_in_the_script() -> None:
    config = demo_config(4321)

    assert {endpoint.name for endpoint in config.endpoints} == set(ENDPOINTS)
    assert {feed.name for feed in config.feeds} == set(FEEDS)


def test_it_shows_a_dozen_endpoints_in_three_groups_and_four_feeds() -> None:
    config = demo_config(4321)

    assert len(config.endpoints) >= 12
    assert {endpoint.group for endpoint in config.endpoints} == {"checkout", "platform", "edge"}
    assert len(config.feeds) >= 4
    assert {feed.group for feed in config.feeds} == {"streams"}


def test_every_endpoint_is_checked_often_enough_to_be_worth_watching() -> None:
    assert all(1 <= endpoint.interval <= 5 for endpoint in demo_config(4321).endpoints)


def test_it_refers_to_no_file_that_is_gone() -> None:
    config = demo_config(4321)

    assert config.path is None
    assert config.files == ()
    assert all(target.origin is None for target in (*config.endpoints, *config.feeds))


def test_the_token_is_a_secret() -> None:
    config = demo_config(4321)
    token = next(endpoint.auth for endpoint in config.endpoints if endpoint.name == "auth-token")

    assert isinstance(token, BearerAuth)
    assert token.token not in config.mask(f"Bearer {token.token}")


class TestDemoConfig(IsolatedAsyncioTestCase):
    async def test_everything_in_it_is_served(self) -> None:
        moment = Moment()
        async with serve_demo(clock=moment) as demo, ClientSession() as client:
            moment.t = 1.0
            for endpoint in demo_config(demo.port).endpoints:
                headers = dict(endpoint.headers) | {"Authorization": "Bearer x"}
                async with client.request(
                    endpoint.method, endpoint.url, params=endpoint.params, headers=headers
                ) as response:
                    assert endpoint.expect.accepts(response.status), endpoint.name
