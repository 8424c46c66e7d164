"""Pages: what of the documentation is made of the program."""

from __future__ import annotations

from pathlib import Path

from reference.commands import commands_page
from reference.conditions import with_tables
from reference.configuration import configuration_page
from reference.failures import failures_page
from reference.keys import keys_page

__all__ = ["DOCS", "pages"]

DOCS = Path(__file__).parents[1] / "docs"


def pages() -> dict[str, str]:
    """Return the pages by their paths below `docs`; that of conditions is written, but for its tables."""
    conditions = "reference/conditions.md"
    return {
        "reference/commands.md": commands_page(),
        conditions: with_tables((DOCS / conditions).read_text(encoding="utf-8")),
        "reference/configuration.md": configuration_page(),
        "reference/failures.md": failures_page(),
        "reference/keys.md": keys_page(),
    }
