"""A prober to test with, and the certificates of one authority."""

from __future__ import annotations

import tempfile
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.factories import make_endpoint
from tests.servers import Authority, serve_raw
from tui.engine.clock import SystemClock
from tui.engine.prober import open_prober
from tui.model.mask import Mask
from tui.model.target import TlsOptions

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator
    from typing import Any

    from tests.servers import Server, Talk
    from tui.engine.prober import Prober
    from tui.model.check import CheckResult, Exchange
    from tui.model.failure import Failure

__all__ = ["PATIENCE", "ProberCase", "failure_at", "probing"]

PATIENCE = 20.0
"""Seconds that an attempt may take which is not about time."""


@asynccontextmanager
async def probing(*secrets: str, **options: Any) -> AsyncIterator[Prober]:
    """Open a prober that knows those secrets and no environment."""
    async with open_prober(mask=Mask(secrets), clock=SystemClock(), **{"environ": {}, **options}) as prober:
        yield prober


async def failure_at(talk: Talk, **changes: Any) -> Failure | None:
    """Check a server that speaks like that, and return what is wrong with it."""
    async with serve_raw(talk) as server, probing() as prober:
        result = await prober.check(make_endpoint(**{"url": server.url, "timeout": PATIENCE, **changes}))
    return result.failure


class ProberCase(IsolatedAsyncioTestCase):
    """A test with a prober and with certificates."""

    secrets: tuple[str, ...] = ()

    async def asyncSetUp(self) -> None:
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.prober = await self.enterAsyncContext(probing(*self.secrets))

    async def check(
        self, server: Server | str, *, previous: CheckResult | None = None, **changes: Any
    ) -> CheckResult:
        """Check the root of a server, or a URL."""
        url = server if isinstance(server, str) else server.url
        endpoint = make_endpoint(**{"url": url, "timeout": PATIENCE, **changes})
        return await self.prober.check(endpoint, previous=previous)

    async def exchange(self, server: Server | str, **changes: Any) -> Exchange:
        """Check something that answers and return what was asked and answered."""
        result = await self.check(server, **changes)
        assert result.exchange is not None, result.failure
        return result.exchange

    def trusted(
        self, *names: str, expires_in: timedelta = timedelta(days=30), **changes: Any
    ) -> tuple[ssl.SSLContext, TlsOptions]:
        """Return the context of a server and the options that trust it."""
        authority = Authority()
        options = TlsOptions(ca=authority.write(self.directory), **changes)
        return authority.server_context(*names, expires_in=expires_in), options
