"""Ask Prometheus's blackbox exporter about the same targets, and see where it disagrees.

    python -m tests.benchmarks.second_opinion [ENVIRONMENT]
    unshare -m python -m tests.benchmarks.second_opinion [ENVIRONMENT]     # as root: with names that are slow

What the exporter cannot do, digest credentials, is asked of curl.

It needs nginx and prometheus-blackbox-exporter from the system's packages; httpbin comes from the package
index, into a directory that is kept if one is named. Everything listens on loopback and ends with the script.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import ClientSession

from tests.benchmarks.opinion_servers import Site, open_site
from tests.benchmarks.processes import MissingError
from tests.benchmarks.slow_network import SLOW_NAME, full_backlog, own_name_servers, slow_name_server
from tui.engine.clock import SystemClock
from tui.engine.prober import open_prober
from tui.model.endpoint import Endpoint
from tui.model.mask import Mask
from tui.model.target import BearerAuth, DigestAuth, Family, TlsOptions

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
    is_late: bool = False
    """Is nobody let in before the first try to connect is over?"""
    curl: tuple[str, ...] = ()
    """What curl is told, if it is the one that is asked."""


@dataclass(slots=True)
class Opinion:
    """What one of them found."""

    is_up: bool
    status: int | None
    expires_at: float | None
    phases: dict[str, float]


def targets(site: Site, late: int, *, has_slow_names: bool) -> list[Target]:
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
        Target("connect, late", f"{plain}/", is_late=True),
        *([Target("dns, late", f"http://{SLOW_NAME}:{site.plain}/")] if has_slow_names else []),
        Target("refused", f"http://localhost:{site.closed}/"),
        Target("no such name", "http://nobody.invalid/"),
        Target("status 418", f"{bin_url}/status/418"),
        Target("delay 1 s", f"{bin_url}/delay/1"),
        Target("delay 5 s", f"{bin_url}/delay/5"),
        Target("drip 1 s", f"{bin_url}/drip?duration=1&numbytes=5&delay=0"),
        Target("gzip", f"{bin_url}/gzip"),
        Target("brotli", f"{bin_url}/brotli"),
        Target("deflate", f"{bin_url}/deflate"),
        Target("digest, unasked", f"{bin_url}/digest-auth/auth/ann/secret"),
        Target(
            "digest, by curl",
            f"{bin_url}/digest-auth/auth/ann/secret",
            changes={"auth": DigestAuth("ann", "secret")},
            curl=("--digest", "--user", "ann:secret"),
        ),
        Target(
            "digest, wrong, by curl",
            f"{bin_url}/digest-auth/auth/ann/secret",
            changes={"auth": DigestAuth("ann", "guess")},
            curl=("--digest", "--user", "ann:guess"),
        ),
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


async def curls(target: Target) -> Opinion:
    """Let curl ask a target; the time of a challenge is in its total alone, so only the outcome counts."""
    command = ("curl", "--silent", "--output", "/dev/null", "--write-out", "%{http_code}", *target.curl)
    process = await asyncio.create_subprocess_exec(*command, target.url, stdout=asyncio.subprocess.PIPE)
    status = int((await process.communicate())[0])
    return Opinion(200 <= status < 300, status, None, {})


@asynccontextmanager
async def reachable(target: Target, site: Site) -> AsyncIterator[Target]:
    """Give the target as it is to be asked this time."""
    if not target.is_late:
        yield target
        return
    async with full_backlog(site.plain, _LATE) as port:
        yield replace(target, url=f"http://localhost:{port}/")


def summed_up(opinions: Sequence[Opinion]) -> Opinion:
    """Return the last of several opinions with the shortest of each phase."""
    last = opinions[-1]
    phases = {name: min(each.phases[name] for each in opinions) for name in last.phases}
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
        found += [name for name in other.phases if not _is_close(one.phases[name], other.phases[name])]
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
        *((_millis(one, name), _millis(other, name)) for name in _PHASES),
    ]
    shown = [mine if mine == yours else f"{mine}/{yours}" for mine, yours in pairs]
    if one.status is None:
        shown[3:] = ["-"] * len(_PHASES)
    return [target.name, *shown, "agree" if not found else f"DIFFER: {' '.join(found)}"]


def _millis(opinion: Opinion, phase: str) -> str:
    return f"{opinion.phases[phase] * 1000:.1f}" if phase in opinion.phases else "-"


def _up(opinion: Opinion) -> str:
    return "up" if opinion.is_up else "down"


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows of cells, one column under the other."""
    head = ["target", "up", "status", "cert expires", *(f"{name} ms" for name in _PHASES), ""]
    table = [head, *rows]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(head))]
    for cells in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())


async def compare(site: Site, *, has_slow_names: bool) -> bool:
    """Ask both about every target, print what they say, and return whether they agree."""
    rows: list[list[str]] = []
    differing = 0
    async with (
        open_prober(mask=Mask(), clock=SystemClock(), environ={}) as prober,
        ClientSession() as session,
        relay(site.good) as late,
        slow_name_server(_LATE) if has_slow_names else nullcontext(),
    ):
        for target in targets(site, late, has_slow_names=has_slow_names):
            mine, yours = [], []
            for _ in range(_TIMES):
                async with reachable(target, site) as there:
                    mine.append(await ours(prober, there, site))
                async with reachable(target, site) as there:
                    asked = curls(there) if there.curl else theirs(session, there, site)
                    yours.append(await asked)
            one, other = summed_up(mine), summed_up(yours)
            found = differs(one, other)
            differing += bool(found)
            rows.append(_cells(target, one, other, found))
    print("asyncdash/blackbox_exporter, one value where both say the same\n")
    print_table(rows)
    print(f"\n{len(rows) - differing} of {len(rows)} targets agree")
    if not has_slow_names:
        print("slow names were left out: they need a mount namespace of their own (unshare -m, as root)")
    return not differing


def main() -> int:
    """Run the comparison."""
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        environment = Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else root / "environment"
        try:
            with open_site(root, environment, _MODULES) as site, own_name_servers(root) as has_own:
                return 0 if asyncio.run(compare(site, has_slow_names=has_own)) else 1
        except MissingError as error:
            print(error, file=sys.stderr)
            return 2


if __name__ == "__main__":
    raise SystemExit(main())
