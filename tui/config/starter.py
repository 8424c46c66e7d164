"""The commented file that `asyncdash init` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.config.errors import shown_path

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["STARTER", "write_starter"]

STARTER = """\
#:schema ./asyncdash.schema.json
# Editors complete and check this file once you have run: asyncdash schema > asyncdash.schema.json
# Start with: asyncdash          Check this file with: asyncdash validate

title = "My services"

[defaults.endpoint]                # what every [[endpoint]] starts from
interval = "10s"                   # times have units: 500ms 2s 5m 1h 14d
timeout = "5s"

[[endpoint]]                       # a URL that is checked again and again
name = "website"
url = "https://example.com/"
assert = ['body contains "Example"']             # fails: the check is bad
warn = ['latency < 1s', 'cert.expires_in > 14d']  # fails: only degraded

[[endpoint]]
name = "api"
group = "backend"
tags = ["eu"]
url = "http://localhost:8080/health"
headers = { Accept = "application/json" }
# auth = { bearer = "${API_TOKEN}" }   # from the environment or .env beside this file; never shown
expect = [200, 204]                # default: "2xx"
retry = { attempts = 3 }           # the first one included
down_after = 2                     # bad checks in a row before it counts as down
enabled = false                    # take this line away when the URL is yours

[[feed]]                           # a stream: ws and wss are WebSockets, http and https Server-Sent Events
name = "events"
group = "backend"
url = "ws://localhost:8080/events"
on_open = ['{"op":"subscribe","channel":"orders"}']  # sent after every connect
silence = "30s"                    # no message for this long: degraded
enabled = false
"""


def write_starter(path: Path) -> Path:
    """Write the file to start from, and return its path.

    Raises:
        FileExistsError: Something is there already, and is left as it is.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(STARTER)
    except FileExistsError:
        raise FileExistsError(
            f"{shown_path(path)} exists already and is left as it is: name another file"
        ) from None
    return path
