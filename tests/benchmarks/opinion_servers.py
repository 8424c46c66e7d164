"""What `second_opinion` asks: nginx with TLS, httpbin, and an exporter that asks the same; on loopback."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import trustme

from tests.benchmarks.processes import await_port, free_ports, make_environment, program, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Site", "open_site"]

_NGINX = """
daemon off; pid {root}/nginx.pid; error_log {root}/nginx.log; worker_processes 1;
events {{ worker_connections 256; }}
http {{
  access_log off; keepalive_timeout 5;
  client_body_temp_path {root}/body; proxy_temp_path {root}/proxy; fastcgi_temp_path {root}/fcgi;
  uwsgi_temp_path {root}/uwsgi; scgi_temp_path {root}/scgi; default_type text/plain;
  {servers}
}}
"""
_SERVER = """
  server {{
    listen 127.0.0.1:{port} {ssl}; {certificate}
    location / {{ return 200 "hello"; }}
    location /moved {{ return 302 /; }}
    location /busy {{ return 503 "busy"; }}
    location /gone {{ return 404 "gone"; }}
  }}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where everything listens."""

    plain: int
    """The port of nginx without TLS."""
    good: int
    expired: int
    foreign: int
    """Its certificate is for another name."""
    unknown: int
    """Its certificate is of an authority that nobody knows."""
    httpbin: int
    exporter: int
    closed: int
    """Nobody listens there."""
    authority: Path


@contextmanager
def open_site(root: Path, environment: Path, modules: str) -> Iterator[Site]:
    """Run the servers in a directory, with httpbin from a virtual environment that is made if it is missing.

    Raises:
        MissingError: nginx or the exporter is not installed.
    """
    nginx, exporter = program("nginx"), program("prometheus-blackbox-exporter")
    names = ("plain", "good", "expired", "foreign", "unknown", "httpbin", "exporter", "closed")
    ports = dict(zip(names, free_ports(len(names)), strict=True))
    site = Site(authority=root / "ca.pem", **ports)
    (root / "nginx.conf").write_text(_nginx_conf(root, site))
    (root / "exporter.yml").write_text(modules.replace("{ca}", str(site.authority)))
    gunicorn = _httpbin(environment)
    commands = (
        (nginx, "-e", str(root / "nginx.log"), "-c", str(root / "nginx.conf"), "-p", str(root)),
        (gunicorn, "-b", f"127.0.0.1:{site.httpbin}", "-k", "gthread", "--threads", "8", "httpbin:app"),
        (exporter, f"--config.file={root}/exporter.yml", f"--web.listen-address=127.0.0.1:{site.exporter}"),
    )
    with ExitStack() as stack:
        for command in commands:
            stack.enter_context(running(command, root))
        for port in (site.plain, site.httpbin, site.exporter):
            await_port(port)
        yield site


def _nginx_conf(root: Path, site: Site) -> str:
    """Write the certificates, and return the configuration that uses them."""
    ours, nobody = trustme.CA(), trustme.CA()
    ours.cert_pem.write_to_path(str(site.authority))
    now = datetime.now(UTC)
    leaves = {
        site.good: ours.issue_cert("localhost", not_after=now + timedelta(days=45)),
        site.expired: ours.issue_cert(
            "localhost", not_before=now - timedelta(days=30), not_after=now - timedelta(days=3)
        ),
        site.foreign: ours.issue_cert("other.example.org"),
        site.unknown: nobody.issue_cert("localhost"),
    }
    servers = [_SERVER.format(port=site.plain, ssl="", certificate="")]
    for port, leaf in leaves.items():
        path = root / f"{port}.pem"
        leaf.private_key_and_cert_chain_pem.write_to_path(str(path))
        lines = f"ssl_certificate {path}; ssl_certificate_key {path};"
        servers.append(_SERVER.format(port=port, ssl="ssl", certificate=lines))
    return _NGINX.format(root=root, servers="".join(servers))


def _httpbin(environment: Path) -> str:
    """Install httpbin from the package index into an environment of its own, unless it is there."""
    gunicorn = environment / "bin" / "gunicorn"
    if not gunicorn.exists():
        make_environment(environment, "httpbin", "gunicorn")
    return str(gunicorn)
