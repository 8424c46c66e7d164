"""demo_config: the configuration that watches the demo, and a good example of one."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.config.loader import load_config

if TYPE_CHECKING:
    from tui.config.config import Config

__all__ = ["demo_config", "demo_toml"]

_PORT = ":8765/"
"""How the file writes the port, so that it can be used as it stands."""


def demo_toml(port: int) -> str:
    """Return the text of the configuration for a demo on `port`."""
    text = resources.files("tui.demo").joinpath("demo.toml").read_text(encoding="utf-8")
    return text.replace(_PORT, f":{port}/")


def demo_config(port: int) -> Config:
    """Return the configuration for a demo on `port`, whatever the environment says."""
    with TemporaryDirectory(prefix="asyncdash-") as folder:
        path = Path(folder, "demo.toml")
        path.write_text(demo_toml(port), encoding="utf-8")
        config = load_config(path, environ={})
    return replace(
        config,
        path=None,
        files=(),
        endpoints=tuple(replace(endpoint, origin=None) for endpoint in config.endpoints),
        feeds=tuple(replace(feed, origin=None) for feed in config.feeds),
    )
