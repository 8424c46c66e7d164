"""Ask Prometheus's blackbox exporter about the same targets, and see where it disagrees.

    python -m tests.benchmarks.second_opinion [ENVIRONMENT]

It needs nginx and prometheus-blackbox-exporter from the system's packages; httpbin comes from the package
index, into a directory that is kept if one is named. Everything listens on loopback and ends with the script.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import ClientSession
from aiohttp.compression_utils import HAS_BROTLI

from tests.benchmarks.opinion_servers import Site, open_site
from tests.benchmarks.processes import MissingError
from tui.engine.clock import SystemClock
from tui.engine.prober import open_prober
from tui.model.endpoint import Endpoint
from tui.model.mask import Mask
from tui.model.target import BearerAuth, Family, TlsOptions

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import AsyncIterator, Mapping, Sequence

    from tui.engine.prober import Prober
    from tui.model.check import CheckResult

_MODULES = """
modules:
  plain: {prober: http, timeout: 2s, http: {preferred_ip_protocol: ip4, ip_protocol_fallback: false,
    tls_config: {ca_file: "{ca}"}}}
  bearer: {prober: http, timeout: 2s, http: {preferred_ip_protocol: ip4, ip_protocol_fallback: false,
    bearer_token: letmein}}
"""
_TIMES = 7
"""Both ask each target that often, in turns; the shortest of each phase counts: the rest is the machine."""
_PHASES = ("dns", "connect", "tls", "wait", "receive")
_THEIRS = {
    "resolve": "dns",
    "connect": "connect",
    "tls": "tls",
    "processing": "wait",
    "transfer": "receive",
}
_LATE = 0.15
_APART, _SHARE = 0.010, 0.2
"""Seconds, or the share of the larger, by which two measurements may differ."""


@dataclass(frozen=True, slots=True)
class Target:
    """What both are asked about."""

    name: str
    url: str
    module: str = "plain"
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Opinion:
    """What one of them found."""

    is_up: bool
    status: int | None
    expires_at: float | None
    phases: dict[str, float]


def targets(site: Site, late: int) -> list[Target]:
    """Return good ones and bad ones; behind the port `late` every answer of the TLS server is late."""
    bin_url, plain = f"http://localhost:{site.httpbin}", f"http://localhost:{site.plain}"
    good = f"https://localhost:{site.good}"
    return [
        Target("nginx", f"{plain}/"),
        Target("nginx moved", f"{plain}/moved"),
        Target("nginx 503", f"{plain}/busy"),
        Target("nginx 404", f"{plain}/gone"),
        Target("tls", f"{good}/"),
        Target("tls moved", f"{good}/moved"),
        Target("tls, late", f"https://localhost:{late}/"),
        Target("tls expired", f"https://localhost:{site.expired}/"),
        Target("tls other name", f"https://localhost:{site.foreign}/"),
        Target("tls unknown ca", f"https://localhost:{site.unknown}/"),
        Target("tls to plain", f"https://localhost:{site.plain}/"),
        Target("refused", f"http://localhost:{site.closed}/"),
        Target("no such name", "http://nobody.invalid/"),
        Target("status 418", f"{bin_url}/status/418"),
        Target("delay 1 s", f"{bin_url}/delay/1"),
        Target("delay 5 s", f"{bin_url}/delay/5"),
        Target("drip 1 s", f"{bin_url}/drip?duration=1&numbytes=5&delay=0"),
        Target("gzip", f"{bin_url}/gzip"),
        *([Target("brotli", f"{bin_url}/brotli")] if HAS_BROTLI else []),
        Target("deflate", f"{bin_url}/deflate"),
        Target("digest, unasked", f"{bin_url}/digest-auth/auth/ann/secret"),
        Target("bearer", f"{bin_url}/bearer", "bearer", {"auth": BearerAuth("letmein")}),
        Target("bearer, unasked", f"{bin_url}/bearer"),
        Target("redirect 3", f"{bin_url}/redirect/3"),
        Target("stream 20", f"{bin_url}/stream/20"),
        Target("bytes 90 kB", f"{bin_url}/bytes/90000"),
        Target("utf8", f"{bin_url}/encoding/utf8"),
        Target("deny", f"{bin_url}/deny"),
    ]


@asynccontextmanager
async def relay(port: int) -> AsyncIterator[int]:
    """Listen before another port, and hold back whatever it says: the handshake first, then the answer."""

    async def pump(reader: StreamReader, writer: StreamWriter, delay: float) -> None:
        while data := await reader.read(65_536):
            await asyncio.sleep(delay)
            writer.write(data)
        writer.close()

    async def connected(reader: StreamReader, writer: StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", port)
        with suppress(OSError):
            await asyncio.gather(pump(reader, server_writer, 0.0), pump(server_reader, writer, _LATE))

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def ours(prober: Prober, target: Target, site: Site) -> Opinion:
    """Check a target as the dashboard does."""
    endpoint = Endpoint(
        name=target.name,
        url=target.url,
        timeout=2.0,
        family=Family.IPV4,
        tls=TlsOptions(ca=site.authority),
        **target.changes,
    )
    result: CheckResult = await prober.check(endpoint)
    exchange = result.exchange
    phases = dict(result.phases)
    phases["wait"] = phases.get("wait", 0.0) + phases.pop("send", 0.0)
    return Opinion(
        result.failure is None,
        result.status,
        exchange.tls.expires_at if exchange is not None and exchange.tls is not None else None,
        {name: phases.get(name, 0.0) for name in _PHASES},
    )


async def theirs(session: ClientSession, target: Target, site: Site) -> Opinion:
    """Let the exporter probe a target; a phase that it does not have is 0 there."""
    query = {"module": target.module, "target": target.url}
    async with session.get(f"http://127.0.0.1:{site.exporter}/probe", params=query) as response:
        lines = (await response.text()).splitlines()
    found = dict(line.rsplit(" ", 1) for line in lines if line and not line.startswith("#"))
    status = int(float(found.get("probe_http_status_code", "0")))
    expiry = found.get("probe_ssl_earliest_cert_expiry")
    return Opinion(
        found["probe_success"] == "1",
        status or None,
        float(expiry) if expiry is not None else None,
        {
            name: float(found.get(f'probe_http_duration_seconds{{phase="{phase}"}}', "0"))
            for phase, name in _THEIRS.items()
        },
    )


def summed_up(opinions: Sequence[Opinion]) -> Opinion:
    """Return the last of several opinions with the shortest of each phase."""
    last = opinions[-1]
    phases = {name: min(each.phases[name] for each in opinions) for name in _PHASES}
    return Opinion(last.is_up, last.status, last.expires_at, phases)


def differs(one: Opinion, other: Opinion) -> list[str]:
    """Return what two opinions do not agree on; where nothing answered, phases have no end to compare."""
    found: list[str] = []
    if one.is_up is not other.is_up:
        found.append("up")
    if one.status != other.status:
        found.append("status")
    if _expiry(one) != _expiry(other):
        found.append("expiry")
    if one.status is not None and other.status is not None:
        found += [name for name in _PHASES if not _is_close(one.phases[name], other.phases[name])]
    return found


def _is_close(one: float, other: float) -> bool:
    return abs(one - other) <= max(_APART, _SHARE * max(one, other))


def _expiry(opinion: Opinion) -> str:
    if opinion.expires_at is None:
        return "-"
    return f"{datetime.fromtimestamp(opinion.expires_at, UTC):%Y-%m-%d %H:%M:%S}"


def _cells(target: Target, one: Opinion, other: Opinion, found: Sequence[str]) -> list[str]:
    pairs = [
        (_up(one), _up(other)),
        (str(one.status or "-"), str(other.status or "-")),
        (_expiry(one), _expiry(other)),
        *((f"{one.phases[name] * 1000:.1f}", f"{other.phases[name] * 1000:.1f}") for name in _PHASES),
    ]
    shown = [mine if mine == yours else f"{mine}/{yours}" for mine, yours in pairs]
    if one.status is None:
        shown[3:] = ["-"] * len(_PHASES)
    return [target.name, *shown, "agree" if not found else f"DIFFER: {' '.join(found)}"]


def _up(opinion: Opinion) -> str:
    return "up" if opinion.is_up else "down"


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows of cells, one column under the other."""
    head = ["target", "up", "status", "cert expires", *(f"{name} ms" for name in _PHASES), ""]
    table = [head, *rows]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(head))]
    for cells in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())


