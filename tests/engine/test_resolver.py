from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import textwrap
import threading
from typing import Any
from unittest import IsolatedAsyncioTestCase

import pytest

from tests.factories import make_endpoint
from tests.probing import PATIENCE, probing
from tests.servers import ok, serve
from tests.streaming import eventually
from tui.engine.resolver import ThreadResolver
from tui.model.endpoint import ConnectionUse
from tui.model.failure import Failure, FailureKind


class Names:
    """A system resolver of our own: some names have addresses, some hang until they are let go."""

    def __init__(self, **names: str | OSError) -> None:
        self.names = names
        self.asked: list[str] = []
        self.let_go = threading.Event()

    def __call__(self, host: str, _port: None, **_options: object) -> list[tuple[Any, ...]]:
        self.asked.append(host)
        if host not in self.names:
            self.let_go.wait(PATIENCE)
            return []
        found = self.names[host]
        if isinstance(found, OSError):
            raise found
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, 0))]


class TestThreadResolver(IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.names = Names(good="127.0.0.1", bad=socket.gaierror(socket.EAI_NONAME, "no"))
        self.addCleanup(self.names.let_go.set)
        self.resolver = ThreadResolver(self.names, threads=2)

    async def asyncTearDown(self) -> None:
        self.names.let_go.set()
        await self.resolver.close()

    async def test_a_name_has_addresses(self) -> None:
        found = await self.resolver.resolve("good", 80)

        assert [(each["hostname"], each["host"], each["port"]) for each in found] == [
            ("good", "127.0.0.1", 80)
        ]

    async def test_a_name_without_address_is_an_error(self) -> None:
        with pytest.raises(socket.gaierror):
            await self.resolver.resolve("bad")

    async def test_an_empty_answer_is_an_error(self) -> None:
        self.names.let_go.set()

        with pytest.raises(socket.gaierror, match="has no address"):
            await self.resolver.resolve("empty")

    async def test_what_is_no_host_name_is_an_error(self) -> None:
        resolver = ThreadResolver()

        with pytest.raises(socket.gaierror, match="not a host name"):
            await resolver.resolve("a" * 64 + "ä.example")

    async def test_names_that_hang_do_not_starve_one_that_does_not(self) -> None:
        for _ in range(5):
            with self.assertRaises(TimeoutError):
                async with asyncio.timeout(0.02):
                    await self.resolver.resolve("hangs")
        await eventually(lambda: self.names.asked)
        found = await self.resolver.resolve("good")

        assert found
        assert self.names.asked == ["hangs", "good"]

    async def test_there_are_never_more_threads_than_allowed(self) -> None:
        async with asyncio.TaskGroup() as lookups:
            for name in ("first", "second", "third"):
                lookups.create_task(self.failing(name))
            async with asyncio.timeout(PATIENCE):
                while len(self.names.asked) < 2:  # noqa: ASYNC110 - threads cannot set an event of the loop
                    await asyncio.sleep(0.01)
            asked = list(self.names.asked)
            self.names.let_go.set()

        assert asked == ["first", "second"]
        assert self.names.asked == ["first", "second", "third"]

    async def failing(self, name: str) -> None:
        with self.assertRaises(socket.gaierror):
            await self.resolver.resolve(name)


class TestChecks(IsolatedAsyncioTestCase):
    async def test_a_name_that_hangs_is_a_timeout_of_dns(self) -> None:
        names = Names()
        self.addCleanup(names.let_go.set)
        async with probing(resolver=ThreadResolver(names)) as prober:
            result = await prober.check(make_endpoint(url="http://api.test/", timeout=1.0))

        assert result.failure == Failure(FailureKind.TIMEOUT, "api.test was not resolved within 1s", "dns")
        assert [name for name, _ in result.phases] == ["dns"]

    async def test_a_name_that_does_not_exist_is_a_failure_of_dns(self) -> None:
        names = Names(**{"api.test": socket.gaierror(socket.EAI_NONAME, "Name or service not known")})
        async with probing(resolver=ThreadResolver(names)) as prober:
            result = await prober.check(make_endpoint(url="http://api.test/", timeout=PATIENCE))

        assert result.failure == Failure(FailureKind.DNS, "no such host: api.test", "dns")

    async def test_a_fresh_check_asks_for_the_name_every_time(self) -> None:
        names = Names(**{"api.test": "127.0.0.1"})
        async with serve(ok()) as server, probing(resolver=ThreadResolver(names)) as prober:
            for connection in (
                ConnectionUse.FRESH,
                ConnectionUse.FRESH,
                ConnectionUse.REUSE,
                ConnectionUse.REUSE,
            ):
                await prober.check(
                    make_endpoint(
                        url=f"http://api.test:{server.port}/", connection=connection, timeout=PATIENCE
                    )
                )

        assert names.asked == ["api.test"] * 3


def test_a_name_that_hangs_does_not_delay_the_exit() -> None:
    program = textwrap.dedent("""
        import asyncio, threading
        from tui.engine.resolver import ThreadResolver

        async def main():
            resolver = ThreadResolver(lambda *_args, **_options: threading.Event().wait())
            try:
                async with asyncio.timeout(0.1):
                    await resolver.resolve("hangs")
            except TimeoutError:
                print("late")

        asyncio.run(main())
    """)

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE, check=True
    )

    assert done.stdout == "late\n"
