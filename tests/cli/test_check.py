from __future__ import annotations

import asyncio
import io
import json
import os
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch
from xml.etree import ElementTree as ET

import pytest

from tests.factories import make_endpoint, make_feed
from tests.servers import flaky, ok, serve, unused_port
from tests.websocket_servers import TEXT, frame, say, serve_frames
from tui.cli import main
from tui.cli.check import select
from tui.config.config import Config

KEYS = {
    *("name", "group", "kind", "url", "health", "status", "latency_ms", "attempts", "phases_ms", "failure"),
    *("conditions", "size", "truncated", "ip", "tls"),
}
PHASES = {"dns", "connect", "tls", "send", "wait", "receive"}


def test_only_what_is_named_is_selected() -> None:
    config = Config(endpoints=(make_endpoint("a"), make_endpoint("b")), feeds=(make_feed("c"),))

    selected = select(config, ["b", "c"])

    assert [each.name for each in (*selected.endpoints, *selected.feeds)] == ["b", "c"]


def test_a_name_that_there_is_not_is_refused_with_the_nearest() -> None:
    config = Config(endpoints=(make_endpoint("orders"),))

    with pytest.raises(ValueError, match='did you mean "orders"'):
        select(config, ["order"])


class CheckTests(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.environ = {"NO_PROXY": "*", "HOME": str(self.directory)}
        self.printed = self.enterContext(redirect_stdout(io.StringIO()))
        self.said = self.enterContext(redirect_stderr(io.StringIO()))

    async def check(self, *arguments: str, **environ: str) -> int:
        with patch.dict(os.environ, self.environ | environ):
            for name in {"NO_COLOR", "FORCE_COLOR"} - environ.keys():
                os.environ.pop(name, None)
            return await asyncio.to_thread(main, ["check", *arguments])

    def config(self, text: str) -> str:
        path = self.directory / "prod.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    @property
    def report(self) -> dict[str, Any]:
        """What was printed as one object of JSON."""
        return dict(json.loads(self.printed.getvalue()))

    @property
    def only(self) -> dict[str, Any]:
        """The only result."""
        (result,) = self.report["results"]
        return dict(result)

    async def test_all_that_is_promised_about_an_endpoint_is_there(self) -> None:
        async with serve(ok(b'{"status": "ok"}')) as server:
            path = self.config(
                f'[[endpoint]]\nname = "orders"\ngroup = "core"\nurl = "{server.url}"\n'
                "assert = ['status < 400']\n"
            )
            code = await self.check("-c", path, "--format", "json")
        result = self.only

        assert code == 0
        assert result.keys() == KEYS
        assert result["phases_ms"].keys() == PHASES
        assert result | {"latency_ms": 0, "phases_ms": {}} == {
            "name": "orders",
            "group": "core",
            "kind": "endpoint",
            "url": server.url,
            "health": "up",
            "status": 200,
            "latency_ms": 0,
            "attempts": 1,
            "phases_ms": {},
            "failure": None,
            "conditions": [{"text": "status < 400", "outcome": "pass", "got": "200"}],
            "size": 16,
            "truncated": False,
            "ip": "127.0.0.1",
            "tls": None,
        }

    async def test_the_report_says_its_version_and_when_it_began(self) -> None:
        async with serve(ok()) as server:
            await self.check(server.url, "--format", "json")

        assert self.report["version"] == 1
        assert datetime.fromisoformat(self.report["started"]).tzinfo is not None

    async def test_a_phase_that_did_not_happen_is_null(self) -> None:
        async with serve(ok()) as server:
            await self.check(server.url, "--format", "json")
        phases = self.only["phases_ms"]

        assert phases["tls"] is None
        assert phases["wait"] is not None

    async def test_a_feed_is_up_with_its_first_message(self) -> None:
        async with serve_frames(say(frame(TEXT, "hello"))) as feed:
            code = await self.check(feed.url, "--format", "json")

        assert code == 0
        assert self.only.keys() == KEYS
        assert (self.only["kind"], self.only["health"], self.only["status"]) == ("feed", "up", 101)

    async def test_what_is_down_makes_the_code_one_and_says_why(self) -> None:
        port = unused_port()
        code = await self.check(f"http://127.0.0.1:{port}/", "--format", "json")

        assert code == 1
        assert self.only["health"] == "down"
        assert self.only["status"] is None
        assert self.only["failure"]["kind"] == "connect"
        assert f"127.0.0.1:{port}" in self.only["failure"]["message"]

    async def test_a_feed_that_is_refused_is_down(self) -> None:
        async with serve(ok()) as server:
            code = await self.check(server.url.replace("http://", "ws://"), "--format", "json")

        assert code == 1
        assert (self.only["health"], self.only["failure"]["kind"]) == ("down", "rejected")

    async def test_a_failed_condition_says_what_was_there_instead(self) -> None:
        async with serve(ok(b'{"status": "no"}')) as server:
            path = self.config(f'[[endpoint]]\nurl = "{server.url}"\nassert = [\'json $.status == "ok"\']\n')
            code = await self.check("-c", path, "--format", "json")

        assert code == 1
        assert self.only["failure"]["kind"] == "condition"
        assert [each["outcome"] for each in self.only["conditions"]] == ["fail"]

    async def test_up_after_a_retry_is_flaky_and_no_failure(self) -> None:
        async with serve(flaky(1)) as server:
            path = self.config(
                f'[[endpoint]]\nurl = "{server.url}"\nretry = {{ attempts = 2, delay = "1ms", on = [503] }}\n'
            )
            code = await self.check("-c", path, "--format", "json")

        assert code == 0
        assert (self.only["health"], self.only["attempts"]) == ("flaky", 2)

    async def test_degraded_is_no_failure_unless_it_is_asked_to_be(self) -> None:
        async with serve(ok()) as server:
            path = self.config(f"[[endpoint]]\nurl = \"{server.url}\"\nwarn = ['size > 1MB']\n")
            codes = await self.check("-c", path), await self.check("-c", path, "--fail-on", "degraded")

        assert codes == (0, 1)

    async def test_only_the_named_are_checked(self) -> None:
        async with serve(ok()) as server:
            path = self.config(
                f'[[endpoint]]\nname = "a"\nurl = "{server.url}a"\n'
                f'[[endpoint]]\nname = "b"\nurl = "{server.url}b"\n'
            )
            await self.check("-c", path, "b", "--format", "json")

        assert [each.target for each in server.seen] == ["/b"]
        assert self.only["name"] == "b"

    async def test_what_is_switched_off_is_left_alone(self) -> None:
        async with serve(ok()) as server:
            path = self.config(
                f'[[endpoint]]\nname = "a"\nurl = "{server.url}a"\n'
                f'[[endpoint]]\nname = "b"\nurl = "{server.url}b"\nenabled = false\n'
            )
            await self.check("-c", path, "--format", "json")

        assert self.only["name"] == "a"

    async def test_a_secret_in_a_url_is_never_printed(self) -> None:
        async with serve(ok()) as server:
            url = server.url.replace("://", "://ada:s3cr3t-pass@")
            for form in ("table", "json", "jsonl", "junit", "github"):
                await self.check(f"{url}?token=t0k3n-value", "--format", form)

        assert "s3cr3t-pass" not in self.printed.getvalue()
        assert "t0k3n-value" not in self.printed.getvalue()

    async def test_lines_are_a_result_each(self) -> None:
        async with serve(ok()) as server:
            await self.check(f"{server.url}a", f"{server.url}b", "--format", "jsonl")
        results = [json.loads(line) for line in self.printed.getvalue().splitlines()]

        assert [result.keys() for result in results] == [KEYS, KEYS]

    async def test_junit_counts_what_failed(self) -> None:
        async with serve(ok(status=500)) as server:
            code = await self.check(server.url, "--format", "junit")
        suite = ET.fromstring(self.printed.getvalue())  # noqa: S314 - our own output
        suite = suite if suite.tag == "testsuite" else next(suite.iter("testsuite"))

        assert code == 1
        assert (suite.get("tests"), suite.get("failures")) == ("1", "1")

    async def test_annotations_name_errors(self) -> None:
        async with serve(ok(status=500)) as server:
            await self.check(server.url, "--format", "github")

        assert self.printed.getvalue().startswith("::error ")

    async def test_without_a_terminal_there_is_no_colour(self) -> None:
        async with serve(ok()) as server:
            await self.check(server.url)

        assert "\x1b" not in self.printed.getvalue()

    async def test_colour_can_be_forced(self) -> None:
        async with serve(ok()) as server:
            await self.check(server.url, FORCE_COLOR="1")

        assert "\x1b[32m" in self.printed.getvalue()

    async def test_no_colour_beats_forced_colour(self) -> None:
        async with serve(ok()) as server:
            await self.check(server.url, FORCE_COLOR="1", NO_COLOR="1")

        assert "\x1b" not in self.printed.getvalue()

    async def test_nothing_is_said_to_people_when_all_is_well(self) -> None:
        async with serve(ok()) as server:
            await self.check(server.url)

        assert self.said.getvalue() == ""