async def compare(site: Site) -> bool:
    """Ask both about every target, print what they say, and return whether they agree."""
    rows: list[list[str]] = []
    differing = 0
    async with (
        open_prober(mask=Mask(), clock=SystemClock(), environ={}) as prober,
        ClientSession() as session,
        relay(site.good) as late,
    ):
        for target in targets(site, late):
            mine, yours = [], []
            for _ in range(_TIMES):
                mine.append(await ours(prober, target, site))
                yours.append(await theirs(session, target, site))
            one, other = summed_up(mine), summed_up(yours)
            found = differs(one, other)
            differing += bool(found)
            rows.append(_cells(target, one, other, found))
    print("asyncdash/blackbox_exporter, one value where both say the same\n")
    print_table(rows)
    print(f"\n{len(rows) - differing} of {len(rows)} targets agree")
    if not HAS_BROTLI:
        print("brotli was left out: nothing here reads it until the package Brotli is installed")
    return not differing


def main() -> int:
    """Run the comparison."""
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        environment = Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else root / "environment"
        try:
            with open_site(root, environment, _MODULES) as site:
                return 0 if asyncio.run(compare(site)) else 1
        except MissingError as error:
            print(error, file=sys.stderr)
            return 2


if __name__ == "__main__":
    raise SystemExit(main())
