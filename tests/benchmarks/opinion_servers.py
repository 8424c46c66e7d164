"""What `second_opinion` asks: nginx with TLS, httpbin, and an exporter that asks the same; on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import trustme

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MissingError", "Site", "open_site"]

_DEADLINE = 60.0
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


class MissingError(Exception):
    """A program is not installed."""


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
    nginx, exporter = _program("nginx"), _program("prometheus-blackbox-exporter")
    names = ("plain", "good", "expired", "foreign", "unknown", "httpbin", "exporter", "closed")
    ports = dict(zip(names, _free_ports(len(names)), strict=True))
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
            stack.enter_context(_running(command, root))
        for port in (site.plain, site.httpbin, site.exporter):
            _await_port(port)
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
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)  # noqa: S603 - our own words
        pip = [str(environment / "bin" / "pip"), "install", "--quiet", "httpbin", "gunicorn"]
        subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - our own words
    return str(gunicorn)


@contextmanager
def _running(command: tuple[str, ...], root: Path) -> Iterator[None]:
    """Run a program until the block is left; what it says goes to a file."""
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    with (root / f"{Path(command[0]).name}.out").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=clean, cwd=root)  # noqa: S603 - our own words
        try:
            yield
        finally:
            process.terminate()
            process.wait(_DEADLINE)


def _program(name: str) -> str:
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if path is None:
        msg = f"{name} is not installed: apt-get install {name}"
        raise MissingError(msg)
    return path


def _free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _await_port(port: int) -> None:
    deadline = time.monotonic() + _DEADLINE
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1.0):
            return
        time.sleep(0.05)
    msg = f"nobody listens on port {port}"
    raise MissingError(msg)
