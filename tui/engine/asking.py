"""Asker: requests that somebody makes by hand, beside the schedule and outside of every history."""

from __future__ import annotations

import asyncio
import os
from socket import AF_UNSPEC
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.engine.failures import FailureError
from tui.engine.proxies import choose_proxy
from tui.engine.resolver import ThreadResolver
from tui.engine.session import request_url
from tui.model.endpoint import ConnectionUse, RetryPolicy
from tui.model.failure import Failure, FailureKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp.abc import AbstractResolver

    from tui.engine.prober import Prober
    from tui.model.board import Board
    from tui.model.check import CheckResult
    from tui.model.endpoint import Endpoint

__all__ = ["Asker"]


class Asker:
    """Checks an endpoint as somebody has changed it; what comes back is recorded nowhere.

    It has a prober of its own, so that the next check of the schedule is not
    compared with what was asked for here.
    """

    def __init__(
        self,
        board: Board,
        prober: Prober,
        *,
        resolver: AbstractResolver | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Take who makes the requests, who looks up names, and the variables that may name a proxy."""
        self._board = board
        self._prober = prober
        self._resolver = resolver or ThreadResolver()
        self._environ = os.environ if environ is None else environ

    async def once(self, endpoint: Endpoint) -> CheckResult:
        """Send one request, at once and never again, and judge what comes back.

        Conditions over time look at the history of the endpoint of that name.
        """
        known = (state.samples for state in self._board.endpoints if state.name == endpoint.name)
        history = next(known, ())
        try:
            return await self._prober.check(replace(endpoint, retry=RetryPolicy()), history=history)
        finally:
            self._prober.forget(endpoint.name)

    async def addresses(self, endpoint: Endpoint) -> list[Endpoint] | Failure:
        """Return the endpoint once for each address behind its name, or why there is none."""
        try:
            host = request_url(endpoint).raw_host or ""
            choice = choose_proxy(endpoint, self._environ)
        except FailureError as error:
            return error.failure
        if choice.url is not None:
            where = f"{choice.url.host}:{choice.url.port}"
            message = f'the proxy {where} ({choice.rule}) looks up the name, set proxy = ""'
            return Failure(FailureKind.PROXY, message)
        try:
            async with asyncio.timeout(endpoint.timeout):
                found = await self._resolver.resolve(host, family=AF_UNSPEC)
        except TimeoutError:
            return Failure(FailureKind.DNS, f"the name servers do not answer for {host}; try later", "dns")
        except OSError as error:
            return Failure(FailureKind.DNS, f"cannot resolve {host}: {error.strerror or error}", "dns")
        return [
            replace(endpoint, resolve=address, connection=ConnectionUse.FRESH)
            for address in dict.fromkeys(each["host"] for each in found)
        ]
