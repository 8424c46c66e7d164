"""asyncdash: a terminal dashboard that polls HTTP endpoints and streams WebSockets live."""

__version__ = "0.1.0"
